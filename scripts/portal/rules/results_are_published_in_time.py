"""一个季度结束后 freshness_days（公布时限天数）天之内，公布这个季度的结果。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.quarters import dues


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Quarters after the first published one whose results are late."""
    if not portal.of("site"):
        return
    for due in dues(portal.results, portal.site.freshness_days, as_of):
        if due.late and not portal.has_broken("results", due.period):
            message = f"{due.period} 的结果应当在 {due.day} 以前公布，还没有公布"
            fix = f"运行 python3 scripts/new.py results {due.period}，填好结果"
            yield Fault(f"data/results/{due.period}.yml", (), message, fix, "notice")
