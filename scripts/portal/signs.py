"""Find signs in a text that nobody can see or mend by eye: invisible, broken, left by a merge."""

import re
from collections.abc import Iterator
from html.entities import html5
from unicodedata import normalize

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
# Radicals and doubles that look like everyday characters: a PDF gives them when copied from.
_LOOK_ALIKE = re.compile("[\u2f00-\u2fd5\uf900-\ufad9]")
# Cyrillic letters inside a word of ours: an input method in the wrong language gives them.
_CYRILLIC = str.maketrans("аеорсухкіѕјАВЕКМНОРСТУХЗІЅЈ", "aeopcyxkisjABEKMHOPCTYX3ISJ")
# Of a radical that stands for a traditional letter a text in simplified ones means the simplified.
_SIMPLER = str.maketrans(
    "戶見貝車長門頁風飛馬魚鳥麥黃齊齒龍龜韋鹵", "户见贝车长门页风飞马鱼鸟麦黄齐齿龙龟韦卤"
)
_FOREIGN = re.compile(
    rf"(?<=[A-Za-z0-9_-])[{''.join(map(chr, _CYRILLIC))}]+|[{''.join(map(chr, _CYRILLIC))}]+(?=[A-Za-z0-9_-])"
)
_ODD = re.compile(f"{_ALL.pattern}|{_LOOK_ALIKE.pattern}|{_FOREIGN.pattern}")
# What nearly all texts are made of, to the last sign: this is asked in a third of the time.
_EVERYDAY = re.compile(
    "[\n -~\u00a1-\u00ac\u00b0-\u00ff\u2010-\u2027\u2030-\u203b\u2460-\u2473\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*"
)
# What stands for a bullet in the fonts of Word's own signs.
_BULLET = re.compile("([ \t]*)[\uf020-\uf0ff][ \t\u3000]*(?=[^\\s])")
# The joiner inside an emoji is part of one picture.
_EMOJI_JOINER = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[^\x00-\x7f])")
# A sign written out as Markdown and HTML read it: nobody sees that &#x202e; turns the text round.
_WRITTEN_OUT = re.compile(r"&(?:#(?:(\d{1,7})|[xX]([0-9A-Fa-f]{1,6}))|([A-Za-z]+\d*));", re.ASCII)
_MERGE = re.compile(r"^(<{7}|>{7})(?: .*)?$", re.MULTILINE)
_MERGE_LEFT = re.compile(r"^(={7}|\|{7}(?: .*)?)$", re.MULTILINE)
# Lines as they stand in a comparison of an old text with a new one.
_COMPARED = re.compile(r"\n((?:-(?:[^ \n-]|  )[^\n]*\n)*)\+(?: {2,})?[a-z_]+: ")
# What UTF-8 looks like when it was saved once more as if it were something else.
_SPOILT = re.compile("[\ufffd\x80-\x9f]|锟斤拷")
MOST_SPOILT = 5

# The lines of a text that was copied from where they are shown with their numbers.
_NUMBERED = re.compile(
    "(?:---[ \t]*\n)?" + r"\n".join([r"[ \t]*(\d{1,3})(?!\d)[^\n]*"] * 5) + r"\n"
)
_FIELD = re.compile(r"^[ \t]*\d{1,3}[.:：|│、)\]]?[ \t]*(?:- +)?[a-z_]+:(?: |$)", re.MULTILINE)

SPOILT, NUMBERED = "text-is-utf-8", "no-line-numbers"

_CORRECTION = re.compile(r"^ *(?:- )?(?:field|was|now):", re.MULTILINE)
_MARKS = "<<<<<<<、======= 和 >>>>>>> 三行"
_ONE_OF_TWO = f"在两份写法中留一份，删去 {_MARKS}"
# Each branch has added what happened: to leave one out would hide a change.
_MERGED = (
    "两边是两项更正的，都留下，已经公布的在前：每项都从 - on: 写到 why:，两边共有的行各写一遍；"
    f"是同一项，就留一份；再删去 {_MARKS}"
)

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
    if (numbers := _NUMBERED.match(text)) and (numbered := _numbered(text, numbers)):
        return [numbered]
    if "<<<<<<<" in text or ">>>>>>>" in text:
        found += _merge_slips(text)
    elif "=======" in text or "|||||||" in text:
        found += _left_of_a_merge(text)
    elif "\n+" in text and (compared := _COMPARED.search(text)):
        line = text.count("\n", 0, compared.start(1)) + 1
        message = "行首的 + 和 - 像是从新旧对照里复制来的"
        fix = "删去 - 开头的旧行；+ 开头的行留下，只删去行首的 +"
        found.append(Slip(line, 1, "no-merge-marks", message, fix))
    if "锟斤拷" in text or not _EVERYDAY.fullmatch(text):
        spoilt = _spoilt(text)
        if spoilt:
            return [spoilt]
        found += [*_sign_slips(text), *_look_alikes(text)] if _ODD.search(text) else []
    if "&" in text and any(map(_sign_of, _WRITTEN_OUT.finditer(text))):
        found += _written_out(text)
    return found


