"""已公布的公告一直在：不删、不改名、不移走、不改成草稿，也不改写成另一个方案的公告；不卖了就写下线日期，或另发公告取代它。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import same_number
from portal.published import Published
from portal.records.notice import Notice


def faults(published: Published) -> Iterator[Fault]:
    """Notices that were published and have no file any more, or one of a draft or of another plan."""
    for entry in published.gone:
        moved = published.portal.of("notice").get(entry.id)
        if moved and moved.path == entry.path and not moved.draft:
            was, now = entry.record, moved.record
            message = (
                f"{entry.id} 公布时是“{was.plan_name}”（{was.plan_number}）的公告，"
                f"现在写成了“{now.plan_name}”（{now.plan_number}）的"
            )
            fix = (
                "先把现在写的另存成一份新公告，文件名用没用过的编号；"
                "再把这个文件恢复成公布时的样子，不用写更正"
            )
            yield Fault(entry.path, ("plan_number",), message, fix)
            continue
        if moved and moved.path == entry.path:
            message = f"公告 {entry.id}“{entry.record.title}”已经公布，不能再改成草稿"
            yield Fault(entry.path, ("draft",), message, "删去 draft: 是")
            continue
        message = f"公告 {entry.id}“{entry.record.title}”已经公布，文件却不在了"
        fix = "把文件放回原处；不再办理的，写上 withdrawn_on 并加一项更正，或另发公告取代它"
        if here := moved or _renamed(published, entry.record):
            message += f"，像是改成了 {here.path}"
            fix = f"改回 {entry.path}；{here.path} 是另一份公告的，就把原来的也放回去"
        yield Fault(entry.path, (), message, fix)


def _renamed(published: Published, was: Notice) -> Entry | None:
    """The new file that holds the notice under another name: its plan, published on its day."""
    entries = published.portal.of("notice").values()
    return next(
        (
            one
            for one in entries
            if one.path not in published.paths
            and one.record.published_on == was.published_on
            and same_number(one.record.plan_number, was.plan_number)
        ),
        None,
    )
