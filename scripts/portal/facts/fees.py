"""What a contract costs: its monthly price over its months, and the most that leaving it does."""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.records.notice import Notice
from portal.records.reading import scalar

_MONTHLY = "元/月"
_AT_MOST = r"(?:最多|最高|不超过)[^0-9，。；、]*"


@dataclass(frozen=True)
class Stretch:
    """Months in a row at one price."""

    amount: Decimal
    months: int


@dataclass(frozen=True)
class ContractFees:
    """The stretches of a contract, and the yuan they come to; nothing but the monthly price."""

    stretches: tuple[Stretch, ...]

    @property
    def total(self) -> Decimal:
        """What all months cost together."""
        return sum((one.amount * one.months for one in self.stretches), Decimal(0))


def contract_fees(notice: Notice) -> ContractFees | None:
    """None without a contract, and where nobody can tell the price of each month."""
    months, promoted = notice.contract_months, notice.promotion.months if notice.promotion else 0
    if not months or promoted is None or notice.price.unit != _MONTHLY:
        return None
    lower = min(promoted, months)
    stretches = [Stretch(notice.price.amount, months - lower)]
    if notice.promotion:
        stretches.insert(0, Stretch(notice.promotion.amount, lower))
    return ContractFees(tuple(one for one in stretches if one.months))


def most_to_pay(notice: Notice) -> Decimal | None:
    """The largest penalty, where the words on liability do not end with it themselves: 最多 120 元."""
    most = notice.largest_penalty
    if most is None or re.search(f"{_AT_MOST}{re.escape(scalar(most))} ?元", notice.liability):
        return None
    return most
