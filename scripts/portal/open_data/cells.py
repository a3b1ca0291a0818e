"""Rows as cells of a spreadsheet: a column for every value, with Chinese headers and words."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from pydantic import BaseModel

from portal import shapes
from portal.open_data.tables import Row, Table
from portal.records.reading import reading, scalar
from portal.shapes import FieldShape

# Spreadsheet programs take a CSV file for UTF-8 only when it begins with this mark.
MARK = "\ufeff"
BETWEEN = " · "

Write = Callable[[object, list[str]], None]


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


def csv_text(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """RFC 4180 in UTF-8 with its mark."""
    lines = [MARK.encode()]
    writer = csv.writer(
        SimpleNamespace(write=lambda line: lines.append(line.encode())), lineterminator="\r\n"
    )
    writer.writerow(header)
    writer.writerows(rows)
    return b"".join(lines)


def spreadsheet(table: Table, rows: Iterable[Row]) -> bytes:
    """The table as CSV."""
    return csv_text((column.label for column in columns(table)), _cells(table, rows))


def _cells(table: Table, rows: Iterable[Row]) -> Iterator[list[str]]:
    # The body, where there is one, is the last part; zip leaves it out.
    writers = [_writer(part, optional=False) for part in table.in_cells]
    for row in rows:
        cells: list[str] = []
        for write, part in zip(writers, row, strict=False):
            write(part, cells)
        yield cells


def _columns(record: type[BaseModel], way: str, words: str, optional: bool) -> Iterator[Column]:
    for field in shapes.fields(record):
        key, label = way + field.key, words + field.label
        inner = field.shape.record
        if inner is not None and not field.shape.many:
            lacking = optional or not field.required
            yield from _columns(inner, key + ".", label + BETWEEN, lacking)
        else:
            yield Column(key, label, field, optional)


@cache
def _writer(record: type[BaseModel], *, optional: bool) -> Write:
    """What appends the cells of a record, or of its absence, to a row."""
    plan = [
        (name, _cell(field, optional))
        for name, field in zip(record.model_fields, shapes.fields(record), strict=True)
    ]
    width = len(list(_columns(record, "", "", optional)))

    def write(value: object, cells: list[str]) -> None:
        if value is None:
            cells += [""] * width
            return
        held = value.__dict__
        for name, cell in plan:
            cell(held[name], cells)

    return write


def _cell(field: FieldShape, optional: bool) -> Write:
    inner = field.shape.record
    if inner is not None and not field.shape.many:
        return _writer(inner, optional=optional or not field.required)
    nothing = Column("", "", field, optional).nothing

    def write(value: object, cells: list[str]) -> None:
        if type(value) is str:
            cells.append(value)
        elif value is None or value == ():
            cells.append(nothing)
        elif isinstance(value, tuple):
            cells.append(reading(value))
        else:
            cells.append(scalar(value))

    return write
