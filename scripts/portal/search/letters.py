"""Text as letters that compare equal however they were typed: NFKC, lower case, simplified.

theme's search-worker/letters.js does the same to a query; tests compare the two.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

Codes = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]

BREAK = "\n"
JOINERS = "-._/·'"
PRIVATE_START, PRIVATE_COUNT = 0xE000, 6400
CHINESE = range(0x3400, 0xA000)
PLANE = 1 << 16
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")

# In the table of codes: a sign not met yet, one of those beyond the plane, or one that stands for several.
_UNMET = 0xFFFF
# What a letter may be part of: a word, a pair of neighbours; or it joins two words.
WORD, GRAM, JOINER = 1, 2, 3
WORD_SIGNS = "0-9a-z"
GRAM_SIGNS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3005-\u3007\u3021-\u30fa\u30fc-\ufaff"


def codes_of(texts: Sequence[str]) -> tuple[Codes, Numbers]:
    """All texts as one row of codes with a break after each, and the length of each with it."""
    plain, table = list(texts), _table()
    codes = table[_points(plain)]
    if (codes == _UNMET).any():
        plain = [_BEYOND.sub(lambda found: fold(found[0]), text) for text in plain]
        present = _present(plain)
        spread = _spread_out(present)
        if spread:
            plain = [text.translate(spread) for text in plain]
            present = _present(plain)
        table[present] = [_code(point) for point in present]
        codes = table[_points(plain)]
    lengths = np.fromiter((len(text) + 1 for text in plain), np.int64, len(plain))
    return codes, lengths


def kinds_of(codes: Codes) -> Kinds:
    """What each letter may be part of; 0 for nothing that is looked for."""
    return _KINDS[codes]


def fold(text: str) -> str:
    """The text as the index holds it."""
    simpler = unicodedata.normalize("NFKC", text).lower().translate(_simpler())
    return _BEYOND.sub(lambda found: _within_plane(found[0]), simpler)


@cache
def converter(way: str) -> opencc.OpenCC:
    """OpenCC's converter of that name; to load its dictionaries takes a tenth of a second."""
    return opencc.OpenCC(way)


@cache
def simplified() -> dict[str, str]:
    """Each traditional character with the simplified one."""
    signs = [chr(code) for code in CHINESE]
    simple = converter("t2s").convert(BREAK.join(signs)).split(BREAK)
    return {old: new for old, new in zip(signs, simple, strict=True) if old != new}


@cache
def _simpler() -> dict[int, str]:
    return _DASHES | {ord(old): new for old, new in simplified().items()}


def _points(texts: Sequence[str]) -> Codes:
    return np.frombuffer(BREAK.join([*texts, ""]).encode("utf-16-le"), np.uint16)


def _present(texts: Sequence[str]) -> list[int]:
    seen = np.zeros(PLANE, np.bool_)
    seen[_points(texts)] = True
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


@cache
def _table() -> Codes:
    """For each sign that was met before the code it is compared by; 0 for what is no letter."""
    return np.full(PLANE, _UNMET, np.uint16)


def _code(point: int) -> int:
    folded = fold(chr(point))
    return ord(folded) if len(folded) == 1 else 0


def _within_plane(sign: str) -> str:
    """Rare characters beyond the first plane share the private area: two may meet there."""
    return chr(PRIVATE_START + ord(sign) % PRIVATE_COUNT)


def _kinds() -> Kinds:
    kinds = np.zeros(PLANE, np.uint8)
    signs = (
        "".join(map(chr, range(0xD800))) + "\0" * 0x800 + "".join(map(chr, range(0xE000, PLANE)))
    )
    for kind, some in ((WORD, WORD_SIGNS), (GRAM, GRAM_SIGNS), (JOINER, re.escape(JOINERS))):
        for found in re.finditer(f"[{some}]+", signs):
            kinds[found.start() : found.end()] = kind
    return kinds


_KINDS = _kinds()
_BEYOND = re.compile(f"[{chr(PLANE)}-{chr(0x10FFFF)}]")
