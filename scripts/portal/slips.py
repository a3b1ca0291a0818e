"""A place in a text of keys and items, and a slip: one mistake, with the line as probably meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "notice"]
# A key, or the number of an item in a list, from 0; and the way to a value, from the top.
Step = str | int
Loc = tuple[Step, ...]


@dataclass(frozen=True)
class Slip:
    """What is wrong at a line and column (both from 1) of a text.

    `mended` is the whole line as a machine may write it; `stand_in` is a line to read on with when
    no machine can know what was meant. Both keep the number of lines, so places stay true.
    `belongs` is where the file should stand, when it stands in the place of another.
    """

    line: int
    column: int
    rule: str
    message: str
    fix: str
    severity: Severity = "error"
    mended: str | None = None
    stand_in: str | None = None
    belongs: str = ""


def told_later(slip: Slip) -> bool:
    """Of the slips of one line the first is told, but an error before any notice."""
    return slip.severity == "notice"


def readable(text: str, slips: Sequence[Slip]) -> str:
    """The text with every line that has a slip as it was meant, so that reading can go on."""
    if not slips:
        return text
    lines = text.split("\n")
    for slip in slips:
        meant = slip.mended if slip.mended is not None else slip.stand_in
        if meant is not None:
            lines[slip.line - 1] = meant
    return "\n".join(lines)
