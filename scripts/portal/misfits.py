"""What pydantic found in a record: one misfit with its place, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.shapes import fields_of, owner_of
from portal.yamltext import Loc

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
    """One of pydantic's errors: its kind, the way to the field, what the validator had to say."""

    record: type[BaseModel]
    type: str
    loc: Loc
    written: Any
    context: dict[str, Any]

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
