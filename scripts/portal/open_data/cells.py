"""Rows as cells of a spreadsheet: a column for every value, with Chinese headers and words."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby
from operator import itemgetter
from types import NoneType, SimpleNamespace
from typing import Any

from pydantic import BaseModel

from portal import shapes
from portal.open_data.tables import Row, Table
from portal.records.notice import Correction
from portal.records.reading import label, reader, reading
from portal.shapes import FieldShape

# Spreadsheet programs take a CSV file for UTF-8 only when it begins with this mark.
MARK = "\ufeff"
BETWEEN = " · "
_QUOTED = re.compile(r'["\r\n]')

# Appends the values of a record's columns.
Take = Callable[[Mapping[str, Any], list[Any]], None]


@dataclass(frozen=True)
class Column:
    """A column: the way to its value in the JSON, its header, and what an absent value reads."""

    key: str
    label: str
    field: FieldShape
    optional: bool

    @property
    def nothing(self) -> str:
        """What stands in the cell when there is no value."""
        return "" if self.optional else self.field.shape.instead


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table in the order of its records."""
    return tuple(column for part in table.in_cells for column in _columns(part, "", "", False))


def csv_text(header: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8 with its mark."""
    return MARK.encode() + b"".join(_csv_line(row) for row in chain([list(header)], rows))


def _csv_line(row: Sequence[str]) -> bytes:
    """A line of RFC 4180."""
    line = ",".join(row)
    # Nearly all rows hold nothing that must be quoted, which is soon seen of a whole row.
    if line.count(",") == len(row) - 1 > 0 and not _QUOTED.search(line):
        return f"{line}\r\n".encode()
    written: list[str] = []
    csv.writer(SimpleNamespace(write=written.append), lineterminator="\r\n").writerow(row)
    return written[0].encode()


def spreadsheet(table: Table, lines: Iterable[bytes]) -> bytes:
    """The table as CSV; `lines` are its rows."""
    return b"".join([csv_text((column.label for column in columns(table)), ()), *lines])


def row_line(table: Table, row: Row) -> bytes:
    """A row as a line of the table's CSV."""
    takers, instead = _plan(table)
    values: list[Any] = []
    # The body, where there is one, is the last part; zip leaves it out.
    for take, part in zip(takers, row, strict=False):
        take(part, values)
    return _csv_line(
        [
            value if type(value) is str else _WORDS[type(value)](value) or nothing
            for value, nothing in zip(values, instead, strict=True)
        ]
    )


@cache
def _plan(table: Table) -> tuple[list[Take], list[str]]:
    # Half a million cells: what can be known of a column or a type is looked for once.
    takers = [_taker(part) for part in table.in_cells]
    return takers, [column.nothing for column in columns(table)]


class _Words(dict[type, Callable[[Any], str]]):
    """What reads the values of a type, by type; it reads nothing where there is nothing."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = reader(kind)
        return self[kind]


def _listed(items: tuple[Any, ...]) -> str:
    if not items:
        return ""
    if type(items[0]) is Correction:
        items = tuple(one.model_copy(update={"field": label(one.field)}) for one in items)
    # Equal records may read differently (1.0 and 1.00), equal words never do.
    return _list_of_words(items) if type(items[0]) is str else reading(items)


_list_of_words = lru_cache(maxsize=4096)(reading)
_WORDS = _Words({tuple: _listed, NoneType: lambda _: ""})


def _columns(record: type[BaseModel], way: str, words: str, optional: bool) -> Iterator[Column]:
    for field in shapes.fields(record):
        key, label = way + field.key, words + field.label
        inner = _group(field)
        if inner is not None:
            lacking = optional or not field.required
            yield from _columns(inner, key + ".", label + BETWEEN, lacking)
        else:
            yield Column(key, label, field, optional)


def _group(field: FieldShape) -> type[BaseModel] | None:
    """The record in the field whose own fields are the columns."""
    return None if field.shape.many else field.shape.record


@cache
def _taker(record: type[BaseModel]) -> Take:
    named = zip(record.model_fields, shapes.fields(record), strict=True)
    steps: list[Take] = []
    for inner, these in groupby(named, lambda pair: _group(pair[1])):
        names = [name for name, _ in these]
        steps += [_values(names)] if inner is None else [_within(name, inner) for name in names]
    if len(steps) == 1:
        return steps[0]

    def take(held: Mapping[str, Any], values: list[Any]) -> None:
        for step in steps:
            step(held, values)

    return take


def _values(names: list[str]) -> Take:
    if len(names) == 1:
        return lambda held, values: values.append(held[names[0]])
    picked = itemgetter(*names)
    return lambda held, values: values.extend(picked(held))


def _within(name: str, record: type[BaseModel]) -> Take:
    inner = _taker(record)
    absent = [None] * len(list(_columns(record, "", "", False)))

    def take(held: Mapping[str, Any], values: list[Any]) -> None:
        value = held[name]
        if value is None:
            values += absent
        else:
            inner(vars(value), values)

    return take
