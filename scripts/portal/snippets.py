"""Snippets for VS Code: type the name of a kind of file, and its required fields stand there."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from portal import shapes, skeletons
from portal.records.files import KINDS, Kind
from portal.shapes import Shape
from portal.skeletons import Line


def snippets_text() -> str:
    """The text of .vscode/content.code-snippets, with a snippet for every kind of file.

    Editor programs check schemas in YAML files only; snippets help in Markdown files as well.
    """
    return (
        json.dumps({kind.label: _snippet(kind) for kind in KINDS}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _snippet(kind: Kind) -> dict[str, Any]:
    return {
        "prefix": [kind.label, kind.name],
        "scope": "markdown" if kind.has_body else "yaml",
        "description": kind.about,
        "body": list(_body(kind)),
    }


def _body(kind: Kind) -> Iterator[str]:
    numbers = count(1)
    root = shapes.root_shape(kind.record)
    value = _required(root, shapes.root_example(kind.record))
    yield from (["---"] if kind.has_body else []) + [_escaped(skeletons.modeline(kind))]
    for line in skeletons.lines(kind, value):
        yield _stop(line, next(numbers))
    yield from ["---", "", "$0"] if kind.has_body else []


def _required(shape: Shape, written: Any) -> Any:
    if shape.keyed and shape.record is not None:
        return {str(written): _required(Shape(record=shape.record), None)}
    if shape.record is None:
        return skeletons.example(shape, written)
    wanted = [field for field in shapes.fields(shape.record) if field.required]
    group = {field.key: _required(field.shape, field.example) for field in wanted}
    return [group] if shape.lists else group


def _stop(line: Line, number: int) -> str:
    before, colon, value = line.text.partition(": ")
    if not colon:
        return _escaped(line.text)
    words = [word for word, _ in line.field.shape.choices] if line.field else []
    inside = f"|{','.join(words)}|" if words else f":{_escaped(value)}"
    return f"{_escaped(before)}: ${{{number}{inside}}}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
