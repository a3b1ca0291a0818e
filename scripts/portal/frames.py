"""Frames: pages the engine rendered once, cut at their placeholders and filled for each page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal import addresses

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_ALONE = re.compile(r"<p>(\{\{\s*\w+\s*\}\})</p>")


@dataclass(frozen=True)
class Frame:
    """HTML cut at its placeholders: text, name, text, name, … text; links from the root."""

    parts: tuple[str, ...]
    _by_root: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The placeholders in it."""
        return frozenset(self.parts[1::2])

    def for_root(self, root: str) -> tuple[str, ...]:
        """The same parts with links from a page that `root` leads back from."""
        if root not in self._by_root:
            self._by_root[root] = tuple(
                part if index % 2 else addresses.relative(part, root)
                for index, part in enumerate(self.parts)
            )
        return self._by_root[root]


def cut(html: str, blocks: frozenset[str]) -> Frame:
    """The frame that a page's HTML makes; a placeholder of `blocks` replaces its paragraph."""

    def freed(found: re.Match[str]) -> str:
        name = _PLACE.fullmatch(found[1])
        return found[1] if name and name[1] in blocks else found[0]

    return Frame(tuple(_PLACE.split(_ALONE.sub(freed, html))))


def fill(frame: Frame, values: Mapping[str, str], root: str) -> str:
    """The page: each placeholder replaced by its value, whose links are made to fit `root`.

    A placeholder without a value raises KeyError: frames and values are both ours.
    """
    parts = list(frame.for_root(root))
    for index in range(1, len(parts), 2):
        value = values[parts[index]]
        parts[index] = addresses.relative(value, root) if '="/' in value else value
    return "".join(parts)
