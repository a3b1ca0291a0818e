"""Texts taken apart: what can be looked up, and in which documents it stands.

All documents are taken apart at once, as rows of numbers, never one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portal.search.letters import JOINERS, Codes, Flags, codes_of, grams_mask, words_mask

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

DOCUMENT_BITS = np.uint64(20)
DOCUMENT_MASK = np.uint64((1 << 20) - 1)
WORD_LENGTH = 12
SLICE = 1 << 19
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(SIGNS) + 1


@dataclass(frozen=True)
class Postings:
    """Tokens in order, each with the documents that hold it, in order.

    The documents of token `i` are `documents[bounds[i] : bounds[i + 1]]`.
    """

    keys: Keys
    bounds: Numbers
    documents: Numbers

    def of(self, key: int) -> Numbers:
        """The documents of a token; none if it does not occur."""
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at == len(self.keys) or int(self.keys[at]) != key:
            return self.documents[:0]
        return self.documents[self.bounds[at] : self.bounds[at + 1]]


@dataclass(frozen=True)
class Rows:
    """The letters of all documents in one row, and the document of each."""

    codes: Codes
    documents: Keys


def rows(texts: Sequence[str]) -> Rows:
    """The documents' texts as they are looked at."""
    codes, lengths = codes_of(texts)
    return Rows(codes, np.repeat(np.arange(len(texts), dtype=np.uint64), lengths))


def grams(text: Rows) -> Postings:
    """Single letters and pairs of neighbours, of Han and other scripts without spaces."""
    # By slices that stay in the processor's cache; each reaches one letter into the next.
    slices = range(0, max(1, len(text.codes)), SLICE)
    return _collected(
        [
            _gram_pairs(text.codes[at : at + SLICE + 1], text.documents[at : at + SLICE + 1])
            for at in slices
        ]
    )


def words(text: Rows) -> Postings:
    """Runs of Latin letters and digits; those joined by a hyphen or point also as one run."""
    codes, documents = text.codes, text.documents
    inside = words_mask(codes)
    joining = np.isin(codes, [ord(sign) for sign in JOINERS])
    joining[1:-1] &= inside[:-2] & inside[2:]
    simple = _runs(codes, documents, inside)
    # Only what stands around a joiner is looked at again, with the joiners taken out.
    near = _touching(inside | joining, joining) & ~joining
    joined = _runs(codes[near], documents[near], inside[near])
    keys, places = np.unique(np.concatenate([simple[0], joined[0]]), return_inverse=True)
    found = _gathered(places.astype(np.uint64), np.concatenate([simple[1], joined[1]]))
    return Postings(keys, found.bounds, found.documents)


def number_parts(numbers: Sequence[Sequence[str]]) -> Postings:
    """Every three neighbouring characters of the numbers, with and without their hyphens."""
    texts = [" ".join([*some, *(one.replace("-", "") for one in some)]) for some in numbers]
    text = rows(texts)
    codes, documents = text.codes, text.documents
    solid = words_mask(codes) | (codes == ord("-"))
    start = np.flatnonzero(solid[:-2] & solid[1:-1] & solid[2:])
    wide = codes.astype(np.uint64)
    seven = np.uint64(7)
    keys = (((wide[start] << seven) | wide[start + 1]) << seven) | wide[start + 2]
    return _gathered(keys, documents[start])


def small(found: Postings) -> Postings:
    """The same in a quarter of the room, to be kept; at most 65,536 documents."""
    return Postings(found.keys, found.bounds, found.documents.astype(np.uint16))


def merged(parts: Sequence[tuple[Keys, Postings]]) -> Postings:
    """The postings of several batches as one; each comes with the numbers its documents now have."""
    keys = np.unique(np.concatenate([_NONE, *(found.keys for _, found in parts)]))
    # One row for all, filled and sorted where it lies: it is the largest thing in memory.
    row = np.empty(sum(len(found.documents) for _, found in parts), np.uint64)
    end = 0
    for places, found in parts:
        start, end = end, end + len(found.documents)
        tokens = np.searchsorted(keys, found.keys).astype(np.uint64) << DOCUMENT_BITS
        row[start:end] = np.repeat(tokens, np.diff(found.bounds))
        row[start:end] |= places[found.documents]
    row.sort()
    whole = _collected([row])
    return Postings(keys, whole.bounds, whole.documents)


