"""一件事在列表里只写一项：同一个范围、渠道、指标、奖项和第一，换了编号也不能写两遍。"""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.award import Award, First
from portal.records.channel import Channel, Coverage
from portal.records.files import items
from portal.records.indicator import Indicator
from portal.records.kinds import Record

# What makes two items of a list the same thing; the first of it is what they are called.
SAME: Mapping[type[Record], Sequence[str]] = {
    Coverage: ("area",),
    Channel: ("title",),
    Indicator: ("title",),
    Award: ("title", "event", "session", "recipient"),
    First: ("title",),
}


def faults(entry: Entry) -> Iterator[Fault]:
    """Items that say the same as an earlier one under another id; of equal ids another rule tells."""
    first: dict[object, str | None] = {}
    for loc, item in items(entry.record):
        names = SAME[type(item)]
        same = type(item), attrgetter(*names)(item)
        earlier = first.setdefault(same, item.id)
        if item.id and earlier and earlier.lower() != item.id.lower():
            called = getattr(item, names[0])
            message = f"“{called[:24]}”在前面已经有一项（编号 {earlier}）"
            fix = "同一件事只留一项；是两件事，就把这里的名称写得分得清"
            yield Fault(entry.path, (*loc, names[0]), message, fix)
