"""Make the pages at addresses that lead on: of given up pages, of what lists do not hold, short ones."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from portal import addresses
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.shelves import STATUS

TEMPLATE = "redirect.html"


@lru_cache(maxsize=1)
def led_on(facts: Facts) -> Mapping[str, str]:
    """New address by old one: given up ones, and the ended halves of lists that hold no ended notice.

    There was one, perhaps, before it was corrected, or ended so long ago that no list keeps it. No
    address leads to a notice or a promise that is hidden. A brand whose list had gone may come back: then the
    list stands there again.
    """
    shelves = facts.register.shelves.values()
    empty = {
        addresses.notice_list(one.name, ended=True): addresses.notice_list(one.name)
        for one in shelves
        if not one.ended and one.axis != STATUS
    }
    lists = {addresses.notice_list(one.name, ended) for one in shelves for ended in (False, True)}
    pages, made = facts.portal.addresses, lists - empty.keys()
    given_up = {
        old: new
        for old, new in facts.portal.redirects.items()
        if old not in made and (new in pages or not addresses.is_of_a_year(new))
    }
    return empty | given_up


def units(facts: Facts) -> list[str]:
    """Every address that leads on."""
    return list(led_on(facts))


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The page at the old address; a notice's short address goes where the notice went."""
    target = led_on(facts)[unit]
    yield leading(unit, target, facts.base_url, studio)
    if unit.startswith("notices/") and addresses.is_of_a_year(unit):
        identity = unit.split("/")[2]
        # In the folder of another year the notice itself may stand, and has its short address.
        if identity not in facts.notices:
            yield leading(addresses.short(identity), target, facts.base_url, studio)


def leading(old: str, new: str, base_url: str, studio: Studio) -> File:
    """The page at one address that leads to another at once, without any script."""
    values = {
        "way": escape(addresses.root_of(old) + addresses.file_of(new)),
        "canonical": escape(base_url + new),
    }
    page = studio.mould(TEMPLATE, tuple(values)).cast(values)
    return File(addresses.file_of(old), page.encode())
