"""What earlier builds left: which files each unit became."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from portal import cache
from portal.artifacts import Unit, mark
from portal.facts import Facts

# Path to digest of the files that a unit became.
Files = Mapping[str, str]


class Ledger:
    """A file that remembers under a key, which stands for all that every unit is made of."""

    def __init__(self, path: Path, key: str, facts: Facts) -> None:
        self._path, self._key, self._facts = path, key, facts
        self._marks: dict[Unit, str | None] = {}
        self._lines: dict[Unit, tuple[str, Files]] = cache.load(path, key) or {}

    def known(self, these: Sequence[Unit]) -> dict[Unit, Files]:
        """The files of these units as far as they are still made of the same."""
        marks, lines = self._marks, self._lines
        marks |= {unit: mark(self._facts, unit) for unit in these if unit not in marks}
        return {
            unit: lines[unit][1]
            for unit in these
            if unit in lines and lines[unit][0] == marks[unit]
        }

    def write(self, made: Mapping[Unit, Files]) -> None:
        """The files of all units that were asked for and can say what they are made of, no others."""
        known = {unit: (said, made[unit]) for unit, said in self._marks.items() if said is not None}
        cache.store(self._path, self._key, known)
