"""The ledger of a site: which files each unit became, and of what, so that it need not be again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal import cache
from portal.artifacts import Unit, mark, units
from portal.facts import Facts

# Path to digest of the files that a unit became.
Files = Mapping[str, str]


@dataclass(frozen=True)
class Ledger:
    """A file that remembers under a key, which stands for all that every unit is made of."""

    path: Path
    key: str

    def read(self, facts: Facts) -> dict[Unit, Files]:
        """The files of all units that are still made of the same."""
        lines: dict[Unit, tuple[str, Files]] = cache.load(self.path, self.key) or {}
        marks = {unit: mark(facts, unit) for unit in units(facts) if unit in lines}
        return {unit: lines[unit][1] for unit, said in marks.items() if lines[unit][0] == said}

    def write(self, facts: Facts, made: Mapping[Unit, Files]) -> None:
        """The files of all units that can say what they are made of are remembered."""
        lines = {unit: (mark(facts, unit), files) for unit, files in made.items()}
        known = {unit: line for unit, line in lines.items() if line[0] is not None}
        cache.store(self.path, self.key, known)
