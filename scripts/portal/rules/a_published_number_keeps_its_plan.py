"""公布过的方案编号永远属于原来的方案：公告改了编号或没有了，那个编号也不能给别的方案用。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import plan_key, same_number
from portal.published import Published
from portal.rules.a_plan_number_is_used_once import renamed


def faults(published: Published) -> Iterator[Fault]:
    """Notices with a plan number that was published for another plan."""
    notices = published.portal.notices
    for entry, now in published.forms():
        number, plan = entry.record.plan_number, entry.record.plan_name
        names = {plan} | ({now.plan_name} if now and now.plan_number == number else set())
        alike = published.portal.notices_of_plans.get(plan_key(number), ())
        held = [one for one in alike if same_number(notices[one].plan_number, number)]
        for name in held:
            told = names if len(held) == 1 else names | renamed(published.portal, held)
            if name != entry.id and notices[name].plan_name not in told:
                message = f"方案编号 {number} 公布时是“{plan}”（{entry.id}），现在成了另一个方案"
                fix = f"给“{notices[name].plan_name}”换一个没用过的方案编号"
                path = published.portal.of("notice")[name].path
                yield Fault(path, ("plan_number",), message, fix, cause=f"{path} plan_number")
