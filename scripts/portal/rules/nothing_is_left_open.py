"""公布的话没有留着待补的：一句以 待定、待核实、待补充 结尾的，公告、承诺和数据里写 某某 的，标题里还写着（草稿）（征求意见稿）的，会提醒一声。"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from portal.bodies import stands_for_more
from portal.findings import Fault, place_in
from portal.fitting import Entry
from portal.records.advice import STILL_TO_COME, blank_left, tells_nothing
from portal.records.reading import is_record
from portal.slips import Loc

# 等待确认 and 有待完善 say something; 待确认的订单 and 待补充材料后 go on.
_OPEN = re.compile(rf"(?<![等有期招接对]){STILL_TO_COME}(?=[。；;，,、）)\s]|$)")
_SOMEBODY = re.compile("某某")
# What a paper was called while it went round; of a draft it is true.
_ON_ITS_WAY = re.compile(r"[（(【\[](?:草稿|初稿|修改稿|送审稿|讨论稿|征求意见稿)[）)】\]]")
_WRITE = {
    _OPEN: "写上定下来的内容；真的还没有定，写明什么时候、在哪里公布，或不用改",
    _SOMEBODY: "写上真的名称；是举例就不用改",
    _ON_ITS_WAY: "定了稿就删去这几个字；还没有定稿的，先不公布：在开头的 --- 下面加一行 draft: 是",
}
# Titles of sources are what others wrote; of a correction, what stood is no fault; ids and places
# are words of a list.
_NOT_OURS = frozenset((
    "source", "target_source", "corrections",
    "areas", "sales_channels", "channels", "commitments", "supersedes", "indicators", "contacts",
))  # fmt: skip


def faults(entry: Entry) -> Iterator[Fault]:
    """What is left to be found out, in fields and in the body; pages may speak of 某某 as an example."""
    signs: tuple[re.Pattern[str], ...] = (_OPEN,)
    signs += () if entry.kind == "page" else (_SOMEBODY,)
    signs += () if entry.draft else (_ON_ITS_WAY,)
    for loc, text in _suspects(vars(entry.record).items(), ()):
        if entry.draft and (tells_nothing(text) or blank_left(text)):
            continue  # of a draft that is told already; anything else does not get here with it
        if found := _found(text, signs):
            yield Fault(entry.path, loc, *_told(found), "notice")
    body = _without_told(entry.body) if entry.draft else entry.body
    if found := _found(body, signs):
        line, column = place_in(body, found.start())
        told = _told(found)
        yield Fault(entry.path, (), *told, "notice", body_line=line, body_column=column)


def _without_told(body: str) -> str:
    rows = body.split("\n")
    return "\n".join("" if stands_for_more(row) or blank_left(row) else row for row in rows)


def _told(found: re.Match[str]) -> tuple[str, str]:
    return f"这里还留着“{found[0]}”，像是没有写完", _WRITE[found.re]


def _found(text: str, signs: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    if not _may_be(text):
        return None
    return next((found for sign in signs if (found := sign.search(text))), None)


def _may_be(text: str) -> bool:
    # Of all texts of ten thousand notices; `in` is four times as fast as an expression.
    return "待" in text or "稿" in text or "某某" in text


def _suspects(held: Iterable[tuple[Any, Any]], loc: Loc) -> Iterator[tuple[Loc, str]]:
    """The texts that need a closer look, each with the way to it: nearly all need none."""
    for name, value in held:
        kind = type(value)
        if kind is str:
            if _may_be(value):
                yield (*loc, name), value
        elif not value or name in _NOT_OURS:
            continue
        elif kind is tuple:
            yield from _suspects(enumerate(value), loc if name == "root" else (*loc, name))
        elif kind is dict:
            yield from _suspects(value.items(), (*loc, name))
        elif is_record(kind):
            yield from _suspects(vars(value).items(), (*loc, name))
