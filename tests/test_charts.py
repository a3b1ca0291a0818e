"""Charts keep their promises: nothing outside the drawing, nothing rounded into a pass."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from portal.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Chart, Label, chart, share, ticks


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


@pytest.mark.parametrize(
    ("values", "target", "foots"),
    [
        (["93.42", "94.05"], "90", ["above", "above"]),
        (["81.30", "79.96"], "80", ["above", "above"]),  # beside the line that comes down
        (["47.5", "44.0"], "48", ["below", "above"]),  # the target is just above
    ],
)
def test_a_number_stands_where_no_line_runs_through_it(
    values: list[str], target: str, foots: list[str]
) -> None:
    drawn = chart(numbers(*values), Decimal(target))
    for point, foot in zip(drawn.points, foots, strict=True):
        assert point.label
        assert point.y is not None
        assert ("above" if point.label.y < point.y else "below") == foot
        assert not any(runs_through(line, point.label) for line in lines_of(drawn))


def lines_of(drawn: Chart) -> list[tuple[float, float, float, float]]:
    lines = [(a.x, a.y or 0, b.x, b.y or 0) for a, b in drawn.lines]
    return [*lines, (drawn.left, drawn.target_y or 0, drawn.right, drawn.target_y or 0)]


def runs_through(line: tuple[float, float, float, float], label: Label) -> bool:
    """Whether the line passes through the digits: five of 9 by 10, however they are anchored."""
    x, y, to_x, to_y = line
    left = label.x - {"start": 0, "middle": 22, "end": 45}[label.anchor]
    steps = [left + step for step in range(46) if x <= left + step <= to_x]
    heights = [y + (to_y - y) * (step - x) / (to_x - x) for step in steps]
    return any(label.y - 10 < height < label.y for height in heights)


@example([0, 0, 0, 1], 0)
@given(some.lists(some.integers(0, 100), min_size=1, max_size=40), some.integers(0, 100))
def test_of_many_quarters_no_number_and_no_year_touches_another(
    values: list[int], target: int
) -> None:
    years = [2009 + quarter // 4 for quarter in range(len(values))]
    drawn = chart([Decimal(value) for value in values], Decimal(target), years)
    assert drawn.points[-1].label, "the newest is what people ask for"
    boxes = [point.label.box for point in drawn.points if point.label]
    for at, one in enumerate(boxes):
        assert LEFT <= one[0] <= one[2] <= WIDTH
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]
    told = [point.x for point in drawn.points if point.tells_year]
    assert told
    assert all(b - a >= 44 for a, b in pairwise(told))


@given(some.lists(some.decimals(0, 100, places=2), min_size=1, max_size=5))
def test_the_scale_of_shares_holds_nothing_above_the_whole(shares: list[Decimal]) -> None:
    scale = ticks(min(shares), max(shares))
    assert 0 <= scale[0] < scale[-1] <= 100


@pytest.mark.parametrize(
    ("value", "length"), [("100", 360), ("99.68", 359), ("0", 0), ("101", 360)]
)
def test_a_bar_is_never_longer_than_the_whole(value: str, length: int) -> None:
    assert share(Decimal(value), Decimal(100), 360) == length
