"""The shape of a record as plain values: its fields with label, help, choices and example."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from portal.records.advice import LIKE_NOTHING, LIKE_UNMEASURED
from portal.records.values import NOTHING, UNMEASURED, Choice
from portal.slips import Loc

_OF_NUMBERS = ("minimum", "maximum", "exclusiveMaximum")
_OF_TEXTS = ("minLength", "maxLength")
_OR_WORD = re.compile(r"\((.+)\)\|\^\w+\$")
# What tells an editor what to write for a value that published data do not have.
_FOR_EDITORS = re.compile(rf"[，；][^，；]*(?:写 (?:{NOTHING}|{UNMEASURED})|不写就)[^；]*")


@dataclass(frozen=True)
class Shape:
    """What may be written at one place.

    `record` is the group to write there, `keyed` by an id when there are several. Without a record
    it is a scalar that fits `schema`, from `choices` when there are any, and becomes a `base` when
    read. `lists` says how deep in lists it stands, `fewest` how many items each of them has at
    least, the outermost first.
    """

    record: type[BaseModel] | None = None
    lists: int = 0
    keyed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    schema: tuple[tuple[str, Any], ...] = ()
    fewest: tuple[int, ...] = ()
    base: type = str

    @property
    def many(self) -> bool:
        """Whether a list is written there."""
        return self.lists > 0

    @property
    def instead(self) -> str:
        """The word that says the value does not exist, or nothing."""
        if self.many:
            return "" if self.fewest[0] else NOTHING
        pattern = str(dict(self.schema).get("pattern", ""))
        return next((word for word in (NOTHING, UNMEASURED) if word in pattern), "")

    @property
    def bounds(self) -> dict[str, Any]:
        """What a value that is there keeps to, in the words of JSON Schema: those for its own type."""
        held = dict(self.schema)
        if self.base in (int, Decimal):
            return {key: held[key] for key in _OF_NUMBERS if key in held}
        pattern = {}
        if "pattern" in held:
            # The word for what does not exist is no value.
            found = _OR_WORD.fullmatch(held["pattern"])
            pattern = {"pattern": found[1] if found else held["pattern"]}
        return {key: held[key] for key in _OF_TEXTS if key in held} | pattern


@dataclass(frozen=True)
class FieldShape:
    """One field: its key in the file, its words for people and what may be written there."""

    key: str
    label: str
    help: str
    required: bool
    example: Any
    shape: Shape

    @property
    def can_be_absent(self) -> bool:
        """Whether a record may lack a value there; of lists there may be none in it."""
        return not self.required or bool(self.shape.instead)

    @property
    def about(self) -> str:
        """The help as readers of the published data need it, who find nothing where nothing is."""
        return _FOR_EDITORS.sub("", self.help) if self.can_be_absent else self.help


@cache
def fields(record: type[BaseModel]) -> tuple[FieldShape, ...]:
    """The fields of a record in the order of their declaration; none for a list."""
    if issubclass(record, RootModel):
        return ()
    return tuple(_field(name, info) for name, info in record.model_fields.items())


@cache
def root_shape(record: type[BaseModel]) -> Shape:
    """What the whole of a file holds: one group of fields, or a list."""
    if not issubclass(record, RootModel):
        return Shape(record=record)
    return _field("root", record.model_fields["root"]).shape


def root_example(record: type[BaseModel]) -> Any:
    """The example that stands at the root itself: only a list without groups has one."""
    return (
        _field("root", record.model_fields["root"]).example
        if "root" in record.model_fields
        else None
    )


def records_within(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record and every record inside it, each once, outermost first."""
    waiting, seen = [record], {record}
    while waiting:
        outer = waiting.pop(0)
        yield outer
        shapes = [field.shape for field in fields(outer)] or [root_shape(outer)]
        for shape in shapes:
            if shape.record is not None and shape.record not in seen:
                seen.add(shape.record)
                waiting.append(shape.record)


