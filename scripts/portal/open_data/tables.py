"""The tables of the open data: for each kind of record its parts, and its rows from the facts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from portal import addresses
from portal.facts import Facts
from portal.facts.canonical import revision
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.open_data.heads import (
    NoticeHead,
    Origin,
    PromiseHead,
    ResultHead,
    SampleHead,
    Text,
)
from portal.portal import is_sample
from portal.records.award import Award, First
from portal.records.channel import Channel, Coverage
from portal.records.commitment import Commitment
from portal.records.indicator import Indicator, Result
from portal.records.notice import Notice

# For each part of a table its values by the names of their fields, in the order of the fields: made
# for ten thousand notices, so they are no records of their own.
Row = tuple[Mapping[str, Any], ...]
# What names a row of a keyed table: published with each, also where its file need not say it.
ID = "id"


@dataclass(frozen=True, eq=False)
class Table:
    """A kind of published record: a row is one record for each of `parts`, read as one.

    `keyed`: its rows have an id. A body of Markdown stands in the JSON only: spreadsheets show
    many lines in a cell badly.
    """

    name: str
    label: str
    parts: tuple[type[BaseModel], ...]
    rows: Callable[[Facts], Iterator[Row]]
    keyed: bool = True

    @property
    def in_cells(self) -> tuple[type[BaseModel], ...]:
        """The parts that stand in a spreadsheet."""
        return tuple(part for part in self.parts if part is not Text)


def notice_row(told: Announced, base_url: str) -> Row:
    """The row of a notice."""
    notice, life = told.notice, told.life
    head = {
        "id": told.identity,
        "url": base_url + told.address,
        "short_url": base_url + addresses.short(told.identity),
        "sample": told.sample,
        "status": life.status,
        "status_on": life.on,
        "revision": revision(notice),
        "superseded_on": life.superseded_on,
        "superseded_by": told.links.newer,
    }
    return head, vars(notice), {"body": told.body}


def promise_row(promise: Promise, base_url: str) -> Row:
    """The row of a promise."""
    head = {
        "id": promise.identity,
        "url": base_url + promise.address,
        "sample": promise.sample,
        "verdict": promise.verdict,
        "verdict_is_sample": any(one.sample for _, one in promise.latest),
    }
    return head, vars(promise.commitment), {"body": promise.body}


def _notices(facts: Facts) -> Iterator[Row]:
    return (notice_row(told, facts.base_url) for _, told in sorted(facts.notices.items()))


def _commitments(facts: Facts) -> Iterator[Row]:
    return (promise_row(promise, facts.base_url) for promise in facts.promises)


def _indicators(facts: Facts) -> Iterator[Row]:
    return ((vars(track.indicator),) for track in facts.tracks.values())


def _results(facts: Facts) -> Iterator[Row]:
    for name, track in facts.tracks.items():
        for one in track.measured:
            head = {
                "id": f"{one.period}/{name}",
                "period": one.period,
                "published_on": one.published.published_on,
                "indicator": name,
                "sample": one.sample,
                "verdict": one.verdict,
            }
            yield head, vars(one.result), {"source": one.published.source}


def _marked(items: Callable[[Facts], Iterable[BaseModel]]) -> Callable[[Facts], Iterator[Row]]:
    def rows(facts: Facts) -> Iterator[Row]:
        return (({"sample": is_sample(item)}, vars(item)) for item in items(facts))

    return rows


NOTICES = Table("notices", "资费公告", (NoticeHead, Notice, Text), _notices)
COMMITMENTS = Table("commitments", "承诺", (PromiseHead, Commitment, Text), _commitments)
TABLES = (
    NOTICES,
    COMMITMENTS,
    Table("indicators", "指标", (Indicator,), _indicators),
    Table("results", "结果", (ResultHead, Result, Origin), _results),
    Table("awards", "荣誉", (SampleHead, Award), _marked(lambda facts: facts.awards_in_order)),
    Table(
        "firsts",
        "多个第一",
        (SampleHead, First),
        _marked(lambda facts: facts.portal.firsts),
    ),
    Table(
        "channels",
        "服务渠道",
        (SampleHead, Channel),
        _marked(lambda facts: facts.portal.channels.values()),
    ),
    Table(
        "coverage",
        "网络覆盖",
        (SampleHead, Coverage),
        _marked(lambda facts: facts.portal.coverage),
    ),
)
