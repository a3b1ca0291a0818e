"""同一个方案编号的两份公告不同时有效：新的一份在 supersedes 里写明取代了哪一份；停售和调整取代的是同一个方案。"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from portal.findings import Fault
from portal.portal import Portal
from portal.records.notice import Notice, NoticeKind

_OF_ONE_PLAN = (NoticeKind.CHANGE, NoticeKind.WITHDRAWAL)


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices that begin while another of their plan number goes on, and nobody says which counts."""
    if portal.broken.get("notice"):
        return  # one of those that cannot be read may be what says it
    superseded = {older for notice in portal.notices.values() for older in notice.supersedes}
    for names in portal.notices_of_plans.values():
        if len(names) > 1:
            alone = [name for name in names if name not in superseded]
            yield from _unsaid(portal, sorted(alone, key=lambda name: _begins(portal, name)))

    yield from _of_another_plan(portal)


def _of_another_plan(portal: Portal) -> Iterator[Fault]:
    """Notices that change or end one plan and supersede the notice of another."""
    for name, notice in portal.notices.items():
        for at, older in enumerate(notice.supersedes if notice.kind in _OF_ONE_PLAN else ()):
            other = portal.notices.get(older)
            if (
                other
                and notice.plan_name != other.plan_name
                and notice.plan_number != other.plan_number
            ):
                message = f"这份{notice.kind.label}取代的 {older} 是另一个方案（{other.plan_name}，{other.plan_number}）"
                fix = "supersedes 写这个方案原来的公告；没有写错就不用改"
                path = portal.of("notice")[name].path
                yield Fault(path, ("supersedes", at), message, fix, "notice")


def _begins(portal: Portal, name: str) -> tuple[object, str]:
    return portal.notices[name].effective_on, name


def _unsaid(portal: Portal, names: Sequence[str]) -> Iterator[Fault]:
    """Of notices that nothing supersedes, in order: each that begins before the one above it ends."""
    for older, newer in pairwise(names):
        notice = portal.notices[newer]
        misnamed = any(name not in portal.notices for name in notice.supersedes)
        split = not {*notice.supersedes}.isdisjoint(portal.notices[older].supersedes)
        if misnamed or split or older.lower() == newer.lower():
            continue  # of that, other rules tell
        if _goes_on(portal.notices[older], notice) and portal.notices[older] != notice:
            message = f"方案编号 {notice.plan_number} 的 {older} 还有效，没有写这两份谁取代谁"
            fix = (
                f"这一份取代 {older} 的，在 source 上面加 supersedes: [{older}]；"
                "确实同时有效（例如地市不同）就不用改"
            )
            yield Fault(portal.of("notice")[newer].path, ("plan_number",), message, fix, "notice")


def _goes_on(older: Notice, newer: Notice) -> bool:
    """Whether the older is still on when the newer begins; of two plans another rule tells."""
    ended = older.withdrawn_on is not None and older.withdrawn_on <= newer.effective_on
    return older.plan_name == newer.plan_name and not ended
