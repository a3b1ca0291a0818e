"""公布后的改动都有更正：字段或正文改了，corrections 里要新加一项，写明字段、原为、现为和原因，日期、编号和品牌写全；正文的空行变了，页面上跟着变的，也算。没有改过的，不写更正。"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from portal.corrections import (
    Regrouped,
    changed_lines,
    explain,
    explain_groups,
    explain_lines,
    is_misnamed,
    regrouped,
)
from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import BODY, Correction, Notice
from portal.records.reading import label, lines, listed, reading
from portal.records.values import NOTHING, Choice
from portal.slips import Loc
from portal.yamltext import parse

REASON = "写明为什么改"
UNWRITTEN = (
    f"意思没有变，不用更正：公布时没有写这一项，就删去现在写的“{NOTHING}”；公布时写着，就写回去"
)
# What addresses, feeds and calendars are made of.
_LISTS = frozenset({"supersedes", "brands"})
_DAY = re.compile(rf"\d{{4}}-\d\d-\d\d|{NOTHING}")

_IN_BRACKETS = re.compile(r"^corrections: *\[(.*?)\][ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Unsaid:
    """A change that no correction explains, told as people read it.

    `grouped` is there when only blank lines changed.
    """

    field: str
    was: str
    now: str
    body_line: int = 0
    grouped: Regrouped | None = None

    @property
    def is_unwritten(self) -> bool:
        """Whether nothing was written on the one side, and that there is nothing on the other."""
        return self.was == self.now == NOTHING


def faults(published: Published) -> Iterator[Fault]:
    """Changed fields and bodies without the correction that says so."""
    for pair in published.pairs:
        opened = bool(pair.now.record.corrections)
        changes = list(_all_unsaid(pair))
        misnamed = sum(map(is_misnamed, pair.added))
        if misnamed and len(changes) <= misnamed:
            continue  # what those explain is known when they name their field
        for unsaid in changes:
            if unsaid.is_unwritten:
                yield _fault(pair, unsaid, UNWRITTEN)
                continue
            told = not unsaid.grouped and any(one.field == unsaid.field for one in pair.added)
            if row := _IN_BRACKETS.search(pair.text) if opened else None:
                yield _fault(pair, unsaid, _advice_in_row(row[1], told, unsaid, published.today))
                continue
            entry = _entry(pair, unsaid, published.today)
            to_copy = entry if opened else f"corrections:\n{entry}"
            yield _fault(pair, unsaid, f"{_advice(pair, told, opened)}\n{to_copy}")
            opened = True
        if not changes and pair.kept:
            yield from _unmoved(pair)


def _unmoved(pair: Pair) -> Iterator[Fault]:
    """New corrections of what says the same as before: a history that never was."""
    before, now = pair.before, pair.now
    for index, one in enumerate(now.record.corrections):
        name = one.field.partition(".")[0]
        if one not in pair.added or name not in {BODY, *Notice.model_fields} - pair.unread:
            continue
        if name == BODY:
            same = lines(before.body) == lines(now.body) and not regrouped(before.body, now.body)
        else:
            same = repr(getattr(before.record, name)) == repr(getattr(now.record, name))
        if same:
            message = f"新加的更正说“{label(one.field)}”改过，它却和公布时一样"
            fix = "没有改过，就删去这一项更正；改过，就把改的也写上"
            yield Fault(now.path, ("corrections", index, "field"), message, fix, "notice")


def _all_unsaid(pair: Pair) -> Iterator[Unsaid]:
    before, now = pair.before.record, pair.now.record
    for name in Notice.model_fields:
        if name != "corrections":
            yield from _unsaid(name, getattr(before, name), getattr(now, name), pair.added)
    yield from _unsaid_body(pair)


def _unsaid(
    path: str, before: object, now: object, added: Sequence[Correction]
) -> Iterator[Unsaid]:
    # The words of two values can be the same although the values are not; repr tells them apart.
    if repr(before) == repr(now):
        return
    told = [one for one in added if one.field == path and _is_exact(one, before, now)]
    within = any(one.field.startswith(path + ".") for one in added)
    if within and not told and isinstance(before, BaseModel) and isinstance(now, BaseModel):
        for name in type(now).model_fields:
            yield from _unsaid(f"{path}.{name}", getattr(before, name), getattr(now, name), added)
    elif not any(explain(told, *forms) for forms in _forms(before, now)):
        yield Unsaid(path, reading(before), reading(now))


def _is_exact(correction: Correction, before: object, now: object) -> bool:
    """Whether it tells whole days, ids and brands: what was published of them is found by these."""
    said = correction.was.strip(), correction.now.strip()
    if isinstance(before, date) or isinstance(now, date):
        return all(map(_DAY.fullmatch, said))
    if correction.field in _LISTS and isinstance(before, tuple) and isinstance(now, tuple):
        words = {*before, *now, NOTHING}
        return all(one in words for text in said for one in listed(text))
    return True


def _forms(before: object, now: object) -> Iterator[tuple[str, str]]:
    """Both values as people read them; words of a list also as they stand in the file."""
    yield reading(before), reading(now)
    if isinstance(before, Choice) and isinstance(now, Choice):
        yield before.value, now.value


def _unsaid_body(pair: Pair) -> Iterator[Unsaid]:
    before, now = pair.before.body, pair.now.body
    told = [one for one in pair.added if one.field == BODY]
    same = lines(before) == lines(now) or explain_lines(told, before, now)
    if not same and not explain(told, before, now):
        yield Unsaid(BODY, *changed_lines(before, now))
    found = regrouped(before, now)
    if found and not explain_groups(told, found):
        yield Unsaid(BODY, found.was, found.now, found.line, found)


def _fault(pair: Pair, unsaid: Unsaid, fix: str) -> Fault:
    was, now = _short(unsaid.was), _short(unsaid.now)
    message = f"已公布的“{label(unsaid.field)}”从“{was}”改成了“{now}”，没有与此相符的更正记录"
    if unsaid.grouped:
        what, back = ("多", "删去空行") if unsaid.grouped.came else ("少", "放回空行")
        message = (
            f"已公布的正文，这一行的上面{what}了一个空行，网页上的分段或列表跟着变了，没有更正记录"
        )
        fix = f"不是有意的，就{back}；有意的，{fix}"
    elif unsaid.field == BODY and unsaid.was == unsaid.now:
        message = f"已公布的正文，“{now}”前面的空格和公布时不一样，列表的层次跟着变了，没有更正记录"
        fix = f"不是有意的，就把空格改回去；有意的，{fix}"
    if unsaid.is_unwritten:
        message = f"已公布的“{label(unsaid.field)}”，没有写和写着“{NOTHING}”，公布时和现在不一样"
    loc = _place(unsaid.field, pair.before.record, pair.now.record)
    cause = f"{pair.now.path} {unsaid.field.partition('.')[0]}"
    return Fault(pair.now.path, loc, message, fix, body_line=unsaid.body_line, cause=cause)


def _place(field: str, before: object, now: object) -> Loc:
    """The way to the value that differs: into a group when only one part of it does."""
    loc: Loc = ()
    for name in () if field == BODY else field.split("."):
        before, now = getattr(before, name), getattr(now, name)
        loc = (*loc, name)
    if isinstance(before, BaseModel) and isinstance(now, BaseModel):
        parts = [name for name, one in now if repr(one) != repr(getattr(before, name))]
        return (*loc, *parts[:1]) if len(parts) == 1 else loc
    return loc


def _advice(pair: Pair, told: bool, opened: bool) -> str:
    if told:
        return "把 corrections 里新加的这一项改成下面这样，只有原因自己写"
    if opened:
        return "在 corrections 的最后加上这一项，照抄，只有原因自己写"
    if re.search(r"^corrections:", pair.text, re.MULTILINE):
        return "把 corrections 这一行换成下面几行，照抄，只有原因自己写"
    return "在 source: 前面加上这几行，照抄，只有原因自己写"


def _advice_in_row(written: str, told: bool, unsaid: Unsaid, today: date) -> str:
    """What to do where the corrections are a list in brackets, `[{on: …}, {on: …}]`."""
    values = {
        "on": str(today),
        "field": unsaid.field,
        "was": _scalar_in_row(unsaid.was),
        "now": _scalar_in_row(unsaid.now),
        "why": REASON,
    }
    item = f"{{{', '.join(f'{name}: {value}' for name, value in values.items())}}}"
    if told:
        return f"把 corrections 里新加的这一项改成下面这样，只有原因自己写\n{item}"
    comma, what = ("", "") if written.rstrip().endswith(",") else (", ", "连同前面的逗号")
    place = f"在 corrections 最后的 ] 前面加上这一项{what}，照抄，只有原因自己写"
    return f"{place}\n{comma}{item}"


def _scalar_in_row(text: str) -> str:
    """The text as it can stand between braces."""
    return _in_line(text, "k: [{a: %s, b: c}]\n", {"k": [{"a": text, "b": "c"}]})


def _entry(pair: Pair, unsaid: Unsaid, today: date) -> str:
    """The YAML to write, indented as the corrections of the file are."""
    found = re.search(r"^corrections:[^\n]*\n( *)- ", pair.text, re.MULTILINE)
    indent = found[1] if found else "  "
    rows = [
        f"{indent}- on: {today}",
        f"{indent}  field: {unsaid.field}",
        f"{indent}  was: {_scalar(unsaid.was, indent)}",
        f"{indent}  now: {_scalar(unsaid.now, indent)}",
        f"{indent}  why: {REASON}",
    ]
    return "\n".join(rows)


def _scalar(text: str, indent: str) -> str:
    if "\n" in text:
        return "|-" + "".join(f"\n{indent}    {line}".rstrip(" ") for line in text.split("\n"))
    return _in_line(text, "k: %s\n", {"k": text})


def _in_line(text: str, line: str, meant: object) -> str:
    """The text as it can stand in such a line: plain, else in quotes."""
    # In double quotes a backslash would have to be doubled, which editors are told not to write.
    for written in (text, "'" + text.replace("'", "''") + "'"):
        if "\n" not in text and parse(line % written) == (meant, []):
            return written
    return json.dumps(text, ensure_ascii=False)


def _short(text: str) -> str:
    line, _, more = text.partition("\n")
    return line[:40] + "……" if more or len(line) > 40 else line
