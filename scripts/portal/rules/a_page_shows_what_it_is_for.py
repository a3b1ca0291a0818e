"""服务渠道、公告列表这样的栏目，页面里要有它的标记：没有，要列的就一条也没有。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.markers import MARKER
from portal.portal import Portal
from portal.rules.links_lead_somewhere import without_code

# The page by the end of its address, and the marker that everybody who comes there comes for.
SHOWN = {
    "commitments": "承诺一览",
    "notices": "公告列表",
    "awards": "荣誉时间线",
    "channels": "服务渠道",
    "coverage": "网络覆盖",
    "data": "数据文件",
    "search": "搜索结果",
    "compare": "资费对比",
}
# To each item of these lead the pages of the records.
LED_TO = ("channels",)


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that lack their marker: an error where links of other pages would lead nowhere."""
    pages = portal.of("page")
    for name, marker in SHOWN.items():
        entry = pages.get(name)
        if entry is None or marker in MARKER.findall(without_code(entry.body)):
            continue
        fix = f"在正文里写一行 {{{{{marker}}}}}，前后各空一行"
        if name not in LED_TO:
            message = f"这一页没有 {{{{{marker}}}}}，要列的一条也不会列出来"
            yield Fault(entry.path, (), message, fix, "notice")
        elif portal.channels:
            message = (
                f"这一页没有 {{{{{marker}}}}}：渠道不会列出来，公告和承诺指向它们的链接都会落空"
            )
            yield Fault(entry.path, (), message, fix)
