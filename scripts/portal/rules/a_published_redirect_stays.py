"""旧网址的转向一直在：旧网址印在纸上、存在别人的收藏里，删去就打不开了。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published

_PATH = "data/redirects.yml"


def faults(published: Published) -> Iterator[Fault]:
    """Old addresses that led on and lead nowhere any more."""
    portal = published.portal
    if portal.has_broken("redirects"):
        return
    for old, new in published.was.redirects.items():
        if old not in portal.redirects and old not in portal.addresses:
            message = f"旧网址 /{old} 的转向没有了"
            rows = f"- from: /{old}\n  to: /{new}"
            fix = f"在 {_PATH}（没有就新建）里把这两行加回去；to 可以改成现在的页面\n{rows}"
            yield Fault(_PATH, (), message, fix, cause=f"/{old}".rstrip("/"))
