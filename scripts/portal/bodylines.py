"""Find slips in the lines of a Markdown body: what looks like Markdown to its author only."""

import re
from collections.abc import Iterator
from dataclasses import replace

from portal.bodyrows import BULLETS, Check, Row
from portal.bodytables import (
    TWICE,
    drawn_tables,
    pasted_rows,
    table_after_paragraph,
    wide_bars,
    written_twice,
)
from portal.findings import nearest
from portal.linklines import broken_links, spaced_links, wide_links
from portal.markers import BLOCKS, MARKER, WORDS
from portal.slips import Slip, told_later

_CODE_SPAN = re.compile(r"(?<!`)(`++).+?(?<!`)\1(?!`)")


def line_slips(body: str, code_lines: frozenset[int], in_page: bool) -> Iterator[Slip]:
    """The slips of the lines that are no code, at most one for a line; lines count from 1."""
    raw = body.split("\n")
    blotted = [_CODE_SPAN.sub(lambda found: "x" * len(found[0]), row) for row in raw]
    misread, merging = 0, False
    for index, text in enumerate(blotted):
        if index + 1 in code_lines or not text.strip():
            continue
        before = blotted[index - 1] if index else ""
        after = blotted[index + 1] if index + 1 < len(raw) else ""
        row = Row(index + 1, raw[index], text, before, after, in_page)
        slips = (slip for check in _CHECKS for slip in check(row))
        slip = min(slips, key=told_later, default=None)
        # A list is no longer below a paragraph when the line above it is an item as well.
        echo = slip and slip.rule == "blank-line-before-list" and misread == index
        if slip is not None and not echo:
            yield slip
        merging = (merging and _LABELLED.match(text) is not None) or (
            slip is not None and slip.rule == "lines-stay-apart"
        )
        misread = index + 1 if merging or (slip and (echo or slip.rule == "list-marks")) else 0


def _headings(row: Row) -> Iterator[Slip]:
    wide = re.match(r" {0,3}(＃[＃#]*|#+＃[＃#]*)[\s\u3000]*(.*)", row.raw)
    odd_space = re.match(r" {0,3}(#{1,6}) *[\t\u3000\u00a0]\s*(\S.*)", row.raw)
    tight = re.match(r" {0,3}(#{1,6})([^#\s].*)", row.raw)
    empty = re.fullmatch(r" {0,3}#{1,6}[ \t]*(?:#+[ \t]*)?", row.raw)
    indented = row.in_page and re.match(r" {1,3}(?=#{1,6} +\S)", row.raw)
    if wide:
        level = "#" * max(2, len(wide[1]))
        yield row.slip(
            0,
            "heading-marks",
            "标题用了全角的＃",
            f"改成半角：{level} {wide[2]}",
            f"{level} {wide[2]}",
        )
    elif odd_space:
        mended = f"{odd_space[1]} {odd_space[2]}"
        message = f"{odd_space[1]} 后面不是半角空格，不会成为标题"
        yield row.slip(0, "heading-marks", message, "改成一个半角空格", mended)
    elif tight:
        mended = f"{tight[1]} {tight[2]}"
        fix = f"在 {tight[1]} 后面加一个空格；不是标题就在前面加反斜杠：\\{tight[1]}"
        words = ("heading-marks", f"{tight[1]} 后面缺空格，不会成为标题", fix)
        slip = row.slip(0, *words, mended if len(tight[1]) > 1 else None)
        # For the engine of the pages it would be a heading, without its signs.
        if row.in_page or not _DIALLED.match(row.raw):
            told_only = len(tight[1]) == 1 and not row.in_page
            yield replace(slip, severity="notice") if told_only else slip
    elif empty:
        yield row.slip(0, "heading-has-words", "标题是空的", "写上标题的文字，或删去这一行")
    elif indented:
        message = "标题前面有空格，不会成为标题"
        yield row.slip(0, "heading-marks", message, "删去行首的空格", row.raw.lstrip(" "))
    elif re.match(r" {0,3}#{7}", row.raw):
        yield row.slip(0, "heading-marks", "标题的 # 太多，最多六个", "删去多出的 #")


