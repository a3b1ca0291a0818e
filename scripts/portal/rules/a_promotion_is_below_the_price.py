"""优惠价要低于完整的资费标准，优惠月数至少 1。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """A promotion that is no promotion."""
    notice = entry.record
    if notice.promotion is None:
        return
    if notice.promotion.amount >= notice.price.amount:
        message = f"优惠价 {notice.promotion.amount} 不低于资费标准 {notice.price.amount}"
        fix = "price 写完整价格，promotion 写优惠期内较低的价格"
        yield Fault(entry.path, ("promotion", "amount"), message, fix)
    if notice.promotion.months == 0:
        yield Fault(entry.path, ("promotion", "months"), "优惠月数是 0", "写优惠几个月，至少 1")
