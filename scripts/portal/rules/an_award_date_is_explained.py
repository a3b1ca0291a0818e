"""奖项日期写 无 时，要在 date_note 说明为什么不知道。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry

WHY = "写明日期为什么不知道"


def faults(entry: Entry) -> Iterator[Fault]:
    """Awards without a date and without a word about it."""
    for index, award in enumerate(entry.record.awards):
        if award.on is None and award.date_note in (None, WHY):
            message = f"“{award.title}”没有日期，也没有说明"
            fix, field = f"加一行 date_note: {WHY}；已有这一行的，改那一行", "on"
            if award.date_note is not None:
                fix, field = f"把“{award.date_note}”换成真的说明，如 报道没有写日期", "date_note"
            yield Fault(entry.path, ("awards", index, field), message, fix)
