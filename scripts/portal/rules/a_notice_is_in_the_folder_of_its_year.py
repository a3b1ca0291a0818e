"""公告放在公布年份的文件夹里：2009-02-16 公布的放在 notices/2009/，编号里的年份也是这一年。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """A notice whose folder is not the year of `published_on`."""
    day, folder = entry.record.published_on, folder_year(entry)
    if day.year != folder:
        message = f"公告放在 {folder} 文件夹，公布日期却是 {day}"
        fix = f"日期写错了就改成 {folder}{day.isoformat()[4:]}"
        if any(one.field == "published_on" for one in entry.record.corrections):
            # The year is in the address, and what was published keeps its address.
            message = f"公布日期更正成了 {day}，公告的网址里却是 {folder} 年，网址公布了就不改"
            fix = f"更正成 {folder} 年的日子；真是 {day.year} 年公布的，公布日期不动，在正文里写明，更正写 field: body"
        elif entry.record.effective_on >= day:
            fix += f"；没写错、还没有公布过的，就把文件移到 notices/{day.year}/"
        yield Fault(entry.path, ("published_on",), message, fix)
        return
    numbered = re.search(r"(?<!\d)(?:19|20)\d\d(?=-\d)", entry.id)
    if numbered and int(numbered[0]) != day.year:
        message = f"编号 {entry.id} 里写的是 {numbered[0]} 年，公布日期却是 {day}"
        meant = entry.id.replace(numbered[0], str(day.year), 1)
        fix = f"编号写错了，就把文件改名为 {meant}.md；没写错就不用改"
        yield Fault(entry.path, (), message, fix, "notice")


def folder_year(entry: Entry) -> int:
    """The year that the notice's folder says."""
    return int(entry.path.split("/")[1])