def _lists(row: Row) -> Iterator[Slip]:
    wide = re.match(r"(\s*)([０-９]+[．.、)）]|\d+[．、）])[\s\u3000]*(?=\S)", row.raw)
    bullet = re.match(
        rf"(\s*)(?:[{BULLETS}]+\ufe0f?|＊(?!＊))[\s\u3000]*(?=\S)|(\s*)[－–][\s\u3000]+(?=\S)",
        row.raw,
    )
    half_bracket = row.in_page and re.match(r"(\s*)(\d{1,2}\))[ \t]+(?=\S)", row.raw)
    wide = wide or half_bracket or None
    odd_blank = re.match(r"( {0,9})([-*+]|\d{1,2}[.)])[ \u00a0]*[\u3000\u00a0]\s*(?=\S)", row.raw)
    tight = odd_blank or re.match(r"( {0,9})([-+])(?=[^\s\-+>|\d.])", row.raw)
    tight_number = re.match(r"( {0,9})(\d{1,2}[.)])(?=[^\s\d.)-])", row.raw)
    alone = not row.before.strip() and not row.after.strip()
    if alone and not half_bracket and (wide or tight_number):
        return  # a paragraph of its own, which reads as it is written
    if wide:
        number = int(re.sub(r"\D", "", wide[2]))
        mended = f"{wide[1]}{number}. {row.raw[wide.end() :]}"
        words = (
            "list-marks",
            f"“{wide[2]}”不会成为编号列表，几行会并成一段",
            f"改成 {number}. 加一个空格",
        )
        slip = row.slip(len(wide[1]), *words, mended)
        yield slip if half_bracket else _told_only(row, slip)
    elif bullet:
        start = bullet[1] if bullet[1] is not None else bullet[2]
        mended = f"{start}- {row.raw[bullet.end() :]}"
        message = f"“{row.raw[len(start)]}”不会成为列表，几行会并成一段"
        yield row.slip(len(start), "list-marks", message, "改成 - 和一个空格", mended)
    elif tight or tight_number:
        found = tight or tight_number
        assert found is not None  # noqa: S101 # one of the two has matched
        mended = f"{found[1]}{found[2]} {row.raw[found.end() :]}"
        message = f"{found[2]} 后面缺空格，不会成为列表"
        fix = f"在 {found[2]} 后面加一个空格"
        if odd_blank:
            message, fix = f"{found[2]} 后面不是半角空格，不会成为列表", "改成一个半角空格"
        slip = row.slip(len(found[1]), "list-marks", message, fix, mended)
        yield slip if tight else _told_only(row, slip)


def _told_only(row: Row, slip: Slip) -> Slip:
    """It can be read as it is; a notice that is published is not changed by a machine."""
    return replace(slip, severity="notice", mended=slip.mended if row.in_page else None)


def _list_after_paragraph(row: Row) -> Iterator[Slip]:
    found = re.match(r"(?:[-*+]|(\d+)[.)]) +\S", row.text)
    goes_on = row.before.strip() and not re.match(
        r"\s*(?:[-*+]|\d+[.)]) |\s{2,}|#|\||>|```|~~~", row.before
    )
    if found and goes_on and (row.in_page or found[1] not in (None, "1")):
        message = "列表紧跟在段落后面，会并进段落里"
        yield row.slip(0, "blank-line-before-list", message, "在列表前面空一行")


def _nested_list(row: Row) -> Iterator[Slip]:
    found = re.match(r"( {1,3})(?:[-*+]|\d+[.)]) +\S", row.text)
    above = re.match(r" {0,3}(?:[-*+]|(\d+)[.)]) ", row.before)
    goes_on = above and above[1] and row.text.lstrip().startswith(f"{int(above[1]) + 1}.")
    if found and row.in_page and above and not goes_on:
        mended = "    " + row.raw[len(found[1]) :]
        message = f"下一层列表只缩进了 {len(found[1])} 格，会和上一层并在一起"
        yield row.slip(0, "nested-lists", message, "缩进四个空格", mended)


def _merged_lines(row: Row) -> Iterator[Slip]:
    start = _LABELLED.match
    if start(row.text) and start(row.after) and not start(row.before):
        message = "这几行会并成一段"
        fix = "改成 1. 2. 3. 的列表，或在每两行之间空一行"
        yield replace(row.slip(0, "lines-stay-apart", message, fix), severity="notice")


def _wide_markers(row: Row) -> Iterator[Slip]:
    for found in _ALMOST_MARKER.finditer(row.text):
        meant = f"{{{{{found[1]}}}}}"
        if found[1] in (*BLOCKS, *WORDS) and not MARKER.fullmatch(found[0]) and row.in_page:
            mended = row.raw[: found.start()] + meant + row.raw[found.end() :]
            message = f"标记“{found[0]}”的括号不对，会原样显示"
            yield row.slip(found.start(), "markers-exist", message, f"改成 {meant}", mended)


def _markers(row: Row) -> Iterator[Slip]:
    for found in re.finditer(r"\{\{([^{\n]*?)\}\}|\{\{|\}\}", row.text):
        if found[0] == "}}" and row.before.rpartition("{{")[2] and "}}" not in row.before:
            continue  # the line above lacks it, and was told
        known = MARKER.fullmatch(found[0])
        name = known[1] if known else ""
        if not row.in_page:
            fix = "删去它，直接写出内容"
            yield row.slip(found.start(), "markers-exist", f"标记 {found[0]} 只能写在页面里", fix)
            return  # of a line the first slip is told; the rest may be thousands
        elif name in BLOCKS:
            if row.text.strip() != found[0] or row.before.strip() or row.after.strip():
                fix = "让它单独占一行，前后各空一行"
                yield row.slip(found.start(), "markers-exist", f"标记 {found[0]} 没有单独成段", fix)
                return
        elif name not in WORDS:
            yield row.slip(found.start(), "markers-exist", *_unknown_marker(found, row.text))
            return


