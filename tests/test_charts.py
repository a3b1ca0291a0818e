"""Charts keep their promises: nothing outside the drawing, nothing rounded into a pass."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.charts import BOTTOM, HEIGHT, TOP, WIDTH, chart, share, ticks


def numbers(*written: str) -> list[Decimal]:
    return [Decimal(number) for number in written]


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        ("90", "94.05", ["90", "92", "94", "96"]),
        ("79.96", "81.30", ["79.5", "80", "80.5", "81", "81.5"]),
        ("0", "1", ["0", "0.5", "1"]),
        ("48", "48", ["46", "48"]),
        ("100", "100", ["95", "100"]),
        ("0", "0", ["0", "0.5"]),
        ("0.0021", "0.01", ["0", "0.005", "0.01"]),
    ],
)
def test_ticks_are_round_numbers_around_what_is_shown(
    low: str, high: str, wanted: list[str]
) -> None:
    found = ticks(Decimal(low), Decimal(high))
    assert [format(tick, "f") for tick in found] == wanted


def test_a_miss_by_four_hundredths_lies_below_the_target() -> None:
    drawn = chart(numbers("81.30", "79.96"), Decimal(80))
    assert drawn.target_y is not None
    kept, missed = (point.y for point in drawn.points)
    assert kept is not None
    assert missed is not None
    assert kept < drawn.target_y < missed


def test_a_quarter_without_a_figure_is_a_gap_and_not_a_zero() -> None:
    drawn = chart([Decimal(3), None, Decimal(4)], None)
    assert [point.y is None for point in drawn.points] == [False, True, False]
    assert drawn.lines == ()
    assert drawn.target_y is None


@given(
    some.lists(some.decimals(0, 100_000, places=2, allow_nan=False), min_size=1, max_size=12),
    some.decimals(0, 100_000, places=2, allow_nan=False),
)
def test_everything_lies_within_the_drawing(values: list[Decimal], target: Decimal) -> None:
    drawn = chart(values, target)
    heights = [drawn.target_y, *(point.y for point in drawn.points)]
    assert all(y is not None and TOP <= y <= HEIGHT - BOTTOM for y in heights)
    assert all(0 < point.x < WIDTH for point in drawn.points)
    assert 2 <= len(drawn.ticks) <= 6


@given(some.lists(some.decimals(0, 100, places=2), min_size=1, max_size=5))
def test_the_scale_of_shares_holds_nothing_above_the_whole(shares: list[Decimal]) -> None:
    scale = ticks(min(shares), max(shares))
    assert 0 <= scale[0] < scale[-1] <= 100


@pytest.mark.parametrize(
    ("value", "length"), [("100", 360), ("99.68", 359), ("0", 0), ("101", 360)]
)
def test_a_bar_is_never_longer_than_the_whole(value: str, length: int) -> None:
    assert share(Decimal(value), Decimal(100), 360) == length
