"""新公告的编号和方案编号，字母和位数同公布过的一样：少一位、写成小写的，会提醒一声，公布以后就不能改了。"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from portal.findings import Fault
from portal.portal import plan_key
from portal.published import Published

# Of fewer, or of so many kinds, nobody can say what a number looks like.
_FEWEST, _MOST_OF_ALL = 5, 0.9


def faults(published: Published) -> Iterator[Fault]:
    """Numbers that were not there at the revision and are formed like none that was."""
    held = published.portal.of("notice")
    new = {name: entry for name, entry in held.items() if entry.path not in published.paths}
    if not new:
        return
    plans = [entry.record.plan_number for name, entry in held.items() if name not in new]
    plans += [before.record.plan_number for before, _ in published.forms()]
    known = set(map(plan_key, plans))
    ids = [PurePosixPath(path).stem for path in published.paths if path.startswith("notices/")]
    usual, usual_plan = _usual(ids), _usual(plans)
    for name, entry in new.items():
        number = entry.record.plan_number
        if told := _told("公告编号", name, usual, {*ids, *held}):
            yield Fault(entry.path, (), *told, "notice")
        # Of a number that a plan has already, however it is written, other rules tell.
        told = None if plan_key(number) in known else _told("方案编号", number, usual_plan, plans)
        if told:
            yield Fault(entry.path, ("plan_number",), *told, "notice")


def _usual(names: Sequence[str]) -> dict[str, str]:
    """An example for each form there is, the usual one first; none when there is no usual one."""
    forms = {_form(name): name for name in sorted(names)}
    counts = Counter(map(_form, names)).most_common()
    if not counts or counts[0][1] < max(_FEWEST, _MOST_OF_ALL * len(names)):
        return {}
    return {form: forms[form] for form, _ in counts}


def _told(
    label: str, number: str, usual: dict[str, str], taken: Collection[str]
) -> tuple[str, str] | None:
    """What is wrong with a number that is formed otherwise, and what to write."""
    if not usual or _form(number) in usual:
        return None
    form, example = next(iter(usual.items()))
    message = f"新的{label} {number} 和公布过的（如 {example}）样子不同"
    meant = _formed(number.upper() if example.isupper() else number, form)
    told = (
        f"改成 {meant}" if meant and meant not in taken else f"改成 {example} 的样子，用没用过的号"
    )
    return message, f"{told}；公布以后就不能改了；确实要这样编号就不用改"


def _formed(number: str, form: str) -> str | None:
    """The number with as many digits at its end as the form has; None when more is unlike."""
    parts, wanted = re.findall(r"\d+|\D+", number), re.findall(r"\d+|\D+", form)
    if len(parts) == len(wanted) and parts[-1].isdigit():
        parts[-1] = f"{int(parts[-1]):0{len(wanted[-1])}}"
    made = "".join(parts)
    return made if _form(made) == form else None


def _form(number: str) -> str:
    return re.sub(r"\d", "0", number)
