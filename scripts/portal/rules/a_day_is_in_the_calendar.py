"""标题和正文里的日子，日历上要有，星期要对：没有 2 月 30 日，2012 年 5 月 21 日是星期一；写错了的，会提醒一声。"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from portal.findings import Fault, place_in
from portal.fitting import Entry
from portal.rules.links_lead_somewhere import without_code

_WEEKDAYS = "一二三四五六日"
# Of 周一至周五, or 周六、周日, none is said to be the weekday of the day before it.
_WEEKDAY = r"(?: ?[（(]? ?(?P<week>星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?! ?[至到、和及或~～—–-]))?"
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
# In the old calendar every month may have thirty days.
_OLD_CALENDAR = ("农历", "阴历", "旧历")
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
        for found in sign.finditer(text) if needed in text else ():
            told = _wrong(found)
            if told and not text[: found.start()].rstrip().endswith(_OLD_CALENDAR):
                yield found.start(), told


def _wrong(found: re.Match[str]) -> tuple[str, str] | None:
    """What is wrong with a day and what to do, if anything is."""
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    written = found[0][: found.start("week") - found.start()] if found["week"] else found[0]
    written = written.rstrip("（( ")
    if not 1 <= month <= 12:
        # Without a year it may be a term: 24 月.
        return (f"没有“{written}”这一天：一年只有 12 个月", "改成真有的日子") if year else None
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
    message = f"{written} 是{found['week']}{right}，不是{said}"
    return message, f"日子没写错，就写 {found['week']}{right}；星期没写错，就改正日子"
