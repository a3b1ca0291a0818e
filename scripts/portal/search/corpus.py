"""All documents taken apart: in which of them a token or a short phrase stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import numpy as np

from portal.search import tokens
from portal.search.documents import SearchDocument
from portal.search.letters import GRAM_SIGNS, JOINERS, fold
from portal.search.tokens import Numbers, Postings

PIECES = re.compile(rf"[a-z0-9]+(?:[{re.escape(JOINERS)}][a-z0-9]+)*|[{GRAM_SIGNS}]+")


@dataclass(frozen=True)
class Text:
    """One field of all documents."""

    grams: Postings
    words: Postings

    def holding(self, phrase: str) -> Numbers:
        """The documents that hold all tokens of the phrase."""
        found = [
            self.words.of(key) if is_word else self.grams.of(key)
            for key, is_word in _keys(fold(phrase))
        ]
        return reduce(np.intersect1d, found) if found else np.zeros(0, np.int64)


@dataclass(frozen=True)
class Corpus:
    """What is known of `count` documents: all their text, their heads, their numbers."""

    count: int
    whole: Text
    head: Text
    numbers: Postings


@dataclass(frozen=True)
class Batch:
    """Some documents, with as much of their bodies as results show, and all of them taken apart.

    Documents are numbered from 0 within the batch, so that it says the same whatever else there is.
    """

    documents: Sequence[SearchDocument]
    whole: Text
    head: Text
    numbers: Postings


def batch(documents: Sequence[SearchDocument]) -> Batch:
    """The documents taken apart."""
    heads = [f"{one.title}\n{one.labels}" for one in documents]
    wholes = [
        "\n".join([head, *one.numbers, one.body])
        for head, one in zip(heads, documents, strict=True)
    ]
    numbers = tokens.number_parts([one.numbers for one in documents])
    shown = [replace(one, body=one.shown) for one in documents]
    return Batch(shown, _text(wholes), _text(heads), numbers)


def corpus(batches: Sequence[Batch], ordered: Sequence[SearchDocument]) -> Corpus:
    """All batches as one; the places of the documents in the row are their numbers."""
    number = {one.address: place for place, one in enumerate(ordered)}
    places = [
        np.array([number[one.address] for one in some.documents], np.uint64) for some in batches
    ]

    def merged(field: Callable[[Batch], Postings]) -> Postings:
        return tokens.merged(list(zip(places, map(field, batches), strict=True)))

    whole = Text(merged(lambda some: some.whole.grams), merged(lambda some: some.whole.words))
    head = Text(merged(lambda some: some.head.grams), merged(lambda some: some.head.words))
    return Corpus(len(ordered), whole, head, merged(lambda some: some.numbers))


def _text(texts: Sequence[str]) -> Text:
    rows = tokens.rows(texts)
    return Text(tokens.small(tokens.grams(rows)), tokens.small(tokens.words(rows)))


def _keys(folded: str) -> list[tuple[int, bool]]:
    found: list[tuple[int, bool]] = []
    for piece in PIECES.findall(folded):
        if piece[0] <= "z":
            found.append((tokens.word_key(re.sub(r"[^a-z0-9]", "", piece)), True))
        elif len(piece) == 1:
            found.append((tokens.gram_key(piece), False))
        else:
            found += [(tokens.gram_key(one + next_), False) for one, next_ in pairwise(piece)]
    return found
