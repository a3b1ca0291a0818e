"""导航里的每一栏都有自己的页面：content/pages/ 里缺了哪一个，网站就少一栏。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal

TABS = (
    "index",
    "commitments",
    "notices",
    "awards",
    "channels",
    "coverage",
    "data",
    "help",
    "search",
    "compare",
)


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that the navigation names and the content lacks."""
    for name in TABS:
        if name not in portal.pages and not portal.has_broken("page", name):
            path = f"pages/{name}.md"
            fix = f"新建 content/{path}，开头写 title"
            yield Fault(path, (), f"缺少页面 {path}", fix)
