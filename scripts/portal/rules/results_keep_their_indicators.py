"""上一季度公布过的指标，这一季度也写：没有统计的写 未统计，不漏写。"""

from collections.abc import Iterator
from itertools import pairwise

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Quarters that say nothing of indicators that the quarter before told of."""
    for before, period in pairwise(sorted(portal.results)):
        told = portal.results[period].results
        missing = [name for name in portal.results[before].results if name not in told]
        misnamed = any(name not in portal.indicators for name in told)
        if missing and not misnamed:
            message = f"{before} 有、{period} 没有写的指标：{'、'.join(missing)}"
            fix = "每个加一项；没有统计的写 value: 未统计。从这一季度起不再统计的，就不用加"
            path = portal.of("results")[period].path
            # One that was published in this quarter as well is an error of its own.
            because = f"{path} {'、'.join(missing)}"
            yield Fault(path, ("results",), message, fix, "notice", cause=because)
