"""What a contract comes to: only where the records say it, and never a promotion longer than it."""

from decimal import Decimal
from typing import Any

import pytest

from a_notice import a_notice
from portal.facts.fees import contract_fees, most_to_pay

PROMOTION = {"amount": "38.50", "months": "6"}


@pytest.mark.parametrize(
    ("fields", "stretches", "total"),
    [
        ({"contract_months": "12"}, [("58", 12)], "696"),
        ({"contract_months": "12", "promotion": PROMOTION}, [("38.50", 6), ("58", 6)], "579"),
        ({"contract_months": "6", "promotion": PROMOTION}, [("38.50", 6)], "231"),
        ({"contract_months": "3", "promotion": PROMOTION}, [("38.50", 3)], "115.50"),
    ],
)
def test_a_contract_comes_to_its_months_at_what_each_costs(
    fields: dict[str, Any], stretches: list[tuple[str, int]], total: str
) -> None:
    found = contract_fees(a_notice(**fields))
    assert found
    assert [(one.amount, one.months) for one in found.stretches] == [
        (Decimal(amount), months) for amount, months in stretches
    ]
    assert found.total == Decimal(total)


@pytest.mark.parametrize(
    "fields",
    [
        {"contract_months": "0"},
        {"contract_months": "12", "promotion": {"amount": "38.50"}},
        {"contract_months": "12", "price": {"amount": "600", "unit": "元"}},
        {"contract_months": "12", "price": {"amount": "360", "unit": "元/年"}},
    ],
)
def test_nothing_is_said_without_a_contract_or_a_price_of_each_month(
    fields: dict[str, Any],
) -> None:
    assert contract_fees(a_notice(**fields)) is None


@pytest.mark.parametrize(
    ("liability", "is_told"),
    [
        ("提前离网的，退还已享受的优惠，最多 120 元", True),
        ("提前退，付剩余月费，最多不超过120元", True),
        ("最高付 120 元；话机损坏另算", True),
        ("提前退，剩余月数每月付 10 元", False),
        ("提前退，每月 10 元，最多 12 个月，合 120 元", False),
        ("提前退，最多 1120 元", False),
        ("提前退，最多 120.5 元", False),
    ],
)
def test_the_most_to_pay_is_said_once(liability: str, is_told: bool) -> None:
    notice = a_notice(contract_months="12", liability=liability, largest_penalty="120")
    assert most_to_pay(notice) == (None if is_told else Decimal(120))


def test_without_a_largest_penalty_there_is_no_most_to_pay() -> None:
    assert most_to_pay(a_notice(liability="提前退，剩下的月数每月付 5 元")) is None
