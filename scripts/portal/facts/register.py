"""All notices as they stand on a day, and what they make up together: shelves, choices, news."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.facts.choices import Choices, choices
from portal.facts.notices import Announced, announced
from portal.facts.shelves import Shelf, shelves
from portal.portal import Portal


@dataclass(frozen=True, eq=False)
class Register:
    """The notices by id on the day `as_of`. Lists keep what has ended for `keep_years`, 0 for ever."""

    notices: Mapping[str, Announced]
    as_of: date
    keep_years: int

    @cached_property
    def newest(self) -> tuple[Announced, ...]:
        """All notices, the newest published first."""
        return tuple(sorted(self.notices.values(), key=_newest_first))

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """The lists of notices by name: `all`, `year/2009`, `area/guangzhou`."""
        return shelves(self.newest, self.as_of, self.keep_years)

    @cached_property
    def choices(self) -> Choices:
        """What notices can be narrowed by."""
        return choices(self.shelves.values())


# The last one with what it was made of: an edit of anything else leaves it as it is.
_last: list[tuple[object, Register]] = []


def register(portal: Portal, as_of: date) -> Register:
    """The notices of the portal on the day; of the same ones on the same day the same register."""
    # Of what was not read from files there may be no settings, and there are no marks.
    keep_years = portal.site.keep_years if portal.of("site") else 0
    entries = portal.of("notice").values()
    asked = [(one.path, one.mark or one.record, one.draft) for one in entries], as_of, keep_years
    for before, made in _last:
        if before == asked:
            return made
    made = Register(announced(portal, as_of), as_of, keep_years)
    _last[:] = [(asked, made)]
    return made


def _newest_first(told: Announced) -> tuple[int, str]:
    return -told.notice.published_on.toordinal(), told.identity
