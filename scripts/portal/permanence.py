"""Permanence: an address that was published leads somewhere for ever, or the content is wrong.

`addresses.txt` in the content folder lists what was published: pages, and the data of records that
have no page. `check.py --fix` adds to it; nothing takes away from it but a person. A new page needs
no line in it to pass: `check.py --since` asks git, which knows every page that was ever merged, and
a build looks at the site whose place it takes.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from portal import addresses
from portal.findings import Fault, Finding, nearest
from portal.fitting import fit, located
from portal.portal import Portal, gather
from portal.slips import Loc
from portal.sources import ADDRESSES, Source, decode

RULE = "a-published-address-stays"
_DATA = re.compile(
    r"/data/(awards|channels|coverage|firsts|indicators|results)(/\d{4}-q[1-4])?/([^/]+)\.json"
)
_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_BARE = re.compile(r"[\w-]+(?:/[\w-]+)*/?", re.ASCII)
_NOTICE = re.compile(r"notices/\d{4}/([^/]+)")

# A path below the content folder and a line in it, by the address that it speaks of.
Places = Mapping[str, tuple[str, int]]


def data_files(portal: Portal) -> dict[str, Loc]:
    """The files of all records without a page of their own, each with the way to its record."""
    kinds: dict[str, Mapping[str, Loc]] = {
        "indicators": {name: (at,) for at, name in enumerate(portal.indicators)},
        "results": {
            f"{period}/{name}": ("results", name)
            for period, one in portal.results.items()
            for name in one.results
        },
        "awards": {one.id: ("awards", at) for at, one in enumerate(portal.awards.awards)},
        "firsts": {str(one.id): ("firsts", at) for at, one in enumerate(portal.firsts)},
        "channels": {name: (at,) for at, name in enumerate(portal.channels)},
        "coverage": {str(one.id): (at,) for at, one in enumerate(portal.coverage)},
    }
    return {
        addresses.data_file(kind, name): loc
        for kind, held in kinds.items()
        for name, loc in held.items()
    }


def listed(portal: Portal, before: str) -> str:
    """The list with all that it held before, all that there is now, and all that leads on."""
    led_on = (f"/{old}" for old in portal.redirects)
    return "".join(f"{one}\n" for one in sorted({*_lines(before), *_now(portal), *led_on}))


def unlisted(portal: Portal, text: str) -> list[Finding]:
    """A notice when the list, where there is one, lacks addresses that there are now."""
    lines = _lines(text)
    new = sorted({*_now(portal)} - {*lines})
    if not lines or not new:
        return []
    message = f"这份清单还没有记下 {len(new)} 个新地址，如“{new[0]}”"
    fix = "运行 python3 scripts/check.py --fix，和别的改动一起提交；不记也照样公布"
    return [Finding(ADDRESSES, len(lines), 1, RULE, message, fix, "notice")]


def drafts(portal: Portal) -> frozenset[str]:
    """The addresses at which only the preview has a page."""
    return gather(entry for entry in portal.entries if entry.draft).addresses


def listed_at(text: str) -> Places:
    """The addresses on the list, each with its line."""
    return {line: (ADDRESSES, number) for number, line in _rows(text) if line.startswith("/")}


def misread(text: str) -> list[Finding]:
    """What stands on the list and is no address; of a merge, only where its first mark is."""
    found, rows = [], _rows(text)
    marks = [row for row in rows if _MARK.fullmatch(row[1])]
    for number, line in marks[:1]:
        message = f"合并冲突的标记 {line[:7]} 留在文件里"
        fix = "删去 <<<<<<<、======= 和 >>>>>>> 几行；两边的地址都留下，次序不要紧"
        found.append(Finding(ADDRESSES, number, 1, "no-merge-marks", message, fix))
    for number, line in rows:
        if not line.startswith("/") and (number, line) not in marks:
            meant = f"写成 /{line.strip('/')}/；不是网址就" if _BARE.fullmatch(line) else ""
            message = f"“{line[:40]}”不是网址：这份清单一行写一个，以 / 开头"
            found.append(Finding(ADDRESSES, number, 1, RULE, message, f"{meant}删去这一行"))
    return found


def lost(
    portal: Portal, published: Places, with_drafts: Portal, text_of: Callable[[str], str]
) -> list[Finding]:
    """A finding for each published address that nothing answers: no page, redirect or record.

    It stands where it can be mended: at the draft, at the file of the record; else where the
    address was found.
    """
    if not published:
        return []
    kept = {*_now(portal), *(f"/{old}" for old in portal.redirects)}
    hidden = {
        f"/{address}": entry.path
        for entry in with_drafts.entries
        if entry.draft
        for address in gather([entry]).addresses
    }
    new = {
        address: loc
        for address, loc in data_files(portal).items()
        if f"/{address}" not in published
    }
    found = []
    for address, (path, line) in published.items():
        if address in kept:
            continue
        data = _DATA.fullmatch(address)
        fault = _record_lost(data, new, portal, path == ADDRESSES) if data else None
        if address in hidden:
            told = _told(address, is_draft=True)
            fault = Fault(hidden[address], ("draft",), *told, cause=cause(address))
        if fault is None:
            told = _told(address, is_draft=False)
            found.append(Finding(path, line, 1, RULE, *told, cause=cause(address)))
        else:
            found.append(located(fault, RULE, text_of(fault.path)))
    return found


def given_up_by_site(
    before: Collection[str],
    now: Collection[str],
    portal: Portal,
    with_drafts: Portal,
    text_of: Callable[[str], str],
) -> list[Finding]:
    """A finding for each page or record that a site had and that the one in its place would not.

    `before` and `now` are the paths of their files. Lists of notices come and go with them.
    """
    if not any(map(_address_of_content, {*before} - {*now})):
        return []
    held = filter(None, map(_address_of_content, sorted(before)))
    found = lost(portal, {one: (_file_of(one), 1) for one in held}, with_drafts, text_of)
    unseen = "只在自己的电脑上看过、没有公布过的，删去放网站的文件夹再生成；公布过的，"
    return [replace(one, fix=unseen + one.fix) for one in found]


def _address_of_content(path: str) -> str | None:
    """The address at which a file of a site is a page or a record of the content; None for others."""
    address = path.removesuffix(addresses.INDEX)
    if address == path:
        return f"/{path}" if _DATA.fullmatch(f"/{path}") else None
    made = addresses.is_made(address) and address.count("/") > 1
    own = address.rstrip("/") in addresses.OWN_PAGES
    is_content = addresses.is_of_a_year(address) or not (made or own)
    return f"/{address}" if is_content else None


def _record_lost(
    data: re.Match[str], new: Mapping[str, Loc], portal: Portal, is_listed: bool
) -> Fault:
    """An id that was published and is there no more; at the item that seems to have got another."""
    kind, period, name = data.groups(default="")
    home = "data/awards.yml" if kind == "firsts" else f"data/{kind}{period}.yml"
    if not any(entry.path == home for entry in portal.entries):
        return Fault(home, (), f"公布过的 {home} 没有了", "恢复这个文件", cause=home)
    beside = {
        other.removesuffix(".json").rpartition("/")[2]: loc
        for other, loc in new.items()
        if other.startswith(f"data/{kind}{period}/")
    }
    now = nearest(name, beside) or (next(iter(beside)) if len(beside) == 1 else None)
    message = f"公布过的数据“{data[0]}”没有了"
    fix = f"恢复编号是 {name} 的那一项"
    if kind == "results":
        fix += "；数字要收回的，写 value: 未统计，并在 note 写明哪天更正（如 2009-11-02 更正）、原为多少、为什么收回"
    elif is_listed:
        fix += f"；确实收回的，从 {ADDRESSES} 里删去 {data[0]} 这一行"
    if not now:
        within = (kind,) if kind in ("results", "awards", "firsts") else ()
        return Fault(home, within, message, fix, cause=f"{home} {name}")
    message += f"，编号像是改成了“{now}”"
    fix = f"编号定了就不改：这一项写 id: {name}；不是同一项，就{fix}"
    return Fault(home, (*beside[now], "id"), message, fix, cause=f"{home} {name}")


def given_up(
    before: Mapping[str, bytes], now: Mapping[str, Source], portal: Portal
) -> Iterator[Finding]:
    """A finding for each page but notices that a revision had and that nothing answers any more.

    `before` holds the bytes of files that differ from today's. So a page is kept from the day it is
    published, though nobody may have put it on the list yet.
    """
    if portal.has_broken("redirects"):
        return  # whether a page leads on, nobody can read
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
            text = decode(now[path])[0] if entry else ""
            yield located(Fault(path, ("draft",), *told, cause=cause(address)), RULE, text)


def cause(address: str) -> str:
    """One name for everything that leads to a page that is not there."""
    notice = _NOTICE.fullmatch(address.strip("/"))
    return f"notice {notice[1]}" if notice else "/" + address.strip("/")


def _told(address: str, *, is_draft: bool) -> tuple[str, str]:
    if is_draft:
        message = f"公布过的“{address}”成了草稿，读者就看不到了"
        return message, "在那个文件里删去 draft: 是；已公布的只能改，不能收回"
    message = f"公布过的地址“{address}”没有了"
    fix = f"恢复 {_file_of(address)}，改了名字的改回来"
    if _NOTICE.fullmatch(address.strip("/")):
        return message, f"{fix}；公告不收回，不再办理的写上 withdrawn_on"
    if address.startswith("/commitments/"):
        return message, f"{fix}；承诺不收回，不再做了的，写 state: ended 和 until"
    rows = f"- from: {address}\n  to: 现在的页面"
    fix += "；或在 data/redirects.yml（没有就新建）里加上这两行，只有 to 自己写，如 /help/"
    return message, f"{fix}\n{rows}"


def _file_of(address: str) -> str:
    """The file that stands for an address."""
    within = address.strip("/")
    notice = within.startswith(("notices/", "commitments/"))
    return f"{within}.md" if notice else f"pages/{within or 'index'}.md"


def _now(portal: Portal) -> list[str]:
    return [f"/{address}" for address in portal.addresses | data_files(portal).keys()]


def _lines(text: str) -> list[str]:
    return [line for _, line in _rows(text) if not _MARK.fullmatch(line)]


def _rows(text: str) -> list[tuple[int, str]]:
    """The lines in which something is written, each with its number."""
    rows = enumerate(map(str.strip, text.splitlines()), 1)
    return [(number, line) for number, line in rows if line]
