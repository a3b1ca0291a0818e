"""A value as people read it: labels for choices, 是 and 否, 无 for what does not exist."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from portal.records.notice import BODY, BODY_LABEL, Included, Notice, Price
from portal.records.values import NO, NOTHING, YES, Choice

NO_NAMES: Mapping[str, str] = MappingProxyType({})
_BETWEEN = re.compile(r"\s*[、，,\n]\s*")
# Fields that are read in one breath; the other fields follow with their labels.
_TOGETHER: dict[type[BaseModel], tuple[str, ...]] = {
    Price: ("amount", "unit"),
    Included: ("item", "amount", "unit"),
}


def reading(value: Any, names: Mapping[str, str] = NO_NAMES) -> str:
    """The value in words: `58 元/月`, `广州、深圳`, `是`, `2009-03-01`, `无`.

    `names` gives what stands for an id in a list (the titles of channels). Two values that differ
    read differently, but for text that imitates the punctuation of a list.
    """
    if value is None or value == ():
        return NOTHING
    if isinstance(value, tuple):
        return "、".join([_item(item, names) for item in value])
    return _record(value, names) if is_record(type(value)) else scalar(value)


def listed(written: str) -> list[str]:
    """The words of a list that somebody wrote into one line, as `reading` does, or into several."""
    return _BETWEEN.split(written.strip())


def scalar(value: object) -> str:
    """A single value in words; an amount keeps the digits as written."""
    return _SCALARS[type(value)](value)


def reader(kind: type) -> Callable[[Any], str]:
    """What reads the single values of a type."""
    return _SCALARS[kind]


def label(field: str) -> str:
    """The Chinese label of a notice's field, of a part of one (`price.amount`), or of its body."""
    if field == BODY:
        return BODY_LABEL
    found: Any = Notice
    words = []
    for name in field.split("."):
        info = found.model_fields.get(name) if found else None
        if info is None:
            return field
        words.append(str(info.title))
        parts = (info.annotation, *getattr(info.annotation, "__args__", ()))
        found = next((p for p in parts if isinstance(p, type) and issubclass(p, BaseModel)), None)
    return " · ".join(words)


@cache
def labels(record: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Name and Chinese label of every field, in the order of the declaration."""
    return tuple((name, str(info.title)) for name, info in record.model_fields.items())


def lines(body: str) -> list[str]:
    """The lines of a body that carry words; blank lines and spaces at line ends say nothing."""
    return [line for written in body.split("\n") if (line := written.rstrip(" \t\r"))]


# Pydantic answers `isinstance` slowly, and is asked of each part of ten thousand notices.
is_record: Callable[[Any], bool] = cache(lambda kind: issubclass(kind, BaseModel))


def _record(record: BaseModel, names: Mapping[str, str]) -> str:
    together, others = _parts(type(record))
    held = vars(record)
    head = " ".join([scalar(held[name]) for name in together])
    rest = "；".join(
        [
            f"{title}：{reading(value, names)}"
            for name, title in others
            if (value := held[name]) is not None and value != ()
        ]
    )
    return f"{head}（{rest}）" if head and rest else head or rest


@cache
def _parts(record: type[BaseModel]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The fields that are read in one breath, and the others with their labels."""
    together = _TOGETHER.get(record, ())
    return together, tuple(pair for pair in labels(record) if pair[0] not in together)


def _item(item: Any, names: Mapping[str, str]) -> str:
    if isinstance(item, str):
        written = names.get(item, scalar(item))
        return f"“{written}”" if "、" in written else written
    return _record(item, names) if is_record(type(item)) else reading(item, names)


class _Readers(dict[type, Callable[[Any], str]]):
    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = attrgetter("label") if issubclass(kind, Choice) else str
        return self[kind]


_SCALARS = _Readers(
    {
        str: str,
        bool: lambda value: YES if value else NO,
        Decimal: lambda value: format(value, "f"),
        date: date.isoformat,
    }
)
