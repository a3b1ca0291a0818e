"""一个网址只有一个页面：notices、commitments、data 等文件夹的网址留给公告、承诺和数据。"""

from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that stand where something else is published."""
    for name, entry in portal.of("page").items():
        if addresses.is_made(name):
            message = f"网址 /{name.partition('/')[0]}/… 留给别的内容，这一页会和它们冲突"
            yield Fault(entry.path, (), message, "移到 pages/help/ 下，或换一个文件夹名")
        elif name in addresses.OWN_PAGES:
            message = f"网址 /{name}/ 是网站自己的页面，这一页会和它冲突"
            yield Fault(entry.path, (), message, "给这个文件换一个名字")
