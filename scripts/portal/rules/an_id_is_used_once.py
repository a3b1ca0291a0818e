"""一个编号只用一次：指标、渠道、奖项、多个第一和网络覆盖各在自己的列表里不能重号，只差大小写也算。"""

from collections.abc import Iterator, Sequence
from typing import Any

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal, called
from portal.slips import Loc

LISTS = (
    ("indicators", ""),
    ("channels", ""),
    ("awards", "awards"),
    ("awards", "firsts"),
    ("coverage", ""),
)


def faults(portal: Portal) -> Iterator[Fault]:
    """Items whose id an earlier item of the same list has, in capitals or not."""
    for kind, field in LISTS:
        for entry in portal.of(kind).values():
            start: Loc = (field,) if field else ()
            items = _items(entry, field)
            for index, (used, first) in _again(items).items():
                yield Fault(entry.path, (*start, index, "id"), *_told(items[index].id, used, first))


def repeated(portal: Portal, kind: str) -> Iterator[str]:
    """Ids of which nobody knows which of two items they mean."""
    for entry in portal.of(kind).values():
        for used, first in _again(_items(entry, "")).values():
            yield from (used, first)


def _told(written: str | None, used: str, first: str) -> tuple[str, str]:
    if written is None:
        return f"“{used}”在前面已经写过", "若是同一项，只留一项；若是两项，给这一项写上 id"
    message = f"编号 {used} 在前面已经用过"
    if used != first:
        message = f"编号 {used} 和前面的 {first} 只差大小写"
    return message, "换一个没用过的编号，公布过的写回原来的；若是同一项，只留一项"


def _items(entry: Entry, field: str) -> Sequence[Any]:
    items: Sequence[Any] = getattr(entry.record, field) if field else entry.record.root
    return items


def _again(items: Sequence[Any]) -> dict[int, tuple[str, str]]:
    """By place the ids that were used before, each with how it was used first.

    Without an id what the item is called stands for it: the id is made from that.
    """
    first: dict[str, str] = {}
    found = {}
    for index, item in enumerate(items):
        used = item.id or called(item)
        if used.lower() in first:
            found[index] = (used, first[used.lower()])
        first.setdefault(used.lower(), used)
    return found
