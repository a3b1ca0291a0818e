"""Rows as JSON: keys of the records, dates as written, amounts as decimals digit by digit."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from pydantic import BaseModel

from portal.open_data.tables import Row, Table


def document(table: Table, row: Row, schema: str) -> bytes:
    """A record's own file; `schema` is the address of what it is valid against."""
    return _dumped(merged(table, ({"$schema": schema}, *row)), orjson.OPT_INDENT_2) + b"\n"


def line(table: Table, row: Row) -> bytes:
    """A record as it stands among the others of its kind."""
    return _dumped(merged(table, row), 0)


def collection(head: Mapping[str, Any], lines: Sequence[bytes]) -> bytes:
    """All records of a kind: each on its line, so that two editions compare line by line."""
    said = _dumped({**head, "count": len(lines)}, 0)
    # Joined once: notices are the largest file there is.
    parted = (piece for line in lines for piece in (b",\n", line))
    next(parted, None)
    return b"".join([said[:-1], b',"records":[\n', *parted, b"\n]}\n"])


def merged(table: Table, row: Row) -> Mapping[str, Any]:
    """The values of a row's parts by their keys."""
    values: dict[str, Any] = {}
    for part in row:
        values.update(part)
    aliases = _aliases(table.parts)
    return _renamed(values, aliases) if aliases else values


def _renamed(held: Mapping[str, Any], aliases: Mapping[str, str]) -> Mapping[str, Any]:
    return {aliases.get(name, name): value for name, value in held.items()}


@cache
def _aliases(records: tuple[type[BaseModel], ...]) -> Mapping[str, str]:
    fields = [field for record in records for field in record.model_fields.items()]
    return {name: info.alias for name, info in fields if info.alias}


def _dumped(values: Mapping[str, Any], options: int) -> bytes:
    return orjson.dumps(values, _plain, options)


def _plain(value: object) -> Any:
    return _PLAIN[type(value)](value)


class _Plain(dict[type, Callable[[Any], Any]]):
    """What makes of a value what JSON knows, by type."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not issubclass(kind, BaseModel):
            raise TypeError(kind.__name__)
        aliases = _aliases((kind,))
        self[kind] = (lambda value: _renamed(vars(value), aliases)) if aliases else vars
        return self[kind]


# The digits of an amount as written: a binary float would print 0.1 for 0.10.
_PLAIN = _Plain({Decimal: lambda value: orjson.Fragment(format(value, "f"))})
