"""Quarters whose results are not published, and the day on which they were due."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class OfQuarter:
    """Something about one quarter, `2009-q3`."""

    period: str

    @property
    def year(self) -> int:
        """The year of the quarter."""
        return int(self.period[:4])

    @property
    def quarter(self) -> int:
        """Its number in the year, 1 to 4."""
        return int(self.period[-1])


@dataclass(frozen=True)
class Due(OfQuarter):
    """A quarter without results: the last day in time for them, and whether that is over."""

    day: date
    late: bool


def dues(published: Collection[str], freshness_days: int, as_of: date) -> Iterator[Due]:
    """The quarters that lack results, from the first that has some to the next that is due."""
    for period in _from(min(published)) if published else ():
        if period in published:
            continue
        day = last_day(period) + timedelta(days=freshness_days)
        yield Due(period, day, day < as_of)
        if day >= as_of:
            return


def first_day(period: str) -> date:
    """The first day of a quarter."""
    return date(int(period[:4]), int(period[-1]) * 3 - 2, 1)


def last_day(period: str) -> date:
    """The last day of a quarter."""
    return first_day(_following(period)) - timedelta(days=1)


def ends_before(period: str, day: date | None) -> bool:
    """Whether a quarter is over before a day; before none it never is."""
    return day is not None and last_day(period) < day


def _from(period: str) -> Iterator[str]:
    while True:
        yield period
        period = _following(period)


def _following(period: str) -> str:
    year, quarter = int(period[:4]), int(period[-1])
    return f"{year + quarter // 4}-q{quarter % 4 + 1}"
