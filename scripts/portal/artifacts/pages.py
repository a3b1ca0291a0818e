"""Make what is filled into the hand-written pages: the blocks that their markers stand for."""

from collections.abc import Iterator
from html import escape
from typing import Any

from portal import addresses
from portal.artifacts.artifact import Artifact, Page
from portal.artifacts.calendars import listed
from portal.artifacts.heads import of_page
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.events import told_as_sample
from portal.facts.streams import RECENT_DAYS, label_of, names, recent
from portal.markers import BLOCKS, MARKER
from portal.open_data import schemas
from portal.open_data.publication import publication
from portal.permanence import data_files
from portal.templates import thousands

_DATA = "data"
# As many changes as somebody reads; the feeds tell all.
_RECENT = 100


def units(facts: Facts) -> list[str]:
    """Every prose page; the one that tells of the open data first, where the open data are made."""
    return sorted(facts.portal.pages, key=_DATA.__ne__)


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """A prose page: the engine has its words, here are its blocks."""
    entry = facts.portal.of("page")[unit]
    page = entry.record
    values = inline(facts, studio)
    for name in MARKER.findall(entry.body):
        if name in BLOCKS:
            given = _GIVEN.get(name, _nothing)(facts)
            values[name] = studio.render(f"{BLOCKS[name]}.html", facts=facts, page=unit, **given)
    address = addresses.page(unit)
    description = page.description or facts.portal.site.description
    head = of_page(unit, facts, studio)
    yield Page(address, address, page.title, description, entry.path, values, head)


def _nothing(_facts: Facts) -> dict[str, Any]:
    return {}


def _of_data(facts: Facts) -> dict[str, Any]:
    return {
        "published": publication(facts),
        "schemas": schemas.FOLDER,
        "version": schemas.VERSION,
        "feeds": [(name, label_of(name, facts)) for name in names(facts)],
        "calendars": [(name, label) for name, label, _ in listed(facts)],
        "beside_a_page": _beside_a_page(facts),
        "without_a_page": next(iter(data_files(facts.portal)), None),
    }


def _beside_a_page(facts: Facts) -> str | None:
    """The data of the newest notice, or of a promise where there is none, as an example."""
    pages = [one.address for one in facts.register.newest[:1]]
    pages += [one.address for one in facts.promises[:1]]
    return addresses.beside(pages[0], "json") if pages else None


def _of_recent(facts: Facts) -> dict[str, Any]:
    told = [(one, told_as_sample(one)) for one in recent(facts)]
    return {"days": RECENT_DAYS, "told": told[:_RECENT], "more": len(told) - _RECENT}


# What a block is given beside the facts.
_GIVEN = {"数据文件": _of_data, "最近变化": _of_recent}


def inline(facts: Facts, studio: Studio) -> dict[str, str]:
    """The markers that stand for a word within a sentence; a telephone number can be called."""
    site = facts.portal.site
    words = {
        "网站名称": site.name,
        "运营方": site.operator,
        "截至日期": facts.as_of.isoformat(),
        "公告总数": thousands(len(facts.notices)),
    }
    numbers = {
        "运营方热线": site.complaint.operator_hotline,
        "服务监督电话": site.complaint.supervision,
    }
    return {name: escape(word) for name, word in words.items()} | {
        name: studio.render("call.html", number=number).strip() if number else ""
        for name, number in numbers.items()
    }
