"""每个季度有自己的结果：几项都和另一个季度一模一样的，说明里的更正和另一个季度一样的，多半是抄来没有改，会提醒一声。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal

# One or two figures may well be the same again.
FEWEST = 3
_CORRECTED = "原为"


def faults(portal: Portal) -> Iterator[Fault]:
    """Results all of whose figures are those of an earlier quarter."""
    seen: dict[tuple[tuple[str, object], ...], str] = {}
    corrected: dict[tuple[str, str], str] = {}
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
