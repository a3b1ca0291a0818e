"""没有达标的结果必须写明 miss_reason（未达标原因）和 remedy（补救措施）。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.indicator import kept

LABELS = {"miss_reason": "未达标原因", "remedy": "补救措施"}


def faults(portal: Portal) -> Iterator[Fault]:
    """Results that miss their target without a reason or a remedy."""
    for period, entry in portal.of("results").items():
        for name, result in portal.results[period].results.items():
            indicator = portal.indicators.get(name)
            if indicator is None or kept(indicator, result) is not False:
                continue
            for field, label in LABELS.items():
                if getattr(result, field) is None:
                    direction = indicator.direction.label
                    message = f"{name} 是 {result.value}，目标{direction} {indicator.target}，没有达标，却没写 {field}（{label}）"
                    yield Fault(
                        entry.path,
                        ("results", name),
                        message,
                        f"在 {name} 下面加一行 {field}: 写明{label}",
                    )
