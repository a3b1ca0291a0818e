"""Put tables into frames that scroll on their own, so that a wide one never moves the page."""

import re

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TEXT = re.compile(r">[^<]*[0-9]-[0-9][^<]*<")
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
# What a table's parts are, told where its rows may be laid out as blocks; the first cell names its row.
_STACKING = 3  # columns: one names the row, and two stand side by side in the largest text
_ROLES = {
    re.compile(r"<table\b"): '<table role="table" class="table stacks"',
    re.compile(r"<(thead|tbody)\b"): r'<\1 role="rowgroup"',
    re.compile(r"<tr\b"): '<tr role="row"',
    re.compile(r"<th\b"): '<th role="columnheader"',
    re.compile(r"<td\b"): '<td role="cell"',
    re.compile(r'(<tr role="row">\s*<td role=)"cell"'): r'\1"rowheader"',
}
_ALIGNED = re.compile(r'(?<=<t[hd]) style="text-align: (left|center|right);"')


def framed(html: str) -> str:
    """The HTML with each plain table in a frame that is named by the table's headings."""
    return _TABLE.sub(_frame, html) if "<table>" in html else html


def aligned_by_class(html: str) -> str:
    """The HTML with alignment said by a class: the security policy allows no style attributes."""
    return _ALIGNED.sub(r' class="\1"', html)


def _frame(found: re.Match[str]) -> str:
    headings = [
        _TAG.sub("", text).strip() for text in _HEADING.findall(found[0].partition("</thead>")[0])
    ]
    name = "、".join(text for text in headings if text).replace('"', "&quot;")
    # A narrow column parts no day.
    table = _TEXT.sub(lambda text: _DAY.sub(r"<time>\g<0></time>", text[0]), found[0])
    if len(headings) == _STACKING:
        for part, told in _ROLES.items():
            table = part.sub(told, table)
    # A class keeps the engine's script from wrapping the table once more when the page is shown.
    table = table.replace("<table>", '<table class="table">', 1)
    return f'<div class="table-frame" tabindex="0" role="region" aria-label="{name}">{table}</div>'
