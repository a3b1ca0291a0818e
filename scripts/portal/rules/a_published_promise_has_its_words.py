"""公布的承诺有自己的话：标题写明答应了什么，不是“2010 年第 1 项承诺”；已公布的，来源写明出处。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.records.commitment import CommitmentState, unwritten
from portal.records.source import SourceKind


def faults(entry: Entry) -> Iterator[Fault]:
    """Promises that are no drafts any more and still have the title or the source of one."""
    if entry.draft:
        return
    promise, (year, number) = entry.record, entry.id.split("/")
    if promise.title == unwritten(int(year), int(number)):
        message = f"标题还是“{promise.title}”，没有写答应了什么"
        fix = "写一句话说清答应了什么；还没有原文的，在开头的 --- 下面加一行 draft: 是"
        yield Fault(entry.path, ("title",), message, fix)
    is_published = promise.state is CommitmentState.PUBLISHED
    if is_published and promise.source.kind is SourceKind.PENDING:
        message = "状态写了 published（已公布），来源却还是 pending（待提供）"
        fix = "source 写明原文出在哪里；还没有原文的，state 写 awaiting_text"
        yield Fault(entry.path, ("source", "kind"), message, fix, "notice")
