"""奖项日期写 无 时，要在 date_note 说明为什么不知道。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """Awards without a date and without a word about it."""
    for index, award in enumerate(entry.record.awards):
        if award.on is None and award.date_note is None:
            message = f"“{award.title}”没有日期，也没有说明"
            fix = "加一行 date_note: 写明日期为什么不知道"
            yield Fault(entry.path, ("awards", index, "on"), message, fix)
