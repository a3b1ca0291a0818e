"""Make the feeds: Atom and JSON Feed of every stream, the newest first, the old ones in archives.

The document that readers fetch holds the newest entries. Older ones stay in archives, linked from
one to the next (RFC 5005). What happens from day to day changes none of them: whoever has fetched
one need not do so again (section 4). JSON Feed knows no archives: there the same documents follow as
further pages.

What is told late, as an award of long ago, belongs to its old day, and the content does not say when
it came into it: it stands in the archive of that day, and who reads only the newest document is not
told. Where an archive ends depends on its entries, so that the others stay as they are; only when
it is the late one that ends an archive, once in hundreds, some of the following are cut anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from zlib import crc32

import orjson

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.moulds import place
from portal.artifacts.studio import Studio
from portal.artifacts.tidings import Teller, Tiding
from portal.facts import Facts
from portal.facts.events import Event
from portal.facts.notices import Announced
from portal.facts.streams import Stream, group_of, in_title, streams

# The newest document holds at least so many, an archive at least and fewer than so many.
NEWEST = 100
LEAST, MOST = 250, 500
FOLDER = "feeds/"
_ENTRIES = place("entries").encode()
# What a feed without entries says of itself.
_NONE = Tiding(b"", b"", "1970-01-01T00:00:00Z")
_JSON_VERSION = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Document:
    """One document of a feed: its name, its events, and the archives beside it."""

    stream: Stream
    name: str
    events: Sequence[Event]
    older: str = ""
    newer: str = ""
    archive: bool = False


def units(facts: Facts) -> list[str]:
    """Every document of every feed, by its name."""
    return list(_documents(facts))


def mark(facts: Facts, unit: str) -> str:
    """The notices that the document tells of, and its neighbours."""
    document = _documents(facts)[unit]
    told = [
        f"{key} {about.shown_mark}" if type(about) is Announced else key
        for _, key, _, _, about, _ in document.events
    ]
    said = [document.older, document.newer, document.stream.label, *told]
    return sha256("\n".join(said).encode()).hexdigest()


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """A document, as Atom and as JSON Feed."""
    # An event stands in several documents, and is put into words once.
    maker = studio.kept(_Maker, lambda: _Maker(facts, studio))
    yield from maker.files(_documents(facts)[unit])


@lru_cache(maxsize=1)
def _documents(facts: Facts) -> dict[str, Document]:
    return {
        document.name: document
        for stream in streams(facts)
        for document in _documents_of(stream, facts.as_of)
    }


def _documents_of(stream: Stream, today: date) -> Iterator[Document]:
    # What is told today may be followed by more that belongs before it.
    settled = sum(event.told_on < today for event in stream.events)
    oldest_first = stream.events[::-1]
    cuts = _cuts(oldest_first[: max(0, min(len(oldest_first) - NEWEST, settled))])
    count = len(cuts) - 1
    names = ["", *(f"{stream.name}/{number}" for number in range(1, count + 1)), ""]
    yield Document(stream, stream.name, oldest_first[cuts[-1] :][::-1], older=names[count])
    for number in range(count, 0, -1):
        events = oldest_first[cuts[number - 1] : cuts[number]][::-1]
        older, newer = names[number - 1], names[number + 1]
        yield Document(stream, names[number], events, older, newer, archive=True)


def _cuts(settled: Sequence[Event]) -> list[int]:
    """Where archives begin, and where the last ends.

    Of all entries that may begin the next one, that with the least digest of its name does. None is
    cut before all of these are settled: what comes after them moves no cut.
    """
    marks = [crc32(event.key.encode()) for event in settled]
    cuts = [0]
    while len(settled) - cuts[-1] >= MOST:
        cuts.append(min(range(cuts[-1] + LEAST, cuts[-1] + MOST), key=marks.__getitem__))
    return cuts


def _feed_title(stream: Stream, facts: Facts, studio: Studio) -> str:
    """What a feed is called."""
    site = facts.portal.site
    return studio.mould("feed-title.txt", ("label",), group=group_of(stream.name), site=site).cast(
        {"label": in_title(stream.name, stream.label)}
    )


class _Maker:
    def __init__(self, facts: Facts, studio: Studio) -> None:
        self._facts, self._studio = facts, studio
        self._teller = Teller(facts, studio)

    def files(self, document: Document) -> Iterator[File]:
        """The files of one document."""
        stream = document.stream
        title = _feed_title(stream, self._facts, self._studio)
        tidings = map(self._teller.tiding, document.events)
        entries, items, updated = zip(_NONE, *tidings, strict=True)
        path = f"{FOLDER}{document.name}"
        yield File(f"{path}.atom", self._atom(document, title, max(updated), entries))
        yield File(f"{path}.json", self._json(document, title, items[1:]))

    def _atom(
        self, document: Document, title: str, updated: str, entries: Sequence[bytes]
    ) -> bytes:
        stream = document.stream

        def at(name: str) -> str:
            return f"{self._facts.base_url}{FOLDER}{name}.atom" if name else ""

        text = self._studio.render(
            "feed.atom",
            id=self._teller.name(f"feeds/{stream.name}", "2009"),
            title=title,
            updated=updated,
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
        return b"".join([before, *entries, after])

    def _json(self, document: Document, title: str, items: Sequence[bytes]) -> bytes:
        base, stream = self._facts.base_url, document.stream
        said = {
            "version": _JSON_VERSION,
            "title": title,
            "language": "zh-Hans",
            "home_page_url": base + stream.address,
            "feed_url": f"{base}{FOLDER}{document.name}.json",
            "authors": [{"name": self._facts.portal.site.operator}],
        }
        if document.older:
            said["next_url"] = f"{base}{FOLDER}{document.older}.json"
        told = b",\n".join(items)
        return b"".join([orjson.dumps(said)[:-1], b',"items":[\n', told, b"\n]}\n"])
