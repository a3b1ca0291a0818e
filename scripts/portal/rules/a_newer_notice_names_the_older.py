"""同一个方案编号的两份公告不同时有效：新的一份在 supersedes 里写明取代了哪一份；停售和调整取代的是同一个方案，标题说的也是它。"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from portal.findings import Fault
from portal.portal import Portal, same_number
from portal.records.notice import ABOUT_OTHERS, Notice, NoticeKind

# 来电 may stand in any title.
_SHORTEST, _LONGEST = 4, 80


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
    """Notices that change or end one plan and supersede the notice of another, or are named after it."""
    plans = {_closed(one.plan_name): one.plan_name for one in portal.notices.values()}
    for name, notice in portal.notices.items():
        if notice.kind not in ABOUT_OTHERS:
            continue
        path = portal.of("notice")[name].path
        told = [
            (at, portal.notices[older], older)
            for at, older in enumerate(notice.supersedes)
            if older in portal.notices and _differ(notice, portal.notices[older])
        ]
        for at, other, older in told:
            message = f"这份{notice.kind.label}取代的 {older} 是另一个方案（{other.plan_name}，{other.plan_number}）"
            fix = "supersedes 写这个方案原来的公告；没有写错就不用改"
            if other.plan_name == notice.plan_name:
                message = f"这份{notice.kind.label}取代的 {older} 方案编号是 {other.plan_number}，这里写的却是 {notice.plan_number}"
                fix = f"同一个方案的，plan_number 写 {other.plan_number}；不是，supersedes 写这个方案原来的公告"
                yield Fault(path, ("plan_number",), message, fix, "notice")
            else:
                yield Fault(path, ("supersedes", at), message, fix, "notice")
        if not told and (meant := _named_in_title(plans, notice)):
            message = f"标题说的是“{meant}”，资费名称却是“{notice.plan_name}”"
            fix = "标题写这一份的资费名称；是照别的公告抄来的，别的几行也看一遍"
            yield Fault(path, ("title",), message, fix, "notice")


def _differ(notice: Notice, older: Notice) -> bool:
    """Whether they are of two plans; a change may give its plan a number of its own."""
    of_one_name = notice.plan_name == older.plan_name
    may_renumber = of_one_name and notice.kind is NoticeKind.CHANGE
    return not (may_renumber or same_number(notice.plan_number, older.plan_number))


def _named_in_title(plans: Mapping[str, str], notice: Notice) -> str | None:
    """Another plan that the title names, and not its own."""
    title = _closed(notice.title)[:_LONGEST]
    if _closed(notice.plan_name) in title:
        return None
    starts = range(len(title))
    parts = {title[at:end] for at in starts for end in range(at + _SHORTEST, len(title) + 1)}
    # The longest: 云山商旅 128 套餐 is not 云山商旅.
    named = max(parts & plans.keys(), key=lambda one: (len(one), one), default=None)
    return plans[named] if named else None


def _closed(words: str) -> str:
    return words.replace(" ", "")


def _begins(portal: Portal, name: str) -> tuple[object, str]:
    return portal.notices[name].effective_on, name


def _unsaid(portal: Portal, names: Sequence[str]) -> Iterator[Fault]:
    """Of notices that nothing supersedes, in order: each that begins before the one above it ends."""
    for older, newer in pairwise(names):
        notice = portal.notices[newer]
        misnamed = any(name not in portal.notices for name in notice.supersedes)
        split = not {*notice.supersedes}.isdisjoint(portal.notices[older].supersedes)
        alike = same_number(portal.notices[older].plan_number, notice.plan_number)
        if misnamed or split or not alike or older.lower() == newer.lower():
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
