"""本站的网址（site.yml 的 url）换了域名，会提醒一声：动态和日历里每一条的编号都含域名，会全部换新。"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.findings import Fault
from portal.published import Published


def faults(published: Published) -> Iterator[Fault]:
    """A host that differs from the one that ids in feeds and calendars were made of."""
    now = published.portal.of("site").values()
    for before, entry in zip(published.was.of("site").values(), now, strict=False):
        old, new = (urlsplit(one.record.url).hostname for one in (before, entry))
        if old != new:
            message = f"网址的域名从 {old} 换成了 {new}：订阅动态的人会把旧的全部再收一遍"
            fix = "确实要换就不用改；旧域名要一直转到新域名"
            yield Fault(entry.path, ("url",), message, fix, "notice")
