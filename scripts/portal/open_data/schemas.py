"""The published JSON Schemas: what every record in the open data looks like, with a version.

The number changes when a reader's program could break: a field is gone, renamed or of another
type. A field that is new keeps the number, and so does a schema that says more exactly what the
records have always kept to: whoever reads them need not change anything. Three of version 1 came to take more than they took at
first: coverage.on and promotion.months may be null, where nobody tells the day or the end, and
includes.amount may be the text 不限. tests/golden/data-fields-v1.txt holds the fields as published.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from jsonschema_rs import Draft202012Validator

from portal import shapes
from portal.open_data.tables import COMMITMENTS, ID, NOTICES, Table
from portal.records.values import UNLIMITED, Choice
from portal.rules.a_list_names_each_once import LISTS
from portal.shapes import FieldShape, Shape

VERSION = 1
# The lists in which each item stands once, by their keys.
Lists = tuple[str, ...]
_UNIQUE: dict[Table, Lists] = {NOTICES: LISTS["notice"], COMMITMENTS: LISTS["commitment"]}
FOLDER = f"data/schema/v{VERSION}/"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def path(table: Table) -> str:
    """Where the schema of a table's records is published."""
    return f"{FOLDER}{table.name}.json"


def schema(table: Table, base_url: str) -> dict[str, Any]:
    """The schema of one record, as published."""
    return {"$schema": _DRAFT, "$id": base_url + path(table)} | dict(_schema(table))


def checked(table: Table, data: bytes) -> bytes:
    """The document, which is valid; one that is not raises ValidationError: the bug is ours."""
    _validator(table).validate(orjson.loads(data))
    return data


@cache
def _validator(table: Table) -> Draft202012Validator:
    return Draft202012Validator(_schema(table), validate_formats=True)


@cache
def _schema(table: Table) -> dict[str, Any]:
    fields = [field for part in table.parts for field in shapes.fields(part)]
    whole = _group(fields, "", _UNIQUE.get(table, ()))
    whole["properties"] = {"$schema": {"type": "string", "format": "uri"}} | whole["properties"]
    return {"title": table.label, "version": VERSION} | whole


def _group(fields: list[FieldShape], before: str, unique: Lists) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in fields],
        "properties": {field.key: _field(field, before + field.key, unique) for field in fields},
    }


def _field(field: FieldShape, way: str, unique: Lists) -> dict[str, Any]:
    words = {"title": field.label, "description": field.about}
    if field.shape.many:
        return words | _list(field.shape, way in unique) | {"items": _one(field.shape, way, unique)}
    one = _one(field.shape, way, unique)
    return words | (one if not can_be_absent(field) else {"anyOf": [one, {"type": "null"}]})


def can_be_absent(field: FieldShape) -> bool:
    """Whether a published record may lack a value there. None lacks an id, be it written or derived."""
    return field.can_be_absent and not field.shape.many and field.key != ID


def _list(shape: Shape, unique: bool) -> dict[str, Any]:
    fewest = {"minItems": shape.fewest[0]} if shape.fewest[0] else {}
    return {"type": "array"} | fewest | ({"uniqueItems": True} if unique else {})


def _one(shape: Shape, way: str, unique: Lists) -> dict[str, Any]:
    if shape.record is not None:
        return _group(list(shapes.fields(shape.record)), f"{way}.", unique)
    if issubclass(shape.base, Choice):
        return {"oneOf": [{"const": word, "title": label} for word, label in shape.choices]}
    if shape.choices and shape.base is str:
        return {"enum": [word for word, _ in shape.choices]}
    rules = _TYPES.get(shape.base, {"type": "string"}) | shape.bounds
    pattern = str(dict(shape.schema).get("pattern", ""))
    return {"anyOf": [rules, {"const": UNLIMITED}]} if UNLIMITED in pattern else rules
