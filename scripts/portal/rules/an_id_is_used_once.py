"""一个编号只用一次：指标、渠道、奖项、多个第一和网络覆盖各在自己的列表里不能重号，只差大小写也算。"""

from collections.abc import Iterator
from typing import Any

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal, called
from portal.records.files import items
from portal.slips import Loc

KINDS = ("indicators", "channels", "awards", "coverage")


def faults(portal: Portal) -> Iterator[Fault]:
    """Items whose id an earlier item of the same list has, in capitals or not."""
    for kind in KINDS:
        for entry in portal.of(kind).values():
            for loc, item, used, first in _again(entry):
                yield Fault(entry.path, (*loc, "id"), *_told(item.id, used, first))


def repeated(portal: Portal, kind: str) -> Iterator[str]:
    """Ids of which nobody knows which of two items they mean."""
    for entry in portal.of(kind).values():
        for _, _, used, first in _again(entry):
            yield from (used, first)


def _told(written: str | None, used: str, first: str) -> tuple[str, str]:
    if written is None:
        return f"“{used}”在前面已经写过", "若是同一项，只留一项；若是两项，给这一项写上 id"
    message = f"编号 {used} 在前面已经用过"
    if used != first:
        message = f"编号 {used} 和前面的 {first} 只差大小写"
    return message, "换一个没用过的编号，公布过的写回原来的；若是同一项，只留一项"


def _again(entry: Entry) -> Iterator[tuple[Loc, Any, str, str]]:
    """The items whose id was used before, each with the way to it, its id and how that was used first.

    Without an id what the item is called stands for it: the id is made from that.
    """
    first: dict[tuple[Loc, str], str] = {}
    for loc, item in items(entry.record):
        used = item.id or called(item)
        name = loc[:-1], used.lower()
        if name in first:
            yield loc, item, used, first[name]
        first.setdefault(name, used)
