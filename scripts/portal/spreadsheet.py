"""Read a sheet of notices as text, cell by cell, as the person sees it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from portal.cellnumbers import held_digits, shown

LARGEST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
# The last that a program for sheets has.
LAST_ROW = 1_048_576
NOTICES = "公告"


class UnreadableSheetError(Exception):
    """The file is no sheet that can be read; the words say what to do."""


# A number from 1, and the cells.
Row = tuple[int, tuple[str, ...]]
# The row and the column of a cell, from 1.
Place = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """A sheet: its file and name, its header, and its filled rows with their numbers from 1.

    `differing` are the cells that show another number than they hold; their text is what they hold.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    differing: frozenset[Place] = frozenset()

    def place(self, row: int, column: int) -> str:
        """A cell as the person sees it: 工作表“公告”第 5 行 F 列（资费标准.金额）."""
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        name = self.header[column - 1] if 0 < column <= len(self.header) else ""
        where = f"{sheet}第 {row} 行 {get_column_letter(max(column, 1))} 列"
        return f"{where}（{name}）" if name and row > 1 else where


def read(path: Path) -> Table:
    """The table of a file; raises UnreadableSheetError as `table` does, OSError without the file."""
    with path.open("rb") as file:
        return table(path.name, file)


def table(name: str, file: BinaryIO) -> Table:
    """The sheet 公告 of an xlsx file, or else its first, or a csv file in UTF-8 or GBK; every cell as text.

    Raises UnreadableSheetError for what is too large, has no header, or cannot be read at all.
    """
    data_size = file.seek(0, 2)
    file.seek(0)
    if data_size > LARGEST_BYTES:
        raise UnreadableSheetError(f"文件超过 {LARGEST_BYTES >> 20} MB：分成几个")
    is_csv = name.lower().endswith(".csv")
    differing: set[Place] = set()
    sheet, rows = _csv(file.read()) if is_csv else _xlsx(file, differing)
    header = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
    if not header:
        raise UnreadableSheetError("表格是空的：第一行写表头；用 new.py template 写一个空表格")
    return Table(name, sheet, header, tuple(rows[1:]), frozenset(differing))


def _filled(rows: Iterable[Sequence[str]]) -> list[Row]:
    """The first row and all in which something is written; the others may be a million."""
    found: list[Row] = []
    for number, row in enumerate(rows, 1):
        if number == 1 or any(cell.strip() for cell in row):
            found.append((number, tuple(row)))
        if len(found) - 1 > MOST_ROWS:
            raise UnreadableSheetError(f"写了字的超过 {MOST_ROWS} 行：分成几个")
        if number > LAST_ROW:
            raise UnreadableSheetError(f"超过 {LAST_ROW} 行：把要导入的几行复制到新的表格")
    return found


def _csv(data: bytes) -> tuple[str, list[Row]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return "", _filled(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error:
            raise UnreadableSheetError("有一处引号没有成对：用电子表格程序另存一次") from None
    raise UnreadableSheetError("文字的编码读不出：另存为“CSV UTF-8”")


def _xlsx(file: BinaryIO, differing: set[Place]) -> tuple[str, list[Row]]:
    # Whatever is wrong with a foreign file, openpyxl may raise it: the person needs one answer.
    try:
        book = openpyxl.load_workbook(file, read_only=True)
        named = [sheet for sheet in book.worksheets if sheet.title == NOTICES]
        sheet = (named or book.worksheets)[0]
        # What a sheet says of its size would make cells of all that it could hold.
        sheet.reset_dimensions()
        return sheet.title, _filled(_texts(sheet.iter_rows(), differing))
    except UnreadableSheetError:
        raise
    except Exception:
        raise UnreadableSheetError("另存为 xlsx 或 csv，再导入一次") from None


def _texts(rows: Iterable[Sequence[Any]], differing: set[Place]) -> Iterator[list[str]]:
    """The cells of each row as text; puts those into `differing` that show another number."""
    for number, row in enumerate(rows, 1):
        told = [_told(cell) for cell in row]
        differing.update((number, place) for place, (_, differs) in enumerate(told, 1) if differs)
        yield [text for text, _ in told]


def _form(cell: Any) -> str:
    return str(cell.number_format or "")


def _told(cell: Any) -> tuple[str, bool]:
    """The cell as text, and whether it shows another number than it holds, which is told then."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        digits = shown(value, _form(cell))
        return (held_digits(value), True) if digits is None else (digits, False)
    return _text(cell), False


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime(_date_form(_form(cell)))
    return str(value)


def _date_form(form: str) -> str:
    """The parts of a date that its cell shows: typing 2009-07 makes a first of July of it."""
    signs = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|;.*', "", form).lower()
    if "d" in signs or "y" not in signs:
        return "%Y-%m-%d"
    return "%Y-%m" if "m" in signs else "%Y"