def _unknown_marker(found: re.Match[str], text: str) -> tuple[str, str]:
    names = (*BLOCKS, *WORDS)
    after = re.match(r"\s*(\w+)", text[found.end() :]) if found[0] == "{{" else None
    written = (found[1] or (after[1] if after else "")).strip()
    alike = [name for name in names if name.startswith(written[:2]) and written not in names]
    meant = "}} 或 {{".join(alike) if len(alike) > 1 else nearest(written, names)
    fix = f"写成 {{{{{meant}}}}}" if meant else f"从这些里选：{'、'.join(names)}"
    if found[0] in ("{{", "}}"):
        return f"“{found[0]}”没有成对", fix
    return f"没有 {found[0]} 这个标记", fix


# What other Markdown has and this one has not: it would stand on the page as written.
_FOREIGN = (
    (r"^\s*(?:!!!|\?\?\?\+?)\s", "提示框", "改写成一段话，或用 > 引用"),
    (r'^\s*===\+?\s*"', "选项卡", "改用 ## 小标题"),
    (r"^\s*:::", "区块标记", "删去它"),
    (r"^\s*>\s*\[!\w+\]", "提示框", "改写成 > 引用，不写 [!…]"),
    (r"\{:|\{[#.][\w-]+", "属性标记", "删去花括号和里面的字"),
    (r"\{%|%\}|\{#|#\}", "模板语句", "删去它，直接写出内容"),
    (r"--8<--", "引入文件的标记", "删去它，直接写出内容"),
    (r"\[\^[^\]]+\]", "脚注", "把说明写进正文或括号里"),
    (r"^\s*\[TOC\]", "目录标记", "删去它，目录会自动生成"),
    (r"^\s*\*\[[^\]]+\]:", "缩写标记", "把全称写进正文"),
    (r"\$\$|\\\(|\\\[", "公式", "用文字写出算法"),
    (r"~~(?=\S)", "删除线", "删去旧的价格（内容）和波浪号，只留现在的"),
    (r"(?<!=)==(?=[^=\s])[^=]+==(?!=)", "高亮", "改用 **加粗**"),
    (r"\+\+(?=\S)[^+]+\+\+", "下划线标记", "改用 **加粗**"),
    (r"^\s*(?:[-*+]|\d+\.)\s+\[[ xX]\]\s", "任务列表", "删去方括号，写成普通列表"),
    (r"^:\s+\S", "名词解释列表", "改成“**名词**：解释”"),
    (r":[a-z]+(?:-[a-z]+)*[a-z]:(?!//)", "图标代码", "删去它，用文字说明"),
)  # fmt: skip
_FOREIGN_SIGNS = tuple((re.compile(sign), name, fix) for sign, name, fix in _FOREIGN)


def _foreign(row: Row) -> Iterator[Slip]:
    for sign, name, fix in _FOREIGN_SIGNS:
        found = sign.search(row.text)
        if found:
            message = f"这里不支持{name}“{found[0].strip()[:12]}”，会原样显示"
            yield row.slip(found.start(), "plain-markdown", message, fix)


def _wide_quotes(row: Row) -> Iterator[Slip]:
    found = re.match(r"\s*[＞>]*＞[＞>]*[\s\u3000]*(?=\S)", row.raw)
    if found:
        mended = f"> {row.raw[found.end() :]}"
        message = "引用用了全角的“＞”，会原样显示"
        yield row.slip(0, "plain-markdown", message, "改成半角 > 和一个空格", mended)


def _times(row: Row) -> Iterator[Slip]:
    """12*10*3: what stands between two stars becomes italic, and the stars are gone."""
    found = _TIMES.search(row.text)
    if found and _TIMES.search(row.text, found.end()):
        message = "两个 * 之间的字会变成斜体，* 不显示"
        fix = "乘号写 ×；要显示星号就写 \\*"
        yield row.slip(found.start(), "stars-in-pairs", message, fix)


def _wide_stars(row: Row) -> Iterator[Slip]:
    column = row.text.find("＊＊")
    if column >= 0:
        mended = row.raw.replace("＊＊", "**")
        message = "加粗用了全角星号，会原样显示"
        yield row.slip(column, "stars-in-pairs", message, "改成半角 **", mended)


