"""本站的网址、运营方、监督电话、申诉网址、数据许可和公布时限（site.yml）改了，会提醒一声；换了域名，动态和日历里每一条的编号会全部换新。"""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from urllib.parse import urlsplit

from portal.findings import Fault
from portal.published import Published
from portal.records.kinds import Record
from portal.records.reading import reading
from portal.records.site import Complaint, Site

_LOOK = "对照出处看一遍；改对了就不用再改"
# What readers were told by the settings, with what to do when it is told otherwise.
_TOLD: Mapping[tuple[type[Record], str], str] = {
    (Site, "operator"): _LOOK,
    (Complaint, "supervision"): _LOOK,
    (Complaint, "appeal_12300_url"): _LOOK,
    (Site, "data_licence"): "按原来的许可用了数据的人还照原来的用；确实要换就不用改",
    (Site, "freshness_days"): "各季度公布结果的期限都会跟着变；确实要换就不用改",
}


def faults(published: Published) -> Iterator[Fault]:
    """Settings that say something else; what was not told before may be told any time."""
    now = published.portal.of("site").values()
    for before, entry in zip(published.was.of("site").values(), now, strict=False):
        yield from _moved(entry.path, before.record.url, entry.record.url)
        for (within, field), fix in _TOLD.items():
            loc = ("complaint", field) if within is Complaint else (field,)
            old, new = (attrgetter(".".join(loc))(one.record) for one in (before, entry))
            if old is not None and old != new:
                label = within.model_fields[field].title
                message = f"公布过的{label}从“{reading(old)}”改成了“{reading(new)}”"
                yield Fault(entry.path, loc, message, fix, "notice")


def _moved(path: str, old: str, new: str) -> Iterator[Fault]:
    """Ids in feeds and calendars are made of the host; printed addresses of all of it."""
    hosts = [urlsplit(one).hostname for one in (old, new)]
    if hosts[0] != hosts[1]:
        message = f"网址的域名从 {hosts[0]} 换成了 {hosts[1]}：订阅动态的人会把旧的全部再收一遍"
        fix = "确实要换就不用改；旧域名要一直转到新域名"
        yield Fault(path, ("url",), message, fix, "notice")
    elif _as_built(old) != _as_built(new):
        message = f"网址从 {old} 换成了 {new}：印在纸上、存在别人收藏里的网址都变了"
        fix = "确实要换就不用改；旧网址要一直转到新网址"
        yield Fault(path, ("url",), message, fix, "notice")


def _as_built(url: str) -> str:
    """The address as pages have it: of a host capitals say nothing, nor does a slash at the end."""
    parts = urlsplit(url.rstrip("/"))
    return parts._replace(netloc=parts.netloc.lower()).geturl()
