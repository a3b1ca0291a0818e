"""已公布的更正不改不删：更正记录只能在后面加，前面的一个字也不能动。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import Correction
from portal.records.reading import label
from portal.rules.a_change_has_a_correction import entry, entry_in_row, in_brackets, is_there
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
    message = f"第 {index + 1} 项更正（{old.on}，{label(old.field)}）已经公布，"
    now, path = pair.now.record.corrections, pair.now.path
    here: Loc = ("corrections", index)
    if old in now or (index < len(now) and _is_like(now[index], old)):
        again = "更正本身写错了的，在最后另加一项，field 写 corrections"
        fix = f"这一项恢复成下面这样，照抄；{again}\n{_written(pair, old)}"
        return Fault(path, here, f"{message}被改动了", fix)
    message += "被删去了"
    if not now:
        rest = "\n".join(_written(pair, one) for one in pair.before.record.corrections)
        where = "把 corrections 这一行换成" if is_there(pair) else "在 source: 前面放回"
        return Fault(path, ("source",), message, f"{where}下面几行，照抄\ncorrections:\n{rest}")
    row = in_brackets(pair)
    if index < len(now):
        comma = "" if row is None else ", "
        what = "，连同后面的逗号" if comma else ""
        fix = f"在这一项的前面放回下面这一项{what}，照抄\n{_written(pair, old)}{comma}"
        return Fault(path, here, message, fix)
    comma = ", " if row is not None and not row.rstrip().endswith(",") else ""
    what = "，连同前面的逗号" if comma else ""
    fix = f"在这一项的后面放回下面这一项{what}，照抄\n{comma}{_written(pair, old)}"
    return Fault(path, ("corrections", len(now) - 1), message, fix)


def _is_like(one: Correction, old: Correction) -> bool:
    """Whether it is the old one written otherwise, and no other that took its place in a merge."""
    return one.field == old.field or (one.was, one.now) == (old.was, old.now)


def _written(pair: Pair, old: Correction) -> str:
    values = {name: str(getattr(old, name)) for name in Correction.model_fields}
    return entry(pair, values) if in_brackets(pair) is None else entry_in_row(values)


def _put_ahead(pair: Pair) -> int:
    """The number of the first new correction, when all the published ones still stand in order."""
    old, now = pair.before.record.corrections, pair.now.record.corrections
    if tuple(one for one in now if one in old) != old:
        return 0
    return next((number for number, one in enumerate(now, 1) if one not in old), 0)
