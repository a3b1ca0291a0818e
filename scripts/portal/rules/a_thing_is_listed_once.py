"""一件事在列表里只写一项：同一个范围、渠道、指标、奖项和第一，换了编号也不能写两遍。"""

from collections.abc import Iterator
from operator import attrgetter

from portal.findings import Fault
from portal.fitting import Entry

# By kind the lists and what makes two of their items the same thing.
LISTS = {
    "coverage": (("root", "area"),),
    "channels": (("root", "title"),),
    "indicators": (("root", "title"),),
    "awards": (("awards", "title", "event", "session", "recipient"), ("firsts", "title")),
}


def faults(entry: Entry) -> Iterator[Fault]:
    """Items that say the same as an earlier one under another id; of equal ids another rule tells."""
    for field, *names in LISTS[entry.kind]:
        first: dict[object, str | None] = {}
        for index, item in enumerate(getattr(entry.record, field)):
            same = attrgetter(*names)(item)
            earlier = first.setdefault(same, item.id)
            if item.id and earlier and earlier.lower() != item.id.lower():
                start = () if field == "root" else (field,)
                called = getattr(item, names[0])
                message = f"“{called[:24]}”在前面已经有一项（编号 {earlier}）"
                fix = "同一件事只留一项；是两件事，就把这里的名称写得分得清"
                yield Fault(entry.path, (*start, index, names[0]), message, fix)
