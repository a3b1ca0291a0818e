"""All documents taken apart: in which of them a token or a short phrase stands."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from portal.search import tokens
from portal.search.documents import SearchDocument, excerpt
from portal.search.letters import GRAM_SIGNS, JOINERS, fold
from portal.search.tokens import Documents, Postings

# The documents that hold each word.
Holders = Mapping[str, Documents]
PIECES = re.compile(rf"[a-z0-9]+(?:[{re.escape(JOINERS)}][a-z0-9]+)*|[{GRAM_SIGNS}]+")


@dataclass(frozen=True)
class Text:
    """One field of all documents."""

    grams: Postings
    words: Postings
    amounts: Postings

    def holding(self, phrase: str) -> Documents:
        """The documents that hold all tokens of the phrase, in order."""
        keys = _keys_of(phrase)
        if not self._known.issuperset(keys):
            return np.zeros(0, np.int64)
        lists = sorted(map(self._of, keys), key=len)
        found = lists[0] if lists else np.zeros(0, np.int64)
        for other in lists[1:]:
            at = np.minimum(np.searchsorted(other, found), len(other) - 1)
            found = found[other[at] == found]
        return found

    @cached_property
    def _known(self) -> frozenset[tuple[int, bool]]:
        """All tokens: of ten thousand words that editors know, most hold one that stands nowhere."""
        both = ((self.words, True), (self.grams, False))
        return frozenset((key, is_word) for held, is_word in both for key in held.keys.tolist())

    def _of(self, key: tuple[int, bool]) -> Documents:
        number, is_word = key
        return (self.words if is_word else self.grams).of(number)


@dataclass(frozen=True)
class Corpus:
    """What is known of `count` documents: all their text, their heads, their numbers."""

    count: int
    whole: Text
    head: Text
    numbers: Postings


@dataclass(frozen=True)
class Batch:
    """Some documents taken apart: how each begins, by its address, and what stands where.

    Documents are numbered from 0 within the batch, so that it says the same whatever else there is.
    """

    excerpts: Mapping[str, str]
    whole: Text
    head: Text
    numbers: Postings


class Named(NamedTuple):
    """A document without its body: the address, what counts more than the body, its numbers and prices."""

    address: str
    head: str
    numbers: str
    prices: str = ""


def named(one: SearchDocument) -> Named:
    """The document as it is taken apart, its body apart from it."""
    return Named(one.address, one.head, "\n".join(one.numbers), "\n".join(one.prices))


def batch(documents: Sequence[Named], bodies: Sequence[str]) -> Batch:
    """The documents taken apart."""
    both = list(zip(documents, bodies, strict=True))
    whole = tokens.rows([f"{one.head}\n{one.numbers}\n{body}" for one, body in both])
    head = tokens.rows([one.head for one in documents])
    # 58 of a price is no word of the title.
    priced = tokens.rows([f"{one.head}\n{one.prices}" for one in documents])
    return Batch(
        {one.address: excerpt(body) for one, body in both},
        Text(tokens.grams(whole), tokens.words(whole), tokens.amounts(whole)),
        Text(tokens.grams(head), tokens.words(head), tokens.amounts(priced)),
        tokens.number_parts([one.numbers for one in documents]),
    )


def corpus(batches: Sequence[Batch]) -> Corpus:
    """All batches as one, whose documents follow each other."""
    counts = [len(some.excerpts) for some in batches]

    def merged(field: Callable[[Batch], Postings]) -> Postings:
        return tokens.merged([*map(field, batches)], counts)

    def text(field: Callable[[Batch], Text]) -> Text:
        return Text(
            merged(lambda some: field(some).grams),
            merged(lambda some: field(some).words),
            merged(lambda some: field(some).amounts),
        )

    whole, head = text(lambda some: some.whole), text(lambda some: some.head)
    return Corpus(sum(counts), whole, head, merged(lambda some: some.numbers))


@cache
def _keys_of(phrase: str) -> list[tuple[int, bool]]:
    """The keys of its tokens: words of the synonyms are looked for in heads as well."""
    return list(_keys(fold(phrase)))


def _keys(folded: str) -> Iterator[tuple[int, bool]]:
    for piece in PIECES.findall(folded):
        if piece[0] <= "z":
            yield tokens.word_key(re.sub(r"[^a-z0-9]", "", piece)), True
        elif len(piece) == 1:
            yield tokens.gram_key(piece), False
        else:
            yield from ((tokens.gram_key(one + next_), False) for one, next_ in pairwise(piece))
