"""Write the text of a content file from values: front matter or YAML that reads back the same."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal import shapes
from portal.records.files import Kind
from portal.shapes import FieldShape, Shape
from portal.slips import Loc

# Plain text that means itself in YAML and that no reader could take for anything else.
_PLAIN = re.compile(r"[A-Za-z0-9㐀-鿿（《〔＋-][^\n\t\"'#{}\[\]&*!|>%@`\\：]*")
_UNPLAIN = re.compile(r"^-( |$)|:(?!//|\d)|\s$")
BODY = "正文用 Markdown 写：标题、列表、表格、链接都可以；不写 HTML。\n"


@dataclass(frozen=True)
class Line:
    """One line of a file and the field it stands for."""

    loc: Loc
    text: str
    field: FieldShape | None = None


def document(kind: Kind, value: Any, body: str = "") -> str:
    """The whole text of a file of this kind; keys in the order of the records."""
    return _framed(kind, [line.text for line in lines(kind, value)], body)


def lines(kind: Kind, value: Any) -> list[Line]:
    """The YAML lines of a value, each with the way to the field it stands for."""
    return list(_lines(shapes.root_shape(kind.record), value, (), ""))


def first_line(kind: Kind) -> int:
    """The line of the file at which the first of `lines` stands: after `---` and the modeline."""
    return 3 if kind.has_body else 2


def annotated_example(kind: Kind) -> str:
    """A complete file in which every field stands with its example and a word about it."""
    value = example(shapes.root_shape(kind.record), shapes.root_example(kind.record))
    shown = [_with_comment(line) for line in lines(kind, value)]
    return _framed(kind, shown, BODY if kind.has_body else "")


def example(shape: Shape, written: Any = None) -> Any:
    """The value that the examples of the records make up; `written` is the field's own example."""
    if shape.keyed and shape.record is not None:
        return {str(written): example(Shape(record=shape.record))}
    if shape.record is None:
        return [written] if shape.lists > 1 else written
    group = {
        field.key: example(field.shape, field.example) for field in shapes.fields(shape.record)
    }
    return [group] if shape.lists else group


def items(kind: Kind, field: str, values: list[Any]) -> list[str]:
    """The lines of list items under `field`, or of the whole file's list when `field` is empty."""
    wrapped = {field: values} if field else values
    written = [line.text for line in lines(kind, wrapped)]
    return written[1:] if field else written


def modeline(kind: Kind) -> str:
    """The comment that tells an editor program which schema the file follows."""
    up = "../" * kind.example.count("/")
    return f"# yaml-language-server: $schema={up}schema/{kind.name}.json"


def scalar(text: str) -> str:
    """A YAML scalar that reads back as exactly this text, on one line."""
    if _PLAIN.fullmatch(text) and not _UNPLAIN.search(text):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _framed(kind: Kind, written: list[str], body: str) -> str:
    text = "\n".join([modeline(kind), *written]) + "\n"
    if not kind.has_body:
        return text
    return f"---\n{text}---\n" + (f"\n{body.strip()}\n" if body.strip() else "")


def _lines(shape: Shape, value: Any, loc: Loc, indent: str) -> Iterator[Line]:
    if isinstance(value, list):
        inner = replace(shape, lists=max(shape.lists - 1, 0))
        for index, item in enumerate(value):
            yield from _item(inner, item, (*loc, index), indent)
    elif shape.keyed and isinstance(value, Mapping):
        for name, group in value.items():
            yield Line((*loc, name), f"{indent}{name}:")
            yield from _lines(Shape(record=shape.record), group, (*loc, name), indent + "  ")
    elif shape.record is not None and isinstance(value, Mapping):
        for field in shapes.fields(shape.record):
            if field.key in value:
                yield from _field_lines(field, value[field.key], (*loc, field.key), indent)


def _field_lines(field: FieldShape, value: Any, loc: Loc, indent: str) -> Iterator[Line]:
    if isinstance(value, str):
        yield Line(
            loc,
            f"{indent}{field.key}: {scalar(value)}" if value else f"{indent}{field.key}:",
            field,
        )
        return
    yield Line(loc, f"{indent}{field.key}:" + ("" if value else " []"), field)
    yield from _lines(field.shape, value, loc, indent + "  ")


def _item(shape: Shape, item: Any, loc: Loc, indent: str) -> Iterator[Line]:
    if isinstance(item, str):
        yield Line(loc, f"{indent}- {scalar(item)}")
        return
    if isinstance(item, list):
        yield Line(loc, f"{indent}- [{', '.join(map(scalar, item))}]")
        return
    for number, line in enumerate(_lines(shape, item, loc, indent + "  ")):
        text = f"{indent}- {line.text[len(indent) + 2 :]}" if number == 0 else line.text
        yield Line(line.loc, text, line.field)


def _with_comment(line: Line) -> str:
    if line.field is None:
        return line.text
    return f"{line.text}  # {line.field.label}{'（必填）' if line.field.required else ''}"
