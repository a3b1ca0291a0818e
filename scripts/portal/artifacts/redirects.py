"""Make the pages at addresses that lead on: given up ones, and the short ones of notices."""

from collections.abc import Iterator
from html import escape

from portal import addresses
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts

TEMPLATE = "redirect.html"
_NOTICE_PARTS = 3


def units(facts: Facts) -> list[str]:
    """Every address that was given up."""
    return list(facts.portal.redirects)


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The page at the old address; a notice's short address goes where the notice went."""
    target = facts.portal.redirects[unit]
    yield leading(unit, target, facts.base_url, studio)
    parts = unit.rstrip("/").split("/")
    if parts[0] == "notices" and len(parts) == _NOTICE_PARTS:
        yield leading(addresses.short(parts[2]), target, facts.base_url, studio)


def leading(old: str, new: str, base_url: str, studio: Studio) -> File:
    """The page at one address that leads to another at once, without any script."""
    values = {
        "way": escape(addresses.root_of(old) + addresses.file_of(new)),
        "canonical": escape(base_url + new),
    }
    page = studio.mould(TEMPLATE, tuple(values)).cast(values)
    return File(addresses.file_of(old), page.encode())
