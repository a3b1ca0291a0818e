"""一个编号只用一次：指标、渠道和奖项在各自的文件里不能重号。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.yamltext import Loc

LISTS = (("indicators", ""), ("channels", ""), ("awards", "awards"))


def faults(portal: Portal) -> Iterator[Fault]:
    """Items whose id an earlier item of the same file has."""
    for kind, field in LISTS:
        for entry in portal.of(kind).values():
            items = getattr(entry.record, field) if field else entry.record.root
            start: Loc = (field,) if field else ()
            seen: set[str] = set()
            for index, item in enumerate(items):
                if item.id in seen:
                    message = f"编号 {item.id} 在前面已经用过"
                    yield Fault(entry.path, (*start, index, "id"), message, "换一个没用过的编号")
                seen.add(item.id)
