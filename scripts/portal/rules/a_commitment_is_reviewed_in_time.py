"""承诺在 review_by（复核期限）之前再核对一遍，核对过就写新的期限。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.records.commitment import CommitmentState


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Promises that still stand and were not looked at again in time."""
    for name, promise in portal.commitments.items():
        if promise.review_by is None or promise.state is CommitmentState.ENDED:
            continue
        if promise.review_by < as_of:
            days = (as_of - promise.review_by).days
            message = f"复核期限 {promise.review_by} 已经过了 {days} 天"
            fix = "核对这项承诺是否仍然做到，再把 review_by 改成下一次的期限"
            yield Fault(portal.of("commitment")[name].path, ("review_by",), message, fix, "notice")
