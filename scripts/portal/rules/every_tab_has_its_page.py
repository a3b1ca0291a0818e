"""导航、首页和页头用到的页面都在：content/pages/ 里缺了哪一个，网站就少一栏。"""

import re
from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault, nearest
from portal.permanence import cause
from portal.portal import Portal
from portal.rules.a_page_shows_what_it_is_for import SHOWN

NEEDED = ("index", "help", *SHOWN)

_LINK = re.compile(r"\]\(/([a-z0-9-]+)/")
HOMES = ("home", "homepage", "main", "default", "start", "readme", "shouye")


def faults(portal: Portal) -> Iterator[Fault]:
    """Pages that navigation and templates name and the content lacks."""
    for name in _lacking(portal):
        path = f"pages/{name}.md"
        renamed = _renamed(name, portal)
        shown = f"，正文写一行 {{{{{SHOWN[name]}}}}}" if name in SHOWN else ""
        fix = f"新建 {path}，开头写 title{shown}"
        if renamed:
            fix = f"把 pages/{renamed}.md 改名为 {name}.md；不是它，就{fix}"
        yield Fault(path, (), f"缺少页面 {path}", fix, cause=cause(addresses.page(name)))


def _renamed(name: str, portal: Portal) -> str | None:
    """The page that was probably called so: one that no tab asks for and nothing leads to yet."""
    others = [page for page in portal.pages if page not in NEEDED and "/" not in page]
    at_home = [page for page in others if page in HOMES] if name == "index" else []
    led_to = {found for entry in portal.entries for found in _LINK.findall(entry.body)}
    new = [page for page in others if page not in led_to]
    alone = new[0] if len(new) == 1 and _lacking(portal) == [name] else None
    return next(iter(at_home), None) or nearest(name, new) or alone


def _lacking(portal: Portal) -> list[str]:
    return [
        name for name in NEEDED if name not in portal.pages and not portal.has_broken("page", name)
    ]
