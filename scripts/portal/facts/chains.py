"""Who superseded whom: predecessors and successors of every notice, from the older to the newer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.records.notice import Notice


@dataclass(frozen=True, slots=True)
class Links:
    """A notice's neighbours, as ids: the notices it supersedes, those that supersede it, and the
    whole family it belongs to with itself, by the day they take effect (one shared tuple).
    """

    older: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    family: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chains:
    """The links of all notices that supersede or are superseded."""

    links: Mapping[str, Links]
    starts: Mapping[str, date]

    def of(self, name: str) -> Links:
        """The links of a notice; empty ones when it stands alone."""
        return self.links.get(name, _ALONE)

    def superseded_on(self, name: str) -> date | None:
        """The day the first successor of a notice takes effect; None without a successor."""
        return self.starts.get(name)


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
    return Chains(links, starts)


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