_NONE: Keys = np.zeros(0, np.uint64)


def gram_text(key: int) -> str:
    """The letters a key of `grams` stands for."""
    return chr(key >> 16) + (chr(key & 0xFFFF) if key & 0xFFFF else "")


def gram_key(text: str) -> int:
    """The key of one letter or two."""
    return ord(text[0]) << 16 | (ord(text[1]) if len(text) > 1 else 0)


def word_texts(keys: Keys) -> list[str]:
    """The letters that keys of `words` stand for."""
    signs = np.frombuffer(b"\0" + SIGNS.encode(), np.uint8)
    letters = np.empty((len(keys), WORD_LENGTH), np.uint8)
    for place in reversed(range(WORD_LENGTH)):
        keys, sign = np.divmod(keys, np.uint64(BASE))
        letters[:, place] = signs[sign]
    return [word.decode("ascii") for word in letters.view(f"S{WORD_LENGTH}").ravel().tolist()]


def gram_texts(keys: Keys) -> list[str]:
    """The letters that keys of `grams` stand for."""
    return [gram_text(key) for key in keys.tolist()]


def word_key(text: str) -> int:
    """The key of a word; of a long word its beginning."""
    key = 0
    for sign in text[:WORD_LENGTH].ljust(WORD_LENGTH):
        key = key * BASE + SIGNS.find(sign) + 1
    return key


def part_text(key: int) -> str:
    """The letters a key of `number_parts` stands for."""
    return chr(key >> 14) + chr(key >> 7 & 127) + chr(key & 127)


def _gram_pairs(codes: Codes, documents: Keys) -> Keys:
    inside = grams_mask(codes)
    wide = codes.astype(np.uint64)
    both = np.flatnonzero(inside[:-1] & inside[1:])
    alone = np.flatnonzero(inside)
    keys = np.concatenate([(wide[both] << 16) | wide[both + 1], wide[alone] << 16])
    return _pairs(keys, np.concatenate([documents[both], documents[alone]]))


def _runs(codes: Codes, documents: Keys, inside: Flags) -> tuple[Keys, Keys]:
    edge = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    starts, ends = edge[::2], edge[1::2]
    value = np.zeros(128, np.uint64)
    value[[ord(sign) for sign in SIGNS]] = np.arange(1, BASE)
    keys = np.zeros(len(starts), np.uint64)
    for place in range(WORD_LENGTH):
        at = np.minimum(starts + place, len(codes) - 1)
        sign = np.where(starts + place < ends, value[np.minimum(codes[at], 127)], 0)
        keys = keys * np.uint64(BASE) + sign.astype(np.uint64)
    return keys, documents[starts]


def _touching(solid: Flags, marked: Flags) -> Flags:
    """The whole runs of `solid` that hold something marked, with one place after each."""
    run = np.cumsum(np.diff(solid.astype(np.int8), prepend=0) != 0)
    chosen = np.zeros(int(run[-1]) + 2 if len(run) else 1, np.bool_)
    chosen[run[marked]] = True
    inside = chosen[run]
    touching: Flags = inside | np.concatenate([[False], inside[:-1]])
    return touching


def _gathered(keys: Keys, documents: Keys) -> Postings:
    return _collected([_pairs(keys, documents)])


def _pairs(keys: Keys, documents: Keys) -> Keys:
    """Token and document as one number, each once, in order."""
    return _sorted_once((keys << DOCUMENT_BITS) | documents)


def _collected(parts: list[Keys]) -> Postings:
    pairs = parts[0] if len(parts) == 1 else _sorted_once(np.concatenate(parts))
    tokens = pairs >> DOCUMENT_BITS
    starts = np.flatnonzero(_first_of_each(tokens))
    bounds = np.append(starts, len(pairs))
    return Postings(tokens[starts], bounds, (pairs & DOCUMENT_MASK).view(np.int64))


def _sorted_once(row: Keys) -> Keys:
    row.sort()
    return row[_first_of_each(row)]


def _first_of_each(row: Keys) -> Flags:
    """Where a sorted row changes, its start included."""
    changes = np.ones(len(row), np.bool_)
    changes[1:] = row[1:] != row[:-1]
    return changes
