"""Permanence: an address that was published leads somewhere for ever, or the content is wrong.

`addresses.txt` in the content folder lists what was published: pages, and the data of records that
have no page. `check.py --fix` adds to it; nothing takes away from it but a person. A new page needs
no line in it: `check.py --since` asks git, which knows every page that was ever merged.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from portal import addresses
from portal.findings import Finding
from portal.fitting import fit
from portal.portal import Portal, gather
from portal.sources import ADDRESSES, Source

RULE = "a-published-address-stays"
_NOTICE = re.compile(r"notices/\d{4}/([^/]+)")


def data_files(portal: Portal) -> set[str]:
    """The files of all records that have no page of their own to stand beside."""
    results = (f"{period}/{name}" for period, one in portal.results.items() for name in one.results)
    kinds: dict[str, Iterable[str]] = {
        "indicators": portal.indicators,
        "results": results,
        "awards": (one.id for one in portal.awards.awards),
        "firsts": (str(one.id) for one in portal.firsts),
        "channels": portal.channels,
        "coverage": (str(one.id) for one in portal.coverage),
    }
    return {addresses.data_file(kind, name) for kind, names in kinds.items() for name in names}


def listed(portal: Portal, before: str) -> str:
    """The list with all that it held before and all that there is now."""
    return "".join(f"{one}\n" for one in sorted({*_lines(before), *_now(portal)}))


def drafts(portal: Portal) -> frozenset[str]:
    """The addresses at which only the preview has a page."""
    return gather(entry for entry in portal.entries if entry.draft).addresses


def lost(portal: Portal, published: str, with_drafts: Portal) -> list[Finding]:
    """A finding for each address on the list that nothing answers: no page, redirect or record."""
    lines = _lines(published)
    if not lines:
        return []
    kept = {*_now(portal), *(f"/{old}" for old in portal.redirects)}
    hidden = drafts(with_drafts)
    return [
        Finding(
            ADDRESSES,
            number,
            1,
            RULE,
            *_told(address, is_draft=address[1:] in hidden),
            cause=cause(address),
        )
        for number, address in enumerate(lines, 1)
        if address not in kept
    ]


def given_up(
    before: Mapping[str, bytes], now: Mapping[str, Source], portal: Portal
) -> Iterator[Finding]:
    """A finding for each page but notices that a revision had and that nothing answers any more.

    `before` holds the bytes of files that differ from today's. So a page is kept from the day it is
    published, though nobody may have put it on the list yet.
    """
    kept = {*portal.addresses, *portal.redirects}
    for path, data in before.items():
        was, _ = fit(Source(path, data))
        entry = fit(now[path])[0] if path in now else None
        stays = path in now and not (entry and entry.draft)
        if was is None or was.draft or stays:
            continue
        place = addresses.page if was.kind == "page" else addresses.commitment
        address = place(was.id)
        if address not in kept:
            told = _told(f"/{address}", is_draft=entry is not None)
            yield Finding(path, 1, 1, RULE, *told, cause=cause(address))


def cause(address: str) -> str:
    """One name for everything that leads to a page that is not there."""
    notice = _NOTICE.fullmatch(address.strip("/"))
    return f"notice {notice[1]}" if notice else "/" + address.strip("/")


def _told(address: str, *, is_draft: bool) -> tuple[str, str]:
    if is_draft:
        message = f"公布过的“{address}”成了草稿，读者就看不到了"
        return message, "在那个文件里删去 draft: 是；已公布的只能改，不能收回"
    if address.endswith(".json"):
        name = address.rpartition("/")[2].removesuffix(".json")
        fix = f"恢复那一项；改了名称、没写编号的，写上 id: {name}；确实收回的，从 {ADDRESSES} 里删去这一行"
        return f"公布过的数据“{address}”没有了", fix
    message = f"公布过的地址“{address}”没有了"
    rows = f"- from: {address}\n  to: 现在的页面"
    fix = (
        "恢复那个文件；或在 data/redirects.yml（没有就新建）里加上这两行，只有 to 自己写，如 /help/"
    )
    return message, f"{fix}\n{rows}"


def _now(portal: Portal) -> list[str]:
    return [f"/{address}" for address in portal.addresses | data_files(portal)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
