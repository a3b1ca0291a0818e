"""两份公告取代同一份，要看得出原因：两份的适用地区、品牌或客户类别不相重，或者其中一份在 other 里写明，写上另一份的编号、资费名称或标题，或者写明拆分、分拆、分为、分成什么。"""

import re
from collections.abc import Iterator
from itertools import combinations

from portal.findings import Fault
from portal.portal import Portal
from portal.records.area import WHOLE_PROVINCE
from portal.records.notice import Notice
from portal.rules.supersession_is_sound import leads_to


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices that supersede what another one has superseded, and nobody sees why."""
    successors: dict[str, list[str]] = {}
    for name, notice in portal.notices.items():
        for older in dict.fromkeys(notice.supersedes):
            if older != name and not leads_to(portal, older, name):  # a circle, told elsewhere
                successors.setdefault(older, []).append(name)
    for older, names in successors.items():
        for one, other in combinations(names, 2):
            # What follows on from the other need not name what that one has superseded.
            this, that = (one, other) if leads_to(portal, one, other) else (other, one)
            yield from _together(portal, older, this, that)


def _together(portal: Portal, older: str, name: str, other: str) -> Iterator[Fault]:
    notice, beside = portal.notices[name], portal.notices[other]
    path = portal.of("notice")[name].path
    place = path, ("supersedes", notice.supersedes.index(older))
    cause = f"{path} supersedes"
    if leads_to(portal, name, other):
        message = f"{older} 已被 {other} 取代，这份取代的又是 {other}"
        yield Fault(*place, message, f"删去 {older} 这一项", cause=cause)
    elif not (
        _apart(notice, beside)
        or _says_why(notice, other, beside)
        or _says_why(beside, name, notice)
    ):
        message = f"{older} 已被 {other} 取代，又被 {name} 取代，看不出为什么"
        fix = (
            f"这份其实取代 {other} 的，就改成 {other}；确实一份换成了几份的，适用地区、品牌或客户类别"
            f"写成不相重的，或者在 other 里写明原因，如 other: 与 {other} 一起取代 {older}，因为分成了两档"
        )
        yield Fault(*place, message, fix, cause=cause)
    elif notice.effective_on != beside.effective_on:
        first = min(notice.effective_on, beside.effective_on)
        message = (
            f"{other} 和这份都取代 {older}，上线却不在同一天：{older} 从 {first} 起就标“已被取代”"
        )
        fix = "日期写错了就改正；确实分批上线就不用改，旧公告的页面会写明每一份从哪天起"
        yield Fault(path, ("effective_on",), message, fix, "notice")


def _apart(one: Notice, other: Notice) -> bool:
    """Whether nobody is a customer of both."""
    everywhere = WHOLE_PROVINCE in (*one.areas, *other.areas)
    return (
        one.audience != other.audience
        or (not everywhere and set(one.areas).isdisjoint(other.areas))
        or bool(one.brands and other.brands and set(one.brands).isdisjoint(other.brands))
    )


def _says_why(notice: Notice, other: str, beside: Notice) -> bool:
    """Whether the notice says in its own words what became of the older, or names the other."""
    words = notice.other or ""
    named = beside.plan_name in words or beside.title in words
    an_id = rf"(?<![A-Za-z0-9-]){other}(?![A-Za-z0-9-])"
    return named or bool(re.search(rf"拆分|分拆|分为|分成|{an_id}", words))
