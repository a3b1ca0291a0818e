"""新加的更正，日期不早于上一次发布：日期写早了，会提醒一声，订阅动态的人看不到，读者会以为早就更正过。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published

_MOST = 5


def faults(published: Published) -> Iterator[Fault]:
    """Corrections that were not there at the revision and say that they were published before it."""
    portal, since = published.portal, published.since
    if since is None or (portal.of("site") and portal.site.as_of):
        return  # a site that fixes its day speaks of another time
    late = [
        (pair.now.path, index, one)
        for pair in published.pairs
        for index, one in enumerate(pair.now.record.corrections)
        if one in pair.added and one.on < since
    ]
    # Those of a branch that waited are told of once.
    more = f"；另有 {len(late) - 1} 项也是这样" if len(late) > _MOST else ""
    for path, index, one in late[:1] if more else late:
        message = f"新加的更正，日期 {one.on} 却早于上一次发布（{since}）{more}"
        fix = f"改成真的公布那天，如 on: {published.today}；以前在别处更正过、现在补录的，不用改"
        yield Fault(path, ("corrections", index, "on"), message, fix, "notice")
