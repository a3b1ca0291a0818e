"""Tidings: an event in words, as an entry of an Atom feed and as an item of a JSON Feed.

A province tells tens of thousands of events, each in several feeds: the words of a kind of event
are rendered once, the names of a notice are escaped once, and an event only puts them together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from urllib.parse import urlsplit

import orjson

from portal.artifacts.moulds import Mould, place
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.events import Event, EventKind, told_as_sample
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.records.award import Award
from portal.records.reading import scalar

Values = Mapping[str, str]
_OWN = ("id", "url", "published", "updated", "day")
_WORDS: dict[type, tuple[str, ...]] = {
    Announced: ("subject", "plan", "number", "price", "effective"),
    Promise: ("subject", "year", "quarter"),
    Award: ("subject", "event", "recipient", "on"),
}


@dataclass(frozen=True, slots=True)
class Tiding:
    """An event in words; `updated` is when they last changed."""

    atom: bytes
    json: bytes
    updated: str


@dataclass(frozen=True, slots=True)
class _Escaped:
    """The words about one thing, as they stand in XML and in JSON, and what else all its events share."""

    xml: Values
    json: Values
    year: str
    sample: bool


class Teller:
    """Puts the events of one site into words."""

    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        self._told: dict[str, Tiding] = {}
        self._escaped: dict[int, _Escaped] = {}
        self._moulds: dict[tuple[EventKind, bool, bool], tuple[Mould, Mould]] = {}
        # The name in ids is that of the site as its content says, wherever a copy is built.
        self._host = urlsplit(facts.portal.site.url).hostname or ""

    def name(self, key: str, year: str) -> str:
        """A name that nothing else in the world has, and that stays: RFC 4151."""
        return f"tag:{self._host},{year}:{key}"

    def tiding(self, event: Event) -> Tiding:
        """The event in words; the same one when it is asked for again."""
        if event.key not in self._told:
            self._told[event.key] = self._put(event)
        return self._told[event.key]

    def _put(self, event: Event) -> Tiding:
        words = self._words(event)
        atom, item = self._forms(event, words.sample)
        told = midnight(event.told_on)
        updated = _updated(event, self._facts.as_of)
        own = {
            "id": self.name(event.key, words.year),
            "published": told,
            "updated": told if updated is event.told_on else midnight(updated),
            "day": event.day.isoformat(),
        }
        return Tiding(
            atom.cast({**words.xml, **own}).encode(),
            item.cast({**words.json, **own}).encode(),
            own["updated"],
        )

    def _words(self, event: Event) -> _Escaped:
        # A promise tells of another period in each event, a notice always says the same.
        key = id(event.about) if event.kind is not EventKind.RESULTS else id(event)
        if key not in self._escaped:
            said = _said(event) | {"url": self._facts.base_url + event.address}
            self._escaped[key] = _Escaped(
                _each(escape, said), _each(_in_json, said), event.year, told_as_sample(event)
            )
        return self._escaped[key]

    def _forms(self, event: Event, sample: bool) -> tuple[Mould, Mould]:
        key = event.kind, sample, _dated(event)
        if key not in self._moulds:
            self._moulds[key] = self._made(*key, _WORDS[type(event.about)])
        return self._moulds[key]

    def _made(
        self, kind: EventKind, sample: bool, dated: bool, words: tuple[str, ...]
    ) -> tuple[Mould, Mould]:
        given = {"kind": kind.value, "label": kind.label, "sample": sample, "dated": dated}
        given |= {name: place(name) for name in (*_OWN, *words)}
        given["title"] = self._studio.render("event-title.txt", **given)
        given["summary"] = self._studio.render("event-summary.txt", **given)
        item = {
            "id": place("id"),
            "url": place("url"),
            "title": given["title"],
            "content_text": given["summary"],
            "date_published": place("published"),
            "date_modified": place("updated"),
            "tags": [kind.label],
        }
        atom = self._studio.render("entry.atom", **given)
        return Mould(atom), Mould(orjson.dumps(item).decode())


@cache
def midnight(day: date) -> str:
    """When a day begins where the readers live, as feeds write it."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _each(change: Callable[[str], str], values: Values) -> Values:
    return {name: change(value) for name, value in values.items()}


def _in_json(text: str) -> str:
    return orjson.dumps(text)[1:-1].decode()


def _said(event: Event) -> dict[str, str]:
    about = event.about
    if isinstance(about, Announced):
        notice = about.notice
        return {
            "subject": notice.title,
            "plan": notice.plan_name,
            "number": notice.plan_number,
            "price": f"{scalar(notice.price.amount)} {notice.price.unit}",
            "effective": notice.effective_on.isoformat(),
        }
    if isinstance(about, Promise):
        year, quarter = event.detail.split("-q")
        return {"subject": about.commitment.title, "year": year, "quarter": quarter}
    return {
        "subject": about.title,
        "event": about.event,
        "recipient": about.recipient,
        "on": about.on or "",
    }


def _dated(event: Event) -> bool:
    """Whether what it tells of has a day; an award may be known only by a report of a later day."""
    return not isinstance(event.about, Award) or event.about.on is not None


def _updated(event: Event, as_of: date) -> date:
    """An announcement changes when the notice is corrected; all else stays as it was told."""
    if event.kind is not EventKind.ANNOUNCED or not isinstance(event.about, Announced):
        return event.told_on
    corrected = (one.on for one in event.about.notice.corrections if one.on <= as_of)
    return max([event.told_on, *corrected])
