"""一个季度结束后 freshness_days（公布时限天数）天之内，公布这个季度的结果。"""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Quarters after the first published one whose results are late."""
    if not portal.results or not portal.of("site"):
        return
    allowed = timedelta(days=portal.site.freshness_days)
    period = min(portal.results)
    while (due := _end(period) + allowed) < as_of:
        if period not in portal.results and not portal.has_broken("results", period):
            message = f"{period} 的结果应当在 {due} 以前公布，还没有公布"
            fix = f"运行 python3 scripts/new.py results {period}，填好结果"
            yield Fault(f"data/results/{period}.yml", (), message, fix, "notice")
        period = _following(period)


def _end(period: str) -> date:
    """The last day of a quarter."""
    year, quarter = int(period[:4]), int(period[-1])
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - timedelta(days=1)


def _following(period: str) -> str:
    year, quarter = int(period[:4]), int(period[-1])
    return f"{year + quarter // 4}-q{quarter % 4 + 1}"
