"""Make the lists of notices, a page for every hundred: what can be ordered apart from what ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import ClassVar

from portal import addresses
from portal.artifacts.artifact import Artifact, Page
from portal.artifacts.heads import of_list
from portal.artifacts.notices import FRAME
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.notices import Announced
from portal.facts.shelves import AREA, PROVINCE, Shelf

PAGE_SIZE = 100
SOURCE = "pages/notices.md"


@dataclass(frozen=True)
class Part:
    """One page of a list: which of the shelf's two halves, which page of it, and its notices."""

    shelf: Shelf
    ended: bool
    number: int
    size: ClassVar[int] = PAGE_SIZE

    @property
    def whole(self) -> Sequence[Announced]:
        """All notices of the half."""
        return self.shelf.ended if self.ended else self.shelf.current

    @property
    def listed(self) -> Sequence[Announced]:
        """The notices of this page."""
        return self.whole[(self.number - 1) * PAGE_SIZE : self.number * PAGE_SIZE]

    @property
    def pages(self) -> int:
        """How many pages the half has."""
        return max(-(-len(self.whole) // PAGE_SIZE), 1)

    @property
    def addresses(self) -> list[str]:
        """Where each page of the half stands."""
        numbers = range(1, self.pages + 1)
        return [addresses.notice_list(self.shelf.name, self.ended, number) for number in numbers]

    @property
    def shown(self) -> list[int | None]:
        """The numbers to choose from: the ends and those beside this one; None for more than one left out."""
        near = range(self.number - 1, self.number + 2)
        kept = sorted({1, self.pages, *(one for one in near if 0 < one <= self.pages)})
        shown: list[int | None] = [1]
        for before, number in pairwise(kept):
            if number - before > 1:
                shown.append(before + 1 if number - before == 2 else None)
            shown.append(number)
        return shown


def units(facts: Facts) -> list[str]:
    """Every page of every list."""
    return [
        f"{shelf.name}:{'ended' if ended else ''}:{number}"
        for shelf in facts.register.shelves.values()
        for ended in (False, True)
        if shelf.ended or not ended
        for number in range(1, Part(shelf, ended, 1).pages + 1)
    ]


def part_of(facts: Facts, unit: str) -> Part:
    """The page that a unit names."""
    name, half, number = unit.split(":")
    return Part(facts.register.shelves[name], half == "ended", int(number))


def mark(facts: Facts, unit: str) -> str:
    """The notices of the page and how many there are on its shelf and on that of the province."""
    part = part_of(facts, unit)
    province = facts.register.shelves[f"{AREA}/{PROVINCE}"]
    counts = [len(one) for one in (part.shelf.current, part.shelf.ended, province.current)]
    told = " ".join(one.shown_mark for one in part.listed)
    return sha256(f"{part.shelf.label} {counts} {part.shelf.left_out} {told}".encode()).hexdigest()


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """One page of a list."""
    part = part_of(facts, unit)
    in_city = part.shelf.axis == AREA and part.shelf.slug != PROVINCE
    body = studio.render(
        "notice-list.html",
        part=part,
        shelf=part.shelf,
        day=facts.as_of,
        rows=[studio.once("notice-row.html", one.identity, told=one) for one in part.listed],
        province=facts.register.shelves[f"{AREA}/{PROVINCE}"] if in_city else None,
    )
    title = studio.render("notice-list-title.txt", part=part, shelf=part.shelf)
    here = part.addresses[part.number - 1]
    head = of_list(part.shelf.name, title, here, facts, studio)
    yield Page(here, FRAME, title, title, SOURCE, {"body": body}, head)
