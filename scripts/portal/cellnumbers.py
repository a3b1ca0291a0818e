"""The digits that a cell shows for the number that it holds, by the format of the cell."""

import re
from decimal import Decimal

# A program for sheets keeps no more digits of a number: it writes noughts for the others.
MOST_DIGITS = 15
_AS_HELD = {"", "@", "General", "G/通用格式"}
_MONEY = "¥￥$€元"
# What may stand around the digits and says nothing of them: colours, gaps, signs of money.
_AROUND = (
    rf"(?:\[(?:Red|Blue|Black|Green|White|Cyan|Magenta|Yellow|\$[{_MONEY}]?(?:-\w+)?)\]"
    rf'|[_*].|\\?[-+() {_MONEY}]|"[-+() {_MONEY}]*")+'
)
_ENDS = re.compile(rf"^{_AROUND}|{_AROUND}$", re.IGNORECASE)
_PLACES = re.compile(r"([#?0]+(?:,[#?0]+)*)?(?:\.([#?0]*))?")
_BETWEEN_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')


def shown(value: float, form: str) -> str | None:
    """The digits of a number in its cell, without signs of thousands and money: 59 in the form
    0.00 is 59.00, 137 in the form 000000 is 000137.

    None where the cell shows something else than it holds: a percentage, a rounded number, words.
    """
    held = Decimal(f"{value:.{MOST_DIGITS}g}")
    section = _section(held, form)
    core = _ENDS.sub("", section)
    if abs(held) >= 10**MOST_DIGITS or (held < 0 and not _tells_sign(section, form)):
        return None
    if core in _AS_HELD:
        return f"{held:f}"
    places = _PLACES.fullmatch(core)
    return _placed(held, places[1] or "", places[2] or "") if places else None


def held_digits(value: float) -> str:
    """The number itself, written out."""
    return f"{Decimal(str(value)):f}"


def _section(held: Decimal, form: str) -> str:
    """The part of the format for numbers like this: above nought, below it, or nought."""
    sections = _BETWEEN_SECTIONS.split(form)
    wanted = 1 if held < 0 else 2 if held == 0 else 0
    return sections[wanted] if wanted < len(sections) else sections[0]


def _tells_sign(section: str, form: str) -> bool:
    return section == form or "-" in section or "(" in section


def _placed(held: Decimal, whole: str, part: str) -> str | None:
    """The digits in their places, # for those that may be missing; None when there are too few."""
    before, _, after = f"{abs(held):f}".partition(".")
    after = after.rstrip("0")
    is_blank = held == 0 and "0" not in whole + part
    if len(after) > len(part) or is_blank:
        return None
    sign = "-" if held < 0 else ""
    decimals = after.ljust(part.count("0"), "0")
    return f"{sign}{before.zfill(whole.count('0'))}{'.' if decimals else ''}{decimals}"
