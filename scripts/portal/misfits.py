"""What pydantic found in a record: one misfit with its place, and what is told of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.shapes import fields_of, item_example, owner_of
from portal.yamltext import Loc, Value

# How pydantic ends the way to a key that is wrong itself.
KEY = "[key]"


@dataclass(frozen=True)
class Told:
    """One mistake in a record, in words; `at_key` says that the key is wrong, not its value.

    A machine may put `instead` in the place of what is `written`.
    """

    loc: Loc
    rule: str
    message: str
    fix: str
    at_key: bool = False
    written: str = ""
    instead: str | None = None


@dataclass(frozen=True)
class Misfit:
    """One of pydantic's errors: its kind, the way to the field, what the validator had to say.

    `beside` is the group of this field as it is written.
    """

    record: type[BaseModel]
    type: str
    loc: Loc
    written: Any
    context: dict[str, Any]
    beside: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The field as the author knows it."""
        words = [step for step in self.loc if isinstance(step, str) and step != KEY]
        if words:
            return words[-1]
        return f"第 {int(self.loc[0]) + 1} 项" if self.loc else "文件"

    @property
    def names(self) -> Mapping[str, FieldInfo]:
        """The fields that may stand where this one does."""
        owner = owner_of(self.record, self.loc[:-1])
        return fields_of(owner) if owner else {}

    @property
    def group(self) -> Mapping[str, FieldInfo]:
        """The fields of the group that should stand there; none where no group should."""
        owner = owner_of(self.record, self.loc)
        return fields_of(owner) if owner else {}


def misfits_of(
    record: type[BaseModel], errors: Iterable[Mapping[str, Any]], value: Value
) -> list[Misfit]:
    """Pydantic's errors, each with what its author wrote around it."""
    return [
        Misfit(
            record,
            one["type"],
            tuple(one["loc"]),
            one["input"],
            one.get("ctx", {}),
            _group_at(value, one["loc"][:-1]),
        )
        for one in errors
    ]


def unnamed_items(misfits: Sequence[Misfit]) -> list[Told]:
    """Items like `- 短信: {amount: 100}`: what the first field should say stands in its place."""
    found = []
    for extra in misfits:
        item, needed = extra.loc[:-1], [n for n, one in extra.names.items() if one.is_required()]
        lacking = [one.loc[-1] for one in misfits if one.type == "missing" and one.loc[:-1] == item]
        others = extra.beside.keys() - extra.names.keys()
        alone = len(others) == 1 and item and isinstance(item[-1], int)
        if extra.type == "extra_forbidden" and alone and len(needed) > 1 and lacking == needed:
            name = str(extra.loc[-1])
            message = f"“{name}”不是字段名"
            fix = (
                f"每项写成 {_item_meant(name, extra.written, needed) or item_example(extra.names)}"
            )
            found.append(Told(item, "not-a-group", message, fix))
    return found


def _item_meant(name: str, written: Any, needed: Sequence[str]) -> str:
    """The item with its name in a field of its own; empty when not all of it is known."""
    meant = {needed[0]: name}
    if isinstance(written, dict):
        meant |= written
    elif counted := re.fullmatch(r"(\d[\d.]*) *([^\d\s]\S*)|(\S+)", str(written)):
        parts = [part for part in counted.groups() if part]
        meant |= zip(needed[1:], parts, strict=False) if len(parts) == len(needed) - 1 else ()
    known = meant.keys() >= set(needed) and all(isinstance(one, str) for one in meant.values())
    return f"- {{{', '.join(f'{key}: {one}' for key, one in meant.items())}}}" if known else ""


def _group_at(value: Value, loc: Loc) -> Mapping[str, Any]:
    for step in loc:
        try:
            value = value[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return {}
    return value if isinstance(value, dict) else {}
