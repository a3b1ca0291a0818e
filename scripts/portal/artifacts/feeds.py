"""Make the feeds: Atom and JSON Feed of every stream, the newest first, the old ones by year.

The document that readers fetch holds the newest entries. Older ones stay in an archive for each
year (RFC 5005), linked from one to the next, so that no entry is ever lost and none is fetched
twice. JSON Feed knows no archives: there the stream of everything goes on page by page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import orjson

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.moulds import place
from portal.artifacts.studio import Studio
from portal.artifacts.tidings import Teller, Tiding
from portal.facts import Facts
from portal.facts.events import Event
from portal.facts.shelves import ALL
from portal.facts.streams import Stream, streams

NEWEST = 100
FOLDER = "feeds/"
_ENTRIES = place("entries").encode()
_EMPTY = "1970-01-01T00:00:00Z"
_JSON_VERSION = "https://jsonfeed.org/version/1.1"


def units(_facts: Facts) -> list[str]:
    """All feeds at once: an event stands in several, and is put into words once."""
    return ["feeds"]


def make(facts: Facts, _unit: str, studio: Studio) -> Iterator[Artifact]:
    """Every document of every feed."""
    maker = _Maker(facts, studio)
    for stream in streams(facts):
        yield from maker.files(stream)


def feed_title(stream: Stream, facts: Facts, studio: Studio) -> str:
    """What a feed is called."""
    site = facts.portal.site
    return studio.mould("feed-title.txt", ("label",), axis=stream.axis, site=site).cast(
        {"label": stream.label}
    )


@dataclass(frozen=True)
class _Document:
    """One document of a feed: its name, its entries, and the archives beside it."""

    name: str
    tidings: Sequence[Tiding]
    older: str = ""
    newer: str = ""
    archive: bool = False


class _Maker:
    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        self._teller = Teller(facts, studio)

    def files(self, stream: Stream) -> Iterator[File]:
        """The files of one stream."""
        title = feed_title(stream, self._facts, self._studio)
        for document in self._documents(stream):
            path = f"{FOLDER}{document.name}"
            yield File(f"{path}.atom", self._atom(stream, document, title))
            if stream.axis == ALL or not document.archive:
                yield File(f"{path}.json", self._json(stream, document, title))

    def _documents(self, stream: Stream) -> Iterator[_Document]:
        newest = [self._teller.tiding(event) for event in stream.events[:NEWEST]]
        years = _by_year(stream.events) if len(stream.events) > NEWEST else []
        names = [f"{stream.name}/{year}" for year, _ in years]
        yield _Document(stream.name, newest, older=names[0] if names else "")
        for at, (_, events) in enumerate(years):
            yield _Document(
                names[at],
                [self._teller.tiding(event) for event in events],
                older=names[at + 1] if at + 1 < len(names) else "",
                newer=names[at - 1] if at else "",
                archive=True,
            )

    def _atom(self, stream: Stream, document: _Document, title: str) -> bytes:
        def at(name: str) -> str:
            return f"{self._facts.base_url}{FOLDER}{name}.atom" if name else ""

        text = self._studio.render(
            "feed.atom",
            id=self._teller.name(f"feeds/{stream.name}", "2009"),
            title=title,
            updated=_updated(document.tidings),
            site=self._facts.portal.site,
            page=self._facts.base_url + stream.address,
            here=at(document.name),
            current=at(stream.name),
            older=at(document.older),
            newer=at(document.newer),
            archive=document.archive,
            entries=place("entries"),
        )
        # The entries are XML already, and too many to pass through the template.
        before, after = text.encode().split(_ENTRIES)
        return b"".join([before, *(tiding.atom for tiding in document.tidings), after])

    def _json(self, stream: Stream, document: _Document, title: str) -> bytes:
        base = self._facts.base_url
        said = {
            "version": _JSON_VERSION,
            "title": title,
            "language": "zh-Hans",
            "home_page_url": base + stream.address,
            "feed_url": f"{base}{FOLDER}{document.name}.json",
            "authors": [{"name": self._facts.portal.site.operator}],
        }
        if document.older and stream.axis == ALL:
            said["next_url"] = f"{base}{FOLDER}{document.older}.json"
        items = b",\n".join(tiding.json for tiding in document.tidings)
        return orjson.dumps(said)[:-1] + b',"items":[\n' + items + b"\n]}\n"


def _by_year(events: Sequence[Event]) -> list[tuple[int, list[Event]]]:
    return [(year, list(part)) for year, part in groupby(events, lambda one: one.told_on.year)]


def _updated(tidings: Sequence[Tiding]) -> str:
    return max((tiding.updated for tiding in tidings), default=_EMPTY)
