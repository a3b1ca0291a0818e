"""同一年的承诺、同一栏的页面，标题各不相同：一样的，读者分不清，也多半是抄来没有改，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Promises of one edition, and pages of one folder, with the title of an earlier one."""
    for kind in ("commitment", "page"):
        seen: dict[tuple[str, str], str] = {}
        for name, entry in portal.of(kind).items():
            if entry.draft:
                continue
            key = (name.rpartition("/")[0], entry.record.title)
            first = seen.setdefault(key, entry.path)
            if first != entry.path:
                message = f"标题和 {first} 一样"
                fix = "照那一份抄来的，就改成这一份的标题；是同一份，就只留一份"
                yield Fault(entry.path, ("title",), message, fix, "notice")
