"""Find lines of a YAML text whose start is not what it should be: dash, field name, colon."""

import re
from collections.abc import Iterator

from portal.slips import Slip
from portal.yamllines import Line

_WRAPPED_KEY = re.compile(
    r"([*\"'“”`_\[【{<《(（]+)([a-z][a-z_]*[a-z])[*\"'“”`_\]】}>》)）]+[ \t]*([:：])[*]*[ \t]*(.*)"
)
_BRACKETED_KEY = re.compile(r"[【〔《]([a-z_]+[a-z])[】〕》][ \t]*(\S.*)")
_NAME = re.compile(r"[a-z][a-z\d]*(?:[_-][a-z\d]+)* *")
_NO_COLON = re.compile(
    r"([a-z]+(?:_[a-z]+)*)(?:[ \t]*[;；,，、.。．·][ \t]*|[ \t\u3000\u00a0]+)(\S.*)"
)


def missing_dash(line: Line) -> Iterator[Slip]:
    """An item below other items that does not start with their dash."""
    if line.below_item and not line.dashes and not line.key and line.value[:1] not in ("-", "*"):
        mended = f"{line.indent}- {line.text[line.column :].lstrip('－—–―−·•● ')}"
        words = ("list-dash", "上面是列表，这一行缺 -", "在行首加 - 和一个空格")
        yield Slip(line.number, line.column + 1, *words, mended=mended)


def deeper_item(line: Line) -> Iterator[Slip]:
    """An item further right than the item of words above it, into which YAML takes it."""
    at = line.items_at
    if at is not None and line.dashes and len(line.indent) > len(at):
        words = ("list-dash", "这一项多缩进了，会并到上一项里", "和上一项的 - 左边对齐")
        yield Slip(line.number, line.column + 1, *words, mended=at + line.text.lstrip())


def list_in_text(line: Line) -> Iterator[Slip]:
    """An item below a text, which YAML takes into that text."""
    if line.in_text and line.dashes:
        message = "上一行写了字，从这里起又写成列表，会并成一段文字"
        fix = (
            "是上一行那个字段的，就把它后面的字也另起一行，行首写 - 和一个空格；"
            "是另一个字段的，就在这一行的上面补上那个字段的名字和冒号"
        )
        yield Slip(line.number, line.column + 1, "list-on-own-lines", message, fix)


def wrapped_key(line: Line) -> Iterator[Slip]:
    """`**kind**: plan`, `"kind":plan`: a field's name in signs that belong somewhere else."""
    bracketed = None if line.key else _BRACKETED_KEY.fullmatch(line.text, line.column)
    if bracketed and bracketed[2][0] not in ":：*":
        mended = f"{line.text[: line.column]}{bracketed[1]}: {bracketed[2]}"
        words = ("key-is-a-word", "字段名写在了括号里，后面缺冒号", f"写成 {mended.strip()}")
        yield Slip(line.number, line.column + 1, *words, mended=mended)
        return
    in_quotes = line.text[line.column : line.column + 1] in ("'", '"')
    found = None if line.key and not in_quotes else _WRAPPED_KEY.fullmatch(line.text, line.column)
    if found is None or (line.key and not line.text.endswith(",")):
        return
    mended = f"{line.text[: line.column]}{found[2]}: {found[4].rstrip(',')}".rstrip()
    message = f"字段名外面写了“{found[1]}”"
    words = ("key-is-a-word", message, f"写成 {mended.strip()}")
    yield Slip(line.number, line.column + 1, *words, mended=mended)


def no_colon(line: Line) -> Iterator[Slip]:
    """`kind plan`: a word of ours at the start of a line that has no colon."""
    found = None if line.key or line.dashes else _NO_COLON.fullmatch(line.text, line.column)
    if not line.key and line.has_children and _NAME.fullmatch(line.text, line.column):
        meant = line.text.rstrip() + ":"
        words = ("every-line-has-a-field", f"“{line.value}”后面缺冒号", f"写成 {meant.strip()}")
        yield Slip(line.number, len(line.text.rstrip()) + 1, *words, stand_in=meant)
    if found is None or ":" in line.text:
        return
    meant = f"{line.text[: line.column]}{found[1]}: {found[2]}"
    message = f"“{found[1]}”后面缺冒号"
    fix = f"是字段就写成 {meant.strip()}；是上一行没写完就并到上一行；是说明就在行首写 # 和空格"
    place = line.column + len(found[1]) + 1
    yield Slip(line.number, place, "every-line-has-a-field", message, fix, stand_in=meant)
