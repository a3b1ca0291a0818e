"""公告放在公布年份的文件夹里：2009-02-16 公布的放在 notices/2009/。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """A notice whose folder is not the year of `published_on`."""
    year = str(entry.record.published_on.year)
    folder = entry.path.split("/")[1]
    if folder != year:
        message = f"公告放在 {folder} 文件夹，公布日期却是 {entry.record.published_on}"
        fix = f"把文件移到 notices/{year}/，或改正 published_on"
        yield Fault(entry.path, ("published_on",), message, fix)
