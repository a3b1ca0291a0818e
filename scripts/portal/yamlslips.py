"""Say which slip of the hand makes a YAML text unreadable, or makes it say something else."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import unescape
from itertools import islice
from unicodedata import normalize

from portal.markers import BLOCKS, MARKER, WORDS
from portal.slips import Slip
from portal.yamlbrackets import brackets, colons_spaced, inside_braces, inside_brackets
from portal.yamlcomments import AS_REMARK, comment, remark
from portal.yamlerrors import NO_FIELD
from portal.yamlkeys import deeper_item, list_in_text, missing_dash, no_colon, wrapped_key
from portal.yamllines import BLANKS, BLOCK, NOT_PLAIN, Line, lines
from portal.yamlquotes import (
    ADD_QUOTES,
    closing_quote,
    curly_quotes,
    double_quotes,
    plain_start,
    quoted,
    single_quotes,
)

_NAMES = {"\t": "Tab", "\u3000": "全角空格", "\u00a0": "不换行空格"}
_BLANK = re.compile(f"[{BLANKS}]")
_WIDE_DASH = re.compile(r"[－—–―−•·●▪]+\s*(?=\S)|\* +(?=\S)")
_BULLETS = "•·●▪"
# A remark behind the name of a group or a list.
_REMARK = re.compile(r"[（(【\[〔][^:]*[）)】\]〕] *")
_TIGHT_DASH = re.compile(r"-(?=[^\s-])")
_INNER = re.compile(r"[a-z]+(?:_[a-z]+)*: +\S")
_NEXT_FIELD = re.compile(r"[ ,，;；、]+(?=[a-z]+(?:_[a-z]+)*: )")
_MARKDOWN = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)|\*\*([^*\s][^*]*)\*\*|<br */?>")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|middot|mdash|#\d{2,5});")
_ODD_START = re.compile(r"[-\"'\[\]{}#&*!|>%@`,?:\s]|.*(?:: |:$| #)")
_IN_WORDS = {"qualifier": "用字写；>= 写 以上"}
_OPENING = "@`%*&!|>,]}?"
MOST = 200


def slips(text: str) -> list[Slip]:
    """The first slips of a text, at most one for a line."""
    found = (_first(line) for line in lines(text))
    return list(islice(_without_echoes(slip for slip in found if slip is not None), MOST))


def _without_echoes(slips: Iterable[Slip]) -> Iterator[Slip]:
    """Fields, or a list, under a line that is wrong are not wrong as well."""
    last, above = 0, ""
    for slip in slips:
        follows = slip.rule == "fields-line-up" or (
            slip.rule == "list-on-own-lines" and above == "space-after-colon"
        )
        if not follows or slip.line != last + 1:
            yield slip
        last, above = slip.line, slip.rule


def _first(line: Line) -> Slip | None:
    checks = _CONTINUED if line.continues else _CHECKS
    return next((slip for check in checks for slip in check(line)), None)


def _indentation(line: Line) -> Iterator[Slip]:
    blank = _BLANK.search(line.indent)
    if blank is None:
        return
    name = _blank_name(blank[0])
    # Whoever types in full width makes one wide blank for each space that was meant.
    as_typed = set(line.indent) <= {" ", "\u3000"} and len(line.indent) % 2 == 0
    wide = " " if as_typed else "  "
    indent = _BLANK.sub(lambda sign: wide if sign[0] in "\t\u3000" else " ", line.indent)
    if line.indent == "\t" and line.opened and not line.dashes:
        indent = " " * line.opened
    indent = "" if line.at_top else indent
    mended = indent + line.text[len(line.indent) :]
    words = ("spaces-only", f"缩进用了{name}", "改成半角空格，每层两个")
    yield line.slip(blank.start(), words, mended)


def _dash(line: Line) -> Iterator[Slip]:
    if line.key and not line.text.lstrip().startswith(("－", "—", "–", "−")):
        return
    rest = line.text[line.column :]
    wide, tight = _WIDE_DASH.match(rest), _TIGHT_DASH.match(rest)
    if wide and not line.dashes and (line.column or wide[0][0] in _BULLETS):
        indent = line.text[: line.column] or line.items_at or "  "
        mended = f"{indent}- {rest[wide.end() :]}"
        sign = wide[0].strip()
        fix = "改成 - 和一个空格" if line.column else f"行首空 {len(indent)} 格，写 - 和一个空格"
        words = ("list-dash", f"列表项开头的“{sign}”不是半角连字符", fix)
        yield line.slip(line.column, words, mended)
    elif tight and not line.dashes:
        mended = line.text[: line.column] + "- " + rest[1:]
        yield line.slip(line.column, ("list-dash", "- 后面缺空格", "在 - 后面加一个空格"), mended)


def _colon(line: Line) -> Iterator[Slip]:
    if not line.key or line.colon == ":":
        return
    column = line.column + len(line.key) + len(line.gap)
    value = line.after.lstrip(f" {BLANKS[0]}\u3000\u00a0:：")
    mended = line.text[: line.column] + f"{normalize('NFKC', line.key)}: {value}".rstrip()
    what = "等号" if line.colon in "=＝" else "全角冒号"
    words = (
        "half-width-colon",
        f"“{line.key}”后面用了{what}“{line.colon}”",
        "改成半角冒号加空格“: ”",
    )
    yield line.slip(column, words, mended)


def _space_after_colon(line: Line) -> Iterator[Slip]:
    if line.colon != ":" or line.after[:1] in ("", " ") or line.after.startswith("//"):
        return
    column = line.column + len(line.key or "") + len(line.gap) + 1
    blank = _BLANK.match(line.after)
    value = line.after.lstrip(f" {BLANKS[0]}\u3000\u00a0") if blank else line.after
    value = re.sub(r"^(?:[:：]|&nbsp;)+ *", "", value)
    mended = f"{line.text[:column]} {value}"
    remark = line.has_children and _REMARK.fullmatch(line.after)
    if remark:
        fix = f"删去“{line.value[:24]}”，只留 {line.key}:"
        words = ("space-after-colon", f"“{line.key}:”后面写了字，下面又分行写", fix)
        mended = line.text[:column]
    elif line.after[0] in ":：":
        words = ("space-after-colon", "冒号写了两个", "只留一个，后面空一格")
    elif blank:
        words = ("space-after-colon", f"冒号后面是{_blank_name(blank[0])}", "改成一个半角空格")
    else:
        words = ("space-after-colon", "冒号后面缺空格", "在冒号后面加一个半角空格")
    yield line.slip(column, words, mended)


def _opening_sign(line: Line) -> Iterator[Slip]:
    value = line.value
    if not line.key and not line.dashes and re.match(r"\* +\S", value):
        words = ("list-dash", "列表项开头的“*”不是半角连字符", "改成 - 和一个空格")
        yield line.slip(line.column, words, f"{line.indent}- {value[1:].lstrip()}")
    elif re.fullmatch(r"[&*][\w-]+", value, re.ASCII) and line.has_children:
        fix = f"删去 {value}；重复的内容照样再写一遍"
        slip = line.slip(line.value_start, ("no-anchors", f"这里不能用 {value}", fix), None)
        yield replace(slip, stand_in=line.with_value("").rstrip())
    elif value.startswith("!!"):
        fix = "删去感叹号开头的标签；要显示感叹号就给整段加引号"
        message = f"这里写了标签 {value.split()[0]}"
        words = ("no-tags", message, fix)
        slip = line.slip(line.value_start, words, None)
        yield replace(slip, stand_in=line.with_value(quoted(value)))
    elif re.fullmatch("[<>=!]+", value) and not BLOCK.match(value):
        fix = _IN_WORDS.get(line.key or "", "用字写；不低于写 at_least，不高于写 at_most")
        slip = line.slip(
            line.value_start, ("value-starts-plainly", f"只写了符号“{value}”", fix), None
        )
        yield replace(slip, stand_in=line.with_value(quoted(value)))
    elif not line.key and not line.dashes and (quote := re.match(r"> *(?=[a-z_]+: )", value)):
        mended = line.indent + value[quote.end() :]
        words = ("value-starts-plainly", "行首多了 >", "删去行首的 > 和空格")
        yield line.slip(line.column, words, mended)
    elif value[:1] and value[0] in _OPENING and not BLOCK.match(value):
        if value[0] != "?" or value[1:2] in ("", " "):
            yield plain_start(line)
    elif line.key and re.match(r"-(?: |$)", value):
        fix = "要写列表就换行，每项一行；要显示 - 就给整段加引号"
        if value == "-":
            fix = "没有就写 无，没有统计就写 未统计；要写列表就换行，每项一行"
        slip = line.slip(line.value_start, ("list-on-own-lines", "冒号后面直接写了 -", fix), None)
        yield replace(slip, stand_in=line.with_value(quoted(value)))


def _colon_in_value(line: Line) -> Iterator[Slip]:
    value = line.value
    if not line.key or value.startswith((*NOT_PLAIN, "#")):
        return
    found = re.search(r":(?: |$)", value)
    grouped = re.fullmatch(r"[｛(（]\s*([a-z_]+ *[:：].*[^\s｝)）])\s*[｝)）]", value)
    second = re.match(
        r"([^:]*?[^\s:,，;；、])(?:[ ,，;；、]+|(?<=[^\W_a-z]))([a-z]+(?:_[a-z]+)*):(?: |$)", value
    )
    if found and grouped:
        meant = "{" + re.sub(r"[，、；;] *(?=[a-z_]+ *[:：])", ", ", grouped[1]) + "}"
        meant = colons_spaced(meant)
        words = ("brackets-in-pairs", f"“{value[0]}”不是半角花括号", f"改成 {meant}")
        yield line.slip(line.value_start, words, line.with_value(meant))
    elif found and (braced := _braced(line)):
        words = ("brackets-in-pairs", "几个字段写在一行，外面缺花括号", f"写成 {braced.strip()}")
        yield line.slip(line.value_start, words, braced)
    elif found and second and not line.value.startswith("http"):
        name = second[2]
        fix = f"“{name}: …”另起一行，和“{line.key}”左边对齐；不是字段就给整段加上半角引号"
        words = ("every-line-has-a-field", f"一行写了两个字段：“{line.key}”和“{name}”", fix)
        slip = line.slip(line.value_start + second.start(2), words, None)
        yield replace(slip, stand_in=line.with_value(second[1]))
    elif found and value.startswith(f"{line.key}: "):
        meant = value[len(line.key) + 2 :].lstrip()
        words = ("every-line-has-a-field", f"“{line.key}:”写了两遍", "只留一个")
        yield line.slip(line.value_start, words, line.with_value(meant))
    elif found and _INNER.match(value):
        fix = f"只留 {line.key}:，{value} 另起一行，缩进两格；是文字就给整段加上半角引号"
        words = ("fields-line-up", f"“{line.key}”后面直接写了它下面的字段", fix)
        inside = "" if line.has_children else f"{{{value}}}"
        yield replace(line.slip(line.value_start, words, None), stand_in=line.with_value(inside))
    elif found:
        meant = quoted(value)
        words = (
            "colon-is-kept",
            "值里又有“: ”",
            ADD_QUOTES.format(meant) + "，或改用全角冒号“：”",
        )
        yield line.slip(line.value_start + found.start(), words, line.with_value(meant))


def _braced(line: Line) -> str:
    """`- item: 短信, amount: 100, unit: 条` and `price: amount: 58, unit: 元` as they were meant."""
    inner = bool(_INNER.match(line.value)) and not line.has_children
    start = line.text[: line.value_start] if inner else line.text[: line.column]
    written = line.value if inner else f"{line.key}: {line.value}"
    several = _NEXT_FIELD.split(written.strip("{}｛｝ "))
    enough = len(several) > (1 if inner else 2) and (inner or bool(line.dashes))
    plain = enough and all(
        one.count(": ") == 1 and not re.search(r"[\[\]{},]", one) for one in several
    )
    return f"{start}{{{', '.join(several)}}}" if plain else ""


def _markdown(line: Line) -> Iterator[Slip]:
    """A link or a line break as in a body, where words only are shown."""
    found = _MARKDOWN.search(line.value)
    if found is not None and line.value[0] not in "[{\"'`*|>":
        words = found[1] or found[2]
        meant = f"{line.value[: found.start()]}{words or '，'}{line.value[found.end() :]}"
        message = f"“{found[0][:24]}”在字段里会原样显示"
        rule = "value-starts-plainly" if words else "no-html"
        place = line.value_start + found.start()
        yield line.slip(place, (rule, message, f"写成 {meant}"), None)


def _entity(line: Line) -> Iterator[Slip]:
    """&nbsp; and &amp;, as they come from the source of a web page: a field shows them as they are."""
    found = _ENTITY.search(line.value)
    if found is not None:
        meant = _ENTITY.sub(lambda one: unescape(one[0]).replace("\u00a0", " "), line.value)
        meant = meant if line.value[0] in "'\"" or not _ODD_START.match(meant) else quoted(meant)
        message = f"“{found[0]}”是网页里的写法，这里会原样显示"
        if line.value[0] in "[{":  # of several values, a machine does not know which to quote
            sign = unescape(found[0]).replace("\u00a0", " ").strip() or "空格"
            fix = f"改成 {sign}，再给冒号后面的这一段加上半角引号"
            yield line.slip(line.value_start + found.start(), ("no-html", message, fix), None)
            return
        words = ("no-html", message, f"写成 {meant}")
        yield line.slip(line.value_start + found.start(), words, line.with_value(meant))


def _marker(line: Line) -> Iterator[Slip]:
    """A marker of the pages where nothing is put in its place."""
    for found in MARKER.finditer(line.value):
        if found[1] in BLOCKS or found[1] in WORDS:
            message = f"标记 {found[0]} 只能写在页面的正文里，这里会原样显示"
            words = ("markers-exist", message, "删去它，直接写出内容")
            slip = line.slip(line.value_start + found.start(), words, None)
            meant = line.value if line.value[0] in "'\"" else quoted(line.value)
            yield replace(slip, stand_in=line.with_value(meant))


def _no_key(line: Line) -> Iterator[Slip]:
    rest = line.text.strip()
    if line.key or line.dashes or line.value[:1] in ("'", '"', "-", "[", "{", "?", "&", "*", "!"):
        return
    if rest in ("---", "...") or rest.startswith(("--- ", "%")):
        return
    comment = rest.startswith(("//", "<!--", "＃", "/*"))
    if not comment and re.search(r":(?: |$)", rest):
        return
    rule, message, fix = NO_FIELD
    fix = AS_REMARK if comment else fix
    yield Slip(line.number, line.column + 1, rule, message, fix, stand_in="")


def _deeper_key(line: Line) -> Iterator[Slip]:
    if line.key and line.colon == ":" and line.after[:1] in ("", " "):
        fix = "和同一层的字段左边对齐"
        yield Slip(
            line.number,
            line.column + 1,
            "fields-line-up",
            f"“{line.key}”多缩进了，会并到上一行的文字里",
            fix,
        )


def _blank_name(sign: str) -> str:
    return f"{_NAMES.get(sign, '特殊空格')}（U+{ord(sign):04X}）" if sign != "\t" else " Tab"


_CHECKS: tuple[Callable[[Line], Iterator[Slip]], ...] = (
    _indentation,
    _dash,
    wrapped_key,
    missing_dash,
    deeper_item,
    list_in_text,
    _colon,
    _space_after_colon,
    double_quotes,
    single_quotes,
    closing_quote,
    curly_quotes,
    _marker,
    _entity,
    _markdown,
    brackets,
    inside_braces,
    inside_brackets,
    _opening_sign,
    comment,
    remark,
    _colon_in_value,
    no_colon,
    _no_key,
)
_CONTINUED: tuple[Callable[[Line], Iterator[Slip]], ...] = (_indentation, _deeper_key, comment)
