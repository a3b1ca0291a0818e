"""标题和正文里的日子，日历上要有，写了年份的星期要对：没有 2 月 30 日，2012 年 5 月 21 日是星期一；写错了的，会提醒一声。2012 年 5 月 21 日至 5 月 25 日，后一天按前一天的年份看；没写年份的不看星期，农历的都不看。"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from portal.findings import Fault, place_in
from portal.fitting import Entry
from portal.rules.links_lead_somewhere import without_code

_WEEKDAYS = "一二三四五六日"
_DAY_OF_WEEK = r"(?:星期|礼拜|周)"
_SPAN = r"[至到~～—–－-]+"
# Of 周一至周五, or 周六、周日, none is said to be the weekday of the day before it.
_WEEKDAY = (
    rf"(?:\*{{0,3}} ?[（(]? ?\*{{0,3}}(?P<week>{_DAY_OF_WEEK})(?P<weekday>[一二三四五六日天])"
    rf"(?! ?(?:{_SPAN}|[、和及或/]) ?(?:{_DAY_OF_WEEK}|[一二三四五六日天])))?"
)
_SAID = re.compile(
    r"(?=\d)(?:(?<!\d)(?P<year>\d{4}) ?年 ?)?(?<![\d.])(?P<month>\d{1,2}) ?月份? ?(?P<day>\d{1,2}) ?"
    rf"(?:日|号(?![码段文线楼])){_WEEKDAY}",
    re.ASCII,
)
_NUMBERED = re.compile(
    r"(?=[12])(?<![\w/.-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>0?[1-9]|1[0-2])\2"
    rf"(?P<day>0?[1-9]|[12]\d|3[01])(?![\w/-]|\.\d){_WEEKDAY}",
    re.ASCII,
)
# What stands between the two days of a span: the second is of the year of the first, or of the next.
_TO = re.compile(rf"[*）) ]*{_SPAN}[* ]*")
# In the old calendar every month may have thirty days.
_OLD_CALENDAR = re.compile(
    r"(?:农历|阴历|旧历)[）) ]*(?:[（(]?[\u4e00-\u9fff〇]{2,4}年[）) ]*)?[（( *]*\Z"
)
_MOST_BEFORE = 12
_LEAP_YEAR = 2000


def faults(entry: Entry) -> Iterator[Fault]:
    """Days that no calendar has, and weekdays of other days."""
    if in_title := next(_told(entry.record.title), None):
        yield Fault(entry.path, ("title",), *in_title[1], "notice")
    # What stands in code is looked for where there is anything: in hardly one of the bodies.
    if next(_told(entry.body), None) is None:
        return
    for at, told in _told(without_code(entry.body)):
        line, column = place_in(entry.body, at)
        yield Fault(entry.path, (), *told, "notice", body_line=line, body_column=column)


def _told(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    for sign, needed in ((_SAID, "月"), (_NUMBERED, "")):
        above, year = None, 0
        for found in sign.finditer(text) if needed in text else ():
            year = int(found["year"] or 0) or _year_after(above, year, found)
            above = found
            told = _wrong(found, year)
            before = text[max(0, found.start() - _MOST_BEFORE) : found.start()]
            if told and not _OLD_CALENDAR.search(before):
                yield found.start(), told


def _year_after(above: re.Match[str] | None, year: int, found: re.Match[str]) -> int:
    """The year of the second day of a span, of which only the first tells it; 0 when none does."""
    if not (above and year and _TO.fullmatch(found.string, above.end(), found.start())):
        return 0
    first, last = ((int(one["month"]), int(one["day"])) for one in (above, found))
    return year + (last < first)


def _wrong(found: re.Match[str], year: int) -> tuple[str, str] | None:
    """What is wrong with a day of that year and what to do, if anything is; a year of 0 is not said."""
    month, day = int(found["month"]), int(found["day"])
    written = found[0][: found.start("week") - found.start()] if found["week"] else found[0]
    written = written.rstrip("（(* ")
    if not 1 <= month <= 12:
        # Without a year it may be a term: 24 月.
        return (
            (f"没有“{written}”这一天：一年只有 12 个月", "改成真有的日子")
            if found["year"]
            else None
        )
    days = monthrange(year or _LEAP_YEAR, month)[1]
    if not 1 <= day <= days:
        of_year = f"{year} 年 " if year and month == 2 else ""
        has = "有" if year or month != 2 else "最多"
        return f"没有“{written}”这一天：{of_year}{month} 月{has} {days} 天", "改成真有的日子"
    if not (year and found["weekday"]):
        return None
    right = _WEEKDAYS[date(year, month, day).weekday()]
    if right == found["weekday"].replace("天", "日"):
        return None
    said = found["week"] + found["weekday"]
    of_year = "" if found["year"] else f"{year} 年 "
    message = f"{of_year}{written} 是{found['week']}{right}，不是{said}"
    return message, f"日子没写错，就写 {found['week']}{right}；星期没写错，就改正日子"
