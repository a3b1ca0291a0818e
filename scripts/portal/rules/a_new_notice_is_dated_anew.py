"""新放上来的公告，公布日期不早于上一次发布：日期写早了，会提醒一声，读者会以为早就公布过。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published

_MOST = 5


def faults(published: Published) -> Iterator[Fault]:
    """Notices that were not there at the revision and say that they were published before it."""
    portal, since = published.portal, published.since
    if since is None or (portal.of("site") and portal.site.as_of):
        return  # a site that fixes its day speaks of another time
    late = [
        entry
        for entry in portal.of("notice").values()
        if entry.path not in published.paths
        and not entry.draft
        and entry.record.published_on < since
    ]
    # Old notices that are all entered at once are told of once.
    more = f"；另有 {len(late) - 1} 份也是这样" if len(late) > _MOST else ""
    for entry in late[:1] if more else late:
        day = entry.record.published_on
        message = f"新放上来的公告，公布日期 {day} 却早于上一次发布（{since}）{more}"
        fix = "改成真的公布那天；以前在别处公布过、现在补录的，不用改"
        yield Fault(entry.path, ("published_on",), message, fix, "notice")
