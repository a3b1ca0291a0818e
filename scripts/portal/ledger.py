"""What earlier builds left: which files each unit became, and whether the whole site still stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal import cache, trees
from portal.artifacts import Unit, mark
from portal.facts import Facts
from portal.findings import Finding

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


@dataclass(frozen=True)
class Receipt:
    """A file that says what the last build found, and which site it left, under a key."""

    path: Path
    key: str

    def findings(self, site: Path) -> list[Finding] | None:
        """What that build found; None unless its site is still there, whole."""
        said: tuple[str, list[Finding]] | None = cache.load(self.path, self.key)
        if said is None or said[0] != trees.stated_mark(site) or not trees.whole(site):
            return None
        return said[1]

    def write(self, site: Path, findings: list[Finding]) -> None:
        """The site and the findings are remembered."""
        cache.store(self.path, self.key, (trees.stated_mark(site), findings))
