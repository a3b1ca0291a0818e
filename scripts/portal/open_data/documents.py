"""Rows as JSON: keys of the records, dates as written, amounts as decimals digit by digit."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from pydantic import BaseModel

from portal.open_data.tables import Row


def document(row: Row, schema: str) -> bytes:
    """A record's own file; `schema` is the address of what it is valid against."""
    return _dumped({"$schema": schema} | merged(row), orjson.OPT_INDENT_2) + b"\n"


def collection(head: Mapping[str, Any], rows: Iterable[Row]) -> tuple[int, bytes]:
    """How many records of a kind there are, and all of them.

    One stands on a line, so that two editions compare line by line.
    """
    lines = [b",\n" + _dumped(merged(row), 0) for row in rows]
    said = _dumped({**head, "count": len(lines)}, 0)
    first = [line.removeprefix(b",") for line in lines[:1]] or [b"\n"]
    return len(lines), b"".join([said[:-1], b',"records":[', *first, *lines[1:], b"\n]}\n"])


def merged(row: Row) -> dict[str, Any]:
    """The values of a row's parts by their keys."""
    values: dict[str, Any] = {}
    for part in row:
        values |= _by_key(part)
    return values


def _by_key(record: BaseModel) -> dict[str, Any]:
    renamed = _renamed(type(record))
    if not renamed:
        return record.__dict__
    return {renamed.get(name, name): value for name, value in record.__dict__.items()}


@cache
def _renamed(record: type[BaseModel]) -> dict[str, str]:
    fields = record.model_fields.items()
    return {name: info.alias for name, info in fields if info.alias}


def _dumped(values: dict[str, Any], options: int) -> bytes:
    return orjson.dumps(values, _plain, options)


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        # The digits as written: a binary float would print 0.1 for 0.10.
        return orjson.Fragment(format(value, "f"))
    if isinstance(value, BaseModel):
        return _by_key(value)
    raise TypeError(type(value).__name__)
