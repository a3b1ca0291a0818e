"""只给旧方案定下线日期的公告是停售公告：价格、内容都没改，kind 却写了别的，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal, same_number
from portal.records.notice import Notice, NoticeKind

_SOLD = ("price", "promotion", "includes", "overage", "valid_for", "areas", "eligibility")


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices that say of an older one only that it ends, and are called something else."""
    for name, entry in portal.of("notice").items():
        notice = portal.notices[name]
        if notice.kind is NoticeKind.WITHDRAWAL or notice.withdrawn_on is None:
            continue
        for older in notice.supersedes:
            was = portal.notices.get(older)
            if was is not None and _only_ends(was, notice):
                message = f"和取代的 {older} 只差下线日期，kind 却是 {notice.kind.value}（{notice.kind.label}）"
                fix = "是停售就把 kind 改成 withdrawal；不是就不用改"
                yield Fault(entry.path, ("kind",), message, fix, "notice")


def _only_ends(was: Notice, now: Notice) -> bool:
    """Whether the older went on without an end, and is sold as before until it has one."""
    same = all(getattr(was, field) == getattr(now, field) for field in _SOLD)
    is_one = same_number(was.plan_number, now.plan_number)
    return was.withdrawn_on is None and is_one and same
