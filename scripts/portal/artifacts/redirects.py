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
    """Every address that was given up; none of them leads to a notice that is hidden.

    A brand whose list had gone may come back: then the list stands there again.
    """
    pages = facts.portal.addresses
    lists = {addresses.notice_list(name) for name in facts.register.shelves}
    led = facts.portal.redirects.items()
    return [old for old, new in led if old not in lists and (new in pages or not _is_notice(new))]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The page at the old address; a notice's short address goes where the notice went."""
    target = facts.portal.redirects[unit]
    yield leading(unit, target, facts.base_url, studio)
    if _is_notice(unit):
        identity = unit.split("/")[2]
        # In the folder of another year the notice itself may stand, and has its short address.
        if identity not in facts.notices:
            yield leading(addresses.short(identity), target, facts.base_url, studio)


def _is_notice(address: str) -> bool:
    parts = address.rstrip("/").split("/")
    return parts[0] == "notices" and len(parts) == _NOTICE_PARTS


def leading(old: str, new: str, base_url: str, studio: Studio) -> File:
    """The page at one address that leads to another at once, without any script."""
    values = {
        "way": escape(addresses.root_of(old) + addresses.file_of(new)),
        "canonical": escape(base_url + new),
    }
    page = studio.mould(TEMPLATE, tuple(values)).cast(values)
    return File(addresses.file_of(old), page.encode())
