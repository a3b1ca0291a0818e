"""Documents in, the files of the search index out: the browser asks for a few of them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from portal.search import cards, facets, lexicon
from portal.search.corpus import Batch, batch, corpus, named
from portal.search.documents import OVERVIEWS, SearchDocument, in_order
from portal.search.letters import fold
from portal.search.shards import shards
from portal.workers import spread

FOLDER = "assets/search"
MANIFEST = f"{FOLDER}/manifest.json"

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


def artifacts(
    documents: Iterable[SearchDocument], vocabulary: Vocabulary, day: Day
) -> Iterator[Artifact]:
    """The index of the documents as files."""
    held = list(documents)
    whole = batch([named(one) for one in held], [one.body for one in held])
    return files_of(in_order(held), [whole], vocabulary, day)


def files_of(
    ordered: Sequence[SearchDocument],
    batches: Sequence[Batch],
    vocabulary: Vocabulary,
    day: Day,
    jobs: int = 1,
) -> Iterator[Artifact]:
    """The index as files: a manifest of fixed name, all else with its digest in their names."""
    known = corpus(batches, ordered)
    excerpts = {address: text for some in batches for address, text in some.excerpts.items()}
    parts: list[Callable[[], Any]] = [
        lambda: shards(known, vocabulary.synonyms),
        lambda: lexicon.sounds(known),
        lambda: lexicon.traditional_pairs(known),
        lambda: facets.facets(ordered),
    ]
    made = chain(*spread(lambda some: [part() for part in some], parts, jobs, fewest=2))
    terms, sounds, pairs, values = made
    files = {f"t{place}.txt": shard.text for place, shard in enumerate(terms)}
    files |= {f"c{place}.txt": text for place, text in enumerate(cards.cards(ordered, excerpts))}
    files |= {f"{name}.txt": "\n".join(lines) for name, lines in values.items()}
    files |= {f"s-{letter}.txt": "\n".join(lines) for letter, lines in sounds.pairs.items()}
    files["sounds.txt"] = "\n".join(sounds.syllables)
    files["status.txt"] = "\n".join(facets.status_lines(ordered, day.as_of))
    files["superseded.txt"] = facets.superseded(ordered, day.as_of)
    digest = _digest(files)
    manifest = {
        "files": digest,
        "day": f"{day.as_of:%Y%m%d}",
        "fixed": day.fixed,
        "everywhere": vocabulary.everywhere,
        "documents": len(ordered),
        "pages": sum(one.is_page for one in ordered),
        "answering": sum(one.is_page and one.address not in OVERVIEWS for one in ordered),
        "cards": cards.PER_FILE,
        "years": facets.years(ordered),
        "values": {
            name: [
                _labelled(line.partition("\t")[0], vocabulary.labels.get(name, {}))
                for line in lines
            ]
            for name, lines in values.items()
        },
        "synonyms": [[fold(word) for word in group] for group in vocabulary.synonyms],
        "asking": lexicon.ASKING.split(),
        "small": lexicon.SMALL.split(),
        "traditional": lexicon.traditional(known),
        "pairs": pairs,
        "sounds": sorted(sounds.pairs),
        "shards": [shard.first for shard in terms],
    }
    for name in sorted(files):
        yield f"{FOLDER}/files/{name.replace('.', f'.{digest}.')}", files[name].encode()
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()


def _labelled(value: str, labels: dict[str, str]) -> list[str]:
    return [value, labels[value]] if value in labels else [value]


def _digest(files: dict[str, str]) -> str:
    seen = hashlib.sha256()
    for name in sorted(files):
        seen.update(f"{name}\n{len(files[name])}\n{files[name]}".encode())
    return seen.hexdigest()[:12]
