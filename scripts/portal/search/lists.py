"""Lists of documents as short printable text that compresses well.

A list starts with `+` (these documents) or `-` (all but these, when that is shorter) and goes on
with the gaps between their numbers. A gap is written in the 94 printable signs after the space:
its last digit is one of the first 64 (base 64), digits before it are of the last 30 (base 30).
Most gaps are one sign, so that the server's compression comes close to the best possible.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from portal.search.letters import Numbers
from portal.search.tokens import Documents, Postings

FIRST = 0x21
LAST_DIGIT = 64
HIGHER_DIGIT = 30
AT_ONCE = 1 << 18
Signs = npt.NDArray[np.uint8]


def written(postings: Postings, count: int) -> Iterator[str]:
    """The list of each token in turn; `count` is the number of documents."""
    most = np.flatnonzero(np.diff(postings.bounds) * 2 > count)
    missing = [_missing(_documents(postings, int(at)), count) for at in most]
    sizes = np.array([0, *map(len, missing)])
    rest = np.concatenate([*missing, np.zeros(0, np.int64)])
    others = dict(zip(most.tolist(), _texts(rest, np.cumsum(sizes)), strict=True))
    for at, text in enumerate(_texts(postings.documents, postings.bounds)):
        yield "-" + others[at] if at in others else "+" + text


def all_lists(some: Sequence[Sequence[int] | Documents], count: int) -> list[str]:
    """Lists of documents, each of which come in order: all at once, for they are many and short."""
    documents = np.concatenate(
        [np.zeros(0, np.int64), *(np.asarray(one, np.int64) for one in some)]
    )
    bounds = np.cumsum([0, *map(len, some)])
    return list(written(Postings(np.zeros(len(some), np.uint64), bounds, documents), count))


def _documents(postings: Postings, at: int) -> Documents:
    return postings.documents[postings.bounds[at] : postings.bounds[at + 1]]


def _missing(documents: Documents, count: int) -> Numbers:
    missing = np.ones(count, np.bool_)
    missing[documents] = False
    return np.flatnonzero(missing)


def _texts(documents: Documents, bounds: Numbers) -> Iterator[str]:
    """The gaps within each list as text; made of some lists at a time, to need little memory."""
    cuts = np.searchsorted(bounds[1:], np.arange(0, len(documents), AT_ONCE))
    for first, last in pairwise(np.unique([0, *cuts, len(bounds) - 1]).tolist()):
        some = bounds[first : last + 1]
        yield from _some_texts(documents[some[0] : some[-1]], some - some[0])


def _some_texts(documents: Documents, bounds: Numbers) -> list[str]:
    gaps = np.empty(len(documents), np.int32)
    gaps[1:] = documents[1:] - documents[:-1] - 1
    starts = bounds[:-1][np.diff(bounds) > 0]
    gaps[starts] = documents[starts]
    signs, places = _signs(gaps, bounds)
    plain = signs.tobytes().decode("ascii")
    return [plain[start:end] for start, end in pairwise(places.tolist())]


def _signs(gaps: Documents, bounds: Numbers) -> tuple[Signs, Numbers]:
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
