"""Documents in, the files of the search index out: the browser asks for a few of them."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from portal.search import cards, facets, lexicon
from portal.search.corpus import Batch, corpus
from portal.search.documents import SearchDocument
from portal.search.shards import first_tokens, shards

FOLDER = "assets/search"
MANIFEST = f"{FOLDER}/manifest.json"
MARK_LENGTH = 6
# Names that keep for ever end in eight digits; the manifest tells the six that differ, as four letters.
FOR_EVER = "00"
# So many neighbours share a mark: one for each would make the manifest heavy.
TOGETHER = {"shards": 6, "cards": 20, "words": 8}

Artifact = tuple[str, bytes]


@dataclass(frozen=True)
class Vocabulary:
    """The words editors and records bring: groups of synonyms, and labels of facet values."""

    synonyms: Sequence[Sequence[str]]
    labels: dict[str, dict[str, str]]
    everywhere: str


@dataclass(frozen=True)
class Day:
    """The day the index is made for; if `fixed`, readers' clocks do not count."""

    as_of: date
    fixed: bool = False


def files_of(
    ordered: Sequence[SearchDocument],
    batches: Sequence[Batch],
    vocabulary: Vocabulary,
    day: Day,
) -> Iterator[Artifact]:
    """The index as files: a manifest of fixed name, and what it names with digests in the names.

    So what an edit leaves as it was keeps its name, and readers their copy. The batches hold the
    documents in their order, else ValueError: words would lead to other documents than hold them.
    """
    known = corpus(batches)
    excerpts = {address: text for some in batches for address, text in some.excerpts.items()}
    if [*excerpts] != [one.address for one in ordered]:
        raise ValueError("the batches hold the documents in another order")
    said = chain.from_iterable(vocabulary.synonyms)
    holders = {word: known.whole.holding(word) for word in dict.fromkeys(said)}
    terms = shards(known, vocabulary.synonyms, holders)
    shown = list(cards.cards(ordered, excerpts))
    sounds, values = lexicon.sounds(known), facets.facets(ordered)
    near, far = facets.status_lines(ordered, day.as_of)
    files = {name: "\n".join(lines) for name, lines in (values | facets.days(ordered)).items()}
    files |= {f"s-{letter}": "\n".join(lines) for letter, lines in sounds.pairs.items()}
    files["sounds"] = "\n".join(sounds.syllables)
    files |= {"status": "\n".join(near), "status-later": "\n".join(far)}
    files["price"] = "\n".join(facets.prices(ordered))
    # Who names a city is shown what holds everywhere as well: one row of twenty.
    files["everywhere"] = facets.of_area(ordered, vocabulary.everywhere)
    files["free"] = facets.free(ordered)
    files["superseded"] = facets.superseded(ordered, day.as_of)
    changes = [*lexicon.traditional(known), *lexicon.traditional_pairs(known)]
    usual, files["traditional"] = lexicon.apart(changes)
    words, rare = lexicon.divided(vocabulary.synonyms, holders)
    marks = {name: _mark([text]) for name, text in files.items()}
    shared = {
        "shards": _shared([one.text for one in terms], TOGETHER["shards"]),
        "cards": _shared(shown, TOGETHER["cards"]),
        "words": _shared(rare, TOGETHER["words"]),
    }
    manifest = {
        "marks": {
            **{name: _told(mark) for name, mark in marks.items()},
            **{name: "".join(map(_told, some)) for name, some in shared.items()},
        },
        "together": TOGETHER,
        "day": f"{day.as_of:%Y%m%d}",
        "fixed": day.fixed,
        "everywhere": vocabulary.everywhere,
        "documents": len(ordered),
        "pages": sum(one.is_page for one in ordered),
        "answering": sum(one.answers for one in ordered),
        "cards": cards.PER_FILE,
        "years": facets.years(ordered),
        "values": {
            name: [
                _labelled(line.partition("\t")[0], vocabulary.labels.get(name, {}))
                for line in lines
            ]
            for name, lines in values.items()
        },
        "synonyms": words,
        "asking": lexicon.ASKING.split(),
        "small": lexicon.SMALL.split(),
        "small_in_long": lexicon.SMALL_IN_LONG.split(),
        "traditional": usual,
        "sounds": sorted(sounds.pairs),
        "shards": first_tokens(terms),
    }
    for place, shard in enumerate(terms):
        yield _file(shard.name, shared["shards"][place // TOGETHER["shards"]], shard.text)
    for place, text in enumerate(shown):
        yield _file(f"c{place}", shared["cards"][place // TOGETHER["cards"]], text)
    for place, text in enumerate(rare):
        yield _file(f"w{place}", shared["words"][place // TOGETHER["words"]], text)
    for name, text in files.items():
        yield _file(name, marks[name], text)
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()


def _labelled(value: str, labels: dict[str, str]) -> list[str]:
    return [value, labels[value]] if value in labels else [value]


def _file(name: str, mark: str, text: str) -> Artifact:
    return f"{FOLDER}/files/{name}.{FOR_EVER}{mark}.txt", text.encode()


def _mark(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n\n".join(texts).encode()).hexdigest()[:MARK_LENGTH]


def _shared(texts: Sequence[str], together: int) -> list[str]:
    """The marks of so many texts each."""
    return [_mark(texts[start : start + together]) for start in range(0, len(texts), together)]


def _told(mark: str) -> str:
    return base64.b64encode(bytes.fromhex(mark)).decode()
