"""一个列表里同一项只写一次；写了 全省 就不再写地市。"""

from collections.abc import Iterator
from operator import attrgetter

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.area import WHOLE_PROVINCE
from portal.records.reading import is_record, reading
from portal.slips import Loc

LISTS = {
    "notice": (
        *("areas", "brands", "includes", "sales_channels", "cancel.channels"),
        *("restrictions", "commitments", "supersedes", "corrections"),
    ),
    "commitment": ("measures", "indicators", "contacts"),
}


def faults(entry: Entry) -> Iterator[Fault]:
    """Items of lists that an earlier item has said already."""
    for field in LISTS[entry.kind]:
        items = attrgetter(field)(entry.record)
        if len(items) > 1 and len(set(items)) < len(items):
            index = next(n for n, item in enumerate(items) if item in items[:n])
            message, fix = f"“{str(items[index])[:24]}”写了两次", "删去这一行"
            if is_record(type(items[index])):
                message, fix = f"“{reading(items[index])[:24]}”写了两次", "删去这一项的几行"
            loc: Loc = (*field.split("."), index)
            yield Fault(entry.path, loc, message, fix, fix_in_row="删去其中一个")
    areas = getattr(entry.record, "areas", ())
    if len(areas) > 1 and WHOLE_PROVINCE in areas:
        message = f"写了 {WHOLE_PROVINCE}，又写了地市"
        place = ("areas", areas.index(WHOLE_PROVINCE))
        yield Fault(entry.path, place, message, f"只留 {WHOLE_PROVINCE}，或只留地市")
