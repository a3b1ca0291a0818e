"""The kinds of values that records are made of, as types with their JSON Schema."""

from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from portal.records.contacts import (
    contact,
    followed_address,
    home_address,
    old_address,
    site_address,
    telephone,
    web_address,
)
from portal.records.lists import alone, list_of_sentences, list_of_text
from portal.records.terms import named, numbered, stated, terms
from portal.records.values import (
    HEADLINE_LENGTH,
    NOTHING,
    TOO_MUCH,
    UNMEASURED,
    PartialDate,
    amount,
    day,
    headline,
    identifier,
    partial_date,
    price_amount,
    quoted,
    text,
    titled,
    unit,
    unless,
    whole_number,
    yes_or_no,
)


class Record(BaseModel):
    """A typed, frozen value whose fields carry their Chinese label (title), help and example."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_what_does_not_exist(cls, written: Any) -> Any:
        """A field that need not be there may say 无: it does not exist, as if it were left out."""
        if isinstance(written, dict) and NOTHING in written.values():
            spare = optional(cls)
            return {key: one for key, one in written.items() if one != NOTHING or key not in spare}
        return written

    def __reduce__(self) -> tuple[Any, ...]:
        """Values without names: ten thousand notices cross from process to process in half the time."""
        return _revived, (type(self), *self.__dict__.values())


@cache
def optional(kind: type[BaseModel]) -> frozenset[str]:
    """The keys of the fields that may be left out."""
    fields = kind.__pydantic_fields__.items()
    return frozenset(info.alias or name for name, info in fields if not info.is_required())


@cache
def _names(kind: type[Record]) -> tuple[tuple[str, ...], set[str]]:
    """The names of a record's fields, in order and as a set."""
    names = tuple(kind.__pydantic_fields__)
    return names, set(names)


def _revived(kind: type[Record], *values: Any) -> Record:
    """The record that was pickled; it was valid then, and is not judged again.

    Nobody asks which fields a file leaves to their defaults: one set that says all of them serves
    all records of a kind, and each of ten thousand weighs two thousand bytes less.
    """
    record = object.__new__(kind)
    names, fields_set = _names(kind)
    _set_values(record, dict(zip(names, values, strict=True)))
    _set_fields_set(record, fields_set)
    _set_extra(record, None)
    _set_private(record, None)
    return record


# The slots of every record, which a frozen one lets nobody set by name.
_set_values = BaseModel.__dict__["__dict__"].__set__
_set_fields_set = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private = BaseModel.__dict__["__pydantic_private__"].__set__


_WRITTEN = {"type": ["string", "number"]}
_DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"

