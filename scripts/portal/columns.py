"""Fields of a notice as flat columns: a header or a dotted name to the way to the field, and back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic_core import PydanticCustomError

from portal import shapes
from portal.records.files import KINDS, Kind
from portal.records.values import NOTHING, identifier
from portal.shapes import FieldShape, Shape
from portal.slips import Loc, at
from portal.yamlbrackets import SENTENCES

# What stands beside the fields of a record: the file's name and its Markdown.
BESIDE = (
    FieldShape("id", "公告编号", "文件名就是编号；用过的永不再用", True, "GD2009-0137", Shape()),
    FieldShape("body", "正文", "Markdown 正文，可以不写", False, None, Shape()),
)
# How many items of a list of groups a template offers; a sheet may have more.
OFFERED = {"includes": 4}
_SENTENCE_ENDS = re.compile(r"[\n；;]")
_WORD_ENDS = re.compile(r"[\n；;、,，]")


@dataclass(frozen=True)
class Column:
    """One column: the way to its field, its header in Chinese and the field."""

    loc: Loc
    header: str
    field: FieldShape
    required: bool


def kind_named(name: str) -> Kind:
    """The kind of file of that name."""
    return next(kind for kind in KINDS if kind.name == name)


def columns(kind: Kind) -> list[Column]:
    """The columns a template of this kind has, in the order of the records."""
    beside = [Column((field.key,), field.label, field, field.required) for field in BESIDE]
    within = _columns(shapes.root_shape(kind.record), (), "", required=True)
    return [beside[0], *within, beside[1]]


def loc_of(kind: Kind, header: str) -> Loc | None:
    """The way to the field that a header names, by Chinese labels or English keys; None for none.

    `资费标准.金额`, `price.amount`, `服务内容.1.项目` and `includes.1.item` are headers.
    """
    steps = [step.strip() for step in re.split(r"[.．]", header.strip().rstrip("*"))]
    for field in BESIDE:
        if steps in ([field.key], [field.label]):
            return (field.key,)
    return _loc(shapes.root_shape(kind.record), steps)


def field_at(kind: Kind, loc: Loc) -> FieldShape | None:
    """The field at the end of a way; None when there is none."""
    if len(loc) == 1 and loc[0] in {field.key for field in BESIDE}:
        return next(field for field in BESIDE if field.key == loc[0])
    owner = shapes.owner_of(kind.record, loc[:-1])
    fields = shapes.fields(owner) if owner else ()
    return next((field for field in fields if field.key == loc[-1]), None)


def value_of(field: FieldShape, text: str) -> str | list[str]:
    """What to write for the text of a cell: labels become their words, lists are parted."""
    written = text.strip()
    if not field.shape.lists or not written:
        return _word(field, written)
    if written in ("无", "[]"):
        return written
    ends = _SENTENCE_ENDS if field.key in SENTENCES else _WORD_ENDS
    return [_word(field, part.strip()) for part in ends.split(written) if part.strip()]


def in_a_cell(field: FieldShape, fix: str) -> str:
    """Advice for a file as it holds in a cell, which has neither lines nor brackets."""
    fix = fix.replace("删去这一行", "这一格留空")
    fix = re.sub(r"(?:把文件)?改名为 (\S+?)\.md", r"把这一格改成 \1", fix)
    if not field.shape.lists:
        return fix
    sign, name = ("；", "分号") if field.key in SENTENCES else ("、", "顿号")
    bracketed, lines = re.search(r"\[([^\[\]]+)\]", fix), re.search("：- (.+)", fix)
    items = bracketed[1].split(", ") if bracketed else lines[1].split("，- ") if lines else []
    if items:
        return f"写成 {sign.join(items)}"
    fix = fix.replace(f"没有就把 {NOTHING} 写在字段名的后面，不写成列表", f"没有就只写 {NOTHING}")
    return re.sub("每(项|个地市)一行，行首写 - 和一个空格", f"几项之间用{name}隔开", fix)


def if_empty(kind: Kind, loc: Loc, field: FieldShape) -> str:
    """What to write in an empty place: 无 only where the field takes it."""
    owner = shapes.owner_of(kind.record, loc[:-1]) if field not in BESIDE else None
    if owner and shapes.advice(owner, field.key, NOTHING) is None:
        return f"写上内容；确实没有的，写 {NOTHING}"
    without = re.search(r"没有\S*写 \S+", field.help)
    return f"写上内容；{without[0]}" if without else "写上内容"


def id_advice(name: str) -> tuple[str, str] | None:
    """What is wrong with a notice's number and what to write instead; None when it is one."""
    try:
        identifier(name)
    except PydanticCustomError as error:
        told = error.context or {}
        return str(told.get("message")), str(told.get("fix"))
    return None


def text_of(value: Any) -> str:
    """The text of a cell for what is written."""
    return "、".join(value) if isinstance(value, list) else str(value)


def nested(values: Mapping[Loc, Any]) -> dict[str, Any]:
    """Values by their ways as the groups and lists of a file; ways must count lists from 0."""
    made: dict[str, Any] = {}
    for loc, value in values.items():
        put(made, loc, value)
    return made


def put(made: Any, loc: Loc, value: Any) -> None:
    """Write one value into groups and lists that grow as needed."""
    for step, following in pairwise(loc):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(made, list):
            if step == len(made):
                made.append(empty)
            made = made[int(step)]
        else:
            if not isinstance(made.get(step), list | dict):
                made[step] = empty
            made = made[step]
    made[loc[-1]] = value


def items_before(made: Any, loc: Loc) -> int | None:
    """How many items the list has that a way leaves a gap in; None when it leaves none."""
    for number, step in enumerate(loc):
        held = at(made, loc[:number])
        count = len(held) if isinstance(held, list) else 0
        if isinstance(step, int) and step > count:
            return count
    return None


def _columns(shape: Shape, loc: Loc, label: str, *, required: bool) -> Iterator[Column]:
    for field in _fields(shape):
        here, header = (*loc, field.key), f"{label}{field.label}"
        needed = required and field.required
        if field.shape.record is None:
            yield Column(here, header, field, needed)
        elif field.shape.lists:
            for number in range(OFFERED.get(field.key, 1)):
                inner = Shape(record=field.shape.record)
                yield from _columns(
                    inner, (*here, number), f"{header}.{number + 1}.", required=False
                )
        else:
            yield from _columns(field.shape, here, f"{header}.", required=needed)


def _loc(shape: Shape, steps: list[str]) -> Loc | None:
    if not steps:
        return ()
    if shape.keyed:
        rest = _loc(Shape(record=shape.record), steps[1:])
        return (steps[0], *rest) if rest else None
    if shape.lists and shape.record is not None:
        rest = _loc(Shape(record=shape.record), steps[1:])
        number = re.fullmatch(r"[1-9]\d?", steps[0])
        return (int(steps[0]) - 1, *rest) if number and rest else None
    found = next((one for one in _fields(shape) if steps[0] in (one.key, one.label)), None)
    if found is None or (found.shape.record is None and len(steps) > 1):
        return None
    rest = _loc(found.shape, steps[1:])
    return None if rest is None or (found.shape.record and not rest) else (found.key, *rest)


def _fields(shape: Shape) -> tuple[FieldShape, ...]:
    return shapes.fields(shape.record) if shape.record is not None else ()


def _word(field: FieldShape, written: str) -> str:
    by_label = {label: word for word, label in field.shape.choices if label}
    return by_label.get(written, written)
