"""All documents taken apart: in which of them a token or a short phrase stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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


def corpus(documents: Sequence[SearchDocument]) -> Corpus:
    """The documents taken apart; their places in the row are their numbers."""
    heads = [f"{one.title}\n{one.labels}" for one in documents]
    wholes = [
        "\n".join([head, *one.numbers, one.body])
        for head, one in zip(heads, documents, strict=True)
    ]
    numbers = tokens.number_parts([one.numbers for one in documents])
    return Corpus(len(documents), _text(wholes), _text(heads), numbers)


def _text(texts: Sequence[str]) -> Text:
    rows = tokens.rows(texts)
    return Text(tokens.grams(rows), tokens.words(rows))


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