Text = Annotated[str, PlainValidator(text), WithJsonSchema(_WRITTEN | {"minLength": 1})]
# What stood in a published file stays quotable, whatever it was.
Quoted = Annotated[str, PlainValidator(quoted), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Terms = Annotated[str, PlainValidator(terms), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Stated = Annotated[str, PlainValidator(stated), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Title = Annotated[str, PlainValidator(titled), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Named = Annotated[str, PlainValidator(named), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Numbered = Annotated[str, PlainValidator(numbered), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Headline = Annotated[
    str,
    PlainValidator(headline),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": HEADLINE_LENGTH}),
]
Identifier = Annotated[
    str, PlainValidator(identifier), WithJsonSchema(_WRITTEN | {"pattern": "^[A-Za-z0-9-]+$"})
]
Day = Annotated[
    date, PlainValidator(day), WithJsonSchema({"type": "string", "pattern": _DAY_PATTERN})
]
DayOrNothing = Annotated[
    date | None,
    PlainValidator(unless(NOTHING, day)),
    WithJsonSchema({"type": "string", "pattern": rf"({_DAY_PATTERN})|^{NOTHING}$"}),
]
_PARTIAL_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Partial = Annotated[
    PartialDate,
    PlainValidator(partial_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _PARTIAL_PATTERN}),
]
PartialOrNothing = Annotated[
    PartialDate | None,
    PlainValidator(unless(NOTHING, partial_date)),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": rf"({_PARTIAL_PATTERN})|^{NOTHING}$"}
    ),
]
_AMOUNT_PATTERN = r"^\d+(\.\d+)?$"
_NUMBER = _WRITTEN | {"minimum": 0}
Amount = Annotated[
    Decimal, PlainValidator(amount), WithJsonSchema(_NUMBER | {"pattern": _AMOUNT_PATTERN})
]
_PRICE = WithJsonSchema(_NUMBER | {"pattern": _AMOUNT_PATTERN, "exclusiveMaximum": TOO_MUCH})
Yuan = Annotated[Decimal, PlainValidator(partial(price_amount, unit="元")), _PRICE]
# Per month, per minute or alone: another field says that.
YuanPer = Annotated[Decimal, PlainValidator(partial(price_amount, unit="元/")), _PRICE]
AmountOrNothing = Annotated[
    Decimal | None,
    PlainValidator(unless(NOTHING, amount)),
    WithJsonSchema(_NUMBER | {"pattern": rf"({_AMOUNT_PATTERN})|^{NOTHING}$"}),
]
AmountOrUnmeasured = Annotated[
    Decimal | None,
    PlainValidator(unless(UNMEASURED, amount)),
    WithJsonSchema(_NUMBER | {"pattern": rf"({_AMOUNT_PATTERN})|^{UNMEASURED}$"}),
]
_WHOLE = WithJsonSchema({"type": "integer", "minimum": 0})
WholeNumber = Annotated[int, PlainValidator(whole_number), _WHOLE]
Days = Annotated[int, PlainValidator(partial(whole_number, unit="天")), _WHOLE, Field(le=366)]
Months = Annotated[int, PlainValidator(partial(whole_number, unit="月")), _WHOLE, Field(le=120)]
Years = Annotated[int, PlainValidator(partial(whole_number, unit="年")), _WHOLE, Field(le=100)]
Decimals = Annotated[WholeNumber, Field(le=8)]
YesNo = Annotated[bool, PlainValidator(yes_or_no), WithJsonSchema({"enum": ["是", "否"]})]
WebAddress = Annotated[
    str, PlainValidator(web_address), WithJsonSchema({"type": "string", "pattern": "^https://"})
]
FollowedAddress = Annotated[
    str,
    PlainValidator(followed_address),
    WithJsonSchema({"type": "string", "pattern": "^https?://"}),
]
HomeAddress = Annotated[
    str, PlainValidator(home_address), WithJsonSchema({"type": "string", "pattern": "^https://"})
]
Contact = Annotated[str, PlainValidator(contact), WithJsonSchema(_WRITTEN | {"minLength": 1})]
Telephone = Annotated[
    str, PlainValidator(telephone), WithJsonSchema(_WRITTEN | {"pattern": r"^\+?\d[\d-]+$"})
]
Unit = Annotated[str, PlainValidator(unit), WithJsonSchema(_WRITTEN | {"minLength": 1})]
SiteAddress = Annotated[
    str,
    PlainValidator(site_address),
    WithJsonSchema({"type": "string", "pattern": r"^/([A-Za-z0-9-]+/)*$"}),
]
OldAddress = Annotated[
    str,
    PlainValidator(old_address),
    WithJsonSchema({"type": "string", "pattern": r"^/([A-Za-z0-9_-]+/)*([A-Za-z0-9_-]+\.html?)?$"}),
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(list_of_text)]
Sentences = Annotated[tuple[Text, ...], BeforeValidator(list_of_sentences)]
Word = Annotated[
    str, PlainValidator(partial(alone, "词")), WithJsonSchema(_WRITTEN | {"minLength": 1})
]
Words = Annotated[tuple[Word, ...], BeforeValidator(list_of_text)]
Brand = Annotated[
    str, PlainValidator(partial(alone, "品牌")), WithJsonSchema(_WRITTEN | {"minLength": 1})
]
Brands = Annotated[tuple[Brand, ...], BeforeValidator(list_of_text)]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(list_of_text)]
WholeNumbers = Annotated[tuple[WholeNumber, ...], BeforeValidator(list_of_text)]
