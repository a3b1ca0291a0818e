"""方案编号永不给另一个方案再用；同一方案的资费调整、停售和取代公告可以沿用，方案改了名，由取代原公告的资费调整写明。"""

from collections.abc import Collection, Iterator

from portal.findings import Fault
from portal.portal import Portal, plan_key, same_number
from portal.records.notice import NoticeKind


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices with the plan number of a plan of another name, be it one that was corrected since."""
    former = _former(portal)
    for key, names in portal.notices_of_plans.items():
        held = [(name, portal.notices[name].plan_number) for name in names]
        held += former.get(key, ())
        for name in names if len(held) > 1 else ():
            notice = portal.notices[name]
            owners = [one for one, number in held if same_number(number, notice.plan_number)]
            first = min(owners, key=lambda one: (portal.notices[one].published_on, one))
            plan = portal.notices[first].plan_name
            if notice.plan_name != plan and notice.plan_name not in renamed(portal, owners):
                message = f"方案编号 {notice.plan_number} 已经属于 {first} 的“{plan}”"
                fix = (
                    f"给“{notice.plan_name}”换一个没用过的方案编号；若是同一方案，资费名称也要相同；"
                    f"若是同一方案改了名，就由 kind: change 的公告取代 {first}"
                )
                path = portal.of("notice")[name].path
                yield Fault(path, ("plan_number",), message, fix, cause=f"{path} plan_number")


def renamed(portal: Portal, names: Collection[str]) -> set[str]:
    """The names that changes gave a plan: each supersedes another of the notices of its number."""
    return {
        portal.notices[name].plan_name
        for name in names
        if portal.notices[name].kind is NoticeKind.CHANGE
        and any(older != name and older in names for older in portal.notices[name].supersedes)
    }


def _former(portal: Portal) -> dict[str, list[tuple[str, str]]]:
    """Ids of notices by the `plan_key` of a number they were published with and bear no longer."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, notice in portal.notices.items():
        for one in notice.corrections:
            if one.field == "plan_number":
                found.setdefault(plan_key(one.was), []).append((name, one.was))
    return found
