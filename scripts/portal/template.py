"""An empty sheet of notices to fill in: headers, choices to pick from and help on every column."""

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal import columns
from portal.columns import Column
from portal.spreadsheet import NOTICES
from portal.yamlbrackets import SENTENCES

ROWS = 2000
HELP, CHOICES = "说明", "选项"
_HEAD = PatternFill("solid", fgColor="E2EFEC")
_NEEDED = PatternFill("solid", fgColor="BFE0D8")


def notice_template() -> Workbook:
    """The workbook: the sheet to fill in, a sheet of help, and one of choices."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = NOTICES
    help_sheet, choices = book.create_sheet(HELP), book.create_sheet(CHOICES)
    offered = columns.columns(columns.kind_named("notice"))
    help_sheet.append(["列", "必填", "写什么", "可以写", "例"])
    for number, column in enumerate(offered, 1):
        words = [label or word for word, label in column.field.shape.choices]
        _head(sheet, number, column)
        if words and not column.field.shape.lists:
            _choose(sheet, choices, number, words)
        written = columns.text_of(column.field.example or "")
        example = dict(column.field.shape.choices).get(written) or written
        needed = "是" if column.required else ""
        help_sheet.append([column.header, needed, help_of(column), "、".join(words), example])
    sheet.freeze_panes = "B2"
    for letter, width in zip("ABCDE", (24, 6, 60, 60, 40), strict=True):
        help_sheet.column_dimensions[letter].width = width
    return book


def help_of(column: Column) -> str:
    """What to write in a column, and how to part several values."""
    many = column.field.shape.lists
    parted = "几项用分号分开" if column.field.key in SENTENCES else "几项用顿号分开"
    nothing = column.field.shape.instead
    no_value = f"没有写 {nothing}" if nothing and nothing not in column.field.help else ""
    parts = (column.field.help, parted if many else "", no_value)
    return "；".join(part for part in parts if part)


def _head(sheet: Worksheet, number: int, column: Column) -> None:
    cell = sheet.cell(1, number, column.header)
    cell.font = Font(bold=True)
    cell.fill = _NEEDED if column.required else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    must = "必填。" if column.required else "可以不填。"
    cell.comment = Comment(f"{must}{help_of(column)}", "new.py")
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = min(max(12, 2 * len(column.header)), 30)
    # Text, so that 0.10 stays 0.10 and 2009-02-16 is not turned into a day of the program's own.
    sheet.column_dimensions[letter].number_format = "@"


def _choose(sheet: Worksheet, choices: Worksheet, number: int, words: list[str]) -> None:
    column = choices.max_column + (choices.cell(1, 1).value is not None)
    for row, word in enumerate(words, 1):
        choices.cell(row, column, word)
    letter = get_column_letter(column)
    place = f"{quote_sheetname(CHOICES)}!${letter}$1:${letter}${len(words)}"
    rule = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "从列表里选", "从下拉列表里选一个"
    rule.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{ROWS}")
    sheet.add_data_validation(rule)
