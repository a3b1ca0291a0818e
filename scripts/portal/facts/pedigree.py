"""What ties a notice to its past and its future: neighbours, changes, corrections, seal."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.facts.canonical import Seal, canonical_text, digest, revision
from portal.facts.changes import Comparison
from portal.facts.life import Status
from portal.facts.notices import Announced
from portal.records.notice import Correction, gap_days
from portal.records.reading import label


@dataclass(frozen=True)
class Step:
    """From a predecessor to the notice: what changed, and the days on which there was neither."""

    older: Announced
    comparison: Comparison
    gap_days: int


@dataclass(frozen=True)
class Corrected:
    """A published correction with the label of its field."""

    correction: Correction
    label: str


@dataclass(frozen=True)
class Pedigree:
    """The past and the future of one notice; `names` stand for channel ids."""

    told: Announced
    notices: Mapping[str, Announced]
    names: Mapping[str, str]

    @cached_property
    def successors(self) -> tuple[tuple[Announced, int], ...]:
        """The notices that supersede it, with the days between the end of one and the other."""
        newer = (self.notices[name] for name in self.told.links.newer)
        return tuple((one, gap_days(self.told.notice, one.notice)) for one in newer)

    @cached_property
    def later(self) -> tuple[Announced, ...]:
        """What came or will come after its successors and is not superseded, by the day of effect."""
        after, waiting = set[str](), [*self.told.links.newer]
        while waiting:
            newer = set(self.notices[waiting.pop()].links.newer) - after
            after |= newer
            waiting += newer
        after -= {*self.told.links.newer}
        found = (one for one in self.family if one.identity in after)
        return tuple(one for one in found if one.status is not Status.SUPERSEDED)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The notices it supersedes, each with what changed."""
        return tuple(self._step(self.notices[name], self.told) for name in self.told.links.older)

    @cached_property
    def family(self) -> tuple[Announced, ...]:
        """All notices of its chain by the day they take effect, with itself; empty when alone."""
        return tuple(self.notices[name] for name in self.told.links.family)

    @cached_property
    def corrections(self) -> tuple[Corrected, ...]:
        """Its corrections, the newest first."""
        written = self.told.notice.corrections
        return tuple(Corrected(one, label(one.field)) for one in reversed(written))

    @cached_property
    def text(self) -> str:
        """Its canonical text."""
        return canonical_text(self.told.identity, self.told.notice, self.told.body)

    @cached_property
    def seal(self) -> Seal:
        """What proves that text."""
        return Seal(self.told.identity, revision(self.told.notice), digest(self.text))

    def _step(self, older: Announced, newer: Announced) -> Step:
        compared = Comparison(older.notice, newer.notice, older.body, newer.body, self.names)
        return Step(older, compared, gap_days(older.notice, newer.notice))
