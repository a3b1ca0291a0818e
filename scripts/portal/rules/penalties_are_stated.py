"""有合约的要写违约责任；有违约责任又有合约的，要写最高违约金额，不写 0。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.values import NOTHING


def faults(entry: Entry) -> Iterator[Fault]:
    """Contracts whose cost of leaving is not told."""
    notice = entry.record
    if notice.largest_penalty is None and notice.contract_months and notice.liability != NOTHING:
        message = f"合约 {notice.contract_months} 个月，有违约责任，却没写最高违约金额"
        yield Fault(entry.path, ("liability",), message, "加一行 largest_penalty: 写最多要付多少元")
    if notice.largest_penalty == 0 and notice.liability != NOTHING:
        message = f"违约责任写了“{notice.liability[:24]}”，最高违约金额却写 0"
        fix = "写最多要付多少元；真的不用付，就把违约责任和 largest_penalty 都写成 无"
        yield Fault(entry.path, ("largest_penalty",), message, fix)
    if notice.largest_penalty and notice.liability == NOTHING:
        message = f"写了最高违约金额 {notice.largest_penalty} 元，违约责任却写 无"
        yield Fault(
            entry.path, ("liability",), message, "把违约责任写清楚，或写 largest_penalty: 无"
        )
