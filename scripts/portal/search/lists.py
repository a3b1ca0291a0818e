"""Lists of documents as short printable text that compresses well.

A list starts with `+` (these documents) or `-` (all but these, when that is shorter) and goes on
with the gaps between their numbers. A gap is written in the 94 printable signs after the space:
its last digit is one of the first 64 (base 64), digits before it are of the last 30 (base 30).
Most gaps are one sign, so that the server's compression comes close to the best possible.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from portal.search.tokens import Numbers, Postings

FIRST = 0x21
LAST_DIGIT = 64
HIGHER_DIGIT = 30
Signs = npt.NDArray[np.uint8]


def written(postings: Postings, count: int) -> Iterator[str]:
    """The list of each token in turn; `count` is the number of documents."""
    sizes = np.diff(postings.bounds)
    shorter = np.flatnonzero(sizes * 2 > count)
    text, places = _signs(*_gaps(postings.documents, postings.bounds))
    plain = text.tobytes().decode("ascii")
    others = {int(at): _all_but(_documents(postings, int(at)), count) for at in shorter}
    for at, (start, end) in enumerate(zip(places[:-1].tolist(), places[1:].tolist(), strict=True)):
        yield others[at] if at in others else "+" + plain[start:end]


def one_list(documents: Numbers, count: int) -> str:
    """One list of documents, which come in order."""
    bounds = np.array([0, len(documents)])
    return next(written(Postings(np.zeros(1, np.uint64), bounds, documents), count))


def number(value: int) -> str:
    """One number in the same signs."""
    gaps = np.array([value])
    return _signs(gaps, np.array([0, 1]))[0].tobytes().decode("ascii")


def _documents(postings: Postings, at: int) -> Numbers:
    return postings.documents[postings.bounds[at] : postings.bounds[at + 1]]


def _all_but(documents: Numbers, count: int) -> str:
    missing = np.ones(count, np.bool_)
    missing[documents] = False
    rest = np.flatnonzero(missing)
    text, _ = _signs(*_gaps(rest, np.array([0, len(rest)])))
    return "-" + text.tobytes().decode("ascii")


def _gaps(documents: Numbers, bounds: Numbers) -> tuple[Numbers, Numbers]:
    gaps = np.diff(documents, prepend=-1) - 1
    starts = bounds[:-1][np.diff(bounds) > 0]
    gaps[starts] = documents[starts]
    return gaps, bounds


def _signs(gaps: Numbers, bounds: Numbers) -> tuple[Signs, Numbers]:
    """The gaps as signs, and where the text of each list starts and ends."""
    higher = gaps // LAST_DIGIT
    sizes = 1 + (higher > 0) + (higher >= HIGHER_DIGIT) + (higher >= HIGHER_DIGIT**2)
    ends = np.cumsum(sizes)
    signs = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    signs[ends - 1] = FIRST + gaps % LAST_DIGIT
    for back in (2, 3, 4):
        long = sizes >= back
        signs[ends[long] - back] = FIRST + LAST_DIGIT + higher[long] % HIGHER_DIGIT
        higher = higher // HIGHER_DIGIT
    return signs, np.concatenate([[0], ends])[bounds]
