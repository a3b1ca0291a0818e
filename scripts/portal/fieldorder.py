"""See whether the fields of a file stand in the order of the records, and put them into it."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import yaml
from pydantic import BaseModel

from portal import yamltext
from portal.shapes import Shape, fields, root_shape
from portal.slips import Loc, Step
from portal.yamltext import Value

RULE = "fields-in-order"
_MODELINE = "# yaml-language-server:"


@dataclass(frozen=True)
class Astray:
    """A field that stands behind one that should follow it."""

    loc: Loc
    follower: str


def astray(record: type[BaseModel], value: Value) -> Astray | None:
    """The first field that stands too far down; None for nearly every file, in microseconds."""
    return _astray(root_shape(record), value, ())


def arranged(record: type[BaseModel], text: str) -> str:
    """The YAML text with its fields in order: each takes its lines and its comments along.

    A text that would then say anything else, or lose a comment, stays as it is.
    """
    before, slips = yamltext.parse(text)
    node = None if slips else yamltext.compose(text)
    if before is None or node is None:
        return text
    rows = text.split("\n")
    end = len(rows) - _tail(rows, (0, len(rows)), 0)
    after = "\n".join([*_arranged(root_shape(record), node, rows, (0, end)), *rows[end:]])
    kept = _comments(after) == _comments(text) and yamltext.parse(after) == (before, [])
    return after if kept else text


def _astray(shape: Shape, value: Value, loc: Loc) -> Astray | None:
    if shape.record is None or isinstance(value, str):
        return None
    if isinstance(value, dict) and not shape.keyed:
        found = _first_astray(shape.record, tuple(value))
        if found:
            return Astray((*loc, found[0]), found[1])
        if not _groups_of(shape.record):
            return None
    for step, inner, part in _parts(shape, value):
        astray = _astray(inner, part, (*loc, step))
        if astray:
            return astray
    return None


def _parts(shape: Shape, value: list[Value] | dict[str, Value]) -> list[tuple[Step, Shape, Value]]:
    """What there is inside a list or a group that is a group itself, each behind the step to it."""
    if isinstance(value, list):
        return [(index, shape, item) for index, item in enumerate(value)]
    groups = _groups(shape)
    if shape.keyed:
        return [(name, groups[""], item) for name, item in value.items()]
    return [(name, groups[name], item) for name, item in value.items() if name in groups]


@lru_cache(1024)
def _first_astray(record: type[BaseModel], names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first name that should stand further up, and the name that it should stand above."""
    place = _places(record)
    known = [name for name in names if name in place]
    low = next((two for one, two in pairwise(known) if place[two] < place[one]), None)
    if low is None:
        return None
    return low, next(name for name in known if place[name] > place[low])


@lru_cache(64)
def _places(record: type[BaseModel]) -> dict[str, int]:
    return {field.key: number for number, field in enumerate(fields(record))}


def _groups(shape: Shape) -> dict[str, Shape]:
    """The shapes of the fields that hold groups; of what stands below ids, at the empty name."""
    if shape.record is None:
        return {}
    return {"": Shape(record=shape.record)} if shape.keyed else _groups_of(shape.record)


@lru_cache(64)
def _groups_of(record: type[BaseModel]) -> dict[str, Shape]:
    return {one.key: one.shape for one in fields(record) if one.shape.record is not None}


def _arranged(shape: Shape, node: yaml.Node, rows: list[str], within: tuple[int, int]) -> list[str]:
    """The rows of a node from the first to before the last, with its fields in order."""
    start, end = within
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or shape.record is None:
        return rows[start:end]
    listed = isinstance(node, yaml.SequenceNode)
    parts = [(one, one) for one in node.value] if listed else node.value
    column = node.start_mark.column
    starts = _starts(rows, start, [key.start_mark.line for key, _ in parts], column)
    blocks: dict[str, Block] = {}
    for (key, value), (first, last) in zip(parts, pairwise([*starts, end]), strict=True):
        inner = shape if listed else _groups(shape).get("" if shape.keyed else key.value)
        head = key.start_mark.line + (not listed)
        body = _arranged(inner, value, rows, (head, last)) if inner else rows[head:last]
        blocks[str(len(blocks)) if listed else key.value] = (rows[first:head], body)
    if not listed and not shape.keyed:
        blocks = _sorted(blocks, _places(shape.record), column)
    return [
        *rows[start : starts[0]],
        *(row for head, body in blocks.values() for row in head + body),
    ]


def _starts(rows: list[str], start: int, key_lines: list[int], column: int) -> list[int]:
    """Where the lines of each field begin: comments and blank lines above a field are its own."""
    found = []
    for number, line in enumerate(key_lines):
        top = key_lines[number - 1] + 1 if number else start
        above = _tail(rows, (top, line), column)
        if number == 0:
            kept = [
                at
                for at in range(line - above, line)
                if not rows[at].strip() or rows[at].startswith(_MODELINE)
            ]
            above = line - kept[-1] - 1 if kept else above
        found.append(line - above)
    return found


def _tail(rows: list[str], within: tuple[int, int], column: int) -> int:
    """How many rows before the end are blank, or comments that are not part of a text."""
    start, end = within
    count = 0
    while end - count > start and _says_nothing(rows[end - count - 1], column):
        count += 1
    return count


def _says_nothing(row: str, column: int) -> bool:
    said = row.lstrip()
    return not said or (said.startswith("#") and len(row) - len(said) <= column)


Block = tuple[list[str], list[str]]


def _sorted(blocks: dict[str, Block], place: dict[str, int], column: int) -> dict[str, Block]:
    """The blocks in order; the dash of a list item stays with the first of them."""
    names = sorted(blocks, key=lambda name: place.get(name, len(place)))
    first, now = next(iter(blocks)), names[0]
    if first != now:
        head, lead = blocks[first][0], blocks[first][0][-1][:column]
        if lead.strip():
            head[-1] = " " * column + head[-1][column:]
            blocks[now][0][-1] = lead + blocks[now][0][-1][column:]
    return {name: blocks[name] for name in names}


def _comments(text: str) -> list[str]:
    return sorted(row.strip() for row in text.split("\n") if row.lstrip().startswith("#"))
