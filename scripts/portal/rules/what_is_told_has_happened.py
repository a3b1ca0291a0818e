"""颁奖、量到的数字和来源的日子都已经过了，官方文件和规章也不晚于引用它们的公告和结果；不是这样的会提醒一声。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.records.source import SourceKind
from portal.rules.dates_are_not_far_ahead import days_told, years_later
from portal.slips import Loc

_AHEAD = "查一查日期，改成真的日子；site.yml 写着 as_of 的，也看一看它是不是早了"
_LATER = "查一查两个日期，改正写错的；公布以后才有的来源，没写错就不用改"


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Days of what has happened that are still to come, and sources younger than what cites them."""
    latest = years_later(as_of)
    for entry in portal.entries:
        if entry.kind == "redirects":
            continue
        # A newspaper reports what was published; what an official text says stood there before.
        published = getattr(entry.record, "published_on", None)
        reported = published and entry.record.source.kind is SourceKind.REPORT
        for loc, day in days_told(entry.record):
            if day > latest:
                continue  # of years that cannot be right, another rule tells
            if day > as_of:
                message = f"{_called(loc)} {day} 还没到，网站的日子是 {as_of}"
                yield Fault(entry.path, loc, message, _AHEAD, "notice")
            elif published and day > published and not reported:
                message = f"来源日期 {day} 晚于公布日期 {published}"
                yield Fault(entry.path, loc, message, _LATER, "notice")


def _called(loc: Loc) -> str:
    return "来源日期" if "source" in str(loc[-2:-1]) else "日期"
