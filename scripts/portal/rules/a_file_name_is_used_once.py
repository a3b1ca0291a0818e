"""一个公告编号只有一个文件：换了年份文件夹也不能重名，大小写不同也算重名。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Entries whose id another entry of the same kind already has."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in sorted(portal.entries, key=_rank):
        key = (entry.kind, entry.id.lower())
        first = seen.setdefault(key, entry)
        # Of names in one folder that differ in capitals only, the files themselves tell.
        if first is not entry and first.path.lower() != entry.path.lower():
            message = f"编号 {entry.id} 已经用在 {first.path}"
            fix = "换一个没用过的编号作文件名"
            yield Fault(entry.path, (), message, fix, cause=f"{entry.kind} {entry.id}")


def _rank(entry: Entry) -> tuple[bool, str]:
    """First what stands in the folder of the year that its number names."""
    return entry.path.split("/")[1] not in entry.id, entry.path
