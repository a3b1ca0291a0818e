"""Make the calendars: the days on which notices take effect and end, in all, per place, per brand.

The icalendar library would take 0.2 ms for an event and a province has 20,000, so the bytes come
from a template; a test has that library read every calendar and write the same bytes again.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from portal.addresses import notice_list
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.moulds import Mould, place
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.canonical import revision
from portal.facts.events import EventKind, first_day, last_day, was_to_begin
from portal.facts.histories import days, words
from portal.facts.notices import Announced
from portal.facts.shelves import ALL, AREA, BRAND
from portal.facts.streams import group_of
from portal.records.area import WHOLE_PROVINCE

FOLDER = "calendars/"
LONGEST = 74  # bytes in a line; RFC 5545, 3.1 allows 75 with the space a line goes on behind
_PLACES = (
    "plan", "day", "next", "changed", "uid", "sequence", "subject", "number", "price", "status",
    "url",
)  # fmt: skip
_ESCAPED = re.compile(r"[\\;,\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def units(_facts: Facts) -> list[str]:
    """All of them at once: a notice stands in several, and its events are written once."""
    return [FOLDER]


def mark(facts: Facts, _unit: str) -> str:
    """All notices."""
    told = (f"{name} {one.shown_mark}" for name, one in sorted(facts.notices.items()))
    return sha256("\n".join(told).encode()).hexdigest()


def make(facts: Facts, _unit: str, studio: Studio) -> Iterator[Artifact]:
    """Every calendar, its notices by id."""
    writer = _Writer(facts, studio)
    names = {(shelf.axis, shelf.label): shelf.name for shelf in facts.register.shelves.values()}
    filed: dict[str, list[bytes]] = {}
    marks = {name: _mark_of(facts, told) for name, told in sorted(facts.notices.items())}
    made = facts.of_each("calendar-events", marks, writer.of_each)
    for identity, events in made.items():
        for name in _names(facts.notices[identity], names):
            filed.setdefault(name, []).append(events)
        for name, left in _left(facts.notices[identity], events, names):
            filed.setdefault(name, []).append(left)
    for name, label, address in listed(facts):
        data = writer.calendar(name, label, address, filed.get(name, ()))
        yield File(f"{FOLDER}{name}.ics", data)


def _mark_of(facts: Facts, told: Announced) -> str:
    """What the events of a notice are made of: it, and all that ever took its place."""
    return " ".join(
        [told.shown_mark, *(facts.notices[one].shown_mark for one in _heirs(told, date.max))]
    )


def _heirs(told: Announced, before: date) -> list[str]:
    """What was ever said to take its place before the day."""
    return sorted({one.heir for one in told.claims if one.day < before})


def listed(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Name, label and page of every calendar; those of all cities, be they empty."""
    yield ALL, "", "notices/"
    for axis in (AREA, BRAND):
        for shelf in facts.shelves_of(axis):
            yield shelf.name, shelf.label, notice_list(shelf.name)


def _names(told: Announced, names: dict[tuple[str, str], str]) -> Iterator[str]:
    yield ALL
    for area in dict.fromkeys(told.notice.areas):
        yield names[AREA, area]
    for brand in dict.fromkeys(told.notice.brands):
        yield names[BRAND, brand]


def _left(
    told: Announced, events: bytes, names: dict[tuple[str, str], str]
) -> Iterator[tuple[str, bytes]]:
    """The calendars that corrections took a notice out of, each with what it tells of that now.

    Its days are called off, but for those of a city when it is now for the whole province.
    """
    notice = told.notice
    for axis, now in ((AREA, notice.areas), (BRAND, notice.brands)):
        were = {word for word, _ in words(notice, f"{axis}s")} if notice.corrections else set()
        for key in sorted((axis, word) for word in were.difference(now)):
            if key in names:
                yield names[key], events if WHOLE_PROVINCE in now else _cancelled(events)


