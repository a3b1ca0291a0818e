"""The data dictionary of a table: a line for every column, what it is called, means and may hold."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from portal.open_data.cells import Column, columns, csv_text
from portal.open_data.tables import ID, Table
from portal.records.kinds import Record
from portal.records.values import NO, YES, Choice
from portal.shapes import Shape, fields

BETWEEN = "；"
# The words of https://datapackage.org/standard/table-schema/ for what Python calls otherwise.
_TYPES: dict[type, str] = {bool: "boolean", int: "integer", Decimal: "number", date: "date"}
_FORMATS: dict[str, dict[str, object]] = {
    "number": {"bareNumber": True},
    "boolean": {"trueValues": [YES], "falseValues": [NO]},
}


class Line(Record):
    """What the dictionary says of one column."""

    label: str = Field(title="列名", description="表格里的列名")
    key: str = Field(title="键", description="JSON 里的键")
    type: str = Field(title="类型", description="值的类型")
    required: bool = Field(title="必有", description="每一条都有值")
    nothing: str = Field(title="没有时写", description="没有值时格子里写什么")
    choices: str = Field(title="可选的值", description="只会是这些值之一；括号里是 JSON 里的写法")
    help: str = Field(title="说明", description="这一列是什么")


def dictionary(table: Table) -> bytes:
    """The dictionary as CSV; its own headers are those of `Line`."""
    return csv_text(
        (field.label for field in fields(Line)), (_line(column) for column in columns(table))
    )


def table_schema(table: Table) -> dict[str, object]:
    """The Table Schema of the CSV."""
    made: dict[str, object] = {
        "fields": [_described(column) for column in columns(table)],
        "missingValues": [""],
    }
    key = next((column.label for column in columns(table) if column.key == ID), None)
    return made | ({"primaryKey": [key]} if table.keyed and key else {})


def _line(column: Column) -> list[str]:
    field = column.field
    always = field.required and not column.optional and not column.nothing
    required = YES if always or column.key == ID else NO
    choices = BETWEEN.join(_choice(word, label) for word, label in field.shape.choices)
    return [
        column.label,
        column.key,
        _type_name(field.shape),
        required,
        column.nothing,
        choices,
        field.about,
    ]


def _choice(word: str, label: str) -> str:
    return f"{label}（{word}）" if label else word


def _described(column: Column) -> dict[str, object]:
    shape = column.field.shape
    kind = _type_name(shape)
    said: dict[str, object] = {
        "name": column.label,
        "type": kind,
        "description": column.field.about,
    }
    said |= _FORMATS.get(kind, {})
    if column.nothing:
        # Of this column alone: elsewhere 无 is an answer, and 未统计 a verdict.
        said["missingValues"] = ["", column.nothing]
    if issubclass(shape.base, Choice) and not shape.many:
        said["constraints"] = {"enum": [label for _, label in shape.choices]}
    return said


def _type_name(shape: Shape) -> str:
    """What kind of value a column holds; a list is one text."""
    return "string" if shape.many else _TYPES.get(shape.base, "string")
