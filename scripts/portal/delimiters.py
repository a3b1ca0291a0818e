"""Say why the fields at the head of a Markdown file are not found between two lines of ---."""

import re
from collections.abc import Collection

from portal.bodyfields import field_name
from portal.slips import Slip

_BAR = re.compile(r"[ \t\u3000\u00a0]*[-－—–─―_=~*]{2,}[ \t\u3000\u00a0]*")
_FIELD = re.compile(r"[A-Za-z_\u4e00-\u9fff]+[ \t]*[:：].*")
_RULE = "front-matter-first"
_OTHERS = {"{\\rtf": " RTF 文件", "<!doctype": "网页", "<html": "网页", "<?xml": " XML 文件"}
_FIRST_FIX = "第一行写 ---，字段写完后再写一行 ---"


def slips(text: str, names: Collection[str]) -> list[Slip]:
    """What is wrong with the delimiters, each with the line that should stand there.

    `names` are the fields of this kind of file.
    """
    rows = text.split("\n")
    first = next((number for number, row in enumerate(rows) if row.strip()), None)
    if first is None:
        return [Slip(1, 1, "file-has-content", "文件是空的", "写上内容，或删去文件")]
    for start, what in _OTHERS.items():
        if rows[first].lower().startswith(start):
            fix = "删去它；照例子新建一个文件，只把文字复制过去"
            return [Slip(first + 1, 1, _RULE, f"这是{what}，不是 Markdown", fix)]
    found = [*_opening(rows, first, names), *_closing(rows, first)]
    return found or [Slip(1, 1, _RULE, "文件开头没有两行 --- 围起来的字段", _FIRST_FIX)]


def fence(text: str) -> list[Slip]:
    """The slip of a data file around which the marks of code stand, as where it was copied from."""
    rows = text.split("\n")
    first = next((number for number, row in enumerate(rows) if row.strip()), 0)
    if not rows[first].startswith("```"):
        return []
    fix = "删去这一行，和文件末尾与它成对的 ```"
    return [Slip(first + 1, 1, "file-has-its-shape", "文件的外面包着 ```", fix)]


def _opening(rows: list[str], first: int, names: Collection[str]) -> list[Slip]:
    row = rows[first]
    if _is_divider(row):
        if first == 0:
            return []
        message = "第一个 --- 的前面有空行"
        return [Slip(1, 1, _RULE, message, "删去前面的空行，让 --- 成为第一行", stand_in="")]
    if _BAR.fullmatch(row):
        return [_wrong_bar(first, row)]
    if any(map(_is_divider, rows[first + 1 : first + 4])) and _fields_follow(rows):
        message, fix = (
            "第一个 --- 的前面有别的行",
            "让 --- 成为第一行：前面的行多余就删去，是正文就移到下一个 --- 的下面",
        )
        if _are_fields(
            rows[first : next(n for n, one in enumerate(rows) if _is_divider(one))], names
        ):
            message, fix = "字段写在了第一个 --- 的上面", "移到第一个 --- 的下面"
        elif row.startswith("```"):
            fix += "；文件末尾和它成对的 ``` 也删去"
        return [Slip(first + 1, 1, _RULE, message, fix)]
    if _FIELD.fullmatch(row):
        return [Slip(first + 1, 1, _RULE, "字段前面缺一行 ---", _FIRST_FIX)]
    return []


def _are_fields(rows: list[str], names: Collection[str]) -> bool:
    """Whether fields are all that these lines hold."""
    heads = [row for row in rows if row.strip() and not row.startswith((" ", "-"))]
    words = [re.match(r"([^\s:：]+)[ \t]*[:：]", row) for row in heads]
    return all(word is not None and field_name(word[1], names) for word in words)


def _is_divider(row: str) -> bool:
    return row.rstrip(" \t") == "---"


def _fields_follow(rows: list[str]) -> bool:
    """Whether there is a pair of --- with fields between them."""
    bars = [number for number, row in enumerate(rows) if _is_divider(row)]
    return len(bars) > 1 and any(_FIELD.fullmatch(row) for row in rows[bars[0] + 1 : bars[1]])


def _closing(rows: list[str], first: int) -> list[Slip]:
    if not (_BAR.fullmatch(rows[first]) or _FIELD.fullmatch(rows[first])):
        return []
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if _is_divider(row):
            return []
        if _BAR.fullmatch(row) or row.strip() in ("...", "…", "……"):
            return [_wrong_bar(number, row)]
        if row.startswith("#") and _ends_fields(rows, number):
            break
    if not _BAR.fullmatch(rows[first]):
        return []
    last = _last_field(rows, first)
    message = "字段的后面缺一行 ---"
    if re.search(r" -{3,}$", rows[last]):
        fix = "行末的 --- 删去，在下面另起一行写 ---"
        return [Slip(last + 1, 1, _RULE, "--- 没有单独占一行", fix)]
    return [Slip(last + 1, 1, _RULE, message, "在最后一个字段的下面加一行 ---")]


def _ends_fields(rows: list[str], number: int) -> bool:
    return rows[number].startswith("##") or (number > 0 and not rows[number - 1].strip())


def _last_field(rows: list[str], first: int) -> int:
    """The last line that can be a field: the fields end where the body's first line stands."""
    last = first
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if not row.strip():
            break
        # A remark may stand between two fields.
        if not (_FIELD.fullmatch(row.strip()) or row.startswith((" ", "-", "\t", "# "))):
            break
        if not row.startswith("#"):
            last = number
    return last


def _wrong_bar(number: int, row: str) -> Slip:
    shown = row.strip()[:12]
    message = f"这一行是“{shown}”，不是 ---" if shown != "---" else "这一行的 --- 前后有空格"
    fix = "写成三个半角连字符 ---，前后不留空格"
    return Slip(number + 1, 1, _RULE, message, fix, mended="---")
