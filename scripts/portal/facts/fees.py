"""What the monthly price of a contract comes to over its months."""

from dataclasses import dataclass
from decimal import Decimal

from portal.records.notice import Notice

_MONTHLY = "元/月"


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
