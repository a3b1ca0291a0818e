"""Read YAML of plain lines only, as nearly every file is, in a tenth of the time libyaml takes.

Plain is what can mean but one thing: `field: words`, `field: [some, words]`, `field:` above deeper
lines, items behind a dash, words in quotes without a quote inside. All else is left to libyaml,
which reads what is plain the same: `tests/test_yamlplain.py` asks it.
"""

import re
from typing import Any

from portal.slips import LONGEST_LINE

DEEPEST = 8
_LETTERS = r"A-Za-z0-9\u3400-\u9fff"
# Signs that mean nothing to YAML inside a line, and nothing to those who look for slips.
_IN_LIST = _LETTERS + r"$%()+./;<>@_|~\u00b0-\u00ff\u2014-\u2026\u3008-\u3011！％（）．／：；？～"
_IN_LINE = _IN_LIST + r"!,?=\u3001\u3002\u3014\u3015， -"
_FIRST = _LETTERS + "《「『【（"
_ITEM = rf"[{_LETTERS}](?:[{_IN_LIST} -]*[{_IN_LIST}])?"
_ROW = re.compile(
    r"^(?:( *+)(- )?+(?:([a-z_]{1,60}+):(?: |$))?+("
    rf"(?!(?<=- )[a-z_]+ *[：=])[{_FIRST}][{_IN_LINE}]*+(?::(?! |$)[{_IN_LINE}]*+)*+(?<! )"
    rf"|'[{_IN_LINE}]*+(?::(?! )[{_IN_LINE}]*+|: [{_LETTERS}][{_IN_LINE}]*+)*+'"
    rf'|"[{_IN_LINE}]*+(?::(?! )[{_IN_LINE}]*+)*+"'
    rf"|\[(?:{_ITEM}(?:, ?{_ITEM})*)?\])?"
    rf"|# [{_IN_LINE}]*+(?:: [${_LETTERS}][{_IN_LINE}]*+)?)$",
    re.MULTILINE,
)


class _NotPlainError(Exception):
    """Lines that are plain one by one, but not together."""


def value(text: str) -> Any | None:
    """What a text of plain lines says: groups, lists and the words as written; else None."""
    if len(text) > LONGEST_LINE or "<br" in text or " //" in text or "<!--" in text:
        return None
    rows = _ROW.findall(text)
    if len(rows) != text.count("\n") + 1:
        return None
    try:
        return _nested(rows)
    except _NotPlainError:
        return None


# The groups and lists that are open, each behind the column at which its lines begin.
_Open = list[tuple[int, Any]]


def _nested(rows: list[tuple[str, str, str, str]]) -> Any:
    root: dict[str, Any] = {}
    opened: _Open = [(-1, root)]
    above: str | None = ""
    for indent, dash, field, words in rows:
        if dash or field:
            column, holder = opened[-1]
            kind = list if dash else dict
            if above is not None or column != len(indent) or type(holder) is not kind:
                holder = _holder(opened, above, len(indent), kind)
            if dash and field:
                item: dict[str, Any] = {}
                holder.append(item)
                opened.append((len(indent) + 2, item))
                holder = item
            above = _put(holder, field, words)
        elif words:
            raise _NotPlainError
    if above is not None:
        raise _NotPlainError
    return root[""]


def _holder(opened: _Open, above: str | None, column: int, kind: type) -> Any:
    """What the line at a column belongs to: a new list or group below a field without words."""
    if above is not None:
        last, holder = opened[-1]
        if column <= last or len(opened) > DEEPEST:
            raise _NotPlainError
        inner = holder[above] = kind()
        opened.append((column, inner))
        return inner
    while opened[-1][0] > column:
        opened.pop()
    last, holder = opened[-1]
    if last != column or type(holder) is not kind:
        raise _NotPlainError
    return holder


def _put(holder: Any, field: str, words: str) -> str | None:
    """Put words into a list or group; the field, when what it holds stands on the lines below."""
    if field in holder if field else not words:
        raise _NotPlainError
    if not words:
        return field
    if field:
        holder[field] = _said(words)
    else:
        holder.append(_said(words))
    return None


def _said(words: str) -> str | list[str]:
    first = words[0]
    if first == "[":
        return words[1:-1].replace(", ", ",").split(",") if len(words) > 2 else []
    return words[1:-1] if first in "'\"" else words
