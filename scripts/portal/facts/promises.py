"""Promises measured against their targets, period by period."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from portal import addresses
from portal.portal import Portal, is_sample
from portal.quarters import Due, OfQuarter, dues, ends_before, first_day, last_day
from portal.records.commitment import Commitment, CommitmentState, begins, holds_until
from portal.records.indicator import Indicator, Result, Results, kept
from portal.records.values import Choice, PartialDate

Quarterly = TypeVar("Quarterly", bound=OfQuarter)


class Verdict(Choice):
    """What a result says about its target."""

    KEPT = "kept", "达标"
    MISSED = "missed", "未达标"
    UNMEASURED = "unmeasured", "未统计"
    COMPARED = "compared", "只作对照"
    NO_TARGET = "no_target", "未设目标"


@dataclass(frozen=True)
class Measured(OfQuarter):
    """The result of one indicator in one period; `before_target` is whether that was over by then."""

    result: Result
    published: Results
    verdict: Verdict
    before_target: bool = False

    @property
    def sample(self) -> bool:
        """Whether the figure is only a sample."""
        return is_sample(self.published)


_WORST_FIRST = (
    Verdict.MISSED, Verdict.UNMEASURED, Verdict.KEPT, Verdict.COMPARED, Verdict.NO_TARGET,
)  # fmt: skip


@dataclass(frozen=True)
class Track:
    """An indicator with all its results, oldest first, and since when the promise holds, if of one."""

    indicator: Indicator
    measured: tuple[Measured, ...]
    since: PartialDate | None = None

    @property
    def own(self) -> tuple[Measured, ...]:
        """Without those of quarters that were over before the promise began: they judge nobody."""
        day = self.since.first_day if self.since else None
        return tuple(one for one in self.measured if not ends_before(one.period, day))

    @property
    def latest(self) -> Measured | None:
        """The newest result that is the promise's own, if there is any."""
        return next(reversed(self.own), None)

    @property
    def tells_since(self) -> bool:
        """Whether only the day on which the promise began says why what was measured is not judged."""
        earlier = self.measured[: len(self.measured) - len(self.own)]
        judged_else = (one.verdict is Verdict.COMPARED and not one.before_target for one in earlier)
        if self.indicator.target is None:
            return False
        return any(judged_else) or bool(earlier and not self.own)


