"""Make notices from the rows of a sheet; every finding names the sheet, the row and the column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal import columns, skeletons
from portal.authoring import Authored
from portal.cellnumbers import MOST_DIGITS
from portal.checking import Checked, check_with
from portal.drafts import Draft, notice_path
from portal.findings import Finding, has_errors, nearest
from portal.fitting import Entry, fit
from portal.rules import judge_entry
from portal.shapes import FieldShape
from portal.slips import Loc, at
from portal.sources import Source
from portal.spreadsheet import Table

NOTICE = columns.kind_named("notice")
# What a spreadsheet program shows where a formula has failed.
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}


@dataclass(frozen=True)
class Row:
    """One notice of a sheet: its draft, and the column in which each of its fields stands."""

    number: int
    draft: Draft
    columns: Mapping[Loc, int] = field(default_factory=dict)


def imported(content: Path, checked: Checked, table: Table) -> Authored:
    """The files of all rows that are new; none of them may be written when there is an error."""
    if has_errors(checked.findings):
        return Authored({}, checked.findings)
    heads, findings = _heads(table)
    rows = [_row(number, cells, heads) for number, cells in table.rows] if not findings else []
    findings += [one for row in rows for one in _row_findings(table, row)]
    findings += _repeated(table, rows)
    if has_errors(findings):
        return Authored({}, sorted(findings))
    fresh, findings = _fresh(checked, table, rows)
    if findings or not fresh:
        return Authored({}, sorted(findings))
    files = {row.draft.place: row.draft.text for row in fresh}
    by_path = {row.draft.place: row for row in fresh}
    found = check_with(content, files).findings
    return Authored(files, [_in_sheet(table, by_path, finding) for finding in found])


def _heads(table: Table) -> tuple[dict[int, tuple[Loc, FieldShape]], list[Finding]]:
    heads: dict[int, tuple[Loc, FieldShape]] = {}
    findings = []
    known = [column.header for column in columns.columns(NOTICE)]
    for number, name in enumerate(table.header, 1):
        loc = columns.loc_of(NOTICE, name) if name else None
        head = columns.field_at(NOTICE, loc) if loc else None
        if loc and head and loc not in {taken for taken, _ in heads.values()}:
            heads[number] = (loc, head)
        elif name:
            message = "这一列重复了" if loc else "没有这个字段"
            meant = nearest(name, known)
            fix = "删去重复的一列" if loc else f"改成“{meant}”" if meant else "照模板的表头写"
            findings.append(
                _finding(table, (1, number), "known-column", f"“{name}”：{message}", fix)
            )
    given = {loc for loc, _ in heads.values()}
    for column in columns.columns(NOTICE):
        if column.required and column.loc not in given:
            message = f"表头缺少“{column.header}”"
            fix = f"加一列，表头写 {column.header}"
            findings.append(_finding(table, (1, 1), "missing-field", message, fix))
    return heads, findings


def _row(number: int, cells: tuple[str, ...], heads: Mapping[int, tuple[Loc, FieldShape]]) -> Row:
    filled = {place: cells[place - 1].strip() for place in heads if place <= len(cells)}
    items = _items(loc for place, (loc, _) in heads.items() if filled.get(place))
    values: dict[Loc, Any] = {}
    places: dict[Loc, int] = {}
    for place, (loc, head) in heads.items():
        here = _renumbered(loc, items)
        if here is None or not (filled.get(place) or _is_needed(loc, head, heads, filled)):
            continue
        values[here] = columns.value_of(head, filled.get(place, ""))
        places[here] = place
    return Row(number, Draft(NOTICE, {"id": ""} | columns.nested(values)), places)


def _items(filled: Iterator[Loc]) -> dict[Loc, int]:
    """The items of lists that have something in them, numbered without gaps."""
    found: dict[Loc, int] = {}
    for loc in sorted(
        {loc[:2] for loc in filled if len(loc) > 2 and isinstance(loc[1], int)}, key=str
    ):
        found[loc] = sum(other[0] == loc[0] for other in found)
    return found


def _renumbered(loc: Loc, items: Mapping[Loc, int]) -> Loc | None:
    if len(loc) < 3 or not isinstance(loc[1], int):
        return loc
    return (loc[0], items[loc[:2]], *loc[2:]) if loc[:2] in items else None


def _is_needed(
    loc: Loc,
    head: FieldShape,
    heads: Mapping[int, tuple[Loc, FieldShape]],
    filled: Mapping[int, str],
) -> bool:
    """Whether an empty cell is a mistake: its field must be there because its group is."""
    if not head.required:
        return False
    owner = columns.field_at(NOTICE, loc[:1])
    beside = [place for place, (other, _) in heads.items() if other[:-1] == loc[:-1]]
    return owner is None or owner.required or any(filled.get(place) for place in beside)


def _row_findings(table: Table, row: Row) -> list[Finding]:
    """What is wrong with a row alone; a cell that is wrong as such is told once."""
    findings = list(_cell_findings(table, row))
    told = {finding.column for finding in findings}
    place = notice_path(f"row-{row.number}", row.draft.values.get("published_on"))
    source = Source(place, row.draft.text.encode())
    entry, found = fit(source)
    if entry is not None:
        found = judge_entry(entry, source)
    moved = [_in_sheet(table, {place: row}, finding) for finding in found]
    return findings + [finding for finding in moved if finding.column not in told]


def _cell_findings(table: Table, row: Row) -> Iterator[Finding]:
    for loc, place in row.columns.items():
        text = columns.text_of(at(row.draft.values, loc))
        if not text:
            field = columns.field_at(NOTICE, loc)
            fix = columns.if_empty(NOTICE, loc, field) if field else "写上内容"
            yield _finding(table, (row.number, place), "empty-value", "这里是空的", fix)
        if text.startswith("=") or text in ERRORS:
            message, fix = f"“{text[:24]}”不是写下的值", "写上值；是公式就复制这一格，“粘贴为值”"
            yield _finding(table, (row.number, place), "value-not-formula", message, fix)
        if (row.number, place) in table.differing:
            message, fix = _differing(text)
            yield _finding(table, (row.number, place), "number-as-shown", message, fix)
    name = str(row.draft.values["id"])
    place = row.columns.get(("id",), 1)
    if name and (wrong := columns.id_advice(name)):
        yield _finding(table, (row.number, place), "not-an-id", *wrong)


def _differing(held: str) -> tuple[str, str]:
    """What is wrong with a cell that shows another number than it holds, and what to do."""
    message = f"格子里存着的是 {held}，显示的却是另一个样子，不知道该用哪一个"
    if len(held) > MOST_DIGITS and held.isdecimal():
        message = f"格子里存着的是 {held}，超过 {MOST_DIGITS} 位，后面几位可能已被改成 0"
    return message, "把这一格的格式设为“文本”，再照要公布的样子重新输入一遍"


def _repeated(table: Table, rows: list[Row]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for row in rows:
        name = str(row.draft.values["id"])
        first = seen.setdefault(name.lower(), row.number)
        if name and first != row.number:
            message = f"公告编号 {name} 在第 {first} 行已经有了"
            place = (row.number, row.columns.get(("id",), 1))
            yield _finding(table, place, "row-has-an-id", message, "换一个编号，或删去一行")


def _fresh(checked: Checked, table: Table, rows: list[Row]) -> tuple[list[Row], list[Finding]]:
    """The rows whose notice is not there yet; one that is there and differs is a finding."""
    held = {name.lower(): entry for name, entry in checked.portal.of("notice").items()}
    fresh, findings = [], []
    for row in rows:
        entry = held.get(str(row.draft.values["id"]).lower())
        if entry is None:
            fresh.append(row)
            continue
        new, _ = fit(Source(row.draft.place, row.draft.text.encode()))
        if new is None or _said(new) != _said(entry):
            message = f"{entry.path} 已经有了，内容不同"
            fix = "要改它就直接改那个文件；是新公告就换一个编号"
            place = (row.number, row.columns.get(("id",), 1))
            findings.append(_finding(table, place, "new-or-the-same", message, fix))
    return fresh, findings


def _said(entry: Entry) -> tuple[object, str, bool]:
    return entry.record, entry.body.strip(), entry.draft


def _in_sheet(table: Table, rows: Mapping[str, Row], finding: Finding) -> Finding:
    row = rows.get(finding.path)
    if row is None:
        return finding
    place = (row.number, _column(row, finding))
    loc = next((loc for loc, column in row.columns.items() if column == place[1]), ())
    head = columns.field_at(NOTICE, loc) if loc else None
    fix = columns.in_a_cell(head, finding.fix) if head else finding.fix
    moved = _finding(table, place, finding.rule, finding.message, fix)
    return replace(moved, severity=finding.severity)


def _column(row: Row, finding: Finding) -> int:
    lines = skeletons.lines(NOTICE, row.draft.values)
    index = finding.line - skeletons.first_line(NOTICE)
    # What is said of the whole file stands before its first value: of a row, that is its number.
    of_file = (index, finding.column) == (0, 1) and at(row.draft.values, lines[0].loc)
    if index < 0 or of_file:
        return row.columns.get(("id",), 1)
    if index >= len(lines):
        return row.columns.get(("body",), 1)
    loc = lines[index].loc
    inside = (place for way, place in row.columns.items() if way[: len(loc)] == loc)
    around = (place for way, place in row.columns.items() if loc[: len(way)] == way)
    return next(around, None) or min(inside, default=1)


def _finding(table: Table, place: tuple[int, int], rule: str, message: str, fix: str) -> Finding:
    row, column = place
    return Finding(table.file, row, column, rule, f"{table.place(row, column)}：{message}", fix)
