"""热线只有一个号码：site.yml 的 operator_hotline 和 channels.yml 里的热线不一样，会提醒一声。"""

import re
from collections.abc import Iterator, Mapping, Sequence

from portal.findings import Fault
from portal.portal import Portal
from portal.records.channel import ChannelKind

MAIN = "hotline"
_MOST = 5


def faults(portal: Portal) -> Iterator[Fault]:
    """A hotline in the settings that is none of those among the channels; where the other stands.

    Of the two numbers the one that fewer files have is told to be wrong, where it is written.
    """
    hotlines = {
        name: one.contact
        for name, one in portal.channels.items()
        if one.kind is ChannelKind.HOTLINE and (one.contact or name == MAIN)
    }
    name = _main(hotlines)
    if not name or not portal.of("site"):
        return
    ours, other = portal.site.complaint.operator_hotline, hotlines[name]
    if other is None or ours in hotlines.values():
        return
    at_ours, at_other = _files(portal, ours), _files(portal, other)
    if len(at_ours) > len(at_other):
        index = list(portal.channels).index(name)
        path = portal.of("channels")["channels"].path
        message = f"渠道 {name} 的 contact 写的是 {other}，热线却是 {ours}；写着 {ours} 的有："
        fix = _fix(wrong=other, right=ours)
        yield Fault(path, (index, "contact"), message + _named(at_ours), fix, "notice")
        return
    path = portal.of("site")["site"].path
    message = f"热线写的是 {ours}，渠道 {name} 的 contact 却是 {other}；写着 {other} 的有："
    fix = _fix(wrong=ours, right=other)
    yield Fault(path, ("complaint", "operator_hotline"), message + _named(at_other), fix, "notice")


def _main(hotlines: Mapping[str, str | None]) -> str | None:
    """The channel that is the operator's own hotline; none when it cannot be told from others."""
    return MAIN if MAIN in hotlines else next(iter(hotlines)) if len(hotlines) == 1 else None


def _fix(wrong: str, right: str) -> str:
    return (
        f"{wrong} 写错了，就改成 {right}；"
        f"真的换了号码，就把这些文件里的都改成 {wrong}，公布过的公告加上更正"
    )


def _files(portal: Portal, number: str) -> list[str]:
    stands = re.compile(rf"(?<!\d){re.escape(number)}(?!\d)")
    return sorted(one.path for one in portal.entries if stands.search(f"{one.record!r}{one.body}"))


def _named(paths: Sequence[str]) -> str:
    more = f" 等 {len(paths)} 个文件" if len(paths) > _MOST else ""
    return "、".join(paths[:_MOST]) + more
