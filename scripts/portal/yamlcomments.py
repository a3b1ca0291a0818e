"""Find remarks behind a value: those that get lost, and those that are shown to the public."""

import re
from collections.abc import Iterator
from dataclasses import replace

from portal.slips import Slip
from portal.yamllines import NOT_PLAIN, Line
from portal.yamlquotes import quoted

# What to do with a line that looks like a remark.
AS_REMARK = "是注释就以半角的 # 加一个空格开头；不要了就删去这一行"
_GOOD_COMMENT = re.compile(r"\s{2,}#(?: .*)?$")
# What other languages begin a remark with, and # as it is typed in full width.
_REMARK = re.compile(r"\s(?:(?://|<!--|/\*)\s*\S|＃)")


def comment(line: Line) -> Iterator[Slip]:
    """`# …` behind a value: what follows is lost."""
    value = line.value
    if value.startswith(NOT_PLAIN):
        return
    if value.startswith("#"):
        if line.key and line.has_children and value.startswith("# "):
            return
        meant = quoted(value)
        words = (
            "hash-is-kept",
            "# 后面的字都会丢掉",
            f"要显示就给整段加引号：{meant}；要写注释就另起一行",
        )
        yield line.slip(line.value_start, words, line.with_value(meant))
        return
    found = re.search(r"\s+#", value)
    if found and not _GOOD_COMMENT.match(value[found.start() :]):
        meant = quoted(value)
        lost = value[found.end() - 1 :]
        words = (
            "hash-is-kept",
            f"空格后的“{lost[:12]}”会丢掉",
            f"要显示就给整段加引号：{meant}；要写注释就另起一行，以 # 开头",
        )
        yield line.slip(line.value_start + found.end() - 1, words, line.with_value(meant))


def remark(line: Line) -> Iterator[Slip]:
    """`// …` behind a value: it is shown."""
    value = line.value
    found = None if value.startswith(NOT_PLAIN) else _REMARK.search(value)
    if found and line.key:
        shown = value[found.start() + 1 :]
        fix = f"是留给同事的话就删去它，写成 {line.key}: {value[: found.start()].rstrip()}；要显示就不空格"
        words = ("hash-is-kept", f"“{shown[:12]}”会照样登出来", fix)
        slip = line.slip(line.value_start + found.start() + 1, words, None)
        yield replace(slip, stand_in=line.with_value(quoted(value)))
