"""公布过的奖项、“第一”、渠道和覆盖率没有了，或说法改了，渠道从示例改成真的来源，会提醒一声：读者看不出改过，请对照出处看一遍。"""

from collections.abc import Iterator, Mapping, Sequence

from portal.findings import Fault
from portal.portal import Portal
from portal.published import Published
from portal.records.channel import Channel, Scale
from portal.records.kinds import Record
from portal.records.reading import labels, reading
from portal.rules.a_changed_result_says_so import no_sample
from portal.slips import Loc

# Each item with the way to it, by its id.
Held = dict[str, tuple[Loc, Record]]
# A channel may change its hours; what it is called stands on the pages of notices, and its number
# and how large it is come from a source.
_COMPARED: Mapping[type[Record], Sequence[str]] = {Channel: ("title", "kind", "contact", "scale")}


def faults(published: Published) -> Iterator[Fault]:
    """Items of lists that are gone, or of which something else is said."""
    for file in ("awards", "channels", "coverage"):
        for entry in published.was.of(file).values():
            if entry.path in published.lost:
                what = f"公布过的 {entry.path} 没有了"
                yield Fault(entry.path, (), what, "恢复这个文件", cause=entry.path)
            elif published.portal.of(file):
                before, now = _held(published.was, file), _held(published.portal, file)
                for identity, (loc, was) in before.items():
                    if identity in now:
                        yield from _changed(entry.path, _called(was), was, *now[identity])
                    else:
                        yield _gone(entry.path, loc[:-1], was)


def _held(portal: Portal, file: str) -> Held:
    lists: Mapping[str, Sequence[Record]] = {
        "awards": portal.awards.awards,
        "firsts": portal.firsts,
        "channels": tuple(portal.channels.values()),
        "coverage": portal.coverage,
    }
    if file != "awards":
        return {_id(one): ((at,), one) for at, one in enumerate(lists[file])}
    return {
        f"{within} {_id(one)}": ((within, at), one)
        for within in ("awards", "firsts")
        for at, one in enumerate(lists[within])
    }


def _id(one: Record) -> str:
    return str(getattr(one, "id", ""))


def _called(was: Record) -> str:
    return str(getattr(was, "title", None) or getattr(was, "area", ""))


def _gone(path: str, within: Loc, was: Record) -> Fault:
    message = f"公布过的“{_called(was)}”（{_id(was)}）没有了"
    fix = "不该收回的，恢复这一项；确实收回的，在提交说明里写明为什么"
    return Fault(path, within, message, fix, "notice", cause=f"{path} {_id(was)}")


def _changed(path: str, called: str, was: Record, loc: Loc, one: Record) -> Iterator[Fault]:
    if isinstance(was, Channel) and isinstance(one, Channel):
        yield from no_sample(path, (*loc, "source"), f"“{called}”", was.source, one.source)
    for field, label in labels(type(was)):
        old, new = getattr(was, field), getattr(one, field)
        if old == new or field not in _COMPARED.get(type(was), (field,)):
            continue
        if isinstance(old, Scale) and isinstance(new, Scale):
            yield from _changed(path, called, old, (*loc, field), new)
            continue
        message = f"“{called}”公布过的{label}从“{reading(old)}”改成了“{reading(new)}”"
        fix = "对照出处看一遍；改对了就不用再改"
        yield Fault(path, (*loc, field), message, fix, "notice")
