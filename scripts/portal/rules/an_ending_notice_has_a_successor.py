"""14 天之内要下线的资费，有取代它的公告，或有停售公告说明之后怎么办。"""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.findings import Fault
from portal.portal import Portal
from portal.records.notice import NoticeKind

SOON = timedelta(days=14)


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Notices that end soon and say nothing of what comes after; to say it is what a withdrawal is for."""
    ending = {
        name: notice
        for name, notice in portal.notices.items()
        if notice.withdrawn_on is not None
        and as_of <= notice.withdrawn_on <= as_of + SOON
        and notice.kind is not NoticeKind.WITHDRAWAL
    }
    if not ending:
        return
    succeeded = {older for notice in portal.notices.values() for older in notice.supersedes}
    for name, notice in ending.items():
        if name not in succeeded:
            days = (notice.withdrawn_on - as_of).days if notice.withdrawn_on else 0
            message = f"{f'{days} 天后' if days else '今天'}下线，还没有公告取代它"
            fix = f"新写一份公告，在 supersedes 里写 {name}；确实没有后续就不用改"
            path = portal.of("notice")[name].path
            yield Fault(path, ("withdrawn_on",), message, fix, "notice")
