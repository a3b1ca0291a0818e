"""A value as people read it: labels for choices, 是 and 否, 无 for what does not exist."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from portal.records.notice import BODY, BODY_LABEL, Included, Notice, Price
from portal.records.values import NO, NOTHING, YES, Choice

# How a value of a kind of its own is said.
SCALARS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: YES if value else NO,
    Decimal: lambda value: format(value, "f"),
    int: str,
    date: date.isoformat,
}
NO_NAMES: Mapping[str, str] = MappingProxyType({})
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
    kind = type(value)
    if kind is tuple:
        return "、".join([_item(item, names) for item in value])
    if kind in SCALARS or isinstance(value, str):
        return scalar(value)
    return _record(value, names)


def scalar(value: object) -> str:
    """A single value in words; an amount keeps the digits as written."""
    return SCALARS.get(type(value), _other)(value)


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


def _record(record: BaseModel, names: Mapping[str, str]) -> str:
    together, apart = _read_together(type(record))
    head = " ".join([reading(getattr(record, name), names) for name in together])
    rest = "；".join(
        [
            f"{title}：{reading(value, names)}"
            for name, title in apart
            if (value := getattr(record, name)) is not None and value != ()
        ]
    )
    return f"{head}（{rest}）" if head and rest else head or rest


@cache
def _read_together(
    record: type[BaseModel],
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    together = _TOGETHER.get(record, ())
    return together, tuple(one for one in labels(record) if one[0] not in together)


def _item(item: object, names: Mapping[str, str]) -> str:
    if isinstance(item, str):
        written = names.get(item, scalar(item))
        return f"“{written}”" if "、" in written else written
    return reading(item, names)


def _other(value: object) -> str:
    return value.label if isinstance(value, Choice) else str(value)
