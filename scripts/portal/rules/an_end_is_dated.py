"""承诺的状态和日期相符：已结束的写明 until（结束），结束日期过了的写 ended，没过的不写。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.records.commitment import CommitmentState


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Promises that ended without a day, before their day, or whose day has passed unsaid."""
    for name, promise in portal.commitments.items():
        path = portal.of("commitment")[name].path
        ended, until = promise.state is CommitmentState.ENDED, promise.until
        if ended and until is None:
            message, fix = "状态写了 ended（已结束），没有写哪天结束", "加一行 until: 结束的日子"
            yield Fault(path, ("state",), message, fix, "notice")
        elif ended and until is not None and until.first_day > as_of:
            message = f"状态写了 ended（已结束），结束的日子 {until} 却还没到"
            fix = "还没结束，state 写 published；已经结束了，until 写真的日子"
            yield Fault(path, ("state",), message, fix, "notice")
        elif until and not ended and promise.from_.first_day <= until.last_day < as_of:
            message = f"结束的日子 {until} 已经过了，状态还是 {promise.state.value}"
            fix = "已经结束，state 改成 ended；延期了，就改 until"
            yield Fault(path, ("state",), message, fix, "notice")
