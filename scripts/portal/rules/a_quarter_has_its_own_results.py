"""每个季度有自己的结果：几项都和另一个季度一模一样的，说明里的更正、未达标原因和补救措施和另一个季度一样的，多半是抄来没有改，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.indicator import Result
from portal.rules.a_miss_has_a_reason import LABELS

# One or two figures may well be the same again.
FEWEST = 3
_CORRECTED = "原为"


def faults(portal: Portal) -> Iterator[Fault]:
    """Results all of whose figures are those of an earlier quarter."""
    seen: dict[tuple[tuple[str, object], ...], str] = {}
    corrected: dict[tuple[str, str], str] = {}
    excused: dict[tuple[str, str, str], str] = {}
    for period, entry in portal.of("results").items():
        measured = portal.results[period].results.items()
        figures = tuple((name, one.value) for name, one in measured if one.value is not None)
        first = seen.setdefault(figures, period)
        if first != period and len(figures) >= FEWEST:
            message = f"{len(figures)} 项结果都和 {first} 一模一样"
            fix = f"照 {first} 抄来的，就改成这一季度的数字；确实一样就不用改"
            yield Fault(entry.path, ("results",), message, fix, "notice")
        for name, one in measured:
            if one.note and _CORRECTED in one.note:
                first = corrected.setdefault((name, one.note), period)
                if first != period:
                    message = f"{name} 的说明里写着的更正，{first} 也有，像是从那里抄来的"
                    fix = "这一季度的这个数字没有更正过，就删去这一条更正；真的更正过就不用改"
                    yield Fault(entry.path, ("results", name, "note"), message, fix, "notice")
            yield from _excused_alike(excused, period, (entry.path, name), one)


def _excused_alike(
    excused: dict[tuple[str, str, str], str], period: str, place: tuple[str, str], result: Result
) -> Iterator[Fault]:
    """A miss that has the reason, or the remedy, of the same indicator in an earlier quarter."""
    path, name = place
    copied: dict[str, str] = {}
    for field in LABELS:
        if words := getattr(result, field):
            first = excused.setdefault((name, field, words), period)
            if first != period:
                copied[field] = first
    if copied:
        told = "、".join(f"{field}（{LABELS[field]}）" for field in copied)
        first = "、".join(dict.fromkeys(copied.values()))
        message = f"{name} 的 {told}和 {first} 一字不差，像是从那里抄来的"
        fix = "写这一季度的原因，和为它做的事；确实一样就不用改"
        yield Fault(path, ("results", name, next(iter(copied))), message, fix, "notice")
