"""Make the lists of notices: by year, kind, city, brand, status and audience, in pages."""

from collections.abc import Iterator

from portal.artifacts.artifact import Artifact, Page
from portal.artifacts.notices import FRAME
from portal.artifacts.studio import Studio
from portal.facts import Facts


def units(facts: Facts) -> list[str]:
    """Every list."""
    return sorted({str(told.notice.published_on.year) for told in facts.notices.values()})


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The notices of one year."""
    listed = [told for told in facts.newest_notices if told.notice.published_on.year == int(unit)]
    body = studio.render("notice-list.html", listed=listed, year=unit)
    title = studio.render("notice-list-title.txt", year=unit)
    yield Page(f"notices/{unit}/", FRAME, title, title, "pages/notices.md", {"body": body})
