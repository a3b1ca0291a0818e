"""Judge a Markdown body: CommonMark with tables, no HTML, safe links, nothing that gets lost."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.bodylines import ODD_LINES, line_slips
from portal.bodylinks import definition_slips, link_slips
from portal.bodylists import has_odd_numbers, renumbered
from portal.bodyrows import BULLETS
from portal.bodystars import stray_star
from portal.bodytables import has_columns, unruled_rows
from portal.cleaning import stripped
from portal.records.advice import blank_advice, blank_left, is_to_be_written
from portal.slips import Severity, Slip, long_line, told_later

MOST_LINES = 10_000
MOST_BRACKETS = 2000
DEEPEST_INDENT = 40
LONG_BODY = 4000

_MARKDOWN = MarkdownIt("commonmark").enable("table")
# Links are judged here and never rendered.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
_MARKDOWN.options["store_labels"] = True
_SIGNS = (
    "<", "](", "][", "]:", "]（", "】", "://", ">>>>", "> > > >", "{", "```", "~~", "--8<--", "[^", "$$", "==", "++",
    "\\(", "\\[", "｜", "\t", ")[", "）[", "）【", "] (", "]\u3000(", "＊＊", "｛", "[[", "\n＞", "\n    ", "[ ]", "[x]", "[TOC]", "[!", "www.", "###", "}}", "\n>", "\n\u3000", "-\u3000", ".\u3000", "-\u00a0", ".\u00a0", "*\u3000", "*\u00a0", "！[", "┌", "│", "║", "]https", "]/", "待补", "待填", "待完善", "待定", "待公布", "待确认", "待核实", "待更新", "待议", "待查", "暂定", "TBD", "TODO", "tbd", "todo", "××", "XX", "xx", "ＸＸ", "待核对", "X月", "X 月", "×月", "× 月", "___", "＿＿", "??", "？？",
)  # fmt: skip
_SUSPECTS = re.compile("|".join(map(re.escape, _SIGNS)))
# Lines whose start is not what it seems, and two lines that would become one. Nearly every line
# starts with a sign that the first alternatives need not look behind.
_LINE_STARTS = re.compile(
    r"\n(?:(?=[ #＃\d"
    + BULLETS
    + r"＊－–+!?=:-])(?: {0,9}(?:#{1,6}[^# ]|#{1,6} *#* *(?=\n)|# |＃|[０-９]|\d+[．、）]|\d{1,2}[.)][^\s\d.)-]|["
    + BULLETS
    + r"－–]|＊(?!＊)"
    r"|[-+][^\s\-+>|\d.]|!!!|\?\?\?|===|:::|: )"
    r"| {1,3}[-*+\d]| {1,3}#|#{7}|\d{1,2}\) |(?<=\n\n)(?!1\.)\d+\. |\+[-=]{2}|(?<=[^\n]\n) {0,3}(?:=+|-+) *(?=\n))"
    r"|[^\s：，。|>#*-][^\s：，。]{0,7}：[^\n]+\n[^\s：，。|>#*-][^\s：，。]{0,7}：|[A-Za-z][.、)）][^\n]+\n[A-Za-z][.、)）]|[—–－][^\n]+\n[—–－]"
    r"|(?:[（(]?[一二三四五六七八九十]{1,3}[、)）．]|[（(]\d+[)）]|[①-⑳])|[^\s\-*+#|>\d][^\n]*+\n(?:[-*+]|\d+[.)]) )"
)
_TIMES = re.compile(r"[\w)）]\*[\d(（]")
_ICON = re.compile(r":[a-z]+(?:-[a-z]+)*[a-z]:(?!//)")
_WHAT_IS_TO_COME = re.compile(r"(?<![^（(【\[])(?:正文|内容|此处|这里|文字|详情)")
# Of punctuation inside them, stars before or after a word make nothing bold in a notice.
_STRONG_IN_NOTICES = re.compile(
    r"(?:\*\*(?=\w)|(?<!\w)\*\*(?=[^\s*]))[^*\n]*(?:(?<=\w)\*\*|(?<=[^\s*])\*\*(?!\w))"
)
# A heading, then the end or a heading that is not below it.
_NOTHING_UNDER = re.compile(r"\n(#{2,6}) +[^\s#][^\n]*\n\s*(?=(?!\1#)#{1,6} |\Z)")
_SENTENCE = re.compile(r"[。！？；，]")
_DASHES = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?")
_STRONG = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*")


def body_slips(body: str, in_page: bool) -> list[Slip]:
    """The slips of a body, at most one for a line; nearly every body has none, in microseconds."""
    if not _suspicious(body, _STRONG if in_page else _STRONG_IN_NOTICES):
        return []
    unreadable = _too_much(body)
    return [unreadable] if unreadable else slips_found(body, in_page)


def slips_found(body: str, in_page: bool) -> list[Slip]:
    """The same by a close look, whatever the body looks like at first sight."""
    known: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(body, known)
    found = [
        *line_slips(body, _code_lines(tokens), in_page),
        *_block_slips(tokens, body, in_page),
        *link_slips(tokens, body, in_page),
        *definition_slips(tokens, known, body, in_page),
    ]
    if not any(slip.severity == "error" for slip in found):
        found += _second_wall(body)
    first: dict[int, Slip] = {}
    for slip in sorted(found, key=told_later):
        first.setdefault(slip.line, slip)
    return sorted(first.values(), key=lambda slip: slip.line)


def _suspicious(body: str, strong: re.Pattern[str]) -> bool:
    # A body starts behind an empty line, as its other blocks do.
    text = f"\n\n{body}\n"
    if _SUSPECTS.search(text):
        return True
    if "**" in body and "**" in strong.sub("", body):
        return True
    if "*" in body and _TIMES.search(body):
        return True
    if ":" in body and _ICON.search(body):
        return True
    if ("|" in body and not _tables_are_even(body)) or has_columns(body) or has_odd_numbers(body):
        return True
    odd = (_LINE_STARTS, _NOTHING_UNDER, *ODD_LINES)
    return any(one.search(text) for one in odd) or len(body) > LONG_BODY


def _too_much(body: str) -> Slip | None:
    """What a Markdown reader would take minutes over, or die of."""
    count = body.count("\n")
    if count > MOST_LINES:
        message = f"正文有 {count} 行，最多 {MOST_LINES} 行"
        return Slip(MOST_LINES, 1, "lines-are-readable", message, "拆成几页")
    if long := long_line(body, "分成几段"):
        return long
    for number, row in enumerate(body.split("\n"), 1):
        indent = len(row) - len(row.lstrip(" \t>"))
        if indent > DEEPEST_INDENT:
            return Slip(number, 1, "lines-are-readable", "缩进太深", "删去行首多余的空格或 >")
    if body.count("[") + body.count("<") + body.count("*") // 4 > MOST_BRACKETS:
        number = next(n for n, row in enumerate(body.split("\n"), 1) if re.search(r"[\[<*]", row))
        return Slip(number, 1, "lines-are-readable", "括号或星号太多", "删去多余的，或拆成几页")
    return None


def _code_lines(tokens: list[Token]) -> frozenset[int]:
    return frozenset(
        line + 1
        for token in tokens
        if token.type in ("fence", "code_block", "html_block") and token.map
        for line in range(*token.map)
    )


def _block_slips(tokens: list[Token], body: str, in_page: bool) -> Iterator[Slip]:
    rows = body.split("\n")
    level = 1  # that of the title, which stands above every body
    for index, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open":
            yield from _heading(token, line, level, rows, in_page)
            yield from _nothing_under(token, tokens[index + 3 : index + 4], line)
            level = int(token.tag[1])
        elif token.type == "fence" and token.map and not _closed(token, rows):
            message = f"从这里开始的 {token.markup} 没有结束，下面的字都成了代码"
            yield Slip(
                line, 1, "fences-are-closed", message, f"在代码的后面单独写一行 {token.markup}"
            )
        elif token.type == "ordered_list_open":
            yield from renumbered(tokens, index, rows, in_page)
        elif token.type == "code_block":
            yield _indented(token, line, rows)
        elif token.type == "inline" and token.map:
            yield from _to_be_written(token, line)
            yield from _table_text(token, tokens[index - 1], rows, in_page)
    yield from _uneven_tables(rows, tokens)


def stands_for_more(words: str) -> bool:
    """Whether a paragraph only says that there is one to come: 正文待补充."""
    return is_to_be_written(_WHAT_IS_TO_COME.sub("", words, count=1))


def _to_be_written(token: Token, line: int) -> Iterator[Slip]:
    if stands_for_more(token.content):
        message = f"“{token.content}”不是内容，会照样登出来"
        yield Slip(line, 1, "no-placeholders", message, "写上内容，或删去这一行")
    for number, row in enumerate(token.content.split("\n")):
        if left := blank_left(row):
            message = f"这一行里留着没有填的 {left}"
            column = row.find(left) + 1
            yield Slip(line + number, column, "no-placeholders", message, blank_advice(left))


def _indented(token: Token, line: int, rows: list[str]) -> Slip:
    """What is indented is code: a sentence was not meant to be, a formula may have been."""
    message = "行首有四个以上空格或 Tab，会变成代码"
    fix = "删去行首的空格；段落不用缩进"
    if _SENTENCE.search(token.content):
        mended = rows[line - 1].lstrip()
        return Slip(line, 1, "no-indented-paragraphs", message, fix, mended=mended)
    fix += "。本来就要原样显示，就不用改"
    return Slip(line, 1, "no-indented-paragraphs", message, fix, severity="notice")


def _heading(token: Token, line: int, level: int, rows: list[str], in_page: bool) -> Iterator[Slip]:
    """Of notices and promises the page puts the levels right (prose.below): they are only told."""
    severity: Severity = "error" if in_page else "notice"
    if token.markup in ("=", "-"):
        message = "下面一行的横线把这一行变成了标题"
        fix = "要标题就在行首写 ## 加空格；要分隔线就在横线前空一行"
        end = token.map[1] - 1 if token.map else line
        if token.markup == "-":
            severity = "error" if _SENTENCE.search("\n".join(rows[line - 1 : end])) else "notice"
        yield Slip(line, 1, "heading-marks", message, fix, severity)
    elif token.markup == "#":
        fix = "改成 ##，下面各级依次多一个 #"
        message = "又写了一级标题，页面的标题已经有了"
        yield Slip(line, 1, "one-main-heading", message, fix, severity)
    elif int(token.tag[1]) > level + 1:
        meant = "#" * (level + 1)
        message = f"标题从 {'#' * level} 跳到了 {token.markup}，中间缺一级"
        if level == 1:
            message = f"第一个标题是 {token.markup}，应当从 ## 开始"
        rest = rows[line - 1].lstrip().lstrip("#")
        yield Slip(line, 1, "heading-levels", message, f"改成 {meant}{rest}", severity)


def _nothing_under(token: Token, following: list[Token], line: int) -> Iterator[Slip]:
    """What comes below a heading, where that is a heading which is not below it, or nothing."""
    if not following or (following[0].type == "heading_open" and following[0].tag <= token.tag):
        fix = "写上内容，或删去这个标题"
        fix += "；下面的标题是它的一部分，就在那个标题前多写一个 #" if following else ""
        yield Slip(line, 1, "heading-has-words", "这个标题的下面没有内容", fix, severity="notice")


def _closed(token: Token, rows: list[str]) -> bool:
    assert token.map is not None  # noqa: S101 # every fence has its lines
    last = rows[token.map[1] - 1].strip(" >\t")
    return (
        token.map[1] - token.map[0] > 1 and last.startswith(token.markup) and not last.strip("`~")
    )


def _table_text(token: Token, before: Token, rows: list[str], in_page: bool) -> Iterator[Slip]:
    """Rows of bars that did not become a table, and stars that did not become bold."""
    place = token.map if before.type == "paragraph_open" else None
    if place and rows[place[0]].lstrip().startswith("|"):
        yield from _no_table(rows, *place)
        return
    if place:
        yield from unruled_rows(rows, *place, in_page=in_page)
    yield from stray_star(token, rows)
    for child in token.children or []:
        # The engine of the pages asks for no more than two stars at both ends.
        text = _STRONG.sub("", child.content) if in_page else child.content
        if child.type == "text" and "**" in text and token.map:
            line = next((n for n in range(*token.map) if "**" in rows[n].replace("\\*", "")), None)
            if line is None:
                continue  # each star is written \*, to be shown
            column = rows[line].find("**") + 1
            message = "** 没有成对，会原样显示"
            fix = "开头和末尾各写两个 *，里面紧挨着文字；要显示星号就写 \\*"
            if _STRONG.search(rows[line]):
                message = "** 里面紧挨着标点，不会成为加粗"
                fix = "把标点移到 ** 的外面，如 “**注意**”；或在 ** 和外面的字之间空一格"
            yield Slip(line + 1, max(1, column), "stars-in-pairs", message, fix)
            return


def _no_table(rows: list[str], first: int, end: int) -> Iterator[Slip]:
    """Rows of bars, from the first to before the end, that are a paragraph."""
    alone = first < 3 or not rows[first - 3].lstrip().startswith("|")
    if first > 1 and alone and rows[first - 2].lstrip().startswith("|"):
        return  # the row above stands alone as well, and was told
    heads, dashes = _cells(rows[first]), _dashes(rows[first + 1 : end])
    if dashes and dashes != heads:
        message = f"列名有 {heads} 格，下面的 --- 有 {dashes} 格，不成表格"
        fix = f"一样多：是 {heads} 列，下一行写 {_ruled(heads)}"
    elif first > 1 and not rows[first - 1].strip() and rows[first - 2].lstrip().startswith("|"):
        message = "表格的中间空了一行，从这里起不成表格"
        fix = f"删去上面的空行；是另一张表，就在这一行下面加一行 {_ruled(heads)}"
    elif end + 1 < len(rows) and not rows[end].strip() and rows[end + 1].startswith("|"):
        message, fix = "表格的各行之间空了一行，不成表格", "删去各行之间的空行"
    else:
        message = "这几行没有成为表格"
        fix = "第一行写列名，第二行写 | --- | --- |，每列一个 ---"
    yield Slip(first + 1, 1, "table-lines", message, fix)


def _uneven_tables(rows: list[str], tokens: list[Token]) -> Iterator[Slip]:
    for token in tokens:
        if token.type != "table_open" or token.map is None:
            continue
        start, end = token.map
        wanted = _cells(rows[start])
        for number in range(start + 2, min(end, len(rows))):
            cells = _cells(rows[number])
            if _dashes(rows[number : number + 1]):
                message = "--- 写在表格的中间，会原样显示"
                fix = "上面一行是另一张表的列名，就在它的前面空一行；不是，就删去这一行"
                yield Slip(number + 1, 1, "table-lines", message, fix)
            elif rows[number].strip() and cells != wanted:
                lost = "，多的会丢掉" if cells > wanted else ""
                message = f"这一行有 {cells} 格，表头有 {wanted} 格{lost}"
                fix = f"改成 {wanted} 格；格里要写竖线就写 \\|"
                if "|" not in rows[number]:
                    message, fix = "这一行会成为表格里的一行", "在表格的后面空一行，再写这一行"
                yield Slip(number + 1, 1, "tables-are-even", message, fix)


def _tables_are_even(body: str) -> bool:
    """Whether every run of rows has as many bars in each row, a second row of dashes, and air."""
    count, position = 0, 0
    above = ""
    for row in [*body.split("\n"), ""]:
        if not row.startswith("|"):
            if "|" in row or (count and (row.strip() or position == 1)):
                return False
            count, above = 0, row
            continue
        if count == 0:
            if above.strip() and not above.startswith("#"):
                return False
            position, count = 0, row.count("|")
        position += 1
        if row.count("|") != count or (position == 2) == (row.strip("|-: ") != ""):
            return False
    return True


def _dashes(rows: list[str]) -> int:
    """How many cells of dashes the first of the rows has; 0 when it has anything else."""
    return _cells(rows[0]) if rows and _DASHES.fullmatch(rows[0].strip()) else 0


def _ruled(count: int) -> str:
    return "|" + " --- |" * count


def _cells(row: str) -> int:
    return len(re.sub(r"\\\|", "", row.strip()).strip("|").split("|"))


def _second_wall(body: str) -> list[Slip]:
    lost = stripped(body)
    if lost is None:
        return []
    message = f"正文里有不安全的内容，公布前会被删去：{lost[:40]}"
    row = next((n for n, row in enumerate(body.split("\n"), 1) if lost[:8] in row), 1)
    return [Slip(row, 1, "nothing-is-stripped", message, "删去它，或改成普通的文字和链接")]
