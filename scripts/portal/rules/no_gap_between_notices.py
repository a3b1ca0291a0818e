"""新旧公告相接：旧公告下线到取代它的公告上线，中间若有空档，会提醒一声，页面上也会写明。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.notice import gap_days


def faults(portal: Portal) -> Iterator[Fault]:
    """Days between the end of a notice and the start of its successor."""
    for name, notice in portal.notices.items():
        replaced = dict.fromkeys(old for old in notice.supersedes if old in portal.notices)
        for older in map(portal.notices.__getitem__, replaced):
            days = gap_days(older, notice)
            if days:
                message = (
                    f"被取代的“{older.title}”在 {older.withdrawn_on} 下线，这份公告到"
                    f" {notice.effective_on} 才上线，中间有 {days} 天两份都不能办理"
                )
                fix = "日期写错了就改正；确实如此就不用改，页面会写明这段空档"
                path = portal.of("notice")[name].path
                yield Fault(path, ("effective_on",), message, fix, "notice")
