"""Find signs in a text that nobody can see or mend by eye: invisible, broken, left by a merge."""

import re
from collections.abc import Iterator

from portal.slips import Slip

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BREAK = "\u0085\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_BROKEN = "\ufffc\ufffd\ufffe\uffff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_ALL = re.compile(f"[{_CONTROL}{_DIRECTION}{_BREAK}{_INVISIBLE}{_BROKEN}{_PRIVATE}]")
# What nearly all texts are made of, to the last sign: this is asked in a third of the time.
_EVERYDAY = re.compile(
    "[\n -~\u00a1-\u00ac\u00b0-\u00ff\u2010-\u2027\u2030-\u203b\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*"
)
# The joiner inside an emoji is part of one picture.
_EMOJI_JOINER = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[^\x00-\x7f])")
_MERGE = re.compile(r"^(<{7}|>{7})(?: .*)?$", re.MULTILINE)

# (the signs, rule, what to call one, what to do, whether a machine may take it out)
_KINDS = (
    (_DIRECTION, "no-hidden-direction", "改变文字方向的看不见的字符", "删去它", True),
    (_BREAK, "no-odd-line-breaks", "特殊的换行符", "删去它，用回车换行", True),
    (_INVISIBLE, "no-invisible-signs", "看不见的字符", "删去它", True),
    (_CONTROL, "no-control-signs", "控制字符", "删去它", True),
    (_BROKEN, "no-broken-signs", "损坏的字符", "对照原文，改成正确的字", False),
    (_PRIVATE, "no-private-signs", "别的电脑显示不出的私用字符", "对照原文，改成正确的字", False),
)
_WORDS = tuple((re.compile(f"[{kind[0]}]"), kind[1:]) for kind in _KINDS)


def slips(text: str) -> list[Slip]:
    """One slip for each line with such a sign; empty for nearly every text, in microseconds."""
    found: list[Slip] = []
    if "<<<<<<<" in text or ">>>>>>>" in text:
        found += _merge_slips(text)
    if not _EVERYDAY.fullmatch(text) and _ALL.search(text):
        found += _sign_slips(text)
    return found


def _sign_slips(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split("\n"), 1):
        masked = _EMOJI_JOINER.sub("-", line)
        first = _ALL.search(masked)
        if first is None:
            continue
        rule, name, fix, removable = next(words for signs, words in _WORDS if signs.match(first[0]))
        count = len(_ALL.findall(masked))
        more = f"，这一行共 {count} 个" if count > 1 else ""
        message = f"这里有{name} U+{ord(first[0]):04X}{more}"
        mended = _without_signs(line) if removable else None
        yield Slip(number, first.start() + 1, rule, message, fix, mended=mended, stand_in=line)


def _without_signs(line: str) -> str:
    kept = {found.start() for found in _EMOJI_JOINER.finditer(line)}
    removable = re.compile(f"[{_CONTROL}{_DIRECTION}{_BREAK}{_INVISIBLE}]")
    return removable.sub(lambda found: found[0] if found.start() in kept else "", line)


def _merge_slips(text: str) -> Iterator[Slip]:
    inside = False
    for found in _MERGE.finditer(text):
        starts = found[1].startswith("<")
        if starts or not inside:
            line = text.count("\n", 0, found.start()) + 1
            message = f"合并冲突的标记 {found[1]} 留在文件里"
            fix = "在两份写法中留一份，删去 <<<<<<<、======= 和 >>>>>>> 三行"
            yield Slip(line, 1, "no-merge-marks", message, fix)
        inside = starts
