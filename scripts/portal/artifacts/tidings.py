"""Tidings: an event in words, as an entry of an Atom feed and as an item of a JSON Feed.

A province tells tens of thousands of events, each in several feeds: the words of a kind of event
are rendered once, the names of a notice are escaped once, and an event only puts them together.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson

from portal.artifacts.moulds import Mould, place
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.events import Event, EventKind, told_as_sample
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.records.award import Award
from portal.records.notice import NoticeKind

Values = Mapping[str, str]
IN_JSON = "_in_json"
_OWN = ("id", "published", "updated", "day")
# The fields of a notice of which each of its entries tells; whether it is a sample says its source.
_TOLD = frozenset(
    {
        "title",
        "plan_name",
        "plan_number",
        "price",
        "price.amount",
        "price.unit",
        "price.tax_included",
    }
    | {"source", "source.kind"}
)
_BETWEEN = b"\0"  # no text of the content holds it
_SPECIAL = re.compile(r"""[&<>"'\\\x00-\x1f]""")
_WORDS: dict[type, tuple[str, ...]] = {
    Announced: ("subject", "plan", "number", "price", "effective", "last", "field", "url"),
    Promise: ("subject", "year", "quarter", "url"),
    Award: ("subject", "event", "recipient", "on", "url"),
}


class Tiding(NamedTuple):
    """An event in words; `updated` is when they last changed."""

    atom: bytes
    json: bytes
    updated: str


class _Words(NamedTuple):
    """The words about one thing as they stand in XML and in JSON, and what else its events share."""

    escaped: dict[str, str]
    year: str
    sample: bool


class Teller:
    """Puts the events of one site into words."""

    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        self._told: dict[str, Tiding] = {}
        self._words: dict[int, _Words] = {}
        self._moulds: dict[tuple[EventKind, type, bool, bool], Mould] = {}
        # The name in ids is that of the site as its content says, wherever a copy is built.
        self._host = urlsplit(facts.portal.site.url).hostname or ""

    def name(self, key: str, year: str) -> str:
        """A name that nothing else in the world has, and that stays: RFC 4151."""
        return f"tag:{self._host},{year}:{key}"

    def tiding(self, event: Event) -> Tiding:
        """The event in words; the same one when it is asked for again."""
        told = self._told.get(event.key)
        if told is None:
            told = self._told[event.key] = self._put(event)
        return told

    def _put(self, event: Event) -> Tiding:
        words = self._words_about(event)
        updated = midnight(_updated(event, self._facts.as_of))
        # The words are the same for each event of a notice; what is the event's own goes over.
        values = words.escaped
        values["id"] = self.name(event.key, words.year)
        values["published"] = midnight(event.told_on)
        values["updated"] = updated
        values["day"] = event.day.isoformat()
        both = self._form(event, words.sample).cast(values).encode()
        atom, _, item = both.partition(_BETWEEN)
        return Tiding(atom, item, updated)

    def _words_about(self, event: Event) -> _Words:
        # A promise tells of another period in each event, a correction of another field; else a
        # notice always says the same.
        key = id(event) if event.detail else id(event.about)
        words = self._words.get(key)
        if words is None:
            said = _said(event)
            said["url"] = self._facts.base_url + event.address
            words = _Words(_escaped(said), event.year, told_as_sample(event))
            self._words[key] = words
        return words

    def _form(self, event: Event, sample: bool) -> Mould:
        key = event.kind, type(event.about), sample, _begins(event)
        mould = self._moulds.get(key)
        if mould is None:
            mould = self._moulds[key] = self._made(*key)
        return mould

    def _made(self, kind: EventKind, about: type, sample: bool, begins: bool) -> Mould:
        """The entry of a kind of event and behind it the item, to be cast in one."""
        said = {"kind": kind.value, "label": kind.label, "sample": sample, "begins": begins}
        own, words = {name: place(name) for name in _OWN}, _WORDS[about]
        in_xml = said | own | {name: place(name) for name in words}
        title, summary = self._title_and_summary(in_xml)
        atom = self._studio.render("entry.atom", **in_xml, title=title, summary=summary)
        title, summary = self._title_and_summary(
            said | own | {name: place(name + IN_JSON) for name in words}
        )
        item = {
            "id": place("id"),
            "url": place("url" + IN_JSON),
            "title": title,
            "content_text": summary,
            "date_published": place("published"),
            "date_modified": place("updated"),
            "tags": [kind.label],
        }
        return Mould(atom + _BETWEEN.decode() + orjson.dumps(item).decode())

    def _title_and_summary(self, given: Mapping[str, object]) -> tuple[str, str]:
        return (
            self._studio.render("event-title.txt", **given),
            self._studio.render("event-summary.txt", **given),
        )


@cache
def midnight(day: date) -> str:
    """When a day begins where the readers live, as feeds write it."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _escaped(said: Values) -> dict[str, str]:
    """Each of the words twice: under its name as it stands in XML, and as it stands in JSON."""
    in_xml, in_json = said, said
    if _SPECIAL.search("".join(said.values())):
        in_xml = {name: escape(text) for name, text in said.items()}
        in_json = {name: orjson.dumps(text)[1:-1].decode() for name, text in said.items()}
    return {**in_xml, **{name + IN_JSON: text for name, text in in_json.items()}}


def _said(event: Event) -> dict[str, str]:
    about = event.about
    if isinstance(about, Announced):
        notice = about.notice
        return {
            "subject": notice.title,
            "plan": notice.plan_name,
            "number": notice.plan_number,
            "price": notice.price.in_a_line,
            "effective": notice.effective_on.isoformat(),
            "field": event.detail,
            "last": (notice.withdrawn_on or notice.effective_on).isoformat(),
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


def _begins(event: Event) -> bool:
    """Whether it tells the day of what is new: not of an award known only by a later report, nor of
    an announcement that something will end.
    """
    about = event.about
    if isinstance(about, Announced):
        return about.notice.kind is not NoticeKind.WITHDRAWAL
    return not isinstance(about, Award) or about.on is not None


def _updated(event: Event, as_of: date) -> date:
    """An announcement changes when the notice is corrected, all else when what it says is."""
    about = event.about
    if not isinstance(about, Announced) or not about.notice.corrections:
        return event.told_on
    corrected = [
        one.on
        for one in about.notice.corrections
        if one.on <= as_of and (event.kind is EventKind.ANNOUNCED or one.field in _TOLD)
    ]
    return max([event.told_on, *corrected])
