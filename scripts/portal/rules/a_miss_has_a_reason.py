"""没有达标的结果必须写明 miss_reason（未达标原因）和 remedy（补救措施）。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.indicator import kept
from portal.records.values import NOTHING
from portal.rules.a_share_is_what_its_parts_say import aims_too_high
from portal.rules.an_id_is_used_once import repeated

LABELS = {"miss_reason": "未达标原因", "remedy": "补救措施"}


def faults(portal: Portal) -> Iterator[Fault]:
    """Results that miss their target without a reason or a remedy."""
    twice = set(repeated(portal, "indicators"))
    for period, entry in portal.of("results").items():
        for name, result in portal.results[period].results.items():
            indicator = portal.indicators.get(name)
            if (
                indicator is None
                or name in twice
                or aims_too_high(indicator)
                or kept(indicator, result) is not False
            ):
                continue
            given = {key: getattr(result, key) for key in LABELS}
            lacking = {
                key: label
                for key, label in LABELS.items()
                if given[key] in (None, NOTHING, f"写明{label}")
            }
            if lacking:
                told = "和".join(f" {key}（{label}）" for key, label in lacking.items()).lstrip()
                target = f"{indicator.direction.label} {indicator.target}"
                message = f"{name} 是 {result.value}，目标{target}，没有达标，却没写 {told}"
                rows = "；".join(f"{key}: 写明{label}" for key, label in lacking.items())
                fix = f"在 {name} 下面各写一行 {rows}"
                empty = [key for key in lacking if given[key] is not None]
                if empty == list(lacking):
                    fix = f"把 {told} 改成真的内容"
                loc = ("results", name, *empty[:1])
                yield Fault(entry.path, loc, message, fix)
