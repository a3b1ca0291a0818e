"""QR codes by the thousand: the drawing of a code for a short text, at a few microseconds each.

segno takes milliseconds for a code. Between texts of one length a QR code is linear: with version,
error level and mask held fast, flipping a bit of the text flips the same modules whatever the other
bits are (the error correction is a linear code). So segno draws the first text of a length and each
flipped bit that is met, once; every other code is those drawings laid over one another.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

ERROR_LEVEL = "m"  # a sixth of the code may be unreadable on paper
MASK = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A code as the `d` of an SVG path of lines one module wide; `size` modules on a side."""

    path: str
    size: int


def drawing(text: str) -> Drawing:
    """The code of a text."""
    said = text.encode()
    if len(said) not in _SHEETS:
        _SHEETS[len(said)] = _Sheet(said, *_bits(said), {})
    return _SHEETS[len(said)].drawing(said)


@dataclass(slots=True)
class _Sheet:
    """All codes for texts of one length, as bits: row after row, each filled up to whole bytes."""

    first: bytes
    bits: int
    size: int
    flips: dict[int, int]

    def drawing(self, text: bytes) -> Drawing:
        drawn = self.bits
        differing = int.from_bytes(text, "big") ^ int.from_bytes(self.first, "big")
        while differing:
            bit = differing & -differing
            drawn ^= self.flips.get(bit) or self._flip(bit)
            differing ^= bit
        width = _width(self.size)
        data = drawn.to_bytes(width * self.size, "big")
        runs = list(map(_RUNS.__getitem__, data))
        rows = ("".join(runs[at : at + width]) for at in range(0, len(runs), width))
        return Drawing("M0 .5" + f"m-{width * 8} 1".join(rows), self.size)

    def _flip(self, bit: int) -> int:
        number = int.from_bytes(self.first, "big") ^ bit
        other = number.to_bytes(len(self.first), "big")
        self.flips[bit] = _bits(other)[0] ^ self.bits
        return self.flips[bit]


# By length. Whichever text is drawn first, the codes are the same.
_SHEETS: dict[int, _Sheet] = {}


def _bits(text: bytes) -> tuple[int, int]:
    code = _segno().make(
        text, error=ERROR_LEVEL, mode="byte", mask=MASK, boost_error=False, micro=False
    )
    size = len(code.matrix)
    gap = _width(size) * 8 - size
    bits = 0
    for row in code.matrix:
        for module in row:
            bits = bits << 1 | (module & 1)
        bits <<= gap
    return bits, size


@cache
def _segno() -> Any:
    # Brings half the network library with it: not before a code is drawn.
    return import_module("segno")


def _width(size: int) -> int:
    """Bytes in a row."""
    return -(-size // 8)


def _runs(byte: int) -> str:
    """Eight modules as lines and leaps; the pen ends eight modules further on."""
    path, modules = "", f"{byte:08b}"
    while modules:
        dark = modules[0]
        run = len(modules) - len(modules.lstrip(dark))
        path += f"h{run}" if dark == "1" else f"m{run} 0"
        modules = modules[run:]
    return path


_RUNS = [_runs(byte) for byte in range(256)]
