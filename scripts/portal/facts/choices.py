"""What notices can be narrowed by: the values that occur, each with its label."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.facts.life import Status
from portal.facts.notices import Announced
from portal.records.area import CITIES
from portal.records.notice import Audience, NoticeKind

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """For each facet its values in the order in which people look for them, with their labels."""

    cities: Options
    brands: Options
    kinds: Options
    audiences: Options
    years: Options
    statuses: Options

    @property
    def status_words(self) -> dict[str, str]:
        """The label of each status."""
        return dict(self.statuses)


def choices(notices: Iterable[Announced]) -> Choices:
    """The values that the notices have; every status, for it changes with the day."""
    records = [told.notice for told in notices]
    areas = {area for notice in records for area in notice.areas}
    brands = sorted({brand for notice in records for brand in notice.brands})
    kinds = {notice.kind for notice in records}
    audiences = {notice.audience for notice in records}
    years = sorted({notice.published_on.year for notice in records}, reverse=True)
    return Choices(
        cities=[(city, city) for city in CITIES if city in areas],
        brands=[(brand, brand) for brand in brands],
        kinds=[(kind.value, kind.label) for kind in NoticeKind if kind in kinds],
        audiences=[(one.value, one.label) for one in Audience if one in audiences],
        years=[(str(year), str(year)) for year in years],
        statuses=[(status.value, status.label) for status in Status],
    )
