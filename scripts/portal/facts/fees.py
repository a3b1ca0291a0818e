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
    """None without a contract, and where the price is not one of each month."""
    months = notice.contract_months
    if not months or notice.price.unit != _MONTHLY:
        return None
    lower = min(notice.promotion.months, months) if notice.promotion else 0
    stretches = [Stretch(notice.price.amount, months - lower)]
    if notice.promotion:
        stretches.insert(0, Stretch(notice.promotion.amount, lower))
    return ContractFees(tuple(one for one in stretches if one.months))
