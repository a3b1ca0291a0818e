"""Text as letters that compare equal however they were typed: NFKC, lower case, simplified.

theme's search-worker.js does the same to a query; tests compare the two.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

Codes = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]

BREAK = "\n"
JOINERS = "-._/·'"
PRIVATE_START, PRIVATE_COUNT = 0xE000, 6400
CHINESE = (0x3400, 0xA000)


def codes_of(texts: Sequence[str]) -> tuple[Codes, npt.NDArray[np.int64]]:
    """All texts as one row of codes with a break after each, and the length of each with it."""
    points = _points(texts)
    present = _present(points)
    spread = _spread_out(present)
    if spread:
        texts = [text.translate(spread) for text in texts]
        points = _points(texts)
        present = _present(points)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return _table(present)[points], lengths


GRAM_SIGNS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3005-\u3007\u3021-\u30fa\u30fc-\ufaff"


def fold(text: str) -> str:
    """The text as the index holds it."""
    simpler = unicodedata.normalize("NFKC", text).lower()
    table = simplified()
    return "".join(_within_plane(table.get(sign, sign)) for sign in simpler)


def words_mask(codes: Codes) -> Flags:
    """Where Latin letters and digits stand, which are found as whole words."""
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    return digits | ((codes >= ord("a")) & (codes <= ord("z")))


def grams_mask(codes: Codes) -> Flags:
    """Where Han and other letters stand, which are found in pairs."""
    latin = (codes >= 0xC0) & (codes <= 0x1FFF) & (codes != 0xD7) & (codes != 0xF7)
    chinese = (codes >= 0x3021) & (codes <= 0xFAFF) & (codes != 0x30FB)
    found: Flags = latin | chinese | ((codes >= 0x3005) & (codes <= 0x3007))
    return found


@cache
def simplified() -> dict[str, str]:
    """Each traditional character with the simplified one."""
    signs = [chr(code) for code in range(*CHINESE)]
    simple = opencc.OpenCC("t2s").convert(BREAK.join(signs)).split(BREAK)
    return {old: new for old, new in zip(signs, simple, strict=True) if old != new}


def _points(texts: Sequence[str]) -> npt.NDArray[np.uint32]:
    return np.frombuffer("".join([text + BREAK for text in texts]).encode("utf-32-le"), np.uint32)


def _present(points: npt.NDArray[np.uint32]) -> list[int]:
    seen = np.zeros(int(points.max(initial=0)) + 1, np.bool_)
    seen[points] = True
    present: list[int] = np.flatnonzero(seen).tolist()
    return present


def _spread_out(present: list[int]) -> dict[int, str]:
    """The signs that stand for several letters, as ㎡ does, with those letters."""
    normal = {point: _normal(point) for point in present}
    return {
        point: letters
        for point, letters in normal.items()
        if len(letters) > 1 and any(letter.isalnum() for letter in letters)
    }


@cache
def _normal(point: int) -> str:
    return unicodedata.normalize("NFKC", chr(point))


def _table(present: list[int]) -> Codes:
    """For each sign that is present the code it is compared by; 0 for what is no letter."""
    table = np.zeros(max(present, default=0) + 1, np.uint16)
    for point in present:
        table[point] = _code(point)
    return table


@cache
def _code(point: int) -> int:
    folded = fold(chr(point))
    return ord(folded) if len(folded) == 1 else 0


def _within_plane(sign: str) -> str:
    """Rare characters beyond the first plane share the private area: two may meet there."""
    return sign if sign < "\U00010000" else chr(PRIVATE_START + ord(sign) % PRIVATE_COUNT)
