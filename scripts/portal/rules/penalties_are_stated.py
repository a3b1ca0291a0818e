"""有合约的要写违约责任；有违约责任又有合约的，说得出最高违约金额就写上；违约责任要付钱的，不写 0。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.advice import tells_nothing
from portal.records.values import NOTHING
from portal.rules.a_contract_agrees_with_itself import charges

_MONEY = re.compile(r"\d *元|[%％]|百分之")


def faults(entry: Entry) -> Iterator[Fault]:
    """Contracts whose cost of leaving is not told."""
    notice = entry.record
    if entry.draft and tells_nothing(notice.liability):
        return  # what has to be told beside it depends on what is still open
    if notice.largest_penalty is None and notice.contract_months and notice.liability != NOTHING:
        message = f"合约 {notice.contract_months} 个月，有违约责任，却没写最高违约金额"
        fix = "加一行 largest_penalty: 写最多要付多少元；不付钱或说不出一个数的，就不用改"
        yield Fault(entry.path, ("liability",), message, fix, "notice")
    paid = _MONEY.search(notice.liability) or charges(notice.liability)
    if notice.largest_penalty == 0 and paid:
        message = f"违约责任写了“{notice.liability[:24]}”，最高违约金额却写 0"
        fix = "写最多要付多少元；真的不用付，就把违约责任和 largest_penalty 都写成 无"
        yield Fault(entry.path, ("largest_penalty",), message, fix)
    if notice.largest_penalty and notice.liability == NOTHING:
        message = f"写了最高违约金额 {notice.largest_penalty} 元，违约责任却写 无"
        yield Fault(
            entry.path, ("liability",), message, "把违约责任写清楚，或写 largest_penalty: 无"
        )
