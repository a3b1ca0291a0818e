"""Slips in the rows of tables of a Markdown body: what would not become a table, or stands twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.bodyrows import RULER, Row
from portal.slips import Slip

# The row below the head of a table may be like another; what says something is.
TWICE = re.compile(r"\n([|*+-] *[^\s|:*+-][^\n]{4,})\n\1(?=\n)")

# Blanks that hold columns apart, as they come from a mail or a PDF; beside a bar they are air.
_ALIGNED = re.compile(r"(?<=[^\s|])[ \u3000]{2,}(?=[^\s|])")
_BAR = re.compile(r"(?<=\S) +\| +(?=\S)")
_TIGHT_BAR = re.compile(r"(?<=[^\s|\\]) *\| *(?=[^\s|])")
# What holds columns apart, how many of it a line has at least, and how many lines below have as many.
_COLUMNS = ((_BAR, 1, 1), (_TIGHT_BAR, 2, 1), (_TIGHT_BAR, 1, 2), (_ALIGNED, 2, 1))
_BEFORE_WORDS = re.compile(r"[> \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def has_columns(body: str) -> bool:
    """Whether blanks hold words apart: most bodies have no two blanks at all, which is soon seen."""
    return ("  " in body or "\u3000" in body) and _ALIGNED.search(body) is not None


def unruled_rows(rows: Sequence[str], first: int, end: int, *, in_page: bool) -> Iterator[Slip]:
    """In a paragraph neighbouring lines of as many cells, between bars or between blanks."""
    written = [_BEFORE_WORDS.sub("", row, count=1) for row in rows[first:end]]
    # Spaces at the end of a line begin another one in pages only.
    broken = ("\\", "  ") if in_page else ("\\",)
    apart = [row.endswith(broken) for row in written]
    plain = [_CODE.sub(lambda found: "x" * len(found[0]), row).rstrip() for row in written]
    for sign, fewest, more in _COLUMNS:
        counts = [len(sign.findall(row)) for row in plain]
        for index, count in enumerate(counts):
            below = [*range(index + 1, index + 1 + more)]
            if count < fewest or below[-1] >= len(plain) or any(apart[index : below[-1]]):
                continue
            ruled = sign is _BAR and RULER.fullmatch(plain[below[0]]) is not None
            if ruled or all(counts[one] == count for one in below):
                cells = _cells(written[index], plain[index], sign)
                is_sure = sign is not _ALIGNED and (ruled or plain[index].startswith("|"))
                yield _unruled(
                    first + index + 1,
                    cells,
                    aligned=sign is _ALIGNED,
                    in_page=in_page,
                    is_sure=is_sure,
                )
                return


def _cells(written: str, plain: str, sign: re.Pattern[str]) -> list[str]:
    """The cells of a row as they would stand in a table; in `plain` code is blotted out."""
    bars = [found.span() for found in sign.finditer(plain)]
    starts = [0, *(end for _, end in bars)]
    ends = [*(start for start, _ in bars), len(plain)]
    cells = (written[start:end].strip("| ") for start, end in zip(starts, ends, strict=True))
    return [re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells]


def _unruled(line: int, cells: list[str], *, aligned: bool, in_page: bool, is_sure: bool) -> Slip:
    message = "这几行没有成为表格，会并成一段"
    fix = (
        f"每行写成 | {' | '.join(cells)} | 的样子，第二行写 |{' --- |' * len(cells)}，前后各空一行"
    )
    slip = Slip(line, 1, "table-lines", message, fix)
    if aligned:
        slip = replace(slip, message="这几行像是用空格对齐的表格，网页上会并成一段")
    # The words of a published notice stay as they were.
    if aligned or not (in_page or is_sure):
        return replace(slip, fix=f"{fix}；不是表格就不用改", severity="notice")
    return slip if is_sure else replace(slip, fix=f"{fix}；不是表格，就把竖线写成 \\|")


def pasted_rows(row: Row) -> Iterator[Slip]:
    """Cells with tabs between them, as they come from a spreadsheet: told at the first row."""
    # Beside a bar a tab is as good as a blank.
    plain, above = (
        "|".join(cell.strip(" \t") for cell in one.strip().split("|"))
        for one in (row.text, row.before)
    )
    if "\t" in plain and "\t" not in above:
        cells = [cell.strip() for cell in re.split(r"[|\t]", plain.strip("|"))]
        head = " | ".join(cells)
        column = row.text.find("\t", len(row.text) - len(row.text.lstrip()))
        fix = f"每行写成 | {head} | 的样子，第二行写 |{' --- |' * len(cells)}，前后各空一行"
        if row.before.startswith("|") or row.after.startswith("|"):
            fix = f"写成 | {head} |，和上下的行一样"
        elif len(cells) == 2 and "\t" not in row.after.strip():
            words = ("table-lines", "这里有一个 Tab，网页上只是一个空格", "改成一个空格，或删去它")
            yield replace(row.slip(column, *words), severity="notice")
            return
        message = "格与格之间是 Tab（像从 Excel 粘贴的），不会成为表格"
        yield row.slip(column, "table-lines", message, fix)


def table_after_paragraph(row: Row) -> Iterator[Slip]:
    """The engine of the pages begins no table within a paragraph."""
    above = row.before.strip()
    starts = row.text.startswith("|") and RULER.fullmatch(row.after)
    if row.in_page and starts and above and not above.startswith(("|", "#", "```", "~~~")):
        message = "表格紧跟在段落后面，会并进段落里"
        yield row.slip(0, "table-lines", message, "在表格前面空一行")


def written_twice(row: Row) -> Iterator[Slip]:
    """A row of a table or an item of a list that was pasted twice."""
    if TWICE.search(f"\n{row.before}\n{row.text}\n"):
        words = ("no-line-twice", "和上一行一模一样", "贴了两遍就删去一行；确实要写两遍就不用改")
        yield replace(row.slip(0, *words), severity="notice")


def drawn_tables(row: Row) -> Iterator[Slip]:
    """A table drawn with signs for lines."""
    found = re.match(r"\s*(\+[-=]{2,}[-=+]*\+\s*$|[┌├└╔╠╚│║])", row.text)
    if found and not re.match(r"\s*[+|┌├└╔╠╚│║]", row.before):
        message = "用线条画的表格会并成一段"
        fix = "每行写成 | 甲 | 乙 | 的样子，第二行写 | --- | --- |"
        yield row.slip(found.start(1), "table-lines", message, fix)


def wide_bars(row: Row) -> Iterator[Slip]:
    """A row between bars of full width."""
    if row.text.count("｜") >= 2 and re.match(r"\s*｜", row.text):
        mended = row.raw.replace("｜", "|")
        yield row.slip(0, "table-lines", "表格用了全角竖线", "改成半角 |", mended)