def _numbered(text: str, first: re.Match[str]) -> Slip | None:
    """A text whose lines were copied with their numbers."""
    numbers = [int(number) for number in first.groups()]
    if numbers != [*range(numbers[0], numbers[0] + len(numbers))] or not _FIELD.search(text):
        return None
    fix = "删去每一行开头的行号和它后面的一个空格；或者重新复制，不带行号"
    line = text.count("\n", 0, first.start(1)) + 1
    return Slip(line, 1, NUMBERED, "每一行的开头都有行号，像是连行号一起复制来的", fix)


def _spoilt(text: str) -> Slip | None:
    """A file that was saved in the wrong encoding is told once, not in each of its lines."""
    rows = [number for number, row in enumerate(text.split("\n"), 1) if _SPOILT.search(row)]
    if len(rows) < MOST_SPOILT and "锟斤拷" not in text:
        return None
    message = f"有 {len(rows)} 行的字读坏了：这个文件存的时候编码弄错了"
    fix = "从没有坏的那一版重新复制内容，用 UTF-8 编码保存"
    return Slip(rows[0], 1, SPOILT, message, fix)


def _look_alikes(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split("\n"), 1):
        first = _LOOK_ALIKE.search(line) or _FOREIGN.search(line)
        if first is not None:
            meant = _as_meant(first)
            message = (
                f"这里的“{first[0]}”（U+{ord(first[0][0]):04X}）只是样子像“{meant}”，搜索时找不到"
            )
            mended = _FOREIGN.sub(_as_meant, _LOOK_ALIKE.sub(_as_meant, line))
            fix = f"改成“{meant}”；从 PDF 复制来的，别的字也看一看"
            if not _LOOK_ALIKE.match(first[0]):
                fix = f"删去它，用英文输入法重新打“{meant}”"
            yield Slip(number, first.start() + 1, "no-look-alikes", message, fix, mended=mended)


def _as_meant(found: re.Match[str]) -> str:
    return normalize("NFKC", found[0]).translate(_CYRILLIC | _SIMPLER)


def _sign_slips(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split("\n"), 1):
        masked = _EMOJI_JOINER.sub("-", line)
        first = _ALL.search(masked)
        if first is None:
            continue
        bullet = _BULLET.match(line)
        if bullet:
            words = ("这里有从 Word 复制来的项目符号", "改成 - 和一个空格")
            meant = f"{bullet[1]}- {line[bullet.end() :]}"
            yield Slip(number, first.start() + 1, "no-private-signs", *words, mended=meant)
            continue
        rule, name, fix, removable = next(words for signs, words in _WORDS if signs.match(first[0]))
        count = len(_ALL.findall(masked))
        more = f"，这一行共 {count} 个" if count > 1 else ""
        message = f"这里有{name} U+{ord(first[0]):04X}{more}"
        mended = _without_signs(line) if removable else None
        yield Slip(number, first.start() + 1, rule, message, fix, mended=mended, stand_in=line)


def _written_out(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split("\n"), 1):
        first = next(filter(_sign_of, _WRITTEN_OUT.finditer(line)), None)
        if first is None:
            continue
        sign = _sign_of(first)
        rule, name, fix, removable = next(words for signs, words in _WORDS if signs.match(sign))
        message = f"“{first[0]}”会变成{name} U+{ord(sign):04X}"
        kept = _WRITTEN_OUT.sub(lambda found: "" if _sign_of(found) else found[0], line)
        mended = kept if removable else None
        yield Slip(number, first.start() + 1, rule, message, fix, mended=mended, stand_in=line)


def _sign_of(written: re.Match[str]) -> str:
    """The sign for which it stands, when that is one that nobody can see; else nothing."""
    decimal, hexadecimal, name = written.groups()
    code = int(decimal or hexadecimal or "0", 10 if decimal else 16)
    is_one = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    sign = html5.get(f"{name};", "") if name else chr(code) if is_one else "\ufffd"
    return sign if _ALL.fullmatch(sign) else ""


def _without_signs(line: str) -> str:
    kept = {found.start() for found in _EMOJI_JOINER.finditer(line)}
    removable = re.compile(f"[{_CONTROL}{_DIRECTION}{_BREAK}{_INVISIBLE}]")
    return removable.sub(lambda found: found[0] if found.start() in kept else "", line)


def _left_of_a_merge(text: str) -> Iterator[Slip]:
    """The middle mark of a merge whose other marks somebody took away."""
    for found in _MERGE_LEFT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"合并冲突的标记 {found[1][:7]} 留在文件里"
        fix = "删去这一行；上下若是同一处的两份写法，只留一份"
        yield Slip(line, 1, "no-merge-marks", message, fix)


def _merge_slips(text: str) -> Iterator[Slip]:
    inside = False
    for found in _MERGE.finditer(text):
        starts = found[1].startswith("<")
        if starts or not inside:
            line = text.count("\n", 0, found.start()) + 1
            message = f"合并冲突的标记 {found[1]} 留在文件里"
            end = text.find("\n>>>>>>>", found.start())
            between = text[found.start() : end if end > 0 else len(text)]
            fix = _MERGED if _CORRECTION.search(between) else _ONE_OF_TWO
            yield Slip(line, 1, "no-merge-marks", message, fix)
        inside = starts
