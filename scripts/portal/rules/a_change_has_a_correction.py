"""公布后的改动都有更正：字段或正文改了，corrections 里要新加一项，写明字段、原为、现为和原因，日期、编号和品牌写全；正文的空行变了，页面上跟着变的，也算。没有改过的，不写更正。"""

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from portal.corrections import Changed, is_misnamed, regrouped, spelled, stands
from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import BODY, Notice
from portal.records.reading import label, lines, reading
from portal.records.values import NOTHING
from portal.slips import Loc
from portal.unsaid import Unsaid, unsaid
from portal.yamltext import parse

REASON = "写明为什么改"
UNWRITTEN = (
    f"意思没有变，不用更正：公布时没有写这一项，就删去现在写的“{NOTHING}”；公布时写着，就写回去"
)
_IN_BRACKETS = re.compile(r"^corrections: *\[(.*?)\][ \t]*$", re.MULTILINE | re.DOTALL)


def faults(published: Published) -> Iterator[Fault]:
    """Changed fields and bodies without the correction that says so."""
    for pair in published.pairs:
        # Those that were published and are gone are to be put back first.
        opened = bool(pair.now.record.corrections or pair.before.record.corrections)
        changes = unsaid(pair)
        misnamed = sum(map(is_misnamed, pair.added))
        if misnamed and len(changes) <= misnamed:
            continue  # what those explain is known when they name their field
        for one in changes:
            if one.is_unwritten:
                yield _fault(pair, one, UNWRITTEN)
                continue
            told = not one.grouped and any(said.field == one.field for said in pair.added)
            values = {
                "on": str(published.today),
                "field": one.field,
                "was": spelled(one.was),
                "now": spelled(one.now),
                "why": REASON,
            }
            if (row := in_brackets(pair)) is not None:
                yield _fault(pair, one, _advice_in_row(row, told, values))
                continue
            lines_to_copy = entry(pair, values)
            to_copy = lines_to_copy if opened else f"corrections:\n{lines_to_copy}"
            fault = _fault(pair, one, f"{_advice(pair, told, opened)}\n{to_copy}")
            yield fault
            opened = opened or fault.fix.endswith(to_copy)
        if not changes and pair.kept:
            yield from _unmoved(pair)


def is_there(pair: Pair) -> bool:
    """Whether the file has the field, though it may hold nothing."""
    return bool(re.search(r"^corrections:", pair.text, re.MULTILINE))


def in_brackets(pair: Pair) -> str | None:
    """What is written between the brackets of the corrections, when they are such a list."""
    row = _IN_BRACKETS.search(pair.text) if pair.now.record.corrections else None
    return row[1] if row else None


def entry(pair: Pair, values: Mapping[str, str]) -> str:
    """The YAML to write of a correction, indented as the others of the file are."""
    found = re.search(r"^corrections:[^\n]*\n( *)- ", pair.text, re.MULTILINE)
    indent = found[1] if found else "  "
    rows = [f"{indent}  {name}: {_scalar(value, indent)}" for name, value in values.items()]
    return "\n".join([f"{indent}- {rows[0][len(indent) + 2 :]}", *rows[1:]])


def entry_in_row(values: Mapping[str, str]) -> str:
    """The same between braces, for a list in brackets."""
    return f"{{{', '.join(f'{name}: {_scalar_in_row(text)}' for name, text in values.items())}}}"


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
        if not same:
            continue
        standing = _standing(pair, one.field)
        if stands(one.was, standing) and not stands(one.now, standing):
            # It tells readers of a change that nobody made.
            message = (
                f"新加的更正说“{label(one.field)}”改成了“{_short(one.now)}”，它却还和公布时一样"
            )
            fix = f"忘了改的，就把 {one.field} 也改成“{_short(one.now)}”；没有改的，删去这一项更正"
            yield Fault(now.path, ("corrections", index, "now"), message, fix)
        else:
            message = f"新加的更正说“{label(one.field)}”改过，它却和公布时一样"
            fix = "没有改过，就删去这一项更正；改过，就把改的也写上"
            yield Fault(now.path, ("corrections", index, "field"), message, fix, "notice")


