"""Documents in, the files of the search index out: the browser asks for a few of them."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from portal.search import cards, facets, lexicon
from portal.search.corpus import Batch, corpus
from portal.search.documents import SearchDocument, digits_of
from portal.search.letters import fold
from portal.search.shards import first_tokens, shards

FOLDER = "assets/search"
MANIFEST = f"{FOLDER}/manifest.json"
MARK_LENGTH = 6
# Names that keep for ever end in eight digits; the manifest tells the six that differ, as four letters.
FOR_EVER = "00"
# So many neighbours share a mark: one for each would make the manifest heavy.
TOGETHER = {"shards": 18, "cards": 120, "words": 32}

_LISTS = {
    "asking": lexicon.ASKING.split(),
    "small": lexicon.SMALL.split(),
    "small_in_long": lexicon.SMALL_IN_LONG.split(),
}

Artifact = tuple[str, bytes]


@dataclass(frozen=True)
class Vocabulary:
    """The words editors and records bring: groups of synonyms, labels of facet values, whose site it is."""

    synonyms: Sequence[Sequence[str]]
    labels: dict[str, dict[str, str]]
    everywhere: str
    operator: str = ""


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
    known, excerpts = corpus(batches), _excerpts(ordered, batches)
    groups, ways = lexicon.parted(vocabulary.synonyms)
    said = chain.from_iterable(groups)
    holders = {word: known.whole.holding(word) for word in dict.fromkeys(said)}
    terms = shards(known, groups, holders)
    words, rare = lexicon.divided(groups, holders)
    changes = [*lexicon.traditional(known), *lexicon.traditional_pairs(known)]
    usual, unusual = lexicon.apart(changes)
    names = chain.from_iterable((one.name or one.title, one.labels) for one in ordered)
    sounds, values = lexicon.sounds(known, names), facets.facets(ordered)
    named = _of_facets(ordered, values) | _of_sounds(sounds) | _of_states(ordered, vocabulary, day)
    named["traditional"] = unusual
    named["ways"] = lexicon.asked(groups, ways, holders)
    rows = {
        "shards": [(one.name, one.text) for one in terms],
        "cards": _numbered("c", cards.cards(ordered, excerpts)),
        "words": _numbered("w", rare),
    }
    marks = {name: [_mark([text])] for name, text in named.items()}
    marks |= {
        kind: _shared([text for _, text in row], TOGETHER[kind]) for kind, row in rows.items()
    }
    for kind, row in rows.items():
        for place, (name, text) in enumerate(row):
            yield _file(name, marks[kind][place // TOGETHER[kind]], text)
    for name, text in named.items():
        yield _file(name, marks[name][0], text)
    manifest = {
        "marks": {name: "".join(map(_told, some)) for name, some in marks.items()},
        **_of_the_site(ordered, vocabulary, day),
        "values": _labelled(values, vocabulary.labels),
        "synonyms": words,
        # The group of the operator's names; -1 if it has none.
        "operator": _place(vocabulary.operator, vocabulary.synonyms),
        **_LISTS,
        "traditional": usual,
        "sounds": sorted(sounds.pairs),
        "shards": first_tokens(terms),
    }
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()


def _place(word: str, groups: Sequence[Sequence[str]]) -> int:
    return next((place for place, group in enumerate(groups) if word in group), -1)


def _excerpts(ordered: Sequence[SearchDocument], batches: Sequence[Batch]) -> dict[str, str]:
    """What cards show of each document."""
    excerpts = {address: text for some in batches for address, text in some.excerpts.items()}
    if [*excerpts] != [one.address for one in ordered]:
        raise ValueError("the batches hold the documents in another order")
    return excerpts


def _of_facets(
    ordered: Sequence[SearchDocument], values: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Each facet's values and each year's days."""
    return {name: "\n".join(lines) for name, lines in {**values, **facets.days(ordered)}.items()}


def _of_sounds(sounds: lexicon.Sounds) -> dict[str, str]:
    """Words by how they sound, a file for each letter they begin with."""
    files = {f"s-{letter}": "\n".join(lines) for letter, lines in sounds.pairs.items()}
    return files | {
        "sounds": "\n".join(sounds.syllables),
        "sounds-rarer": "\n".join(sounds.rarer),
    }


def _of_states(
    ordered: Sequence[SearchDocument], vocabulary: Vocabulary, day: Day
) -> dict[str, str]:
    """What notices are on a day, cost and bind to."""
    near, far = facets.status_lines(ordered, day.as_of)
    return {
        "status": "\n".join(near),
        "status-later": "\n".join(far),
        "price": "\n".join(facets.prices(ordered)),
        # Who names a city is shown what holds everywhere as well: one row of twenty.
        "everywhere": facets.of_area(ordered, vocabulary.everywhere),
        "free": facets.free(ordered),
        "superseded": facets.superseded(ordered, day.as_of),
    }


def _of_the_site(
    ordered: Sequence[SearchDocument], vocabulary: Vocabulary, day: Day
) -> dict[str, object]:
    """What the manifest tells of day, documents and files before it comes to words."""
    return {
        "together": TOGETHER,
        "day": digits_of(day.as_of),
        "fixed": day.fixed,
        "everywhere": vocabulary.everywhere,
        "documents": len(ordered),
        "pages": sum(one.is_page for one in ordered),
        "answering": sum(one.answers for one in ordered),
        "questions": _questions(ordered),
        "cards": cards.PER_FILE,
        "years": facets.years(ordered),
    }


def _questions(ordered: Sequence[SearchDocument]) -> list[tuple[int, str]]:
    """The pages whose titles ask, each with what it is asked about: 退订 of 怎样退订."""
    titles = [(place, one.title) for place, one in enumerate(ordered) if one.answers]
    return [
        (place, fold(title.removeprefix(word)))
        for place, title in titles
        for word in _LISTS["asking"]
        if title.startswith(word) and title != word
    ]


def _labelled(
    values: Mapping[str, Sequence[str]], labels: Mapping[str, Mapping[str, str]]
) -> dict[str, list[list[str]]]:
    """Each facet's values, with their labels where they have any."""
    told = {name: [line.partition("\t")[0] for line in lines] for name, lines in values.items()}
    return {
        name: [[one, labels[name][one]] if one in labels.get(name, {}) else [one] for one in some]
        for name, some in told.items()
    }


def _numbered(letter: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"{letter}{place}", text) for place, text in enumerate(texts)]


def _file(name: str, mark: str, text: str) -> Artifact:
    return f"{FOLDER}/files/{name}.{FOR_EVER}{mark}.txt", text.encode()


def _mark(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n\n".join(texts).encode()).hexdigest()[:MARK_LENGTH]


def _shared(texts: Sequence[str], together: int) -> list[str]:
    """The marks of so many texts each."""
    return [_mark(texts[start : start + together]) for start in range(0, len(texts), together)]


def _told(mark: str) -> str:
    return base64.b64encode(bytes.fromhex(mark)).decode()
