"""换地址的旧地址已经没有页面，也不是网站自己生成的，每个只写一次；新地址就是现在的页面，不再转一次。"""

import re
from collections.abc import Iterator, Mapping

from portal import addresses
from portal.findings import Fault, nearest_address
from portal.permanence import cause
from portal.portal import Portal
from portal.records.redirect import Redirect

# Beside pages of notices and promises, lists of brands that no notice names may have gone; all else below
# the folders of the build is there whatever the content says.
_LIST_OF_A_BRAND = re.compile(r"notices/brand/[^/]+/")


def faults(portal: Portal) -> Iterator[Fault]:
    """Redirects that hide a page, stand twice, or lead to another redirect or to nothing."""
    pages = portal.addresses
    for entry in portal.of("redirects").values():
        seen: set[str] = set()
        for index, one in enumerate(entry.record.root):
            old, new = one.from_[1:], one.to[1:]
            if old in pages and new not in pages and old != new and not _is_there_anyway(new):
                message = f"“{one.from_}”现在有页面，“{one.to}”却没有：两个地址像是写反了"
                yield Fault(entry.path, (index, "from"), message, "对调 from 和 to 的地址")
                continue
            if old in pages:
                message = f"“{one.from_}”现在有页面，不能转走"
                yield Fault(entry.path, (index, "from"), message, "删去这一项，或先移走那个页面")
            elif _is_own(old):
                message = f"“{one.from_}”是网站自己生成的地址，不能转走"
                yield Fault(entry.path, (index, "from"), message, "删去这一项")
            elif old == new:
                message = f"“{one.from_}”转到了它自己"
                yield Fault(entry.path, (index, "to"), message, "写现在有的页面")
            elif old in seen:
                message = f"“{one.from_}”前面已经写过"
                yield Fault(entry.path, (index, "from"), message, "只留一项")
            seen.add(old)
            if old != new:
                yield from _target(portal, entry.path, index, one)


def _is_there_anyway(address: str) -> bool:
    """Whether it is the build that makes it, and no file of a notice or a promise."""
    return addresses.is_made(address) and not addresses.is_of_a_year(address)


def _is_own(address: str) -> bool:
    made = _is_there_anyway(address) and not _LIST_OF_A_BRAND.fullmatch(address)
    own = {*addresses.OWN_PAGES, addresses.NOT_FOUND}
    return made or address.rstrip("/") in own


def _target(portal: Portal, path: str, index: int, one: Redirect) -> Iterator[Fault]:
    """A redirect that leads to another one, round in a circle, or to nothing."""
    old, new, loc = one.from_[1:], one.to[1:], (index, "to")
    way = _way(portal.redirects, new)
    if old in way:
        message = f"从“{one.from_}”起转来转去，绕成了圈"
        if len(way) == 2:
            message = f"“{one.from_}”和“{one.to}”互相转，绕成了圈"
        because = f"redirects {' '.join(sorted(way))}"
        yield Fault(path, loc, message, "写现在有的页面", cause=because)
    elif new in portal.redirects:
        # What leads into a circle of others can be mended when they are.
        if way[-1] not in portal.redirects:
            yield Fault(path, loc, f"“{one.to}”自己也换了地址", f"写成 /{way[-1]}")
    elif new not in portal.addresses and not _is_there_anyway(new) and not portal.broken:
        meant = nearest_address(new, sorted(portal.addresses))
        fix = f"是不是 /{meant}" if meant else "写现在有的页面"
        yield Fault(path, loc, f"没有“{one.to}”这一页", fix, cause=cause(one.to))


def _way(redirects: Mapping[str, str], first: str) -> list[str]:
    """The address, and those it leads to one after the other, each once."""
    way = [first]
    while (following := redirects.get(way[-1])) is not None and following not in way:
        way.append(following)
    return way
