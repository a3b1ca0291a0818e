"""一个季度结束后 freshness_days（公布时限天数）天之内，公布这个季度的结果。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.quarters import dues


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Quarters after the first published one whose results are late, told together."""
    if not portal.of("site"):
        return
    known = dues(portal.results, portal.site.freshness_days, as_of)
    late = [due for due in known if due.late and not portal.has_broken("results", due.period)]
    if not late:
        return
    first, last = late[0], late[-1]
    message = f"{first.period} 的结果应当在 {first.day} 以前公布，还没有公布"
    fix = f"运行 python3 scripts/new.py results {first.period}，填好结果"
    if len(late) > 1:
        message = f"从 {first.period} 到 {last.period} 有 {len(late)} 个季度的结果过了公布的期限，还没有公布"
        fix += "；别的季度也这样，一个一个补"
        if portal.site.as_of is None:
            fix += "；若是误删了 data/site.yml 里的 as_of，先恢复它"
    yield Fault(f"data/results/{first.period}.yml", (), message, fix, "notice")
