"""A place in a text of keys and items, and a slip: one mistake, with the line as probably meant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Severity = Literal["error", "notice"]
# A key, or the number of an item in a list, from 0; and the way to a value, from the top.
Step = str | int
Loc = tuple[Step, ...]
# The rule, what is wrong, and what to do.
Words = tuple[str, str, str]
LONGEST_LINE = 8000
# The sign is plain to mend, and then the line may still be wrong.
_OF_THE_SIGN = frozenset({"half-width-colon", "space-after-colon"})
# Several fields may be missing at one place.
_TOLD_TOGETHER = frozenset({"missing-field"})


def at(written: Any, loc: Loc) -> Any:
    """The value at the end of a way; None when there is none."""
    for step in loc:
        if isinstance(written, dict):
            written = written.get(str(step))
        elif isinstance(written, list) and isinstance(step, int) and step < len(written):
            written = written[step]
        else:
            return None
    return written


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


def long_line(text: str, fix: str) -> Slip | None:
    """The first line of more letters than anybody reads, or a program reads in time."""
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) > LONGEST_LINE:
            message = f"这一行有 {len(row)} 个字，最多 {LONGEST_LINE} 个"
            return Slip(number, 1, "lines-are-readable", message, fix)
    return None


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


def one_a_line(slips: list[Slip]) -> list[Slip]:
    """Without what follows from a slip of the hand in the same line: one slip is told once."""
    if not slips:
        return slips
    first: dict[int, Slip] = {}
    rest_of = {slip.line - 1 for slip in slips if slip.rule == "every-line-has-a-field"}
    slips = [slip for slip in slips if slip.rule != "empty-value" or slip.line not in rest_of]
    for slip in slips:
        told = first.setdefault(slip.line, slip)
        if told is slip:
            continue
        missing = slip.rule in _TOLD_TOGETHER
        if (told.severity, slip.severity) == ("notice", "error") or (
            told.rule in _TOLD_TOGETHER and not missing
        ):
            first[slip.line] = slip
        elif told.rule in _OF_THE_SIGN and slip.rule not in _OF_THE_SIGN and not missing:
            first[slip.line] = _both(told, slip)
    kept = list(first.values())
    torn = {one.line for one in kept if one.rule in ("every-line-has-a-field", "brackets-in-pairs")}
    kept += [
        one
        for one in slips
        if one.rule in _TOLD_TOGETHER and one is not first[one.line] and one.line not in torn
    ]
    return sorted(kept, key=lambda slip: (slip.line, slip.column))


def _both(sign: Slip, name: Slip) -> Slip:
    """One slip of the sign behind a field's name and of that name or its value."""
    message, fix = f"{sign.message}；{name.message}", f"{sign.fix}；{name.fix}"
    if name.rule == "unknown-field" and "是不是" not in name.fix and "写的就是" not in name.fix:
        message = f"{name.message}，后面用的又是全角冒号"
        fix = f"上一行没写完就并到上一行；是说明就在行首写 # 和空格；是字段就用半角冒号，{name.fix}"
    return replace(sign, message=message, fix=fix, mended=name.mended, stand_in=sign.mended)
