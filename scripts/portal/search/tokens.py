"""Texts taken apart: what can be looked up, and in which documents it stands.

All documents are taken apart at once, as rows of numbers, never one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from portal.search.letters import (
    GRAM,
    JOINER,
    JOINERS,
    PLANE,
    WORD,
    Codes,
    Kinds,
    Numbers,
    codes_of,
    kinds_of,
)

Keys = npt.NDArray[np.uint64]
Documents = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]

# A batch holds at most 65,536 documents, a site a million.
DOCUMENT_BITS = np.uint64(20)
DOCUMENT_MASK = np.uint64((1 << 20) - 1)
WORD_LENGTH = 12
PART_BITS = np.uint64(7)
# What marks a part of a number in which two signs meet that a hyphen, a point or a space parts.
MEETING_BIT, MEETING = np.uint64(1 << 28), "~"
_PARTING = str.maketrans("", "", f"{JOINERS} ")
NUMBER_LENGTH = 7
# In the order of their codes; a sign of division stands between a price and what it is for.
NUMBER_SIGNS = "./0123456789"
# What follows the number of a size: 20 MB, 1g.
_SIZES = [ord(sign) for sign in "kmg"]
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(SIGNS) + 1


@dataclass(frozen=True)
class Postings:
    """Tokens in order, each with the documents that hold it, in order.

    The documents of token `i` are `documents[bounds[i] : bounds[i + 1]]`.
    """

    keys: Keys
    bounds: Numbers
    documents: Documents

    def of(self, key: int) -> Documents:
        """The documents of a token; none if it does not occur."""
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at == len(self.keys) or int(self.keys[at]) != key:
            return self.documents[:0]
        return self.documents[self.bounds[at] : self.bounds[at + 1]]


@dataclass(frozen=True)
class Rows:
    """The letters of `count` documents in one row, what each is, and the document of each."""

    count: int
    codes: Codes
    kinds: Kinds
    documents: Codes


def rows(texts: Sequence[str]) -> Rows:
    """The documents' texts as they are looked at."""
    codes, lengths = codes_of(texts)
    documents = np.repeat(np.arange(len(texts), dtype=np.uint16), lengths)
    return Rows(len(texts), codes, kinds_of(codes), documents)


