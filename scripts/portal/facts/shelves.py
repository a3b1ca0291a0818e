"""The shelves that notices stand on: all of them, and by year, kind, place, brand, audience, status.

A shelf keeps what can be ordered, now or soon, apart from what has ended. A notice for the whole
province stands on the shelf of the province, not on those of its 21 cities; theirs point to it.
A brand keeps its shelf when all its notices are corrected to another: its address was published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import nsmallest
from operator import attrgetter

from portal.facts.histories import words
from portal.facts.life import Status
from portal.facts.notices import Announced
from portal.records.area import CITIES, WHOLE_PROVINCE
from portal.records.notice import Audience, NoticeKind
from portal.records.values import Choice
from portal.slugs import slugs

ALL, YEAR, KIND, AREA, BRAND, AUDIENCE, STATUS = (
    "all", "year", "kind", "area", "brand", "audience", "status",
)  # fmt: skip
PROVINCE = "province"
# The axis, the last part of the address, and what people read.
Key = tuple[str, str, str]
# What can be ordered, what has ended, and what ended so long ago that no list keeps it.
_Filed = tuple[list[Announced], list[Announced], list[Announced]]


@dataclass(frozen=True)
class Shelf:
    """The notices of one group, newest first. On the shelf of a status all are `current`.

    `left_out` counts those that ended so long ago that no list keeps them.
    """

    axis: str
    slug: str
    label: str
    current: tuple[Announced, ...]
    ended: tuple[Announced, ...]
    left_out: int

    @property
    def name(self) -> str:
        """`year/2009`: its key; the end of its address but for a year's first page."""
        return f"{self.axis}/{self.slug}".rstrip("/")

    @property
    def count(self) -> int:
        """How many notices stand on it."""
        return len(self.current) + len(self.ended)

    def soonest(self, most: int) -> list[Announced]:
        """Those with a change to come, the nearest first, at most so many; of a day the newest."""
        to_come = [told for told in self.current if told.life.on and not told.life.ended]
        return nsmallest(most, to_come, key=attrgetter("life.on"))

    @property
    def offered(self) -> bool:
        """Whether people are led to it: not to that of a brand which no notice has any more."""
        return self.axis != BRAND or bool(self.count or self.left_out)


def shelves(notices: Sequence[Announced], as_of: date, keep_years: int) -> Mapping[str, Shelf]:
    """Every shelf by its name; `notices` come newest first.

    Every kind, city, audience and status has a shelf, be it empty. Lists keep what has ended for
    `keep_years`, for ever when that is 0.
    """
    brands = slugs(brand for told in reversed(notices) for brand in told.notice.brands)
    oldest = as_of.replace(year=as_of.year - keep_years, day=1) if keep_years else date.min
    filed: dict[Key, _Filed] = {key: ([], [], []) for key in _always()}
    for told in notices:
        place = _place(told, oldest)
        for key in _keys(told, brands):
            filed.setdefault(key, ([], [], []))[place].append(told)
    for key in _former(notices, brands):
        filed.setdefault(key, ([], [], []))
    made = (_shelf(key, one) for key, one in filed.items())
    return {shelf.name: shelf for shelf in made}


def _always() -> Iterator[Key]:
    yield ALL, "", ""
    yield AREA, PROVINCE, WHOLE_PROVINCE
    for city, slug in CITIES.items():
        yield AREA, slug, city
    for axis, choices in ((KIND, NoticeKind), (AUDIENCE, Audience), (STATUS, Status)):
        yield from (_chosen(axis, choice) for choice in choices)


def _former(notices: Iterable[Announced], brands: Mapping[str, str]) -> Iterator[Key]:
    """The shelves of brands that notices had before they were corrected."""
    named = {word for told in notices for word, _ in words(told.notice, "brands")} - brands.keys()
    for brand, slug in slugs(sorted(named)).items() if named else ():
        if slug not in brands.values():  # else it is the same in other characters
            yield BRAND, slug, brand


def _keys(told: Announced, brands: Mapping[str, str]) -> Iterator[Key]:
    notice = told.notice
    year = str(notice.published_on.year)
    yield from (
        (ALL, "", ""),
        (YEAR, year, year),
        _chosen(AUDIENCE, notice.audience),
        _chosen(STATUS, told.status),
    )
    for kind in told.kinds:
        yield _chosen(KIND, kind)
    for area in dict.fromkeys(notice.areas):
        yield AREA, CITIES.get(area, PROVINCE), area
    for brand in dict.fromkeys(notice.brands):
        yield BRAND, brands[brand], brand


@cache
def _chosen(axis: str, choice: Choice) -> Key:
    return axis, choice.value.replace("_", "-"), choice.label


def _shelf(key: Key, filed: _Filed) -> Shelf:
    current, ended, forgotten = filed
    if key[0] == STATUS:
        current, ended = ended or current, []  # a status is one for all on its shelf
    return Shelf(*key, tuple(current), tuple(ended), len(forgotten))


def _place(told: Announced, oldest: date) -> int:
    """Whether it can be ordered, has ended, or ended so long ago that no list keeps it."""
    if not told.life.ended:
        return 0
    return 2 if told.life.on is not None and told.life.on < oldest else 1
