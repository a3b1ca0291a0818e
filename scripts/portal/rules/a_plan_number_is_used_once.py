"""方案编号永不给另一个方案再用；同一方案的资费调整、停售和取代公告可以沿用。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal, plan_key


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices with the plan number of a plan of another name, be it one that was corrected since."""
    former = _former(portal)
    for key, names in portal.notices_of_plans.items():
        owners = [*names, *former.get(key, ())]
        if len(owners) == 1:
            continue
        first = min(owners, key=lambda name: (portal.notices[name].published_on, name))
        plan = portal.notices[first].plan_name
        for name in names:
            notice = portal.notices[name]
            if notice.plan_name != plan:
                message = f"方案编号 {notice.plan_number} 已经属于 {first} 的“{plan}”"
                fix = (
                    f"给“{notice.plan_name}”换一个没用过的方案编号；若是同一方案，资费名称也要相同"
                )
                path = portal.of("notice")[name].path
                yield Fault(path, ("plan_number",), message, fix, cause=f"{path} plan_number")


def _former(portal: Portal) -> dict[str, list[str]]:
    """Ids of notices by the `plan_key` of a number they were published with and bear no longer."""
    found: dict[str, list[str]] = {}
    for name, notice in portal.notices.items():
        for one in notice.corrections:
            if one.field == "plan_number":
                found.setdefault(plan_key(one.was), []).append(name)
    return found
