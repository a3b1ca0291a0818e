"""The figures of an indicator's chart as a spreadsheet: each quarter with its target."""

from collections.abc import Iterator
from itertools import chain

from portal.facts.promises import Track
from portal.open_data.cells import row_line, spreadsheet
from portal.open_data.heads import QuarterHead, QuarterTail
from portal.open_data.tables import Row, Table
from portal.records.indicator import Result

SERIES = Table(
    "series",
    "按季度的结果",
    (QuarterHead, Result, QuarterTail),
    lambda facts: chain.from_iterable(map(_rows, facts.tracks.values())),
    keyed=False,
)


def path(indicator: str) -> str:
    """Where the figures of an indicator stand, for ever."""
    return f"data/indicators/{indicator}.csv"


def series(track: Track) -> bytes:
    """A line for every point of the chart, oldest first, in CSV."""
    return spreadsheet(SERIES, (row_line(SERIES, row) for row in _rows(track)))


def _rows(track: Track) -> Iterator[Row]:
    indicator = track.indicator
    for one in track.measured:
        head = {
            "title": indicator.title,
            "period": one.period,
            "unit": indicator.unit,
            "direction": indicator.direction,
            "target": indicator.target,
        }
        tail = {
            "verdict": one.verdict,
            "published_on": one.published.published_on,
            "sample": one.sample,
        }
        yield head, vars(one.result), tail
