"""没有达标的结果必须写明 miss_reason（未达标原因）和 remedy（补救措施），达标的不写，目标起算日以前的随意；各期都没有达标的，先看目标和方向写对了没有。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.quarters import ends_before
from portal.records.indicator import Indicator, Result, kept
from portal.rules.a_share_is_what_its_parts_say import aims_too_high, of_result
from portal.rules.an_id_is_used_once import repeated

LABELS = {"miss_reason": "未达标原因", "remedy": "补救措施"}


def _is_never_kept(portal: Portal, indicator: Indicator) -> bool:
    """Whether several results miss the target and none says why: the target is wrong, not they."""
    if aims_too_high(indicator):
        return False
    held = (
        one.results.get(indicator.id)
        for period, one in portal.results.items()
        if not ends_before(period, indicator.target_from)
    )
    judged = [
        (kept(indicator, one), one.miss_reason) for one in held if one and one.value is not None
    ]
    return len(judged) > 1 and all(one == (False, None) for one in judged)


def faults(portal: Portal) -> Iterator[Fault]:
    """Results that miss their target without a reason or a remedy, or keep it with one."""
    twice = set(repeated(portal, "indicators"))
    astray = set()
    for entry in portal.of("indicators").values():
        for index, indicator in enumerate(entry.record.root):
            if indicator.id not in twice and _is_never_kept(portal, indicator):
                astray.add(indicator.id)
                target = f"{indicator.direction.label} {indicator.target}"
                message = f"{indicator.id} 的目标是{target}，各期结果却都没有达标，也都没写原因"
                fix = "查一查 direction（方向）和 target（目标），改正写错的；没写错，就在各期结果下面写 miss_reason 和 remedy"
                yield Fault(entry.path, (index, "direction"), message, fix)
    for period, entry in portal.of("results").items():
        for name, result in portal.results[period].results.items():
            indicator = portal.indicators.get(name)
            if indicator is None or name in twice | astray or aims_too_high(indicator):
                continue
            if ends_before(period, indicator.target_from):
                continue
            is_kept = kept(indicator, result)
            if is_kept:
                yield from _explained(entry.path, indicator, result)
            elif is_kept is False:
                yield from _unexplained(entry.path, indicator, result)


def _unexplained(path: str, indicator: Indicator, result: Result) -> Iterator[Fault]:
    name = indicator.id
    given = {key: getattr(result, key) for key in LABELS}
    lacking = {key: label for key, label in LABELS.items() if given[key] in (None, f"写明{label}")}
    if lacking:
        told = "和".join(f" {key}（{label}）" for key, label in lacking.items()).lstrip()
        target = f"{indicator.direction.label} {indicator.target}"
        message = f"{name} 是 {result.value}，目标{target}，没有达标，却没写 {told}"
        rows = "；".join(f"{key}: 写明{label}" for key, label in lacking.items())
        fix = f"在 {name} 下面各写一行 {rows}（已经写了 无 的，改那一行；这一项写在花括号里的，就写进花括号，用逗号隔开）"
        empty = [key for key in lacking if given[key] is not None]
        if empty == list(lacking):
            fix = f"把 {told} 改成真的内容"
        loc = ("results", name, *empty[:1])
        yield Fault(path, loc, message, fix, cause=of_result(path, name))


def _explained(path: str, indicator: Indicator, result: Result) -> Iterator[Fault]:
    """Of a result that keeps its target, the reason for a miss that was none."""
    given = {key: label for key, label in LABELS.items() if getattr(result, key) is not None}
    if given:
        name, told = indicator.id, "、".join(f"{key}（{label}）" for key, label in given.items())
        target = f"{indicator.direction.label} {indicator.target}"
        message = f"{name} 是 {result.value}，目标{target}，已经达标，却写着 {told}"
        fix = f"删去 {'、'.join(given)}，看一遍 note；数字或目标写错了的，改正写错的"
        loc = ("results", name, next(iter(given)))
        yield Fault(path, loc, message, fix, cause=of_result(path, name))
