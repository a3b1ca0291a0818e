"""已公布的更正不改不删：更正记录只能在后面加，前面的一个字也不能动。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import Correction
from portal.records.reading import label
from portal.rules.a_correction_names_a_field import moved_cause
from portal.slips import Loc


def faults(published: Published) -> Iterator[Fault]:
    """Corrections that were published and are now other ones, or gone."""
    for pair in published.pairs:
        if pair.kept:
            continue
        now = pair.now.record.corrections
        if ahead := _put_ahead(pair):
            message = f"新加的第 {ahead} 项更正写在了已经公布的前面"
            fix = "把新加的这一项移到最后，别的不动"
            loc = ("corrections", ahead - 1)
            yield Fault(pair.now.path, loc, message, fix, cause=moved_cause(pair.now.path))
            continue
        for index, old in enumerate(pair.before.record.corrections):
            if index >= len(now) or now[index] != old:
                yield _altered(pair, index, old)
                break


def _altered(pair: Pair, index: int, old: Correction) -> Fault:
    which = f"第 {index + 1} 项更正（{old.on}，{label(old.field)}）已经公布"
    words = f"on: {old.on}，field: {old.field}，was: {old.was}，now: {old.now}，why: {old.why}"
    now, were = pair.now.record.corrections, pair.before.record.corrections
    if old in now or len(now) >= len(were):
        fix = f"恢复成：{words}；新的更正加在后面"
        return Fault(pair.now.path, ("corrections", index), f"{which}，被改动了", fix)
    # What is not there any more stood before the one that stands, or before the next field.
    place: Loc = ("corrections", min(index, len(now) - 1)) if now else ("source",)
    where = "" if now else "在 source: 的前面，corrections: 的下面，"
    return Fault(pair.now.path, place, f"{which}，被删去了", f"{where}放回这一项：{words}")


def _put_ahead(pair: Pair) -> int:
    """The number of the first new correction, when all the published ones still stand in order."""
    old, now = pair.before.record.corrections, pair.now.record.corrections
    if tuple(one for one in now if one in old) != old:
        return 0
    return next((number for number, one in enumerate(now, 1) if one not in old), 0)