@dataclass(frozen=True)
class Promise:
    """A commitment with its place, its measures and whether it was kept last.

    `dues` are the quarters of which it still owes results, the oldest first; the last is not late.
    `begun` is whether it holds already on the day.
    """

    identity: str
    commitment: Commitment
    body: str
    path: str
    tracks: tuple[Track, ...]
    draft: bool = False
    dues: tuple[Due, ...] = ()
    begun: bool = True

    @property
    def address(self) -> str:
        """Where its page stands."""
        return addresses.commitment(self.identity)

    @property
    def edition(self) -> str:
        """The year of its edition."""
        return self.identity.split("/")[0]

    @property
    def number(self) -> int:
        """Its number in the edition."""
        return int(self.identity.split("/")[1])

    @property
    def sample(self) -> bool:
        """Whether it is only a sample."""
        return is_sample(self.commitment)

    @cached_property
    def latest(self) -> tuple[tuple[Track, Measured], ...]:
        """The newest result of each indicator that has one for the newest period, the worst first."""
        newest = max((track.latest.period for track in self.tracks if track.latest), default=None)
        found = (
            (track, track.latest)
            for track in self.tracks
            if track.latest and track.latest.period == newest
        )
        return tuple(sorted(found, key=lambda one: _WORST_FIRST.index(one[1].verdict)))

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many of the newest results say what, the worst first."""
        return dict(Counter(measured.verdict for _, measured in self.latest))

    @property
    def verdict(self) -> Verdict | None:
        """Kept when every indicator measured last was; missed when any was not."""
        return next(iter(self.counts), None)


@dataclass(frozen=True)
class Edition:
    """The promises of a year, by number, and since when they hold, as exactly as that is known."""

    year: str
    since: PartialDate
    begun: bool
    promises: tuple[Promise, ...]


def tracks(portal: Portal) -> dict[str, Track]:
    """Every indicator with its results, by id, in the order of indicators.yml."""
    return {
        name: Track(indicator, tuple(_measured(portal, indicator)))
        for name, indicator in portal.indicators.items()
    }


def promises(portal: Portal, by_id: dict[str, Track], as_of: date) -> tuple[Promise, ...]:
    """All commitments as they stand on a day: the newest edition first, by number within it."""
    days = portal.site.freshness_days if portal.of("site") else 0
    owed = tuple(dues(portal.results, days, as_of))
    begun = begins(portal.commitments)
    made = []
    for identity, entry in portal.of("commitment").items():
        last = holds_until(int(identity.split("/")[0]), entry.record, begun)
        measured = _tracks_of(entry.record, by_id, last)
        due = _dues(entry.record, owed, last)
        has_begun = entry.record.from_.first_day <= as_of
        made.append(
            Promise(
                identity,
                entry.record,
                entry.body,
                entry.path,
                measured,
                entry.draft,
                due,
                has_begun,
            )
        )
    return tuple(sorted(made, key=lambda promise: (-int(promise.edition), promise.number)))


def editions(all_promises: Sequence[Promise], as_of: date) -> tuple[Edition, ...]:
    """Every edition as it stands on a day, the newest first."""
    found = []
    begun = begins({promise.identity: promise.commitment for promise in all_promises})
    for year, group in groupby(all_promises, attrgetter("edition")):
        held, day = tuple(group), begun[int(year)]
        written = (one.commitment.from_ for one in held)
        since = next((one for one in written if one.first_day == day), PartialDate(year))
        found.append(Edition(year, since, day <= as_of, held))
    return tuple(found)


def current(all_editions: Sequence[Edition]) -> Edition | None:
    """The newest edition that holds; before any does, the first to come."""
    begun = (one for one in all_editions if one.begun)
    return next(begun, all_editions[-1] if all_editions else None)


def coming(all_editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """What is published and takes the place of the current one on a day to come, the next first."""
    now = current(all_editions)
    return tuple(one for one in reversed(all_editions) if not one.begun and one is not now)


def _tracks_of(commitment: Commitment, by_id: Mapping[str, Track], last: date) -> tuple[Track, ...]:
    """Its indicators with what was measured until its end: of later quarters it says nothing.

    What was measured before it began stands beside it, and is not judged.
    """
    found = (track for track in map(by_id.get, commitment.indicators) if track)
    return tuple(
        Track(
            track.indicator,
            tuple(_since(commitment.from_.first_day, _until(last, track.measured))),
            commitment.from_,
        )
        for track in found
    )


def _since(first: date, some: Iterable[Measured]) -> Iterator[Measured]:
    for one in some:
        judged = one.verdict in {Verdict.KEPT, Verdict.MISSED}
        earlier = judged and ends_before(one.period, first)
        yield replace(one, verdict=Verdict.COMPARED) if earlier else one


def _dues(commitment: Commitment, owed: Iterable[Due], last: date) -> tuple[Due, ...]:
    """Those of the quarters that the promise speaks of."""
    if not commitment.indicators or commitment.state is CommitmentState.AWAITING_TEXT:
        return ()
    first = commitment.from_.first_day
    return tuple(due for due in _until(last, owed) if last_day(due.period) >= first)


def _until(last: date, some: Iterable[Quarterly]) -> Iterator[Quarterly]:
    return (one for one in some if first_day(one.period) <= last)


def _measured(portal: Portal, indicator: Indicator) -> list[Measured]:
    return [
        Measured(
            period,
            published.results[indicator.id],
            published,
            _verdict(indicator, published),
            _before_target(indicator, published),
        )
        for period, published in portal.results.items()
        if indicator.id in published.results
    ]


def _verdict(indicator: Indicator, published: Results) -> Verdict:
    result = published.results[indicator.id]
    if result.value is None:
        return Verdict.UNMEASURED
    if _before_target(indicator, published):
        return Verdict.COMPARED
    target_kept = kept(indicator, result)
    if target_kept is None:
        return Verdict.NO_TARGET
    return Verdict.KEPT if target_kept else Verdict.MISSED


def _before_target(indicator: Indicator, published: Results) -> bool:
    return indicator.target is not None and ends_before(published.period, indicator.target_from)
