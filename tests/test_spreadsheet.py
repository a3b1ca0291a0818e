"""A sheet of notices: every row a notice, every mistake at its cell, all of it or nothing."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from portal import columns
from portal.authoring import Authored
from portal.checking import check
from portal.environment import ROOT
from portal.findings import has_errors
from portal.importing import imported
from portal.skeletons import document, scalar
from portal.spreadsheet import (
    LAST_ROW,
    MOST_ROWS,
    NOTICES,
    Table,
    UnreadableSheetError,
    table,
)
from portal.template import HELP, notice_template
from portal.writing import write
from portal.yamltext import parse

NOTICE = columns.kind_named("notice")
ROW = {
    "公告编号": "XL2012-0001", "标题": "关于推出甲套餐的公告", "公告类型": "套餐", "客户类别": "个人",
    "适用范围": "本省", "适用地区": "广州、深圳", "品牌": "云享", "资费名称": "甲套餐",
    "方案编号": "12XL000001", "公布日期": "2012-05-01", "上线日期": "2012-05-10", "下线日期": "无",
    "有效期限": "12 个月", "资费标准.金额": "0.10", "资费标准.单位": "元/月", "超出资费": "无",
    "办理条件": "无", "销售渠道": "hall、hotline", "订购生效": "次月", "退订方式.怎么退订": "短信",
    "退订方式.退订生效": "次月", "在网要求": "无", "合约期限": "0", "自动续展.是否自动续展": "否",
    "违约责任": "无", "限制条件": "不能与甲、乙同办；限一份", "来源.来源类别": "示例",
}  # fmt: skip


def filled(*rows: Mapping[str, Any]) -> Table:
    """The template, filled in, saved and read again."""
    book = notice_template()
    sheet = book[NOTICES]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for name, value in row.items():
            sheet.cell(number, heads[name], value)
    file = io.BytesIO()
    book.save(file)
    return table("公告.xlsx", file)


def numbered(count: int) -> list[dict[str, Any]]:
    own = (
        {"公告编号": f"XL2012-{n:04}", "资费名称": f"套餐{n}", "方案编号": f"12XL{n:06}"}
        for n in range(count)
    )
    return [ROW | one for one in own]


def brought(content: Path, sheet: Table) -> Authored:
    return imported(content, check(content), sheet)


def test_a_filled_template_becomes_notices(content: Path) -> None:
    row = ROW | {
        "服务内容.1.项目": "短信",
        "服务内容.1.数量": 5,
        "服务内容.1.数量单位": "条",
        "正文": "第一段\n\n第二段",
    }
    authored = brought(content, filled(row))
    assert authored.findings == []
    write(content, authored.files)
    notice = check(content).portal.notices["XL2012-0001"]
    assert (str(notice.price.amount), notice.kind.value) == ("0.10", "plan")
    assert notice.areas == ("广州", "深圳")
    assert notice.restrictions == ("不能与甲、乙同办", "限一份")
    assert [one.item for one in notice.includes] == ["短信"]


def test_importing_twice_changes_nothing(content: Path) -> None:
    sheet = filled(*numbered(3))
    write(content, brought(content, sheet).files)
    assert brought(content, sheet) == Authored({}, [])


def test_an_existing_notice_is_never_written_over(content: Path) -> None:
    write(content, brought(content, filled(ROW)).files)
    found = brought(content, filled(ROW | {"有效期限": "24 个月"}))
    assert found.files == {}
    assert [(one.rule, one.line, one.column) for one in found.findings] == [
        ("new-or-the-same", 2, 1)
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yyyy-mm-dd", "2009-07-01"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2009-07-01"),
        ("yyyy\\-mm", "2009-07"),
        ('yyyy"年"m"月"', "2009-07"),
        ("mmm-yy", "2009-07"),
        ("yyyy", "2009"),
        ("m/d h:mm", "2009-07-01"),
    ],
)
def test_a_date_has_the_parts_that_its_cell_shows(form: str, text: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "来源.日期"
    sheet["A2"] = date(2009, 7, 1)
    sheet["A2"].number_format = form
    file = io.BytesIO()
    book.save(file)
    assert table("公告.xlsx", file).rows == ((2, (text,)),)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"资费标准.金额": "三十"}, "not-an-amount"),
        ({"资费标准.单位": "元/周"}, "not-a-choice"),
        ({"公告类型": "套歺"}, "not-a-choice"),
        ({"上线日期": "2012/05/10"}, "not-a-date"),
        ({"上线日期": "2012-04-10"}, "dates-follow-on"),
        ({"适用地区": "昆明"}, "not-an-area"),
        ({"限制条件": None}, "empty-value"),
        ({"标题": None}, "empty-value"),
        ({"公告编号": "XL 1"}, "not-an-id"),
        ({"公告编号": None}, "empty-value"),
        ({"合约期限": "=1+1"}, "value-not-formula"),
        ({"备案号": "#REF!"}, "value-not-formula"),
        ({"销售渠道": "hal"}, "names-exist"),
        ({"方案编号": "11YL000001"}, "a-plan-number-is-used-once"),
        ({"取代": "XL2000-0001"}, "names-exist"),
        ({"优惠.优惠月数": "5"}, "empty-value"),
    ],
    ids=str,
)
def test_one_wrong_cell_is_named_and_nothing_is_made(
    content: Path, wrong: dict[str, Any], rule: str
) -> None:
    sheet = filled(
        *numbered(2), ROW | {"公告编号": "XL2012-0007", "方案编号": "12XL000007"} | wrong
    )
    found = [one for one in brought(content, sheet).findings if one.severity == "error"]
    assert {(one.path, one.line, one.rule) for one in found} == {("公告.xlsx", 4, rule)}
    named = sheet.header[found[0].column - 1]
    assert named in ("优惠.优惠金额" if "优惠.优惠月数" in wrong else next(iter(wrong)))
    assert "工作表“公告”第 4 行" in found[0].message
    assert f"（{named}）" in found[0].message


@pytest.mark.parametrize(
    ("name", "cell", "fix"),
    [
        ("品牌", "神州行/动感地带", "写成 神州行、动感地带"),
        ("适用地区", "广州 深圳", "写成 广州、深圳"),
        ("适用地区", "全省（深圳除外）", "把包括的地市逐个写出来，几项之间用顿号隔开"),
        ("销售渠道", "hall hotline", "写成 hall、hotline"),
        ("限制条件", "1. 每个号码一份；2. 副卡不能办", "写成 每个号码一份；副卡不能办"),
        ("限制条件", "", "写上内容；确实没有的，写 无"),
        ("公告编号", "", "写上内容"),
        ("资费名称", "", "写上内容"),
        ("资费标准.金额", "", "写上内容"),
        ("来源.来源类别", "", "写上内容"),
        ("合约期限", "", "写上内容；没有合约写 0"),
    ],
)
def test_advice_is_in_the_words_of_a_cell(content: Path, name: str, cell: str, fix: str) -> None:
    found = brought(content, filled(ROW | {name: cell})).findings
    assert [one.fix for one in found] == [fix]


def test_all_wrong_cells_of_all_rows_come_in_one_run(content: Path) -> None:
    sheet = filled(
        ROW | {"标题": "", "资费标准.金额": "三"}, ROW | {"公告编号": "a b", "上线日期": "明天"}
    )
    assert [(one.line, one.rule) for one in brought(content, sheet).findings] == [
        (2, "empty-value"), (2, "not-an-amount"), (3, "not-an-id"), (3, "not-a-date"),
    ]  # fmt: skip


def test_a_number_that_stands_twice_in_the_sheet_is_told_at_the_second(content: Path) -> None:
    found = brought(content, filled(ROW, ROW | {"公告编号": "xl2012-0001"})).findings
    assert [(one.line, one.rule) for one in found] == [(3, "row-has-an-id")]


@pytest.mark.parametrize("number", ["xl2012-0001", "XL2012-0001"])
def test_a_number_that_stands_twice_is_told_as_it_is_written(content: Path, number: str) -> None:
    [found] = brought(content, filled(ROW, ROW | {"公告编号": number})).findings
    assert f"公告编号 {number} 在第 2 行已经有了" in found.message


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        ("XL2011-0001", "编号写错了，就把这一格改成 XL2012-0001；没写错就不用改"),
        ("XL2O12-0001", "把这一格改成 XL2012-0001"),
    ],
)
def test_what_is_wrong_with_a_number_is_told_at_its_cell(
    content: Path, number: str, fix: str
) -> None:
    sheet = filled(ROW | {"公告编号": number})
    [found] = brought(content, sheet).findings
    assert sheet.header[found.column - 1] == "公告编号"
    assert "（公告编号）" in found.message
    assert found.fix == fix


def test_the_sheet_of_notices_is_found_wherever_it_stands(content: Path) -> None:
    book = notice_template()
    book.move_sheet(NOTICES, 2)
    for number, (name, value) in enumerate(ROW.items(), 1):
        book[NOTICES].cell(1, number, name)
        book[NOTICES].cell(2, number, value)
    for number in range(len(ROW) + 1, book[NOTICES].max_column + 1):
        book[NOTICES].cell(1, number).value = None
    file = io.BytesIO()
    book.save(file)
    assert brought(content, table("公告.xlsx", file)).findings == []


def csv_table(text: str, encoding: str = "utf-8") -> Table:
    return table("公告.csv", io.BytesIO(text.encode(encoding)))


def as_csv(row: Mapping[str, str]) -> str:
    return ",".join(row) + "\r\n" + ",".join(f'"{value}"' for value in row.values()) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_in_any_encoding_of_a_spreadsheet_program_is_read(
    content: Path, encoding: str
) -> None:
    assert brought(content, csv_table(as_csv(ROW), encoding)).findings == []


def test_the_verb_tells_how_many_of_a_sheet_are_drafts(content: Path) -> None:
    one, two = ({"草稿": answer} | row for answer, row in zip("否是", numbered(2), strict=True))
    sheet = content.parent / "公告.csv"
    sheet.write_text(as_csv(one) + as_csv(two).split("\r\n", 1)[1], "utf-8")
    words = [ROOT / "scripts/new.py", "import", sheet, "--content", content]
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "其中 1 份是草稿" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_an_end_of_line_ends_a_row(end: str) -> None:
    rows = ["公告编号,标题", "XL2012-0001,甲\u2028乙\x0b丙", 'XL2012-0002,"丁\n戊"', ""]
    assert csv_table(end.join(rows)).rows == (
        (2, ("XL2012-0001", "甲\u2028乙\x0b丙")),
        (3, ("XL2012-0002", "丁\n戊")),
    )


def test_headers_may_be_english_keys(content: Path) -> None:
    english = {}
    for name, value in ROW.items():
        loc = columns.loc_of(NOTICE, name)
        assert loc is not None
        english[".".join(map(str, loc))] = value
    assert brought(content, csv_table(as_csv(english))).findings == []


def test_a_wrong_or_missing_header_is_told_once_for_the_whole_sheet(content: Path) -> None:
    row = {
        ("资费标谁.金额" if name == "资费标准.金额" else name): value for name, value in ROW.items()
    }
    found = brought(content, csv_table(as_csv(row))).findings
    assert [(one.line, one.rule) for one in found] == [(1, "missing-field"), (1, "known-column")]
    assert "资费标准.金额" in found[1].fix


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 no"),
        ("a.xlsx", b""),
        ("a.csv", b""),
        ("a.csv", b'"a\n'),
        ("a.csv", b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_sheet_is_told(name: str, data: bytes) -> None:
    with pytest.raises(UnreadableSheetError):
        table(name, io.BytesIO(data))


def sheet_with(rows: str, said: str) -> io.BytesIO:
    """An xlsx file with these rows in the words of its format, which says how large it is."""
    book = openpyxl.Workbook()
    empty, file = io.BytesIO(), io.BytesIO()
    book.save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(b'ref="[^"]*"', f'ref="{said}"'.encode(), data, count=1)
                data = data.replace(b"<sheetData/>", b"<sheetData></sheetData>")
                data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(name, data)
    return file


def a_row(number: int, text: str = "") -> str:
    value = f' t="inlineStr"><is><t>{text}</t></is></c>' if text else ' s="0"/>'
    return f'<row r="{number}"><c r="A{number}"{value}</row>'


def test_empty_rows_with_a_format_count_for_nothing() -> None:
    rows = "".join(a_row(number) for number in range(3, MOST_ROWS + 10))
    last = a_row(LAST_ROW, "丙")
    file = sheet_with(a_row(1, "甲") + a_row(2, "乙") + rows + last, "A1:XFD1048576")
    assert table("a.xlsx", file).rows == ((2, ("乙",)), (LAST_ROW, ("丙",)))
    lines = "甲\n乙\n" + "\n" * MOST_ROWS + "丙\n"
    assert table("a.csv", io.BytesIO(lines.encode())).rows[-1] == (MOST_ROWS + 3, ("丙",))


@pytest.mark.parametrize("rows", [MOST_ROWS, MOST_ROWS + 1])
def test_a_sheet_holds_so_many_filled_rows(rows: int) -> None:
    file = io.BytesIO("甲\n".encode() * (rows + 1))
    if rows == MOST_ROWS:
        assert len(table("a.csv", file).rows) == rows
    else:
        with pytest.raises(UnreadableSheetError, match="分成几个"):
            table("a.csv", file)


def test_a_sheet_without_an_end_is_told() -> None:
    file = sheet_with(a_row(1, "甲") + a_row(10**12, "乙"), "A1:A1")
    with pytest.raises(UnreadableSheetError, match="复制到新的表格"):
        table("a.xlsx", file)


def test_numbers_and_days_of_a_sheet_keep_their_digits() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a"] * 6)
    sheet.append([58, 0.15, 58.0, True, None, "010"])
    sheet.cell(2, 5, 59).number_format = "0.00"
    file = io.BytesIO()
    book.save(file)
    assert table("a.xlsx", file).rows[0][1] == ("58", "0.15", "58", "是", "59.00", "010")


def with_number(name: str, value: float, form: str) -> Table:
    """A sheet of one row with a number in the form that somebody gave its cell."""
    book = notice_template()
    sheet = book[NOTICES]
    for number, cell in enumerate(sheet[1], 1):
        sheet.cell(2, number, ROW.get(cell.value, ""))
        if cell.value == name:
            sheet.cell(2, number, value).number_format = form
    file = io.BytesIO()
    book.save(file)
    return table("公告.xlsx", file)


def test_a_plan_number_of_digits_keeps_the_noughts_that_its_cell_shows(content: Path) -> None:
    authored = brought(content, with_number("方案编号", 12345, "00000000"))
    assert authored.findings == []
    write(content, authored.files)
    assert check(content).portal.notices["XL2012-0001"].plan_number == "00012345"


@pytest.mark.parametrize(
    ("name", "value", "form", "held"),
    [
        ("方案编号", 137, '"12XL"000000', "137"),
        ("方案编号", 1234567890123450, "0", "1234567890123450"),
        ("资费标准.金额", 0.5, "0%", "0.5"),
        ("资费标准.金额", 59.996, "0.00", "59.996"),
        ("合约期限", 1200, "0.0E+00", "1200"),
    ],
)
def test_a_number_that_is_shown_otherwise_is_told_and_nothing_is_written(
    content: Path, name: str, value: float, form: str, held: str
) -> None:
    authored = brought(content, with_number(name, value, form))
    assert authored.files == {}
    [found] = authored.findings
    assert (found.line, found.rule) == (2, "number-as-shown")
    assert f"（{name}）：格子里存着的是 {held}，" in found.message
    assert "“文本”" in found.fix


def test_the_template_offers_every_field_with_help_and_choices() -> None:
    book = notice_template()
    sheet = book[NOTICES]
    offered = {cell.value for cell in sheet[1]}
    assert offered == {column.header for column in columns.columns(NOTICE)}
    assert all(cell.comment and cell.comment.text for cell in sheet[1])
    assert book[HELP].max_row == len(offered) + 1
    picked = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    kind = next(cell.column_letter for cell in sheet[1] if cell.value == "公告类型")
    assert f"{kind}2:{kind}2000" in picked


def test_every_header_leads_to_its_field_in_both_languages() -> None:
    for column in columns.columns(NOTICE):
        keys = ".".join(str(step + 1) if isinstance(step, int) else step for step in column.loc)
        assert columns.loc_of(NOTICE, column.header) == column.loc
        assert columns.loc_of(NOTICE, keys) == column.loc
    assert columns.loc_of(NOTICE, "资费标准") is None
    assert columns.loc_of(NOTICE, "服务内容.0.项目") is None


def test_five_hundred_rows_are_imported_at_once(content: Path) -> None:
    sheet = filled(*numbered(500))
    authored = brought(content, sheet)
    assert not has_errors(authored.findings)
    assert len(authored.files) == 500


@pytest.mark.parametrize(
    "text",
    ["a: b", "a #b", "- a", "“a”", "'a'", "{{x}}", "*a*", "a:", "[a]", "无", "010", "a\nb", "C:\\d", '"', "是", "@a", "1 | 2", "&b"],
)  # fmt: skip
def test_any_text_reads_back_as_it_was_written(text: str) -> None:
    value, faults = parse(f"a: {scalar(text)}\nb:\n  - {scalar(text)}\n")
    assert faults == []
    assert value == {"a": text, "b": [text]}
    assert scalar(text) in document(NOTICE, {"title": text})
