"""Derive everything the records imply on a day: standing of notices, chains, kept promises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from portal.cache import Make
from portal.facts.notices import Announced
from portal.facts.promises import (
    Edition,
    Promise,
    Track,
    coming,
    current,
    editions,
    promises,
    tracks,
)
from portal.facts.register import Register, register
from portal.facts.shelves import YEAR, Shelf
from portal.portal import Portal
from portal.records.award import Award
from portal.records.site import Page


def _all_now(_what: str, marks: Mapping[str, str], make: Make) -> Mapping[str, Any]:
    return make(list(marks))


@dataclass(frozen=True, eq=False)
class Facts:
    """What is true of the portal on the day `as_of`; nothing in it is written by an editor.

    `of_each` gives what is made of each notice, under the name of that, by its id and its mark; where
    it remembers what was made of the same before, only the others are made.
    """

    portal: Portal
    as_of: date
    base_url: str
    register: Register
    tracks: Mapping[str, Track]
    promises: tuple[Promise, ...]
    of_each: Callable[[str, Mapping[str, str], Make], Mapping[str, Any]] = _all_now

    @cached_property
    def mark(self) -> str:
        """One digest of the day, the address, and every file that is not a notice.

        Of a prose page its fields: its words stand on that page only, which is made every time.
        """
        said = sha256(f"{self.as_of} {self.base_url}".encode())
        for entry in self.portal.entries:
            if entry.kind != "notice":
                told = repr(entry.record) if entry.kind == "page" else entry.mark
                said.update(f"\n{entry.path} {told}".encode())
        return said.hexdigest()

    @cached_property
    def current_promises(self) -> tuple[Promise, ...]:
        """The promises of the edition that holds on the day, by number."""
        edition = current(self.editions)
        return edition.promises if edition else ()

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition of promises, the newest first."""
        return editions(self.promises, self.as_of)

    @cached_property
    def coming_editions(self) -> tuple[Edition, ...]:
        """The editions that are to take the place of the current one, the next first."""
        return coming(self.editions)

    @cached_property
    def loose_tracks(self) -> tuple[Track, ...]:
        """Indicators that measure no current promise, in the order of indicators.yml."""
        bound = {name for one in self.current_promises for name in one.commitment.indicators}
        return tuple(track for name, track in self.tracks.items() if name not in bound)

    @property
    def notices(self) -> Mapping[str, Announced]:
        """Every notice by id, as it stands on the day."""
        return self.register.notices

    def shelves_of(self, axis: str) -> tuple[Shelf, ...]:
        """The lists of one axis in order, years from the newest on."""
        found = [shelf for shelf in self.register.shelves.values() if shelf.axis == axis]
        return (
            tuple(sorted(found, key=lambda shelf: shelf.slug, reverse=True))
            if axis == YEAR
            else tuple(found)
        )

    @cached_property
    def awards_in_order(self) -> tuple[Award, ...]:
        """Awards, the newest first; those without a date after the dated ones, as written."""
        return (*self.dated_awards, *(one for one in self.portal.awards.awards if one.on is None))

    @cached_property
    def dated_awards(self) -> tuple[Award, ...]:
        """Awards whose day, month or year is known, the newest first."""
        dated = (one for one in self.portal.awards.awards if one.on is not None)
        return tuple(sorted(dated, key=lambda one: one.on or "", reverse=True))

    def trail(self, address: str) -> tuple[tuple[str, Page], ...]:
        """The prose pages above an address, the home page first."""
        steps = address.split("/")[:-2]
        above = ["index", *("/".join(steps[: end + 1]) for end in range(len(steps)))]
        pages = self.portal.pages
        return tuple((name, pages[name]) for name in above if name in pages) if address else ()

    def children_of(self, page: str) -> tuple[tuple[str, Page], ...]:
        """The prose pages one step below a page, in their order."""
        below = (
            (name, one)
            for name, one in self.portal.pages.items()
            if name.rpartition("/")[0] == page
        )
        return tuple(sorted(below, key=lambda pair: (pair[1].order, pair[0])))


def derive(portal: Portal, as_of: date, base_url: str) -> Facts:
    """The facts of a portal on a day (Asia/Shanghai), for a site at `base_url` (ends with /)."""
    by_id = tracks(portal)
    made = promises(portal, by_id, as_of)
    return Facts(portal, as_of, base_url, register(portal, as_of), by_id, made)
