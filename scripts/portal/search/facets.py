"""What results can be narrowed by: each value with its documents, and each document's end."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TypeVar

from portal.facts.life import ENDING_DAYS
from portal.search.documents import SearchDocument, digits_of
from portal.search.lists import all_lists

# As search-worker/states.js takes an index for old: a test sees that it knows the same days.
OLD_DAYS = 14
_HAPPENS = {
    "e": "effective_on",
    "w": "withdrawn_on",
    "s": "superseded_on",
    "p": "published_on",
}
AHEAD = timedelta(days=OLD_DAYS + ENDING_DAYS)
Key = TypeVar("Key", str, tuple[date, str])


def facets(documents: Sequence[SearchDocument]) -> dict[str, list[str]]:
    """The lines of each facet's file: a value and its documents."""
    return {
        "city": _lines(documents, [one.areas for one in documents]),
        "brand": _lines(documents, [one.brands for one in documents]),
        "kind": _lines(documents, [one.kinds for one in documents]),
        "audience": _lines(
            documents, [(one.audience,) if one.audience else () for one in documents]
        ),
    }


def of_area(documents: Sequence[SearchDocument], area: str) -> str:
    """Who names this area."""
    places = [place for place, one in enumerate(documents) if area in one.areas]
    return _list(places, len(documents))


def prices(documents: Sequence[SearchDocument]) -> list[str]:
    """Each amount that notices cost, in full or for a time, the lowest first, with those notices.

    Each with the letter of what it is paid for, where that is said: `58/月`.
    """
    amounts = [tuple(map(_amount, one.prices)) for one in documents]
    return sorted(_lines(documents, amounts), key=_height)


@cache
def _amount(price: str) -> str:
    amount, _, unit = price.partition(" ")
    return amount + unit[unit.find("/") :][:2] if "/" in unit else amount


def _height(line: str) -> Decimal:
    return Decimal(re.split(r"[/\t]", line)[0])


def years(documents: Sequence[SearchDocument]) -> list[tuple[int, int, int]]:
    """Each year, newest first, with its first document and the one after its last."""
    ranges: dict[int, tuple[int, int]] = {}
    for place, one in enumerate(documents):
        if one.published_on:
            start, _ = ranges.get(one.published_on.year, (place, place))
            ranges[one.published_on.year] = (start, place + 1)
    return [(year, start, end) for year, (start, end) in sorted(ranges.items(), reverse=True)]


def status_lines(documents: Sequence[SearchDocument], as_of: date) -> tuple[list[str], list[str]]:
    """Who had ended by `as_of`, then every later change, day by day; and the ends far ahead.

    A later change is `day<tab>what<tab>documents`: e takes effect, w is withdrawn, s is
    superseded. So the browser can say what holds on the day somebody reads. It asks for the ends
    that are far ahead only when the index has become old.
    """
    changes = {told: some for told, some in _by_day(documents, "ews").items() if told[0] > as_of}
    ended = [
        place
        for place, one in enumerate(documents)
        if _is_over(one.withdrawn_on, as_of) or _is_over(one.superseded_on, as_of)
    ]
    near, far = [_list(ended, len(documents))], list[str]()
    for (day, what), found in _listed(changes, len(documents)):
        is_near = what == "e" or day - as_of <= AHEAD
        line = f"{digits_of(day)}\t{what}\t{found}"
        (near if is_near else far).append(line)
    return near, far


def days(documents: Sequence[SearchDocument]) -> dict[str, list[str]]:
    """What begins, is withdrawn and is published day by day, written as `status_lines` are: a file for each year."""
    files: dict[str, list[str]] = {}
    for (day, what), places in _listed(_by_day(documents, "ewp"), len(documents)):
        line = f"{digits_of(day)}\t{what}\t{places}"
        files.setdefault(f"days-{day.year}", []).append(line)
    return files


def free(documents: Sequence[SearchDocument]) -> str:
    """Who binds nobody by a contract."""
    return _list([place for place, one in enumerate(documents) if one.is_free], len(documents))


def superseded(documents: Sequence[SearchDocument], as_of: date) -> str:
    """Who had a successor in force by `as_of`."""
    places = [place for place, one in enumerate(documents) if _is_over(one.superseded_on, as_of)]
    return _list(places, len(documents))


def _is_over(end: date | None, as_of: date) -> bool:
    return end is not None and end <= as_of


def _by_day(documents: Sequence[SearchDocument], letters: str) -> dict[tuple[date, str], list[int]]:
    """Each day on which something happens to documents, with the letter of what and those documents."""
    found: dict[tuple[date, str], list[int]] = {}
    for what in letters:
        of_day: dict[date, list[int]] = {}
        for place, day in enumerate(map(attrgetter(_HAPPENS[what]), documents)):
            if day:
                of_day.setdefault(day, []).append(place)
        found |= {(day, what): places for day, places in of_day.items()}
    return found


def _lines(documents: Sequence[SearchDocument], values: Sequence[Sequence[str]]) -> list[str]:
    places: dict[str, list[int]] = {}
    for place, some in enumerate(values):
        for value in dict.fromkeys(some):
            places.setdefault(value, []).append(place)
    return [f"{value}\t{found}" for value, found in _listed(places, len(documents))]


def _listed(places: Mapping[Key, list[int]], count: int) -> Iterable[tuple[Key, str]]:
    """The keys in order, each with the list of its documents."""
    told = sorted(places)
    return zip(told, all_lists([places[one] for one in told], count), strict=True)


def _list(places: list[int], count: int) -> str:
    return all_lists([places], count)[0]