def grams(text: Rows) -> Postings:
    """Single letters and pairs of neighbours, of Han and other scripts without spaces.

    Nothing is sorted: each letter, each pair, each pair in a document is ticked off in a table.
    """
    places = np.flatnonzero(text.kinds == GRAM)
    codes, documents = text.codes.take(places), text.documents.take(places)
    letters = np.flatnonzero(ticked(codes, PLANE))
    ranks = np.zeros(PLANE, np.uint32)
    ranks[letters] = np.arange(1, len(letters) + 1)
    # A pair is a number of two digits; the second is 0 where no letter of this kind follows.
    base = len(letters) + 1
    begun = ranks.take(codes) * np.uint32(base)
    pairs = begun + ranks.take(text.codes.take(places + 1))
    found = ticked(pairs, base * base)
    alone = np.arange(1, base) * base
    found[alone] = True
    tokens = np.flatnonzero(found)
    row_of = np.empty(base * base, np.uint32)
    row_of[tokens] = np.arange(len(tokens))
    count = np.int64(text.count)
    held = ticked(row_of.take(pairs) * count + documents, len(tokens) * text.count)
    # A letter stands wherever a pair stands that begins with it.
    held[row_of.take(begun) * count + documents] = True
    wide = np.concatenate([[0], letters]).astype(np.uint64)
    keys = wide[tokens // base] << np.uint64(16) | wide[tokens % base]
    return _listed(keys, held, text.count)


def words(text: Rows) -> Postings:
    """Runs of Latin letters and digits; those joined by a hyphen or point also as one run."""
    inside, joining = text.kinds == WORD, text.kinds == JOINER
    joining[1:-1] &= inside[:-2] & inside[2:]
    simple = _runs(text.codes, text.documents, inside)
    # Only what stands around a joiner is looked at again, with the joiners taken out.
    near = _touching(inside | joining, joining)
    near = near[~joining[near]]
    joined = _runs(text.codes[near], text.documents[near], inside[near])
    keys, places = np.unique(np.concatenate([simple[0], joined[0]]), return_inverse=True)
    ticks = places * np.int64(text.count) + np.concatenate([simple[1], joined[1]])
    return _listed(keys, ticked(ticks, len(keys) * text.count), text.count)


def amounts(text: Rows) -> Postings:
    """Numbers with the letter that follows, at once or after a space: 65元, 0.15元; 20m of 20 MB.

    36.00 元 is 36元, as search-facts.js reads it. Of 0.15 元/分钟 also 0.15/分: what a price is for parts it from others of the same height.
    """
    digit = (text.codes >= ord("0")) & (text.codes <= ord("9"))
    number = digit.copy()
    number[1:-1] |= (text.codes[1:-1] == ord(".")) & digit[:-2] & digit[2:]
    starts, ends = _bounds(number)
    after = ends + (text.codes[ends] == ord(" "))
    beyond = np.minimum(after + 1, len(text.codes) - 1)
    size = (text.kinds[beyond] != WORD) | (text.codes[beyond] == ord("b"))
    size &= np.isin(text.codes[after], _SIZES)
    whole = (text.kinds[starts - 1] != WORD) & ((text.kinds[after] == GRAM) | size)
    # 〔2007〕188 号 numbers a filing, and says nothing of 188号段.
    filed = (text.codes[starts - 1] == ord("〕")) & (text.codes[after] == ord("号"))
    kept = whole & ~filed & (ends - starts <= NUMBER_LENGTH)
    starts, ends, after = starts[kept], ends[kept], after[kept]
    last, second, third = (text.codes[ends - back] for back in (1, 2, 3))
    naught = (last == ord("0")) & (text.codes[after] == ord("元"))
    cents = naught & (second == ord("0")) & (third == ord("."))
    ends = ends - 2 * (naught & (second == ord("."))) - 3 * cents
    keys = _amount_keys(text, starts, ends)
    slash = text.codes[after + 1] == ord("/")
    priced = np.flatnonzero(slash & (ends - starts < NUMBER_LENGTH))
    priced = priced[text.kinds[after[priced] + 2] == GRAM]
    # The sign of division takes the place of the end.
    change = np.uint64(len(NUMBER_SIGNS)) - _NUMBER_VALUES[ord("/")]
    divided = keys[priced] - change * _POWERS[(ends - starts)[priced]]
    letters = np.concatenate([text.codes[after], text.codes[after[priced] + 2]])
    documents = text.documents[np.concatenate([starts, starts[priced]])]
    row = np.concatenate([keys, divided]) << np.uint64(16) | letters
    return _collected((row << DOCUMENT_BITS) | documents)


def _amount_keys(text: Rows, starts: Numbers, ends: Numbers) -> Keys:
    """Numbers as digits; whatever ends one counts as more than any digit, as the letter after it does."""
    keys = np.zeros(len(starts), np.uint64)
    for place in range(NUMBER_LENGTH):
        at = np.minimum(starts + place, ends)
        sign = np.where(at < ends, _NUMBER_VALUES[text.codes[at]], len(NUMBER_SIGNS))
        keys = keys * np.uint64(len(NUMBER_SIGNS) + 1) + sign.astype(np.uint64)
    return keys


def number_parts(numbers: Sequence[str]) -> Postings:
    """Every three and four neighbouring characters of the numbers; apart those that meet without hyphens, points and spaces.

    0090 is a part of GD2009-0090, and may be meant by a part of GD2009-0098 that leaves the hyphen out.
    """
    as_written = _number_rows([f"{some}\n" for some in numbers])
    joined = _number_rows([f"{some.translate(_PARTING)}\n" for some in numbers])
    as_written.sort()
    at = np.minimum(np.searchsorted(as_written, joined), len(as_written) - 1)
    meeting = joined[as_written[at] != joined] | MEETING_BIT << DOCUMENT_BITS
    return _collected(np.concatenate([as_written, meeting]))


def _number_rows(numbers: Sequence[str]) -> Keys:
    """The parts of the numbers, each with its document."""
    text = rows(numbers)
    solid = (text.kinds == WORD) | (text.codes == ord("-"))
    wide = np.where(solid, text.codes, 0).astype(np.uint64)
    start = np.flatnonzero(solid[:-3] & solid[1:-2] & solid[2:-1])
    three = np.zeros(len(start), np.uint64)
    for place in range(3):
        three = (three << PART_BITS) | wide[start + place]
    three <<= PART_BITS
    keys = np.concatenate([three, three | wide[start + 3]])
    documents = np.concatenate([text.documents[start]] * 2)
    found: Keys = (keys << DOCUMENT_BITS) | documents
    return found


def merged(parts: Sequence[Postings], counts: Sequence[int]) -> Postings:
    """The postings of successive batches as one; each holds so many documents.

    Nothing is sorted: those of a batch stand behind those of the batches before it.
    """
    keys = np.unique(np.concatenate([_NONE, *(found.keys for found in parts)]))
    places = [np.searchsorted(keys, found.keys) for found in parts]
    sizes = np.zeros(len(keys) + 1, np.int64)
    for rows, found in zip(places, parts, strict=True):
        sizes[rows + 1] += np.diff(found.bounds)
    bounds = np.cumsum(sizes)
    documents, free = np.empty(bounds[-1], np.int32), bounds[:-1].copy()
    befores = accumulate(counts, initial=0)
    for rows, found, before in zip(places, parts, befores, strict=False):
        lengths = np.diff(found.bounds)
        at = np.repeat(free[rows] - found.bounds[:-1], lengths)
        at += np.arange(len(at))
        documents[at] = found.documents.astype(np.int32) + before
        free[rows] += lengths
    return Postings(keys, bounds, documents)


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


def amount_texts(keys: Keys) -> list[str]:
    """The number and the letter that keys of `amounts` stand for."""
    letters = [chr(key & 0xFFFF) for key in keys.tolist()]
    numbers = (keys >> np.uint64(16)).tolist()
    return [_number(number) + letter for number, letter in zip(numbers, letters, strict=True)]


def word_key(text: str) -> int:
    """The key of a word; of a long word its beginning."""
    key = 0
    for sign in text[:WORD_LENGTH].ljust(WORD_LENGTH):
        key = key * BASE + SIGNS.find(sign) + 1
    return key


def part_text(key: int) -> str:
    """The letters a key of `number_parts` stands for."""
    signs = (key >> place * int(PART_BITS) & 127 for place in (3, 2, 1, 0))
    meeting = MEETING if key & int(MEETING_BIT) else ""
    return meeting + "".join(chr(sign) for sign in signs if sign)


def _number(value: int) -> str:
    """The number that the digits of a value stand for."""
    signs = ""
    while value:
        value, sign = divmod(value, len(NUMBER_SIGNS) + 1)
        signs = NUMBER_SIGNS[sign : sign + 1] + signs
    return signs


def _runs(codes: Codes, documents: Codes, inside: Flags) -> tuple[Keys, Codes]:
    """The key of each run, and the document it stands in."""
    starts, ends = _bounds(inside)
    keys = _VALUES[codes[starts]] * np.uint64(BASE ** (WORD_LENGTH - 1))
    for place in range(1, WORD_LENGTH):
        going = np.flatnonzero(ends - starts > place)
        signs = _VALUES[codes[starts[going] + place]]
        keys[going] += signs * np.uint64(BASE ** (WORD_LENGTH - 1 - place))
    return keys, documents[starts]


def _bounds(inside: Flags) -> tuple[Numbers, Numbers]:
    """Where each run of what is inside starts, and the place after it."""
    around = np.zeros(len(inside) + 2, np.bool_)
    around[1:-1] = inside
    edge = np.flatnonzero(around[1:] != around[:-1])
    return edge[::2], edge[1::2]


def _values(signs: str, first: int) -> Keys:
    values = np.zeros(PLANE, np.uint64)
    values[[ord(sign) for sign in signs]] = np.arange(first, first + len(signs))
    return values


_VALUES = _values(SIGNS, 1)
_NUMBER_VALUES = _values(NUMBER_SIGNS, 0)
_POWERS = np.uint64(len(NUMBER_SIGNS) + 1) ** np.arange(NUMBER_LENGTH)[::-1].astype(np.uint64)


def _touching(solid: Flags, marked: Flags) -> Numbers:
    """The places of the runs of `solid` that hold something marked, with one place after each."""
    starts, ends = _bounds(solid)
    runs = np.searchsorted(starts, np.flatnonzero(marked), "right") - 1
    chosen = runs[_first_of_each(runs)]
    sizes = ends[chosen] + 1 - starts[chosen]
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts[chosen] - before, sizes) + np.arange(sizes.sum())