def advice(record: type[BaseModel], key: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with a value alone and what to write instead; None when it fits its field."""
    if value == NOTHING and not fields_of(record)[key].is_required():
        return None  # as if the field were left out
    try:
        TypeAdapter(_annotated_type(fields_of(record)[key])).validate_python(value)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        return context.get("message", "写法不对"), context.get(
            "fix", "照 content/FIELDS.md 的例子写"
        )
    return None


def group_example(within: Mapping[str, FieldInfo]) -> str:
    """How a group is written in one line, by example; empty when not all that it needs has one."""
    needed = {name: one.examples for name, one in within.items() if one.is_required()}
    if len(needed) < 2 or not all(needed.values()):
        return ""
    return "{" + ", ".join(f"{name}: {one[0]}" for name, one in needed.items() if one) + "}"


def item_example(within: Mapping[str, FieldInfo]) -> str:
    """How an item of a list of groups is written, by example: what must be in it."""
    needed = {name: one.examples for name, one in within.items() if one.is_required()}
    if all(needed.values()):
        pairs = (f"{name}: {one[0]}" for name, one in needed.items() if one)
        return f"- {{{', '.join(pairs)}}}"
    first, *others = needed
    return f"- {first}: …，下面几行缩进两格写 {'、'.join(others)}"


def word_instead(record: type[BaseModel], key: str, written: Any) -> str | None:
    """The word of ours for what people write where there is nothing, when the field takes one."""
    if not isinstance(written, str):
        return None
    words = {NOTHING, UNMEASURED, *LIKE_NOTHING, *LIKE_UNMEASURED}
    if written not in words and written.strip(" 。.，,；;“”‘’\"'（）()") not in words:
        return None
    info = fields_of(record).get(key)
    if info is None:
        return None
    takes = advice(record, key, NOTHING) is None
    word = NOTHING if takes else _field(key, info).shape.instead
    return word if word and word != written else None  # it may not fit what stands beside it


def owner_of(record: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The record in which the field after `loc` stands; None below what is no record."""
    owner: type[BaseModel] | None = record
    for step in loc:
        if owner is None:
            return None
        if issubclass(owner, RootModel):
            owner = record_in(owner.model_fields["root"].annotation)
        elif isinstance(step, str) and step in fields_of(owner):
            owner = record_in(fields_of(owner)[step].annotation)
    return owner


def record_in(annotation: Any) -> type[BaseModel] | None:
    """The record that a field holds, alone, in a list or below ids."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_in(part))), None)


@cache
def fields_of(record: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a record by the names that stand in files."""
    return {info.alias or name: info for name, info in record.model_fields.items()}


def _annotated_type(info: FieldInfo) -> Any:
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _field(name: str, info: FieldInfo) -> FieldShape:
    shape = _shape(_annotated_type(info))
    words = _listed(info.json_schema_extra)
    if words and not shape.choices:
        shape = replace(shape, choices=words)
    return FieldShape(
        key=info.alias or name,
        label=info.title or name,
        help=info.description or "",
        required=info.is_required(),
        example=info.examples[0] if info.examples else None,
        shape=shape,
    )


def _listed(extra: object) -> tuple[tuple[str, str], ...]:
    words = extra.get("enum", ()) if isinstance(extra, dict) else ()
    return tuple((str(word), "") for word in words)


def _shape(kind: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        return _shape(inner, (*more, *metadata))
    if origin in (Union, UnionType) and not _schema(metadata):
        return _shape(next(part for part in get_args(kind) if part is not type(None)), metadata)
    if origin is tuple:
        return _list(get_args(kind)[0], metadata)
    if origin is dict:
        return replace(_shape(get_args(kind)[1]), keyed=True)
    return _single(kind, metadata)


def _list(kind: Any, metadata: tuple[Any, ...]) -> Shape:
    one = _shape(kind)
    fewest = max((getattr(note, "min_length", 0) or 0 for note in _notes(metadata)), default=0)
    return replace(one, lists=one.lists + 1, fewest=(fewest, *one.fewest))


def _single(kind: Any, metadata: tuple[Any, ...]) -> Shape:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Shape(record=kind)
    if isinstance(kind, type) and issubclass(kind, Choice):
        return Shape(choices=tuple((one.value, one.label) for one in kind), base=kind)
    schema = _schema(metadata)
    most = [le for note in _notes(metadata) if (le := getattr(note, "le", None)) is not None]
    schema |= {"maximum": min(most)} if most else {}
    words = tuple((word, "") for word in schema.get("enum", ()))
    return Shape(choices=words, schema=tuple(schema.items()), base=_base(kind))


def _base(kind: Any) -> type:
    """The type of a value that is there: `date` for `date | None`."""
    kinds = [part for part in get_args(kind) if part is not type(None)] or [kind]
    return kinds[0] if isinstance(kinds[0], type) else str


def _schema(metadata: tuple[Any, ...]) -> dict[str, Any]:
    found = [note.json_schema for note in metadata if isinstance(note, WithJsonSchema)]
    return dict(found[-1]) if found and found[-1] else {}


def _notes(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for note in metadata:
        yield from note.metadata if isinstance(note, FieldInfo) else (note,)