def _run_together(row: Row) -> Iterator[Slip]:
    """Lines after a colon, each of them one thing to its author."""
    if _RUN_TOGETHER.fullmatch(f"{row.before[-1:]}\n{row.text}\n{row.after}\n"):
        message = "这几行没有写成列表，会并成一段"
        fix = "每行开头写 - 和一个空格，列表前面空一行；本来是一段话就不用改"
        yield replace(row.slip(0, "lines-stay-apart", message, fix), severity="notice")


def _below_an_item(row: Row) -> Iterator[Slip]:
    """A paragraph right below a list becomes a part of its last item."""
    if _BELOW_AN_ITEM.search(f"\n{row.before}\n{row.text}\n"):
        message = "这一行紧跟在列表后面，会并进上一项里"
        fix = "是另一段，就在前面空一行；是上一项的，就并到上一行"
        yield replace(row.slip(0, "lines-stay-apart", message, fix), severity="notice")


def _next_paragraph(row: Row) -> Iterator[Slip]:
    """A line that begins where a sentence has ended, or that dates what stands above it."""
    if _NEXT_PARAGRAPH.search(f"\n{row.before}\n{row.raw}\n"):
        message = "这一行会和上一行并成一段"
        fix = "是另一段，就在前面空一行；本来是一段话就不用改"
        yield replace(row.slip(0, "lines-stay-apart", message, fix), severity="notice")


def _unseen_break(row: Row) -> Iterator[Slip]:
    """Two spaces at the end of a line, which elsewhere in Markdown begin another line."""
    alone = row.text.lstrip().startswith(("#", "|", "---", "***"))
    if not (row.in_page or alone) and row.raw.endswith("  ") and _GOES_ON.match(row.after):
        message = "行末的空格看不见，在这里不换行，会和下一行并成一段"
        fix = "要分行，就在中间空一行；本来是一段话，就删去行末的空格"
        slip = row.slip(len(row.raw.rstrip()), "lines-stay-apart", message, fix)
        yield replace(slip, severity="notice")


# What stands before an item where nobody typed the mark of a list.
_LABELLED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、)）．]|[（(]\d+[)）]|[①-⑳]|[—–－](?![—–－])|[A-Za-z][.、)）]\s*\S"
    r"|[^\s：，。|>#*-][^\s：，。]{0,7}：\S)"
)
_BELOW_AN_ITEM = re.compile(r"\n {0,3}(?:[-*+]|\d+[.)]) [^\n]+\n(?=[\u4e00-\u9fff“《（])")
_WORDS = r"[ \u3000]{0,30}[\u4e00-\u9fff“《（]"
_DATE_BELOW = r"(?=\n[ \u3000]*[^\n]{4}年[^\n]{1,3}月[^\n]{1,3}日 *\n)"
_NEXT_PARAGRAPH = re.compile(
    rf"\n{_WORDS}[^\n]*+(?:(?<=[。！？])|(?<=[。！？][”」）])|{_DATE_BELOW})\n(?={_WORDS}|[ \u3000]*\d{{4}}年)"
)
# Short lines that neither begin like anything of Markdown nor end like a sentence.
_ONE_THING = r"[^\s|#>*+=`~\[{!-](?!\d*[.)、])[^。！？；，\n]{1,38}\n"
_RUN_TOGETHER = re.compile(rf"[：:]\n(?:{_ONE_THING}){{2}}")
# Behind spaces at the end of a line: what is no row, item, heading or quote of its own.
_GOES_ON = re.compile(r" *(?![|#>]|(?:[-*+]|\d+[.)]) )\S")
_UNSEEN_BREAK = re.compile(rf"  \n{_GOES_ON.pattern}")
# What may be odd where lines meet: a body without it has none of the slips that such lines make.
ODD_LINES = (TWICE, _UNSEEN_BREAK, _BELOW_AN_ITEM, _RUN_TOGETHER, _NEXT_PARAGRAPH)
# What is dialled begins and ends with these signs: #100#, ##002#.
_DIALLED = re.compile(r" {0,3}#{1,2}[\d*]+#")
_TIMES = re.compile(r"(?<=[\w)）])(?<![\\*])\*(?=[\d(（])")
_ALMOST_MARKER = re.compile(r"(?:[｛{]{1,2}|\[\[) *([\u4e00-\u9fff]+) *(?:[｝}]{1,2}|\]\])")


_CHECKS: tuple[Check, ...] = (
    _wide_markers,
    _markers,
    _headings,
    _lists,
    wide_bars,
    table_after_paragraph,
    drawn_tables,
    wide_links,
    spaced_links,
    broken_links,
    _wide_stars,
    _wide_quotes,
    _times,
    _foreign,
    _nested_list,
    _list_after_paragraph,
    _merged_lines,
    pasted_rows,
    written_twice,
    _unseen_break,
    _below_an_item,
    _run_together,
    _next_paragraph,
)
