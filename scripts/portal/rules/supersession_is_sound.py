"""取代关系不绕圈：一份公告不能取代自己或取代它的公告，只能被一份公告取代，也不能取代比它晚公布的。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Circles, and notices with two successors."""
    successor: dict[str, str] = {}
    for name, notice in portal.notices.items():
        path = portal.of("notice")[name].path
        for index, older in enumerate(notice.supersedes):
            loc = ("supersedes", index)
            if older == name:
                fix = "删去这一项，或写成被取代的那份公告的编号"
                yield Fault(path, loc, f"{name} 取代了自己", fix)
            elif _leads_to(portal, older, name):
                yield Fault(path, loc, f"{name} 与 {older} 互相取代，绕成了圈", "删去其中一个取代")
            elif older in successor and successor[older] == name:
                continue  # written twice in one list, of which the rule about lists tells
            elif older in successor:
                message = f"{older} 已被 {successor[older]} 取代，不能再被 {name} 取代"
                yield Fault(path, loc, message, f"改为取代 {successor[older]}，或删去这一项")
            else:
                successor[older] = name
                yield from _backwards(portal, name, index, older)


def _backwards(portal: Portal, name: str, index: int, older: str) -> Iterator[Fault]:
    """What was published later cannot have been replaced."""
    if older not in portal.notices:
        return
    days = portal.notices[name].published_on, portal.notices[older].published_on
    if days[0] < days[1]:
        message = f"{older} 在 {days[1]} 才公布，这份 {days[0]} 的公告不能取代它"
        fix = "查一查编号和公布日期：后公布的取代先公布的"
        yield Fault(portal.of("notice")[name].path, ("supersedes", index), message, fix)


def _leads_to(portal: Portal, start: str, goal: str) -> bool:
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen and name in portal.notices:
            seen.add(name)
            waiting += portal.notices[name].supersedes
    return False
