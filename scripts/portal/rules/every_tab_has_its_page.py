"""导航、首页和页头用到的页面都在：content/pages/ 里缺了哪一个，网站就少一栏。"""

from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault, nearest
from portal.permanence import cause
from portal.portal import Portal

NEEDED = (
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

HOMES = ("home", "homepage", "main", "default", "start", "readme", "shouye")


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that navigation and templates name and the content lacks."""
    for name in NEEDED:
        if name not in portal.pages and not portal.has_broken("page", name):
            path = f"pages/{name}.md"
            renamed = _renamed(name, portal)
            fix = f"新建 content/{path}，开头写 title"
            if renamed:
                fix = f"把 pages/{renamed}.md 改名为 {path.removeprefix('pages/')}；不是它，就{fix}"
            yield Fault(path, (), f"缺少页面 {path}", fix, cause=cause(addresses.page(name)))


def _renamed(name: str, portal: Portal) -> str | None:
    """The page that was probably called so: one that no tab asks for."""
    others = [page for page in portal.pages if page not in NEEDED and "/" not in page]
    at_home = [page for page in others if page in HOMES] if name == "index" else []
    return next(iter(at_home), None) or nearest(name, others)
