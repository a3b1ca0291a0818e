"""Propose the next number from those that are taken."""

import re
from collections.abc import Iterable

# Before it nobody numbered notices of tariffs.
FIRST_YEAR = 1990
# Of digits in a row the first are the year; every way is found, also one within another.
_YEARLY = re.compile(r"(?<!\d)(?=(\d{4})(-?)(\d+)\Z)", re.ASCII)
_PLAN = re.compile(r"(\d\d)([A-Za-z]+)(\d+)", re.ASCII)


def next_id(taken: Iterable[str], year: int, newest: str | None = None) -> str:
    """The notice id after the highest of the year, in the form of the newest: GD2009-0138.

    Where the newest names no year, or more than one, its number goes on. Without it the highest
    that names a year is taken for the newest.
    """
    names = list(taken)
    like = newest or max(
        names,
        default=f"N{year}-0000",
        key=lambda name: (len(_yearly(name, year)) == 1, *_numbers_in(name)),
    )
    ways = _yearly(like, year)
    if len(ways) == 1:
        return _next(f"{like[: ways[0].start()]}{year}{ways[0][2]}", names, len(ways[0][3]))
    found = re.fullmatch(r"(.*?)(\d+)", like, re.ASCII)
    return _next(found[1], names, len(found[2])) if found else f"{like}-{len(names) + 1}"


def _yearly(name: str, year: int) -> list[re.Match[str]]:
    """The ways to read the end of an id as a year, a hyphen perhaps, and a number."""
    return [found for found in _YEARLY.finditer(name) if FIRST_YEAR <= int(found[1]) <= year + 1]


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
