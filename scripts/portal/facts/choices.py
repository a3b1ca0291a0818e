"""What notices can be narrowed by: the values that occur, each with its label."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.facts.life import Status
from portal.facts.shelves import AREA, AUDIENCE, BRAND, KIND, PROVINCE, YEAR, Shelf
from portal.records.notice import Audience, NoticeKind
from portal.records.values import Choice

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """For each facet its values in the order in which people look for them, with their labels."""

    cities: Options
    brands: Options
    kinds: Options
    audiences: Options
    years: Options
    statuses: Options


def choices(shelves: Iterable[Shelf]) -> Choices:
    """The values that the notices on the shelves have; every status, for it changes with the day."""
    found: dict[str, Options] = {}
    for shelf in shelves:
        if shelf.count or shelf.left_out:
            found.setdefault(shelf.axis, []).append((shelf.slug, shelf.label))
    cities = [label for slug, label in found.get(AREA, ()) if slug != PROVINCE]
    return Choices(
        cities=_named(cities),
        brands=_named(sorted(label for _, label in found.get(BRAND, ()))),
        kinds=_chosen(NoticeKind, found.get(KIND, ())),
        audiences=_chosen(Audience, found.get(AUDIENCE, ())),
        years=_named(sorted((label for _, label in found.get(YEAR, ())), reverse=True)),
        statuses=[(status.value, status.label) for status in Status],
    )


def _named(values: Iterable[str]) -> Options:
    return [(value, value) for value in values]


def _chosen(kind: type[Choice], shelved: Iterable[tuple[str, str]]) -> Options:
    labels = {label for _, label in shelved}
    return [(one.value, one.label) for one in kind if one.label in labels]
