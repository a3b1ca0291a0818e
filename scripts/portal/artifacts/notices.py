"""Make the page of each notice, and its canonical text beside it."""

from collections.abc import Iterator

from portal import addresses, prose, qr
from portal.artifacts.artifact import Artifact, File, Page
from portal.artifacts.heads import of_notice
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.pedigree import Pedigree
from portal.records.notice import Notice
from portal.templates import labels

FRAME = "notices/frame/"
LABELS = labels(Notice)


def units(facts: Facts) -> list[str]:
    """Every notice."""
    return list(facts.notices)


def mark(facts: Facts, unit: str) -> str:
    """The notice and its family."""
    return facts.notices[unit].mark


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The page of a notice, and the text that its digest seals."""
    told = facts.notices[unit]
    names = {name: channel.title for name, channel in facts.portal.channels.items()}
    pedigree = Pedigree(told, facts.notices, names)
    short_address = facts.base_url + addresses.short(unit)
    body = studio.cast(
        "notice.html",
        "notice_page",
        told,
        LABELS,
        prose.below(prose.html(told.body), 3),  # below 公告正文
        facts,
        pedigree,
        short_address,
        qr.drawing(short_address),
    )
    description = studio.render("notice-description.txt", told=told)
    head = of_notice(told, facts, studio)
    title, path, values = told.notice.title, told.path, {"body": body}
    yield Page(told.address, FRAME, title, description, path, values, head, told.sample)
    yield File(addresses.beside(told.address, "txt"), pedigree.text.encode())
