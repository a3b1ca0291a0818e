"""有目标的结果看得出达标没有：只写超过、近、约，在目标的哪一边说不准的，写准确的数字，没有就写 未统计。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.indicator import BEHIND, Result, is_open
from portal.records.values import UNMEASURED
from portal.rules.a_share_is_what_its_parts_say import aims_too_high, of_result
from portal.rules.an_id_is_used_once import repeated


def faults(portal: Portal) -> Iterator[Fault]:
    """Results whose qualifier leaves open on which side of the target they lie."""
    twice = set(repeated(portal, "indicators"))
    for period, entry in portal.of("results").items():
        for name, result in portal.results[period].results.items():
            indicator = portal.indicators.get(name)
            if indicator is None or name in twice or aims_too_high(indicator):
                continue
            if is_open(indicator, result):
                target = f"{indicator.direction.label} {indicator.target}"
                message = f"{name} 写的是“{_figure(result)}”，目标{target}，看不出达标没有"
                fix = (
                    "value 写准确的数字，删去 qualifier；"
                    f"没有准确的数字，写 value: {UNMEASURED}，原来的说法写进 note，也删去 qualifier"
                )
                loc = ("results", name, "qualifier")
                yield Fault(entry.path, loc, message, fix, cause=of_result(entry.path, name))


def _figure(result: Result) -> str:
    parts = [str(result.qualifier), str(result.value)]
    return " ".join(parts[::-1] if result.qualifier in BEHIND else parts)
