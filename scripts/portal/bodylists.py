"""Slips in the numbers of lists of a Markdown body: those that readers would see otherwise."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from portal.slips import Severity, Slip

_ITEM = re.compile(r"^(\d+)\. ", re.MULTILINE)


def has_odd_numbers(body: str) -> bool:
    """Whether the numbers at the margin are anything but 1. 2. 3., all of them in one list."""
    if ". " not in body:
        return False
    numbers = map(int, _ITEM.findall(body))
    return any(number != above + 1 for above, number in pairwise(numbers))


def renumbered(
    tokens: Sequence[Token], index: int, rows: Sequence[str], in_page: bool
) -> Iterator[Slip]:
    """Of the list that begins at `index`: the engine counts on from its first number, in pages from 1."""
    opened = tokens[index]
    line = opened.map[0] + 1 if opened.map else 1
    start = int(opened.attrs.get("start", 1))
    number = f"{start}{opened.markup}"
    if in_page and start != 1:
        if opened.markup == "." and rows[line - 1].lstrip().startswith(number):
            message = f"编号从 {number} 起，网页上却会从 1 数起"
            fix = (
                "接着上面的列表，就把中间的段落行首缩进四个空格，前后各空一行；"
                f"不是列表，就写成 {number[:-1]}\\."
            )
            yield Slip(line, 1, "list-marks", message, fix)
        return
    items = list(_items(tokens, index))
    numbers = [int(one.info) for one in items]
    # Who writes 1. before each leaves the counting to the page.
    if len({*numbers}) == 1:
        return
    for shown, one in enumerate(items, start):
        if int(one.info) != shown and one.map:
            message = f"编号写的是 {one.info}，网页上却会接着上一项显示 {shown}"
            fix = (
                f"漏了一项就补上，号写错了就改成 {shown}{one.markup}；号本来就不连着，"
                f"就把这个列表的每一项改写成“第 {one.info} 条”这样开头，各项之间空一行"
            )
            # The words of a published notice stay as they were.
            severity: Severity = "error" if in_page else "notice"
            yield Slip(one.map[0] + 1, 1, "list-marks", message, fix, severity)
            return


def _items(tokens: Sequence[Token], index: int) -> Iterator[Token]:
    """The items of a list, without those of lists inside them."""
    level = tokens[index].level
    for one in tokens[index + 1 :]:
        if one.type == "ordered_list_close" and one.level == level:
            return
        if one.type == "list_item_open" and one.level == level + 1:
            yield one
