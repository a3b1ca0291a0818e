"""公布、颁奖、更正和报道的日子不在网站的截至日期两年以后：那多半是年份写错了一位。"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from portal.findings import Fault
from portal.portal import Portal
from portal.records.files import items
from portal.rules.a_notice_is_in_the_folder_of_its_year import folder_year as year_of
from portal.slips import Loc

# Drafts of the next edition are written months ahead; nobody dates a notice years ahead.
MOST_YEARS = 2
# Nobody gets more years wrong than right: then it is the site's day that is wrong.
MOST_SLIPS = 5


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Days of things that have happened, or are being published, far after the site's day."""
    site_day = portal.site.as_of if portal.of("site") else None
    latest = years_later(max(as_of, site_day or as_of))
    found, days, near = [], [], 0
    for entry in portal.entries:
        for loc, day in _days(entry.record):
            # Of a year that is not the folder's, the rule about folders tells.
            told = (
                entry.kind == "notice" and loc == ("published_on",) and day.year != year_of(entry)
            )
            near += day <= latest
            days.append(day)
            if day > latest and not told:
                message = f"{day} 在两年以后，网站的日子是 {as_of}"
                found.append(Fault(entry.path, loc, message, "查一查年份，改成真的日子"))
    if site_day is not None and len(found) > max(near, MOST_SLIPS):
        found = [_of_site(portal, f"截至日期是 {site_day}，内容里的日子却大多在两年以后")]
    newest = max(days, default=as_of)
    if site_day is not None and site_day > years_later(newest):
        message = f"截至日期是 {site_day}，比内容里最晚的日子 {newest} 晚两年以上"
        found = [_of_site(portal, message)]
    yield from found


def _of_site(portal: Portal, message: str) -> Fault:
    path = next(iter(portal.of("site").values())).path
    return Fault(path, ("as_of",), message, "查一查年份，改成真的日子；按当天算，就写 无")


def years_later(day: date) -> date:
    """The same day two years on; of a 29 February the day after."""
    return date(day.year + MOST_YEARS, day.month, 1) + (day - day.replace(day=1))


def _days(record: BaseModel) -> Iterator[tuple[Loc, date]]:
    """The days of a record, of its items and of their sources, each with the way to it."""
    fields = vars(record)
    if published := fields.get("published_on"):
        yield ("published_on",), published
    for index, one in enumerate(fields.get("corrections", ())):
        yield ("corrections", index, "on"), one.on
    yield from days_told(record)


def days_told(record: BaseModel) -> Iterator[tuple[Loc, date]]:
    """Of these the days on which something happened that the record tells of."""
    yield from _own((), vars(record))
    for loc, item in items(record):
        yield from _own(loc, vars(item))


def _own(start: Loc, fields: Mapping[str, Any]) -> Iterator[tuple[Loc, date]]:
    if day := fields.get("on"):
        yield (*start, "on"), getattr(day, "first_day", day)
    scale = fields.get("scale")
    if scale and scale.on:
        yield (*start, "scale", "on"), scale.on.first_day
    for name in ("source", "target_source"):
        source = fields.get(name)
        if day := source and source.on:
            yield (*start, name, "on"), day.first_day
