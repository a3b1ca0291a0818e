"""一个编号只用一次：指标、渠道和奖项在各自的文件里不能重号，只差大小写也算。"""

from collections.abc import Iterator, Sequence
from typing import Any

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal
from portal.yamltext import Loc

LISTS = (("indicators", ""), ("channels", ""), ("awards", "awards"))


def faults(portal: Portal) -> Iterator[Fault]:
    """Items whose id an earlier item of the same file has, in capitals or not."""
    for kind, field in LISTS:
        for entry in portal.of(kind).values():
            start: Loc = (field,) if field else ()
            for index, (written, first) in _again(_items(entry, field)).items():
                message = f"编号 {written} 在前面已经用过"
                if written != first:
                    message = f"编号 {written} 和前面的 {first} 只差大小写"
                fix = "换一个没用过的编号；若是同一项，只留一项"
                yield Fault(entry.path, (*start, index, "id"), message, fix)


def repeated(portal: Portal, kind: str) -> Iterator[str]:
    """Ids of which nobody knows which of two items they mean."""
    for entry in portal.of(kind).values():
        for written, first in _again(_items(entry, dict(LISTS)[kind])).values():
            yield from (written, first)


def _items(entry: Entry, field: str) -> Sequence[Any]:
    items: Sequence[Any] = getattr(entry.record, field) if field else entry.record.root
    return items


def _again(items: Sequence[Any]) -> dict[int, tuple[str, str]]:
    """By place the ids that were used before, each with how it was written first."""
    first: dict[str, str] = {}
    found = {}
    for index, item in enumerate(items):
        if item.id.lower() in first:
            found[index] = (item.id, first[item.id.lower()])
        first.setdefault(item.id.lower(), item.id)
    return found
