"""Frames: pages the engine rendered once, cut at their placeholders and filled for each page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal import addresses
from portal.markers import MARKER

_ALONE = re.compile(r"<p>(\{\{\s*\w+\s*\}\})</p>")


@dataclass(frozen=True)
class Frame:
    """HTML cut at its placeholders: text, name, text, name, … text; links from the root."""

    parts: tuple[str, ...]
    _by_root: dict[str, tuple[bytes, ...]] = field(default_factory=dict, compare=False, repr=False)
    _shells: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The placeholders in it."""
        return frozenset(self.parts[1::2])

    def texts(self, root: str) -> tuple[bytes, ...]:
        """What stands around the placeholders, in UTF-8, with links from where `root` leads back."""
        if root not in self._by_root:
            self._by_root[root] = tuple(
                addresses.relative(part, root).encode() for part in self.parts[::2]
            )
        return self._by_root[root]

    def shell(self, root: str) -> bytes:
        """All of that in one: what the pages filled into it have in common."""
        if root not in self._shells:
            self._shells[root] = b"".join(self.texts(root))
        return self._shells[root]

    def settled(self, values: Mapping[str, str]) -> "Frame":
        """The frame with these values put in for good; their links lead from the root, too."""
        parts = [self.parts[0]]
        for name, text in zip(self.parts[1::2], self.parts[2::2], strict=True):
            if name in values:
                parts[-1] += values[name] + text
            else:
                parts += name, text
        return Frame(tuple(parts))


def cut(html: str, blocks: frozenset[str]) -> Frame:
    """The frame that a page's HTML makes; a placeholder of `blocks` replaces its paragraph."""

    def freed(found: re.Match[str]) -> str:
        name = MARKER.fullmatch(found[1])
        return found[1] if name and name[1] in blocks else found[0]

    return Frame(tuple(MARKER.split(_ALONE.sub(freed, html))))


def fill(frame: Frame, values: Mapping[str, str], root: str) -> bytes:
    """The page: each placeholder replaced by its value, whose links are made to fit `root`.

    A placeholder without a value raises KeyError: frames and values are both ours.
    """
    return b"".join(pieces(frame, values, root))


def pieces(frame: Frame, values: Mapping[str, str], root: str) -> list[bytes]:
    """The same in pieces: text of the frame, value, text, value, … text."""
    first, *texts = frame.texts(root)
    made = [first]
    for name, text in zip(frame.parts[1::2], texts, strict=True):
        value = values[name]
        made += (addresses.relative(value, root) if '="/' in value else value).encode(), text
    return made
