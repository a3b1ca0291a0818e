"""Where the parts of a chart stand: numbers in, places in a drawing out; templates do the drawing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from operator import itemgetter

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 30, 34
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_TICKS = 4
# Up to so many quarters, each has its name and its year, or its number above the year.
_NAMED, _NUMBERED = 3, 12
# Up to so many, each number is written.
_WRITTEN = 5
# How much room a number takes at its largest, a year too, and the points' own room.
_WORDS, _LETTERS, _MARK = 60, 17, 8
# Above it stand the unit and the target.
_HEAD = 14
# What a label may never do counts as much; less is how long a line runs through it.
_TOUCHES = 1000
_Box = tuple[int, int, int, int]
_Line = tuple[int, int, int, int]


@dataclass(frozen=True)
class Label:
    """Where a number is written: its foot, and which side of it stands at x."""

    x: int
    y: int
    anchor: str = "middle"

    @property
    def box(self) -> _Box:
        """Left, top, right, bottom of what it takes."""
        left = self.x - {"start": 0, "middle": _WORDS // 2, "end": _WORDS}[self.anchor]
        return left, self.y - _LETTERS + 3, left + _WORDS, self.y + 3


@dataclass(frozen=True)
class Point:
    """One period: how far from the left, how far from the top; None where nothing was measured.

    Not each of many has a label: the table beside the chart has every number.
    """

    x: int
    y: int | None
    label: Label | None = None
    tells_year: bool = False


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
    def named(self) -> bool:
        """Whether there is room for the whole name of each quarter."""
        return len(self.points) <= _NAMED

    @property
    def numbered(self) -> bool:
        """Whether there is room for the number of each quarter."""
        return len(self.points) <= _NUMBERED

    @property
    def lines(self) -> tuple[tuple[Point, Point], ...]:
        """Pairs of neighbouring points with nothing missing between them."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple((a, b) for a, b in pairs if a.y is not None and b.y is not None)


def chart(
    values: Sequence[Decimal | None], target: Decimal | None, years: Sequence[int] = ()
) -> Chart:
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
    heights = [None if value is None else height(value) for value in values]
    target_y = None if target is None else height(target)
    labels = _labels(places, heights, target_y)
    begins = [at for at, year in enumerate(years) if at == 0 or years[at - 1] != year]
    told = _apart(places, reversed(begins))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        ticks=tuple(Tick(height(value), value) for value in scale),
        points=tuple(
            Point(x, heights[at], labels.get(at), at in told) for at, x in enumerate(places)
        ),
        target_y=target_y,
    )


def _labels(
    places: Sequence[int], heights: Sequence[int | None], target_y: int | None
) -> dict[int, Label]:
    """Where numbers are written: all of few; of many the newest, the lowest and the highest.

    They keep apart, and each stands on that side of its point where it covers least of the lines.
    """
    measured = [(places[at], y, at) for at, y in enumerate(heights) if y is not None]
    lines = [(*a[:2], *b[:2]) for a, b in pairwise(measured) if b[2] == a[2] + 1]
    lines += [] if target_y is None else [(LEFT, target_y, WIDTH - RIGHT, target_y)]
    wanted = measured[::-1]  # the newest first
    if len(places) > _WRITTEN:
        by_height = sorted(wanted, key=itemgetter(1))
        wanted = [*wanted[:1], *by_height[:1], *by_height[-1:]]
    written: dict[int, Label] = {}
    for at in _apart(places, [at for *_, at in wanted]):
        y = heights[at]
        if y is not None:
            taken = [label.box for label in written.values()]
            free = [(_covers(one.box, lines, taken), one) for one in _around(places[at], y)]
            covers, label = min(free, key=itemgetter(0))
            if covers < _TOUCHES:
                written[at] = label
    return written


def _apart(places: Sequence[int], order: Iterable[int]) -> list[int]:
    """Of the places those whose words keep apart, the first of the order before others."""
    kept: list[int] = []
    for at in order:
        if all(abs(places[at] - places[other]) >= _WORDS for other in kept):
            kept.append(at)
    return kept


def _around(x: int, y: int) -> Iterator[Label]:
    """The places around a point, the best first."""
    for foot in (y - _MARK - 3, y + _MARK + 12):
        yield Label(x, foot)
        yield Label(x + _MARK, foot, "end")
        yield Label(x - _MARK, foot, "start")


def _covers(box: _Box, lines: Iterable[_Line], taken: Iterable[_Box]) -> int:
    """How much a label there would cover: other words most of all, then lines."""
    left, top, right, bottom = box
    outside = left < LEFT or right > WIDTH or top < _HEAD or bottom > HEIGHT - BOTTOM + 6
    words = sum(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )
    return _TOUCHES * (outside + words) + sum(_crosses(box, line) for line in lines)


def _crosses(box: _Box, line: _Line) -> int:
    """How long a line runs through it."""
    left, top, right, bottom = box
    x, y, to_x, to_y = line
    steps = range(max(left, x), min(right, to_x), 2)
    rise = (to_y - y) / (to_x - x)
    return sum(top < y + rise * (step - x) < bottom for step in steps)


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
