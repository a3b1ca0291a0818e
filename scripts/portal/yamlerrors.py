"""Say in an editor's words where libyaml stopped and why."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby

import yaml

from portal.slips import Slip
from portal.yamllines import indent_of

NO_FIELD = (
    "every-line-has-a-field",
    "这一行没有“字段: ”",
    "上一行没写完就并到上一行；是新的字段就写成“字段: 值”；是说明就在行首写 # 和空格",
)
_IN_TWO = (
    "one-document",
    "一个文件里有两份内容",
    "删去中间的 --- 或 ...，或把第二份移到另一个文件",
)
# (what libyaml says, rule, what is wrong, what to do); the first that fits is told.
_SAID = (
    ("expected a single document", *_IN_TWO),
    ("scanning a quoted scalar", "quotes-in-pairs", "引号没有成对",
     "在这段文字的末尾补上同样的引号"),
    ("mapping values are not allowed", "fields-line-up", "这里多了一个冒号，或者缩进不对",
     "和同一层的字段左边对齐；值里要写“: ”就给整段加上引号"),
    ("sequence entries are not allowed", "list-on-own-lines", "列表的 - 不能写在这里",
     "换行写，每项一行，行首缩进两格写 - 和一个空格"),
    ("did not find expected '-' indicator", "fields-line-up", "上面是列表，这一行却没有 - ",
     "新的一项就写 - 和一个空格，和上面的 - 对齐；同一项的字段和上面的字段左边对齐"),
    ("could not find expected ':'", *NO_FIELD),
    ("parsing a flow", "brackets-in-pairs", "括号没有成对，或里面少了逗号",
     "补上括号；每项之间用半角逗号加空格"),
    ("parsing a block", "fields-line-up", "这一行没有和上面对齐",
     "同一层的字段左边对齐，每层缩进两格"),
    ("unknown escape", "plain-backslash", "双引号里的反斜杠会变成别的字", "把双引号换成单引号"),
    ("directive", "value-starts-plainly", "行首不能是 %", "给整段加上半角引号"),
    ("document start", *_IN_TWO),
)  # fmt: skip


def unreadable(error: yaml.YAMLError, text: str) -> Slip:
    """What stopped libyaml, at the place where the author can mend it."""
    said = re.sub(r"\s+", " ", str(error))
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    if "quoted scalar" in said or "parsing a flow" in said:
        mark = context or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    # The end of the text is no place to mend: the last line that says something is.
    rows = text.split("\n")
    while line > 1 and (line > len(rows) or not rows[line - 1].strip()):
        line, column = line - 1, 1
    for words, rule, message, fix in _SAID:
        if words in said:
            if rule == "one-document":
                return _in_two(rows, line, Slip(line, 1, rule, message, fix))
            if words == "parsing a block" and (moved := _items_apart(rows, line)):
                return moved
            return Slip(line, column, rule, message, fix)
    fix = "检查冒号后有没有空格、引号是否成对、缩进是否对齐；整段加上引号多半就好"
    return Slip(line, column, "yaml-syntax", "这里的写法读不懂", fix)


def _items_apart(rows: list[str], line: int) -> Slip | None:
    """Of an item further in than the one above it, the one of both that the other items tell to move."""
    here = _dash_at(rows[line - 1])
    above = line - 1
    while above and (not rows[above - 1].strip() or indent_of(rows[above - 1]) >= (here or 0)):
        above -= 1
    there = _dash_at(rows[above - 1]) if above else None
    if here is None or there is None:
        return None
    columns = [_dash_at(row) for row in rows]
    message = f"这一行的 - 比第 {above} 行的多缩进了 {here - there} 格"
    fix = f"行首空 {there} 格，同一项的各行一起移" if there else "- 写在行首，同一项的各行一起移"
    if columns.count(here) > columns.count(there):
        line, message = above, f"这一项少缩进了 {here - there} 格，和下面的 - 没有对齐"
        fix = f"行首空 {here} 格，同一项的各行一起移"
    return Slip(line, 1, "fields-line-up", message, fix)


def _dash_at(row: str) -> int | None:
    return indent_of(row) if row.lstrip(" ").startswith("- ") else None


def _in_two(rows: list[str], line: int, told: Slip) -> Slip:
    """The line of --- or ... that cuts a text in two; or the list that lacks its field's name."""
    cuts = (number for number in range(line, 1, -1) if rows[number - 1].startswith(("---", "...")))
    cut = next(cuts, None)
    first = next(
        (number for number, row in enumerate(rows, 1) if row.lstrip().startswith("- ")), None
    )
    said = (at for at, row in enumerate(rows, 1) if row.strip() and row.lstrip()[0] != "#")
    head = next(said, 1)
    if cut is None and first == line and re.match(r" *[a-z_]+: ", rows[head - 1]):
        meant = f"- {rows[head - 1].strip()}"
        fix = f"这一行写成 {meant}，- 在行首，同一项的各行缩进两格"
        return Slip(head, 1, "list-dash", "列表第一项的行首缺 -", fix)
    if cut is None and first is not None and first < line:
        message = "列表的前面缺一行字段名"
        fix = "列表属于一个字段：在第一项的上面加一行“字段名:”"
        return Slip(first, 1, "file-has-its-shape", message, fix)
    return replace(told, line=cut or line)


def repeated(
    again: list[tuple[int, yaml.Node, int]], first_key: str, blocks: Collection[int], in_list: bool
) -> Iterator[Slip]:
    """What is wrong with fields written twice: each alone, a block of them together."""
    # Of a new item whose dash is missing, some fields are not in the item above.
    whole = again[0][1].value == first_key
    for _, block in groupby(enumerate(again), lambda one: whole or one[1][0] - one[0]):
        (_, (_, key, line)), *more = block
        message, fix = f"“{key.value}”写了两次（第一次在第 {line} 行）", "留一行，删去另一行"
        if key.start_mark.line in blocks:
            fix = "留一份，删去另一份，连它下面的几行；两份里都有要留的，就把后一份的并到前一份下面"
        if more:
            count = len(more) + 1
            message = f"从这一行起又写了一遍“{key.value}”等 {count} 个字段（第一次在第 {line} 行）"
            fix = f"是粘贴了两遍，就对照两处，留下对的，删去另一处的这 {count} 个"
        if more and key.start_mark.column and not in_list:
            fix += "；是新的一组，就在这一行的上面补上它的名字和冒号"
        elif more and key.start_mark.column:
            fix += "；是新的一项，就在行首写 - 和一个空格，和上一项的 - 对齐"
            fix += "" if key.value == first_key else f"，并从“{first_key}”写起"
        mark = key.start_mark
        yield Slip(mark.line + 1, mark.column + 1, "repeated-field", message, fix)
