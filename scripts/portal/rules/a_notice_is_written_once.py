"""一份公告只写一次：两份同时有效的，标题和资费名称不都相同，名称相同的方案编号也相同；只有编号不同就是抄重了，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal, same_number
from portal.records.area import WHOLE_PROVINCE
from portal.records.notice import Notice
from portal.slips import Loc

# Of one name there are a few plans at most; who copies, copies one of the last.
MOST_COMPARED = 20


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices that go on at one time and are the same, or have the name of another plan."""
    seen: dict[str, list[str]] = {}
    for name, notice in portal.notices.items():
        entry = portal.of("notice")[name]
        earlier = seen.setdefault(notice.plan_name, [])
        if entry.draft:
            continue
        for first in earlier[-MOST_COMPARED:]:
            told = _told(first, portal.notices[first], notice)
            if told:
                yield Fault(entry.path, *told, "notice")
                break
        earlier.append(name)


def _told(name: str, first: Notice, other: Notice) -> tuple[Loc, str, str] | None:
    """Where, what is wrong and what to do, of two notices of one plan name."""
    same_plan = same_number(first.plan_number, other.plan_number)
    if first.title == other.title and _alike(first, other):
        message = f"标题和资费名称都和 {name} 一样，别的字段也都一样，像是抄了两遍"
        fix = f"是同一份就删去这个文件；不是，就把和 {name} 不同的地方改过来"
        return ("title",), message, fix
    if same_plan or not _at_one_time(first, other):
        return None  # of one plan number, other rules tell
    if first.title == other.title:
        fix = "标题写得分得清，如加上地市或对象；确实要一样就不用改"
        return ("title",), f"标题和资费名称都和 {name} 一样", fix
    if not ({*first.areas, WHOLE_PROVINCE} & {*other.areas}) and WHOLE_PROVINCE not in first.areas:
        return None  # each city may have a plan of that name
    if name in other.supersedes:
        return None  # they are one after the other, and of their numbers another rule tells
    message = f"资费名称和 {name} 一样，方案编号却不同"
    fix = (
        "照那一份抄来的，就改成这一份的资费名称；是同一方案，方案编号也写一样的；确实要一样就不用改"
    )
    return ("plan_name",), message, fix


def _at_one_time(first: Notice, other: Notice) -> bool:
    ends = first.withdrawn_on, other.withdrawn_on
    starts = first.effective_on, other.effective_on
    return not any(
        end is not None and end <= start for end, start in zip(ends, reversed(starts), strict=True)
    )


def _alike(first: Notice, other: Notice) -> bool:
    """Whether all is the same but the number."""
    return first.model_copy(update={"plan_number": other.plan_number}) == other
