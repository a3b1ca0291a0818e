"""Make what stands beside a notice's page: its data, and the page at its short address."""

from collections.abc import Iterator

from portal import addresses
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.notices import mark, units
from portal.artifacts.redirects import leading
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.open_data import schemas
from portal.open_data.documents import document
from portal.open_data.tables import NOTICES, notice_row

# Of each notice, and made anew when its page is.
__all__ = ["make", "mark", "units"]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The copies of one notice."""
    told = facts.notices[unit]
    data = document(
        NOTICES, notice_row(told, facts.base_url), facts.base_url + schemas.path(NOTICES)
    )
    yield File(addresses.beside(told.address, "json"), schemas.checked(NOTICES, data))
    yield leading(addresses.short(unit), told.address, facts.base_url, studio)
