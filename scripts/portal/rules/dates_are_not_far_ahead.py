"""公布、颁奖、更正和报道的日子不在网站的截至日期两年以后：那多半是年份写错了一位。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.rules.a_notice_is_in_the_folder_of_its_year import folder_year as year_of
from portal.yamltext import Loc

# Drafts of the next edition are written months ahead; nobody dates a notice years ahead.
MOST_YEARS = 2


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Days of things that have happened, or are being published, far after the site's day."""
    site_day = portal.site.as_of if portal.of("site") else None
    latest = years_later(max(as_of, site_day or as_of))
    for entry in portal.entries:
        for loc, day in _days(entry.record):
            # Of a year that is not the folder's, the rule about folders tells.
            told = (
                entry.kind == "notice" and loc == ("published_on",) and day.year != year_of(entry)
            )
            if day > latest and not told:
                message = f"{day} 在两年以后，网站的日子是 {as_of}"
                fix = "查一查年份，改成真的日子"
                yield Fault(entry.path, loc, message, fix)


def years_later(day: date) -> date:
    """The same day two years on; of a 29 February the day after."""
    return date(day.year + MOST_YEARS, day.month, 1) + (day - day.replace(day=1))


def _days(record: object) -> Iterator[tuple[Loc, date]]:
    """The days of a record, of its items and of their sources, each with the way to it."""
    if published := getattr(record, "published_on", None):
        yield ("published_on",), published
    for index, one in enumerate(getattr(record, "corrections", ())):
        yield ("corrections", index, "on"), one.on
    root = getattr(record, "root", ())
    lists = {name: getattr(record, name, ()) for name in ("awards", "firsts")}
    starts: list[tuple[Loc, object]] = [((), record)]
    starts += [((index,), item) for index, item in enumerate(root)]
    starts += [((name, i), item) for name, items in lists.items() for i, item in enumerate(items)]
    for start, item in starts:
        if day := getattr(item, "on", None):
            yield (*start, "on"), getattr(day, "first_day", day)
        if day := getattr(getattr(item, "source", None), "on", None):
            yield (*start, "source", "on"), day.first_day
