"""合约前后一致：写了合约期限的，在网要求不写 无；没有合约的，在网要求不写几个月，也不写违约金和最高违约金额；到期不自动续展的，不写续展期限。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.values import NOTHING

_MONTHS = re.compile(r"(?<!\d)(\d{1,3}) *个月")
_PENALTY = re.compile("(?P<none>[不无没免][^，。；、]{0,4})?违约金")


def faults(entry: Entry) -> Iterator[Fault]:
    """Contracts that nobody is bound by, and terms of what does not go on."""
    notice = entry.record
    if notice.contract_months and notice.lock_in == NOTHING:
        months = notice.contract_months
        message = f"合约期限写了 {months} 个月，在网要求却写 无"
        fix = f"写清要用满多久，如 用满 {months} 个月；没有合约，就把 contract_months 改成 0"
        yield Fault(entry.path, ("lock_in",), message, fix)
    held = _MONTHS.search(notice.lock_in)
    if held and int(held[1]) != notice.contract_months:
        message = f"在网要求写了 {held[1]} 个月，合约期限却写 {notice.contract_months} 个月"
        fix = "对照原文，改正写错的那一个；确实如此就不用改"
        yield Fault(entry.path, ("contract_months",), message, fix, "notice")
    unbound = notice.contract_months == 0 and notice.liability != NOTHING
    if notice.largest_penalty and unbound:
        message = f"合约期限写了 0，却写了最高违约金额 {notice.largest_penalty} 元"
        fix = "有合约就写几个月；没有合约，提前退也要付的，就不用改"
        yield Fault(entry.path, ("contract_months",), message, fix, "notice")
    elif unbound and notice.lock_in == NOTHING and charges(notice.liability):
        message = f"违约责任写了“{notice.liability[:24]}”，在网要求却写 无，合约期限写 0"
        fix = "有合约就写清在网要求和合约期限；没有合约，提前退也要付的，就不用改"
        yield Fault(entry.path, ("liability",), message, fix, "notice")
    if notice.auto_renew.term is not None and not notice.auto_renew.renews:
        message = f"到期不自动续展，却写了续展期限“{notice.auto_renew.term[:24]}”"
        fix = "写成 term: 无；其实会自动续展的，把 renews 改成 是"
        yield Fault(entry.path, ("auto_renew", "term"), message, fix)


def charges(liability: str) -> bool:
    """Whether it names a penalty that is to be paid: 不收违约金 names none."""
    return any(not found["none"] for found in _PENALTY.finditer(liability))
