"""取代关系不绕圈：一份公告不能取代自己或取代它的公告，也不能取代比它晚公布或晚上线的。"""

from collections.abc import Iterator
from dataclasses import replace

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Circles, and what came later than what should replace it."""
    seen: set[str] = set()
    for fault in _unsound(portal):
        # What is wrong itself needs no correction that tells of it: the two have one cause.
        cause = f"{fault.path} supersedes"
        yield fault if cause in seen else replace(fault, cause=cause)
        seen.add(cause)


def leads_to(portal: Portal, start: str, goal: str) -> bool:
    """Whether the one supersedes the other, itself or through what it supersedes."""
    return bool(_way(portal, start, goal))


def _way(portal: Portal, start: str, goal: str) -> list[str]:
    """The notices from the one to the other, each of which supersedes the next; [] for no way."""
    above: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        if name == goal:
            way = [name]
            while way[-1] != start:
                way.append(above[way[-1]])
            return way[::-1]
        held = portal.notices[name].supersedes if name in portal.notices else ()
        for older in held:
            if older != start and older not in above:
                above[older] = name
                waiting.append(older)
    return []


def _unsound(portal: Portal) -> Iterator[Fault]:
    for name, notice in portal.notices.items():
        path = portal.of("notice")[name].path
        for index, older in enumerate(notice.supersedes):
            loc = ("supersedes", index)
            if older == name:
                fix = "删去这一项，或写成被取代的那份公告的编号"
                yield Fault(path, loc, f"{name} 取代了自己", fix)
            elif way := _way(portal, older, name):
                message = f"{name} 与 {older} 互相取代，绕成了圈"
                if len(way) > 2:
                    message = f"取代绕成了圈：{name} 取代 {' 取代 '.join(way)}"
                yield Fault(path, loc, message, "删去其中一个取代")
            elif older not in notice.supersedes[:index]:  # of one written twice another rule tells
                yield from _backwards(portal, name, index, older)


def _backwards(portal: Portal, name: str, index: int, older: str) -> Iterator[Fault]:
    """What was published or takes effect later cannot have been replaced."""
    if older not in portal.notices:
        return
    place = portal.of("notice")[name].path, ("supersedes", index)
    after, before = portal.notices[name], portal.notices[older]
    if after.published_on < before.published_on:
        message = (
            f"{older} 在 {before.published_on} 才公布，这份 {after.published_on} 的公告不能取代它"
        )
        yield Fault(*place, message, _turned(portal, name, older))
    elif after.effective_on < before.effective_on:
        message = (
            f"{older} 到 {before.effective_on} 才上线，取代它的这份 {after.effective_on} 就上线了"
        )
        yield Fault(*place, message, "查一查编号和上线日期：后上线的取代先上线的")


def _turned(portal: Portal, name: str, newer: str) -> str:
    """What to write when the older of two notices names the newer."""
    here = "supersedes" if len(portal.notices[name].supersedes) == 1 else newer
    there = f"{newer} 里写 supersedes: [{name}]"
    if portal.notices[newer].supersedes:
        there = f"{newer} 的 supersedes 里加上 {name}"
    return f"写反了：从这里删去 {here}，在 {there}；没有写反，就查一查编号和公布日期"
