"""Lists of documents as short printable text that compresses well.

A list starts with a sign that tells how it goes on. `+`: the gaps between the numbers of these
documents. `-`: the same of all other documents, which are fewer. `=`: six documents in each sign,
from the lowest bit on, where that is shorter than both: compressed, a third of all documents need
a sixth less than as gaps.
A gap is written in the 94 printable signs after the space: its last digit is one of the first 64
(base 64), digits before it are of the last 30 (base 30). Most gaps are one sign, so that the
server's compression comes close to the best possible.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from portal.search.tokens import Documents, Postings

FIRST = 0x21
LAST_DIGIT = 64
HIGHER_DIGIT = 30
IN_A_SIGN = 6
AT_ONCE = 1 << 18
Signs = npt.NDArray[np.uint8]


def written(postings: Postings, count: int) -> Iterator[str]:
    """The list of each token in turn; `count` is the number of documents.

    Made of some lists at a time, to need little memory.
    """
    bounds = postings.bounds
    cuts = np.searchsorted(bounds[1:], np.arange(0, len(postings.documents), AT_ONCE))
    for first, last in pairwise(np.unique([0, *cuts, len(bounds) - 1]).tolist()):
        some = postings.documents[bounds[first] : bounds[last]]
        yield from _written(some, np.diff(bounds[first : last + 1]), count)


def all_lists(some: Sequence[Sequence[int] | Documents], count: int) -> list[str]:
    """Lists of documents, each of which come in order: all at once, for they are many and short."""
    documents = np.concatenate(
        [np.zeros(0, np.int64), *(np.asarray(one, np.int64) for one in some)]
    )
    bounds = np.cumsum([0, *map(len, some)])
    return list(written(Postings(np.zeros(len(some), np.uint64), bounds, documents), count))


def _written(documents: Documents, sizes: Documents, count: int) -> Iterator[str]:
    """The lists of these sizes that follow each other."""
    many = np.minimum(sizes, count - sizes) * IN_A_SIGN > count
    most = ~many & (sizes * 2 > count)
    held = _table(documents, sizes, many | most, count)
    missing = [np.flatnonzero(~row) for row in held[most[many | most]]]
    gaps = _gaps(documents[np.repeat(~many & ~most, sizes)], sizes[~many & ~most])
    others = _gaps(np.concatenate([np.zeros(0, np.int64), *missing]), list(map(len, missing)))
    signs = _sixes(held[many[many | most]])
    for is_many, is_most in zip(many.tolist(), most.tolist(), strict=True):
        if is_many:
            yield "=" + next(signs)
        elif is_most:
            yield "-" + next(others)
        else:
            yield "+" + next(gaps)


def _table(
    documents: Documents, sizes: Documents, wanted: npt.NDArray[np.bool_], count: int
) -> npt.NDArray[np.bool_]:
    """Of each wanted list one row: which documents it holds."""
    held = np.zeros((np.count_nonzero(wanted), count), np.bool_)
    rows = np.repeat(np.arange(len(held)), sizes[wanted])
    held[rows, documents[np.repeat(wanted, sizes)]] = True
    return held


def _sixes(held: npt.NDArray[np.bool_]) -> Iterator[str]:
    wide = np.zeros((len(held), -(-held.shape[1] // IN_A_SIGN) * IN_A_SIGN), np.uint8)
    wide[:, : held.shape[1]] = held
    signs = np.full((len(held), wide.shape[1] // IN_A_SIGN), FIRST, np.uint8)
    for bit in range(IN_A_SIGN):
        signs += wide[:, bit::IN_A_SIGN] << bit
    return (row.tobytes().decode("ascii") for row in signs)


def _gaps(documents: Documents, sizes: Sequence[int] | Documents) -> Iterator[str]:
    """The gaps within each list as text."""
    bounds = np.concatenate([[0], np.cumsum(np.asarray(sizes, np.int64))])
    gaps = np.empty(len(documents), np.int32)
    gaps[1:] = documents[1:] - documents[:-1] - 1
    starts = bounds[:-1][np.diff(bounds) > 0]
    gaps[starts] = documents[starts]
    signs, places = _signs(gaps, bounds)
    plain = signs.tobytes().decode("ascii")
    return (plain[start:end] for start, end in pairwise(places.tolist()))


def _signs(gaps: Documents, bounds: Documents) -> tuple[Signs, Documents]:
    """The gaps as signs, and where the text of each list starts and ends."""
    long = np.flatnonzero(gaps >= LAST_DIGIT)
    higher = gaps[long] // LAST_DIGIT
    sizes = np.ones(len(gaps), np.uint8)
    sizes[long] = 2 + (higher >= HIGHER_DIGIT) + (higher >= HIGHER_DIGIT**2)
    ends = np.cumsum(sizes, dtype=np.int64)
    signs = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    signs[ends - 1] = FIRST + gaps % LAST_DIGIT
    for back in (2, 3, 4):
        signs[ends[long] - back] = FIRST + LAST_DIGIT + higher % HIGHER_DIGIT
        higher = higher // HIGHER_DIGIT
        long, higher = long[higher > 0], higher[higher > 0]
    return signs, np.concatenate([[0], ends])[bounds]
