"""已公布的更正不改不删：更正记录只能在后面加，前面的一个字也不能动。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published
from portal.records.reading import label


def faults(published: Published) -> Iterator[Fault]:
    """Corrections that were published and are now other ones, or gone."""
    for pair in published.pairs:
        if pair.kept:
            continue
        now = pair.now.record.corrections
        for index, old in enumerate(pair.before.record.corrections):
            if index >= len(now) or now[index] != old:
                message = f"第 {index + 1} 项更正（{old.on}，{label(old.field)}）已经公布，被改动了"
                fix = (
                    f"恢复成：on: {old.on}，field: {old.field}，was: {old.was}，now: {old.now}，"
                    f"why: {old.why}；新的更正加在后面"
                )
                yield Fault(pair.now.path, ("corrections", index), message, fix)
                break
