"""Make the page of each notice."""

from collections.abc import Iterator

from portal import prose
from portal.artifacts.artifact import Artifact, Page
from portal.artifacts.studio import Studio
from portal.facts import Facts
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
    """The page of a notice."""
    told = facts.notices[unit]
    body = studio.render(
        "notice.html",
        told=told,
        notice=told.notice,
        labels=LABELS,
        body=prose.html(told.body),
        facts=facts,
    )
    description = studio.render("notice-description.txt", told=told, notice=told.notice)
    yield Page(told.address, FRAME, told.notice.title, description, told.path, {"body": body})
