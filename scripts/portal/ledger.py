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

    def __init__(self, path: Path, key: str, facts: Facts, these: Sequence[Unit]) -> None:
        self._path, self._key = path, key
        self._marks = {unit: mark(facts, unit) for unit in these}

    def read(self) -> dict[Unit, Files]:
        """The files of these units as far as they are still made of the same."""
        lines: dict[Unit, tuple[str, Files]] = cache.load(self._path, self._key) or {}
        return {
            unit: lines[unit][1]
            for unit, said in self._marks.items()
            if unit in lines and lines[unit][0] == said
        }

    def write(self, made: Mapping[Unit, Files]) -> None:
        """The files of all units that can say what they are made of are remembered, of no others."""
        known = {unit: (said, made[unit]) for unit, said in self._marks.items() if said is not None}
        cache.store(self._path, self._key, known)
