"""Moulds: a template rendered once and cut at its open places, to be cast thousands of times."""

import re
from collections.abc import Mapping

OPEN, SHUT = "\ue000", "\ue001"
_PLACE = re.compile(f"{OPEN}(\\w+){SHUT}")


class Mould:
    """Text with places to be filled; the values are put in as they are, escaped before if need be."""

    def __init__(self, text: str) -> None:
        self._parts = _PLACE.split(text)
        self._places = [(at, self._parts[at]) for at in range(1, len(self._parts), 2)]

    def cast(self, values: Mapping[str, str]) -> str:
        """The text with a value at each place."""
        parts = self._parts.copy()
        for at, name in self._places:
            parts[at] = values[name]
        return "".join(parts)


def place(name: str) -> str:
    """What stands for a value while the template is rendered."""
    return f"{OPEN}{name}{SHUT}"