def _cancelled(events: bytes) -> bytes:
    """The same events, called off: programs keep what is only gone. No text holds such a line."""
    return events.replace(b"\r\nSTATUS:CONFIRMED\r\n", b"\r\nSTATUS:CANCELLED\r\n")


class _Writer:
    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        # The name in ids is that of the site as its content says, wherever a copy is built.
        self._host = urlsplit(facts.portal.site.url).hostname or ""
        self._moulds: dict[tuple[str, bool], Mould] = {}

    def of_each(self, names: Sequence[str]) -> dict[str, bytes]:
        """The events of each of these notices."""
        return {name: self.events(self._facts.notices[name]) for name in names}

    def events(self, told: Announced) -> bytes:
        """The events of a notice.

        When another takes its place before the end that was told, the event of that end moves there.
        What is corrected in the other may move it again, or back: its number counts that too, also
        when the other is none any more, for programs keep what has the higher number. An end that a
        correction took back is cancelled, and so is a beginning before which another came: programs
        keep what is only gone.
        """
        notice = told.notice
        values = {
            "plan": _escaped(notice.plan_name),
            "subject": _escaped(notice.title),
            "number": _escaped(notice.plan_number),
            "price": notice.price.in_a_line,
            "status": "CONFIRMED",
            "url": self._facts.base_url + told.address,
        }
        latest = max(day for day, _, _ in days(notice, "effective_on"))
        values |= self._version(told, latest)
        written = []
        if begins := first_day(told):
            written.append(self._event(told, EventKind.EFFECTIVE, begins, values))
        elif was_to_begin(told):
            off = values | {"status": "CANCELLED"}
            written.append(self._event(told, EventKind.EFFECTIVE, notice.effective_on, off))
        values |= self._version(told, date.max)
        if ends := last_day(told):
            written.append(self._event(told, EventKind.WITHDRAWN, ends, values))
        elif notice.withdrawn_on and told.life.superseded_on:
            label, day = EventKind.SUPERSEDED.label, told.life.superseded_on
            written.append(self._event(told, EventKind.WITHDRAWN, day, values, label))
        elif taken_back := next(days(notice, "withdrawn_on"), None):
            values |= {"status": "CANCELLED"}
            written.append(self._event(told, EventKind.WITHDRAWN, taken_back[0], values))
        return _folded("".join(written))

    def calendar(self, name: str, label: str, address: str, events: Sequence[bytes]) -> bytes:
        """A whole calendar."""
        title = self._studio.mould(
            "calendar-title.txt", ("label",), group=group_of(name), site=self._facts.portal.site
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

    def _version(self, told: Announced, before: date) -> dict[str, str]:
        """When it or an heir before the day was changed last, and how often; both only ever grow."""
        heirs = (self._facts.notices[one].notice for one in _heirs(told, before))
        notices = [told.notice, *heirs]
        changes = [one.published_on for one in notices]
        changes += (one.on for notice in notices for one in notice.corrections)
        known = (day for day in changes if day <= self._facts.as_of)
        changed = max(known, default=told.notice.published_on)
        return {"changed": _basic(changed), "sequence": str(sum(map(revision, notices)) - 1)}

    def _event(
        self, told: Announced, kind: EventKind, day: date, values: dict[str, str], label: str = ""
    ) -> str:
        """`label` stands in the place of that of its kind, whose name it keeps."""
        mould = self._mould(label or kind.label, told.sample)
        own = {
            "uid": f"{told.identity}-{kind.value}@{self._host}",
            "day": _basic(day),
            "next": _basic(day + timedelta(1)),
        }
        return mould.cast({**values, **own})

    def _mould(self, label: str, sample: bool) -> Mould:
        if (label, sample) not in self._moulds:
            self._moulds[label, sample] = self._studio.mould(
                "event.ics", _PLACES, label=label, sample=sample
            )
        return self._moulds[label, sample]


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
