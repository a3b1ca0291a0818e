"""JSON Schemas from the records, so that an editor program completes and explains while one types."""

import json
from typing import Any

from portal import shapes
from portal.records.files import Kind
from portal.records.values import NOTHING
from portal.shapes import FieldShape, Shape

GENERATED = (
    "由 scripts/portal/records/ 生成，不要手改：改了记录，运行 python3 scripts/check.py --fix"
)


def json_schema(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of file, draft 7, with Chinese titles and descriptions.

    Records stand inline, without references: editor programs show the words of a field beside its
    reference unreliably.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": GENERATED,
        "title": kind.label,
        "description": f"content/{kind.example} 这类文件的字段",
        **_value(shapes.root_shape(kind.record)),
    }


def json_text(kind: Kind) -> str:
    """The same as the text of content/schema/KIND.json."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"


def _value(shape: Shape) -> dict[str, Any]:
    if shape.keyed and shape.record is not None:
        return {"type": "object", "additionalProperties": _group(shape)}
    inner = _group(shape) if shape.record is not None else _scalar(shape)
    for fewest in reversed(shape.fewest):
        inner = {"type": "array", "items": inner} | ({"minItems": fewest} if fewest else {})
    return {"anyOf": [inner, {"const": shape.instead}]} if shape.many and shape.instead else inner


def _group(shape: Shape) -> dict[str, Any]:
    if shape.record is None:
        return {}
    fields = shapes.fields(shape.record)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in fields if field.required],
        "properties": {field.key: _field(field) for field in fields},
    }


def _field(field: FieldShape) -> dict[str, Any]:
    words: dict[str, Any] = {"title": field.label, "description": description(field)}
    if field.example is not None and field.shape.record is None:
        words |= {"examples": [field.example]}
    value = _value(field.shape) if field.required else _or_nothing(_value(field.shape))
    if "pattern" in value:
        value["patternErrorMessage"] = f"{field.help}，如 {field.example}"
    return words | value


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    """What may also say 无, as every field may that need not be there."""
    if "enum" in value:
        labels = value.get("enumDescriptions")
        said = {"enumDescriptions": [*labels, "没有"]} if labels else {}
        return value | {"enum": [*value["enum"], NOTHING]} | said
    if "pattern" in value and NOTHING not in value["pattern"]:
        return value | {"pattern": f"({value['pattern']})|^{NOTHING}$"}
    takes_it = {"pattern", "minLength", "anyOf"} & value.keys()
    return value if takes_it else {"anyOf": [value, {"const": NOTHING}]}


def description(field: FieldShape) -> str:
    """The help of a field, whether it must be there, and what the choices mean."""
    meanings = "；".join(f"{word}：{label}" for word, label in field.shape.choices if label)
    must = "必填" if field.required else "没有就写 无，也可以不写"
    return "。".join(part for part in (field.help, meanings, must) if part)


def _scalar(shape: Shape) -> dict[str, Any]:
    if not shape.choices:
        return dict(shape.schema) or {"type": "string"}
    words = {"type": "string", "enum": [word for word, _ in shape.choices]}
    labels = [label for _, label in shape.choices]
    return words | ({"enumDescriptions": labels} if any(labels) else {})
