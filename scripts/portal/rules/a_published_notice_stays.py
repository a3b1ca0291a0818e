"""已公布的公告一直在：不删、不改名、不移走、不改成草稿；不卖了就写下线日期，或另发公告取代它。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published


def faults(published: Published) -> Iterator[Fault]:
    """Notices that were published and have no file any more, or one that says it is a draft."""
    for entry in published.gone:
        moved = published.portal.of("notice").get(entry.id)
        if moved and moved.path == entry.path:
            message = f"公告 {entry.id}“{entry.record.title}”已经公布，不能再改成草稿"
            yield Fault(entry.path, ("draft",), message, "删去 draft: 是")
            continue
        where = f"（编号相同的文件在 {moved.path}）" if moved else ""
        message = f"公告 {entry.id}“{entry.record.title}”已经公布，文件却不在了{where}"
        fix = "把文件放回原处；不再办理的，写上 withdrawn_on 并加一项更正，或另发公告取代它"
        yield Fault(entry.path, (), message, fix)
