"""Where the parts of a chart stand: numbers in, places in a drawing out; templates do the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 30, 34
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_TICKS = 4


@dataclass(frozen=True)
class Point:
    """One period: how far from the left, how far from the top; None where nothing was measured."""

    x: int
    y: int | None


@dataclass(frozen=True)
class Tick:
    """A line across the chart and the number it stands for, with no more decimals than it needs."""

    y: int
    value: Decimal


@dataclass(frozen=True)
class Chart:
    """Results period by period, with the target drawn in where there is one."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    ticks: tuple[Tick, ...]
    points: tuple[Point, ...]
    target_y: int | None

    @property
    def lines(self) -> tuple[tuple[Point, Point], ...]:
        """Pairs of neighbouring points with nothing missing between them."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple((a, b) for a, b in pairs if a.y is not None and b.y is not None)


def chart(values: Sequence[Decimal | None], target: Decimal | None) -> Chart:
    """The chart of values in time; its scale holds every value and the target, not always zero.

    Between 98% and 99% nothing would be seen on a scale from zero: the template says where it begins.
    """
    known = [value for value in (*values, target) if value is not None]
    scale = ticks(min(known, default=Decimal(0)), max(known, default=Decimal(1)))
    low, high = scale[0], scale[-1]

    def height(value: Decimal) -> int:
        room = HEIGHT - TOP - BOTTOM
        return round(TOP + room * float((high - value) / (high - low)))

    room = WIDTH - LEFT - RIGHT
    places = [round(LEFT + room * (index + 0.5) / len(values)) for index in range(len(values))]
    points = (
        Point(x, None if value is None else height(value))
        for x, value in zip(places, values, strict=True)
    )
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        ticks=tuple(Tick(height(value), value) for value in scale),
        points=tuple(points),
        target_y=None if target is None else height(target),
    )


def ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round numbers, evenly apart, from just below `low` to just above `high`: no share above 100."""
    span = high - low or abs(high) / 10 or Decimal(1)
    rough = span / (_TICKS - 1)
    size = Decimal(1).scaleb(rough.adjusted())
    step = next(size * times for times in _STEPS if size * times >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    if first == last:
        first, last = (first - 1, last) if first > 0 else (first, last + 1)
    return tuple(plain(step * number) for number in range(int(first), int(last) + 1))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without zeros that say nothing."""
    return value.normalize() if value.normalize().as_tuple().exponent <= 0 else value.quantize(1)  # type: ignore[operator]


def share(value: Decimal, whole: Decimal, length: int) -> int:
    """How long a bar is that stands for `value` of `whole`; never longer than the whole."""
    return round(length * float(min(value, whole) / whole)) if whole else 0
