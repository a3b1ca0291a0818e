"""Who superseded whom: predecessors and successors of every notice, from the older to the newer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from portal.facts.histories import Span, days, predecessors
from portal.records.notice import Notice


@dataclass(frozen=True, slots=True)
class Links:
    """A notice's neighbours, as ids: the notices it supersedes, those that supersede it, and the
    whole family it belongs to with itself, by the day they take effect (one shared tuple).
    """

    older: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    family: tuple[str, ...] = ()


class Claim(NamedTuple):
    """A notice said that it takes the place of another on `day`: from `since` on, and on `until` no more.

    One that still says so has no end: `until` is the last day there is.
    """

    heir: str
    day: date
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Chains:
    """The links of all notices that supersede or are superseded, and what was ever said of it."""

    links: Mapping[str, Links]
    starts: Mapping[str, date]
    said: Mapping[str, tuple[Claim, ...]]

    def of(self, name: str) -> Links:
        """The links of a notice; empty ones when it stands alone."""
        return self.links.get(name, _ALONE)

    def superseded_on(self, name: str) -> date | None:
        """The day the first successor of a notice takes effect; None without a successor."""
        return self.starts.get(name)

    def claims(self, name: str) -> tuple[Claim, ...]:
        """All that notices have ever said of taking its place, also what was corrected since."""
        return self.said.get(name, ())


_ALONE = Links()


def chains(notices: Mapping[str, Notice]) -> Chains:
    """The chains of all notices, in time linear in their number; unknown ids are left out."""
    older = {
        name: found
        for name, notice in notices.items()
        if notice.supersedes and (found := _known(notice, notices))
    }
    newer: dict[str, list[str]] = {}
    for name, names in older.items():
        for before in names:
            newer.setdefault(before, []).append(name)
    starts = {
        name: min(notices[after].effective_on for after in names) for name, names in newer.items()
    }
    links: dict[str, Links] = {}
    for name in (*older, *newer):
        if name not in links:
            links |= _family(name, older, newer, notices)
    return Chains(links, starts, _claims(notices))


def turns(claims: tuple[Claim, ...]) -> tuple[Span, ...]:
    """When a notice was replaced, by all that was known since one day and until another.

    Together they cover all time; where nothing was said of it that is the last day there is.
    """
    if not claims:
        return _NEVER
    found: list[Span] = []
    for since, until in pairwise(
        sorted({date.min, date.max, *(day for one in claims for day in (one.since, one.until))})
    ):
        standing = (one.day for one in claims if one.since <= since < one.until)
        gone = min(standing, default=date.max)
        start = found.pop()[1] if found and found[-1][0] == gone else since
        found.append((gone, start, until))
    return tuple(found)


_NEVER = ((date.max, date.min, date.max),)


def _claims(notices: Mapping[str, Notice]) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, tuple[Claim, ...]] = {}
    for heir, notice in notices.items():
        if not (notice.supersedes or notice.corrections):
            continue
        for names, named, unnamed in predecessors(notice):
            for older in sorted(name for name in names if name in notices and name != heir):
                spans = (
                    Claim(heir, day, max(since, named), min(until, unnamed))
                    for day, since, until in days(notice, "effective_on")
                )
                found[older] = found.get(older, ()) + tuple(
                    one for one in spans if one.since <= one.until
                )
    return found


def _known(notice: Notice, notices: Mapping[str, Notice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in notice.supersedes if name in notices))


def _family(
    start: str,
    older: Mapping[str, tuple[str, ...]],
    newer: Mapping[str, list[str]],
    notices: Mapping[str, Notice],
) -> dict[str, Links]:
    waiting, seen = [start], {start}
    while waiting:
        name = waiting.pop()
        found = {*older.get(name, ()), *newer.get(name, ())} - seen
        seen |= found
        waiting += found
    family = tuple(sorted(seen, key=lambda name: (notices[name].effective_on, name)))
    return {
        name: Links(older.get(name, ()), tuple(sorted(newer.get(name, ()))), family)
        for name in family
    }
