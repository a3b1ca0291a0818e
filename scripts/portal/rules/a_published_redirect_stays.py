"""旧网址的转向一直在：旧网址印在纸上、存在别人的收藏里，删去就打不开了；原来转到的页面还在、却改转到别处，会提醒一声。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published

_PATH = "data/redirects.yml"
# Lists that are there though they be empty: portal/facts/shelves.py.
_ALWAYS_THERE = re.compile(r"notices/(?:(?:kind|area|audience|status)/[^/]+/)?")
_OF_A_YEAR = re.compile(r"(?:notices|commitments)/\d{4}/")


def faults(published: Published) -> Iterator[Fault]:
    """Old addresses that led on and lead nowhere any more, or elsewhere without need."""
    portal = published.portal
    if portal.has_broken("redirects"):
        return
    for old, new in published.was.redirects.items():
        if old not in portal.redirects and old not in portal.addresses:
            message = f"旧网址 /{old} 的转向没有了"
            rows = f"- from: /{old}\n  to: /{new}"
            fix = f"在 {_PATH}（没有就新建）里把这两行加回去；to 可以改成现在的页面\n{rows}"
            yield Fault(_PATH, (), message, fix, cause=f"/{old}".rstrip("/"))
    for entry in portal.of("redirects").values():
        for index, one in enumerate(entry.record.root):
            before = published.was.redirects.get(one.from_[1:], one.to[1:])
            if before != one.to[1:] and _is_there(before, portal.addresses):
                message = f"旧网址 {one.from_} 原来转到 /{before}，那一页还在，现在却转到 {one.to}"
                fix = "拿着旧网址来的人要看的是哪一页，就转到哪一页；改对了就不用再改"
                yield Fault(entry.path, (index, "to"), message, fix, "notice")


def _is_there(address: str, pages: frozenset[str]) -> bool:
    """Whether it surely is there: a page, the list of a year that has one, or a list that never goes."""
    if address in pages or _ALWAYS_THERE.fullmatch(address):
        return True
    return _OF_A_YEAR.fullmatch(address) is not None and any(
        page.startswith(address) for page in pages
    )