def _standing(pair: Pair, field: str) -> str:
    """What the field, or the body, says now, in the words that corrections use."""
    if field == BODY:
        return pair.now.body
    value: object = pair.now.record
    for name in field.split("."):
        value = getattr(value, name, None)
    return reading(value)


def _fault(pair: Pair, change: Unsaid, fix: str) -> Fault:
    was, now = _short(change.was), _short(change.now)
    message = f"已公布的“{label(change.field)}”从“{was}”改成了“{now}”，没有与此相符的更正记录"
    if change.grouped:
        what, back = ("多", "删去空行") if change.grouped.came else ("少", "放回空行")
        message = (
            f"已公布的正文，这一行的上面{what}了一个空行，网页上的分段或列表跟着变了，没有更正记录"
        )
        fix = f"不是有意的，就{back}；有意的，{fix}"
    elif change.changed and (how := _HOW.get(change.changed.how)):
        message, fix = how(change.changed, fix)
    if change.is_unwritten:
        message = f"已公布的“{label(change.field)}”，没有写和写着“{NOTHING}”，公布时和现在不一样"
    loc = _place(change.field, pair.before.record, pair.now.record)
    cause = f"{pair.now.path} {change.field.partition('.')[0]}"
    return Fault(pair.now.path, loc, message, fix, body_line=change.body_line, cause=cause)


def _moved(change: Changed, fix: str) -> tuple[str, str]:
    was, now = (f"“{_short(one)}”的下面" if one else "最前面" for one in change.places)
    message = f"已公布的正文，“{_short(change.named)}”这一行从{was}移到了{now}，没有更正记录"
    return message, f"不是有意的，就移回去；有意的，{fix}"


def _shifted(change: Changed, fix: str) -> tuple[str, str]:
    what = f"“{_short(change.named)}”前面的空格和公布时不一样"
    if change.was == change.now:  # above the first line there is nothing by which to tell it
        return f"已公布的正文，{what}", "不用写更正，把空格改回公布时的样子"
    message = f"已公布的正文，{what}，列表的层次跟着变了，没有更正记录"
    return message, f"不是有意的，就把空格改回去；有意的，{fix}"


def _written(change: Changed, _: str) -> tuple[str, str]:
    message = "已公布的正文，只是写法和公布时不一样，网页上看不出来，公告的指纹却会变"
    return message, f"不用写更正，把这里改回公布时的写法\n{change.was}"


_HOW = {"moved": _moved, "shifted": _shifted, "written": _written}


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
        gone = pair.before.record.corrections and not pair.now.record.corrections
        first = "先放回公布过的更正，再" if gone else ""
        return f"{first}在 corrections 的最后加上这一项，照抄，只有原因自己写"
    if is_there(pair):
        return "把 corrections 这一行换成下面几行，照抄，只有原因自己写"
    return "在 source: 前面加上这几行，照抄，只有原因自己写"


def _advice_in_row(written: str, told: bool, values: Mapping[str, str]) -> str:
    """What to do where the corrections are a list in brackets, `[{on: …}, {on: …}]`."""
    item = entry_in_row(values)
    if told:
        return f"把 corrections 里新加的这一项改成下面这样，只有原因自己写\n{item}"
    comma, what = ("", "") if written.rstrip().endswith(",") else (", ", "连同前面的逗号")
    place = f"在 corrections 最后的 ] 前面加上这一项{what}，照抄，只有原因自己写"
    return f"{place}\n{comma}{item}"


def _scalar_in_row(text: str) -> str:
    """The text as it can stand between braces."""
    return _in_line(text, "k: [{a: %s, b: c}]\n", {"k": [{"a": text, "b": "c"}]})


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
