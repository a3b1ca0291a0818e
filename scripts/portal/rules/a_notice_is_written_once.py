"""一份公告只写一次：标题、资费名称都相同又同时有效的两份，只有编号不同就是抄重了；地市等不同的，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal, plan_key
from portal.records.notice import Notice


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices of one title and plan name that go on at the same time under two plan numbers."""
    seen: dict[tuple[str, str], str] = {}
    for name, notice in portal.notices.items():
        if portal.of("notice")[name].draft:
            continue
        first = seen.setdefault((notice.title, notice.plan_name), name)
        if first is name or not _doubled(portal.notices[first], notice):
            continue
        path = portal.of("notice")[name].path
        message = f"标题和资费名称都和 {first} 一样"
        if _alike(portal.notices[first], notice):
            message += "，别的字段也都一样，像是抄了两遍"
            fix = f"是同一份就删去这个文件；不是，就把和 {first} 不同的地方改过来"
            yield Fault(path, ("title",), message, fix)
        else:
            fix = "标题写得分得清，如加上地市或对象；确实要一样就不用改"
            yield Fault(path, ("title",), message, fix, "notice")


def _doubled(first: Notice, other: Notice) -> bool:
    """Whether both go on at one time; of one plan number, other rules tell."""
    if plan_key(first.plan_number) == plan_key(other.plan_number):
        return _alike(first, other)
    ends = first.withdrawn_on, other.withdrawn_on
    starts = first.effective_on, other.effective_on
    return not any(
        end is not None and end <= start for end, start in zip(ends, reversed(starts), strict=True)
    )


def _alike(first: Notice, other: Notice) -> bool:
    """Whether all is the same but the number."""
    return first.model_copy(update={"plan_number": other.plan_number}) == other
