"""方案编号永不给另一个方案再用；同一方案的资费调整、停售和取代公告可以沿用。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices with the plan number of a plan of another name."""
    for names in portal.notices_of_plans.values():
        if len(names) == 1:
            continue
        first = min(names, key=lambda name: (portal.notices[name].published_on, name))
        plan = portal.notices[first].plan_name
        for name in names:
            notice = portal.notices[name]
            if notice.plan_name != plan:
                message = f"方案编号 {notice.plan_number} 已经属于 {first} 的“{plan}”"
                fix = (
                    f"给“{notice.plan_name}”换一个没用过的方案编号；若是同一方案，资费名称也要相同"
                )
                yield Fault(portal.of("notice")[name].path, ("plan_number",), message, fix)
