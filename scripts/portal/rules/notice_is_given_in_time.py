"""公布到上线至少隔 site.yml 的 notice_days 天；是 0 就不检查。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Notices that take effect sooner after publication than the site promises."""
    if not portal.of("site"):
        return
    least = portal.site.notice_days
    for name, notice in portal.notices.items():
        days = (notice.effective_on - notice.published_on).days
        if 0 <= days < least:
            message = f"公布后 {days} 天就上线，少于 notice_days 的 {least} 天"
            fix = f"上线日期写公布日期之后至少 {least} 天"
            loc, because = ("effective_on",), f"notice_days {least}"
            path = portal.of("notice")[name].path
            yield Fault(path, loc, message, fix, "notice", cause=because)
