"""合约前后一致：写了合约期限的，在网要求不写 无；到期不自动续展的，不写续展期限。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.values import NOTHING


def faults(entry: Entry) -> Iterator[Fault]:
    """Contracts that nobody is bound by, and terms of what does not go on."""
    notice = entry.record
    if notice.contract_months and notice.lock_in == NOTHING:
        months = notice.contract_months
        message = f"合约期限写了 {months} 个月，在网要求却写 无"
        fix = f"写清要用满多久，如 用满 {months} 个月；没有合约，就把 contract_months 改成 0"
        yield Fault(entry.path, ("lock_in",), message, fix)
    if notice.auto_renew.term is not None and not notice.auto_renew.renews:
        message = f"到期不自动续展，却写了续展期限“{notice.auto_renew.term[:24]}”"
        fix = "删去这一行；其实会自动续展的，把 renews 改成 是"
        yield Fault(entry.path, ("auto_renew", "term"), message, fix)
