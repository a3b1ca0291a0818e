"""Propose the next number from those that are taken."""

import re
from collections.abc import Iterable

_PLAN = re.compile(r"(\d\d)([A-Za-z]+)(\d+)", re.ASCII)


def next_id(taken: Iterable[str], year: int) -> str:
    """The notice id after the highest of the year, in the form of the newest: GD2009-0138."""
    names = list(taken)
    newest = max(names, default=f"N{year}-0000", key=_numbers_in)
    found = re.fullmatch(r"(.*?)(\d{4})(-?)(\d+)", newest) or re.fullmatch(
        r"(.*?)()()(\d+)", newest
    )
    if found is None:
        return f"{newest}-{len(names) + 1}"
    stem = f"{found[1]}{year if found[2] else ''}{found[3]}"
    return _next(stem, names, len(found[4]))


def next_plan(taken: Iterable[str], year: int) -> str:
    """The plan number after the highest of the year: two digits of it, letters, digits."""
    names = list(taken)
    shaped = [found for name in names if (found := _PLAN.fullmatch(name))]
    if not shaped:
        return ""
    return _next(f"{year % 100:02}{shaped[-1][2]}", names, len(shaped[-1][3]))


def _next(stem: str, names: list[str], width: int) -> str:
    same = re.compile(re.escape(stem) + r"(\d+)", re.ASCII | re.IGNORECASE)
    used = [int(found[1]) for name in names if (found := same.fullmatch(name))]
    return f"{stem}{max(used, default=0) + 1:0{width}}"


def _numbers_in(name: str) -> tuple[list[int], str]:
    return [int(digits) for digits in re.findall(r"\d+", name)], name
