"""Make the calendars: the days on which notices take effect and end, in all, per place, per brand.

The icalendar library would take 0.2 ms for an event and a province has 20,000, so the bytes come
from a template; a test has that library read every calendar and write the same bytes again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from portal.addresses import notice_list
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.moulds import Mould, place
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.canonical import revision
from portal.facts.events import EventKind
from portal.facts.notices import Announced
from portal.facts.shelves import ALL, AREA, BRAND, PROVINCE
from portal.records.area import CITIES
from portal.records.reading import scalar

FOLDER = "calendars/"
LONGEST = 74  # bytes in a line; RFC 5545, 3.1 allows 75 with the space a line goes on behind
_PLACES = (
    "plan", "day", "next", "changed", "uid", "sequence", "subject", "number", "price", "url",
)  # fmt: skip
_ESCAPED = re.compile(r"[\\;,\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def units(facts: Facts) -> list[str]:
    """Every calendar."""
    return [name for name, *_ in listed(facts)]


def mark(facts: Facts, unit: str) -> str:
    """The notices of the calendar, and how many there are."""
    told = " ".join(one.shown_mark for one in _filed(facts).get(unit, ()))
    return sha256(told.encode()).hexdigest()


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """One calendar."""
    writer = _writer(facts, studio)
    axis, label, address = next(rest for name, *rest in listed(facts) if name == unit)
    events = [writer.events(told) for told in _filed(facts).get(unit, ())]
    data = writer.calendar(unit, axis, label, address, events)
    yield File(f"{FOLDER}{unit}.ics", data)


@lru_cache(maxsize=1)
def _filed(facts: Facts) -> Mapping[str, Sequence[Announced]]:
    """The notices of each calendar by id."""
    filed: dict[str, list[Announced]] = {}
    names = {(shelf.axis, shelf.label): shelf.name for shelf in facts.shelves.values()}
    for _, told in sorted(facts.notices.items()):
        for name in _names(told, names):
            filed.setdefault(name, []).append(told)
    return filed


@lru_cache(maxsize=1)
def _writer(facts: Facts, studio: Studio) -> "_Writer":
    """A notice stands in several calendars, and its events are written once."""
    return _Writer(facts, studio)


def listed(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    """Name, axis, label and page of every calendar; those of all cities, be they empty."""
    yield ALL, ALL, "", "notices/"
    for axis in (AREA, BRAND):
        for shelf in facts.shelves_of(axis):
            yield shelf.name, axis, shelf.label, notice_list(shelf.name)


def _names(told: Announced, names: dict[tuple[str, str], str]) -> Iterator[str]:
    yield ALL
    for area in dict.fromkeys(told.notice.areas):
        yield f"{AREA}/{CITIES.get(area, PROVINCE)}"
    for brand in dict.fromkeys(told.notice.brands):
        yield names[BRAND, brand]


class _Writer:
    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        # The name in ids is that of the site as its content says, wherever a copy is built.
        self._host = urlsplit(facts.portal.site.url).hostname or ""
        self._moulds: dict[tuple[EventKind, bool], Mould] = {}
        self._told: dict[str, bytes] = {}

    def events(self, told: Announced) -> bytes:
        """The events of a notice."""
        if told.identity not in self._told:
            self._told[told.identity] = self._events(told)
        return self._told[told.identity]

    def _events(self, told: Announced) -> bytes:
        notice = told.notice
        days = {EventKind.EFFECTIVE: notice.effective_on, EventKind.WITHDRAWN: notice.withdrawn_on}
        corrected = [one.on for one in notice.corrections]
        values = {
            "plan": _escaped(notice.plan_name),
            "subject": _escaped(notice.title),
            "number": _escaped(notice.plan_number),
            "price": f"{scalar(notice.price.amount)} {notice.price.unit}",
            "changed": _basic(max([notice.published_on, *corrected])),
            "sequence": str(revision(notice) - 1),
            "url": self._facts.base_url + told.address,
        }
        written = [
            self._event(told, kind, day, values) for kind, day in days.items() if day is not None
        ]
        return _folded("".join(written))

    def calendar(
        self, name: str, axis: str, label: str, address: str, events: Sequence[bytes]
    ) -> bytes:
        """A whole calendar."""
        title = self._studio.mould(
            "calendar-title.txt", ("label",), axis=axis, site=self._facts.portal.site
        )
        values = {
            "title": _escaped(title.cast({"label": label})),
            "host": self._host,
            "page": self._facts.base_url + address,
            "here": f"{self._facts.base_url}{FOLDER}{name}.ics",
            "events": place("events"),
        }
        text = self._studio.mould("calendar.ics", tuple(values)).cast(values)
        before, after = _folded(text).split(place("events").encode())
        return b"".join([before, *events, after])

    def _event(self, told: Announced, kind: EventKind, day: date, values: dict[str, str]) -> str:
        mould = self._mould(kind, told.sample)
        own = {
            "uid": f"{told.identity}-{kind.value}@{self._host}",
            "day": _basic(day),
            "next": _basic(day + timedelta(1)),
        }
        return mould.cast({**values, **own})

    def _mould(self, kind: EventKind, sample: bool) -> Mould:
        if (kind, sample) not in self._moulds:
            self._moulds[kind, sample] = self._studio.mould(
                "event.ics", _PLACES, label=kind.label, sample=sample
            )
        return self._moulds[kind, sample]


@cache
def _basic(day: date) -> str:
    """A day as calendars write it: 20090717."""
    return f"{day:%Y%m%d}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _ESCAPED.search(text) else text


def _folded(text: str) -> bytes:
    """Lines end in CRLF; a long one goes on in the next behind a space."""
    lines = text.encode().split(b"\n")
    return b"\r\n".join([line if len(line) <= LONGEST else _cut(line) for line in lines])


def _cut(line: bytes) -> bytes:
    parts = []
    while len(line) > LONGEST:
        end = LONGEST
        while line[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        parts.append(line[:end])
        line = line[end:]
    return b"\r\n ".join([*parts, line])
