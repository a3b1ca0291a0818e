"""公布过的奖项和“第一”没有了，或说法改了，会提醒一声：对照出处看一遍，读者看不出改过。"""

from collections.abc import Iterator, Sequence

from portal.findings import Fault
from portal.portal import Portal
from portal.published import Published
from portal.records.award import Award, First
from portal.records.reading import labels, reading

Held = dict[tuple[str, str], tuple[int, Award | First]]


def faults(published: Published) -> Iterator[Fault]:
    """Awards and firsts that are gone, or of which something else is said."""
    for entry in published.was.of("awards").values():
        if entry.path in published.lost:
            what = f"公布过的 {entry.path} 没有了"
            yield Fault(entry.path, (), what, "恢复这个文件", cause=entry.path)
        elif published.portal.of("awards"):
            yield from _changed(entry.path, _held(published.was), _held(published.portal))


def _held(portal: Portal) -> Held:
    """Each with its place, by its list and its id."""
    lists: dict[str, Sequence[Award | First]] = {
        "awards": portal.awards.awards,
        "firsts": portal.firsts,
    }
    return {
        (within, str(one.id)): (at, one)
        for within, some in lists.items()
        for at, one in enumerate(some)
    }


def _changed(path: str, before: Held, now: Held) -> Iterator[Fault]:
    for (within, identity), (_, was) in before.items():
        if (within, identity) not in now:
            message = f"公布过的“{was.title}”（{identity}）没有了"
            fix = "不该收回的，恢复这一项；确实收回的，在提交说明里写明为什么"
            yield Fault(path, (within,), message, fix, "notice", cause=f"{path} {identity}")
            continue
        place, one = now[within, identity]
        for field, label in labels(type(was)):
            old, new = getattr(was, field), getattr(one, field)
            if old != new:
                yield _fault(path, (within, place, field), _told(was, label, old, new))


def _told(was: Award | First, label: str, old: object, new: object) -> str:
    return f"“{was.title}”公布过的{label}从“{reading(old)}”改成了“{reading(new)}”"


def _fault(path: str, loc: tuple[str, int, str], message: str) -> Fault:
    return Fault(path, loc, message, "对照出处看一遍；改对了就不用再改", "notice")
