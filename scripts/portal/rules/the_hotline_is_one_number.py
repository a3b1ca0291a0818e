"""热线只有一个号码：site.yml 的 operator_hotline 和 channels.yml 里的热线不一样，会提醒一声。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal
from portal.records.channel import ChannelKind

_NUMBER = re.compile(r"\+?\d[\d-]+", re.ASCII)
_MOST = 5


def faults(portal: Portal) -> Iterator[Fault]:
    """A hotline in the settings that is none of those among the channels; where the other stands."""
    hotlines = {
        name: one.contact
        for name, one in portal.channels.items()
        if one.kind is ChannelKind.HOTLINE and _NUMBER.fullmatch(one.contact or "")
    }
    if not hotlines or not portal.of("site"):
        return
    ours = portal.site.complaint.operator_hotline
    if ours in hotlines.values():
        return
    name = "hotline" if "hotline" in hotlines else next(iter(hotlines))
    other = str(hotlines[name])
    message = f"热线写的是 {ours}，渠道 {name} 的 contact 却是 {other}；写着 {other} 的有："
    fix = f"{ours} 写错了，就改成 {other}；真的换了号码，就把这些文件里的都改成 {ours}，公布过的公告加上更正"
    loc = ("complaint", "operator_hotline")
    path = portal.of("site")["site"].path
    yield Fault(path, loc, message + _places(portal, other), fix, "notice")


def _places(portal: Portal, number: str) -> str:
    stands = re.compile(rf"(?<!\d){re.escape(number)}(?!\d)")
    paths = [one.path for one in portal.entries if stands.search(f"{one.record!r}{one.body}")]
    more = f" 等 {len(paths)} 个文件" if len(paths) > _MOST else ""
    return "、".join(sorted(paths)[:_MOST]) + more
