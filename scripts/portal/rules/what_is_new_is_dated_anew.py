"""新放上来的公告、新加的更正，日期不早于上一次发布：日期写早了，会提醒一声，读者会以为早就公布、更正过，订阅动态的人也看不到。"""

from collections.abc import Iterator
from dataclasses import replace

from portal.findings import Fault
from portal.published import Published

_MOST = 5


def faults(published: Published) -> Iterator[Fault]:
    """Notices and corrections that came after the revision and are dated before it."""
    portal, since = published.portal, published.since
    if since is None or (portal.of("site") and portal.site.as_of):
        return  # a site that fixes its day speaks of another time
    before = f"却早于上一次发布（{since}）"
    notices = [
        Fault(
            entry.path,
            ("published_on",),
            f"新放上来的公告，公布日期 {entry.record.published_on} {before}",
            "改成真的公布那天；以前在别处公布过、现在补录的，不用改",
            "notice",
        )
        for entry in portal.of("notice").values()
        if entry.path not in published.paths
        and not entry.draft
        and entry.record.published_on < since
    ]
    fix = f"改成真的公布那天，如 on: {published.today}；以前在别处更正过、现在补录的，不用改"
    corrections = [
        Fault(
            pair.now.path,
            ("corrections", index, "on"),
            f"新加的更正，日期 {one.on} {before}",
            fix,
            "notice",
        )
        for pair in published.pairs
        for index, one in enumerate(pair.now.record.corrections)
        if one in pair.added and one.on < since
    ]
    yield from _few(notices, "份")
    yield from _few(corrections, "项")


def _few(late: list[Fault], counted: str) -> list[Fault]:
    """All of them; of many that are entered at once, or of a branch that waited, the first alone."""
    if len(late) <= _MOST:
        return late
    more = f"；另有 {len(late) - 1} {counted}也是这样"
    return [replace(late[0], message=late[0].message + more)]
