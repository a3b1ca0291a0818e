"""一个网址只有一个页面：notices、commitments、data 等文件夹的网址留给公告、承诺和数据。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal

# The first part of addresses that the build makes from other files.
TAKEN = frozenset({"notices", "commitments", "data", "assets", "images"})


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that stand where something else is published."""
    for name, entry in portal.of("page").items():
        first, slash, _ = name.partition("/")
        if slash and first in TAKEN:
            message = f"网址 /{first}/… 留给别的内容，这一页会和它们冲突"
            yield Fault(entry.path, (), message, "移到 pages/help/ 下，或换一个文件夹名")