def ticked(these: npt.NDArray[np.integer], count: int) -> Flags:
    """Which of the numbers below `count` occur."""
    found = np.zeros(count, np.bool_)
    found[these] = True
    return found


def _listed(keys: Keys, held: Flags, count: int) -> Postings:
    """The tokens with the documents that are ticked: for each token there are `count` ticks."""
    ticks = np.flatnonzero(held)
    bounds = np.searchsorted(ticks, np.arange(len(keys) + 1) * count)
    documents = ticks - np.repeat(np.arange(len(keys)) * count, np.diff(bounds))
    return Postings(keys, bounds, documents.astype(np.uint16))


def _collected(row: Keys) -> Postings:
    """Tokens and documents, each two as one number: sorted where they lie, each once."""
    row.sort()
    pairs = row[_first_of_each(row)]
    tokens = pairs >> DOCUMENT_BITS
    starts = np.flatnonzero(_first_of_each(tokens))
    bounds = np.append(starts, len(pairs))
    return Postings(tokens[starts], bounds, (pairs & DOCUMENT_MASK).astype(np.int32))


def _first_of_each(row: npt.NDArray[np.integer]) -> Flags:
    """Where a sorted row changes, its start included."""
    changes = np.ones(len(row), np.bool_)
    changes[1:] = row[1:] != row[:-1]
    return changes
