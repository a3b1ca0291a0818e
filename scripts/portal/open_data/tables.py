"""The tables of the open data: for each kind of record its parts, and its rows from the facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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

Row = tuple[BaseModel, ...]
# What names a row of a keyed table: published with each, also where its file need not say it.
ID = "id"


@dataclass(frozen=True)
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
    head = NoticeHead.model_construct(
        id=told.identity,
        url=base_url + told.address,
        short_url=base_url + addresses.short(told.identity),
        sample=told.sample,
        status=told.life.status,
        status_on=told.life.on,
        revision=revision(told.notice),
        superseded_on=told.life.superseded_on,
        superseded_by=told.links.newer,
    )
    return head, told.notice, Text.model_construct(body=told.body)


def promise_row(promise: Promise, base_url: str) -> Row:
    """The row of a promise."""
    head = PromiseHead.model_construct(
        id=promise.identity,
        url=base_url + promise.address,
        sample=promise.sample,
        verdict=promise.verdict,
    )
    return head, promise.commitment, Text.model_construct(body=promise.body)


def _notices(facts: Facts) -> Iterator[Row]:
    return (notice_row(told, facts.base_url) for _, told in sorted(facts.notices.items()))


def _commitments(facts: Facts) -> Iterator[Row]:
    return (promise_row(promise, facts.base_url) for promise in facts.promises)


def _indicators(facts: Facts) -> Iterator[Row]:
    return ((track.indicator,) for track in facts.tracks.values())


def _results(facts: Facts) -> Iterator[Row]:
    for name, track in facts.tracks.items():
        for one in track.measured:
            head = ResultHead.model_construct(
                id=f"{one.period}/{name}",
                period=one.period,
                published_on=one.published.published_on,
                indicator=name,
                sample=one.sample,
                verdict=one.verdict,
            )
            yield head, one.result, Origin.model_construct(source=one.published.source)


def _marked(items: Callable[[Facts], Iterator[BaseModel]]) -> Callable[[Facts], Iterator[Row]]:
    def rows(facts: Facts) -> Iterator[Row]:
        return ((SampleHead.model_construct(sample=is_sample(item)), item) for item in items(facts))

    return rows


TABLES = (
    Table("notices", "资费公告", (NoticeHead, Notice, Text), _notices),
    Table("commitments", "承诺", (PromiseHead, Commitment, Text), _commitments),
    Table("indicators", "指标", (Indicator,), _indicators),
    Table("results", "结果", (ResultHead, Result, Origin), _results),
    Table(
        "awards", "荣誉", (SampleHead, Award), _marked(lambda facts: iter(facts.awards_in_order))
    ),
    Table(
        "firsts",
        "多个第一",
        (SampleHead, First),
        _marked(lambda facts: iter(facts.portal.firsts)),
    ),
    Table(
        "channels",
        "服务渠道",
        (SampleHead, Channel),
        _marked(lambda facts: iter(facts.portal.channels.values())),
    ),
    Table(
        "coverage",
        "网络覆盖",
        (SampleHead, Coverage),
        _marked(lambda facts: iter(facts.portal.coverage)),
    ),
)
BY_NAME = {table.name: table for table in TABLES}
