"""Fit sources to records: text becomes typed values, and everything that does not fit a finding."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError

from portal import bodyfields, delimiters, fieldorder, openplaces, shapes, signs, trials, yamltext
from portal.bodies import body_slips
from portal.findings import LINE, Fault, Finding
from portal.hints import better
from portal.misfits import Told, unfinished
from portal.misplaced import misplaced, odd_name
from portal.records.files import KINDS, Kind
from portal.resemblance import fields_of, stray
from portal.slips import Slip, one_a_line, readable
from portal.sources import Source, Split, decode, split
from portal.wording import told


@dataclass(frozen=True)
class Entry:
    """A record, where it came from, its Markdown body (empty for data files), its file's digest.

    A draft is judged like all others and shown in the preview, but is no part of the site.
    """

    path: str
    kind: str
    id: str
    record: Any
    body: str = ""
    mark: str = ""
    draft: bool = False


def fit(source: Source) -> tuple[Entry | None, list[Finding]]:
    """The entry a file holds, with its findings; no entry when one of them is an error."""
    kind = kind_of(source.path)
    if kind is None:
        return None, misplaced(source)
    odd = odd_name(source.path)
    if odd is not None:
        return None, [odd]
    text, findings = decode(source)
    if findings:
        return None, findings
    slips = signs.slips(text)
    if any(slip.rule in (signs.SPOILT, signs.NUMBERED) for slip in slips):
        return None, [_in_file(source.path, slip, text) for slip in slips]
    cut, more = _cut(kind, readable(text, slips))
    slips += more
    record, body = None, ""
    if cut is not None and not any(slip.rule == "no-merge-marks" for slip in slips):
        record, more = _record(source.path, kind, cut)
        cut_in_two = any(slip.rule == _FRONT and slip.mended == "" for slip in more)
        below = [] if cut_in_two else _body_slips(kind, cut)
        if openplaces.is_draft(cut.front):
            below = openplaces.left_in_body(below)
        elif kind.published:
            below += openplaces.remarks(cut.front, cut.front_line)
        slips = one_a_line([*slips, *more, *below])
        body = cut.body
    findings = [_in_file(source.path, slip, text) for slip in slips[:MOST]]
    if len(slips) > MOST:
        findings.append(_and_more(source.path, slips))
    if record is None or any(slip.severity == "error" for slip in slips):
        return None, findings
    identity = kind.identity(source.path)
    record, draft = _published(kind, record)
    return Entry(source.path, kind.name, identity, record, body, source.mark, draft), findings


def kind_of(path: str) -> Kind | None:
    """The kind of file that belongs at a path below the content folder."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(path)), None)


def located(fault: Fault, rule: str, text: str) -> Finding:
    """A rule's fault with the line and column of its field in the file's text."""
    kind = kind_of(fault.path)
    cut, _ = _cut(kind, text) if kind else (None, [])
    if cut is None:
        line, column = 1, 1
    elif fault.body_line:
        line, column = cut.body_line + fault.body_line - 1, fault.body_column
    else:
        line, column = _places(cut.front).value(fault.loc)
        line += cut.front_line - 1
    fix = fault.fix
    if fault.fix_in_row and not _lines(text)[line - 1].lstrip().startswith("- "):
        fix = fault.fix_in_row
    message = fault.message
    if fault.earlier and cut:
        earlier = _places(cut.front).value(fault.earlier)[0] + cut.front_line - 1
        message = message.replace(LINE, str(earlier))
    slip = Slip(line, column, rule, message, fix, fault.severity)
    return replace(_in_file(fault.path, slip, text), cause=fault.cause)


# A file with one fault often has a thousand, and they come one behind the other.
_places = lru_cache(2)(yamltext.Places)


@lru_cache(2)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def _in_file(path: str, slip: Slip, text: str) -> Finding:
    """A slip as a finding of a file, with the line as its author wrote it."""
    lines = _lines(text)
    shown = lines[slip.line - 1] if slip.line <= len(lines) else ""
    words = (slip.rule, slip.message, slip.fix, slip.severity)
    mended = slip.mended if slip.mended != shown else None
    shown = shown[:LONGEST_SHOWN]
    return Finding(path, slip.line, slip.column, *words, shown, mended, belongs=slip.belongs)


def _cut(kind: Kind, text: str) -> tuple[Split | None, list[Slip]]:
    if not kind.has_body:
        fenced = delimiters.fence(text) if text.lstrip().startswith("```") else []
        return None if fenced else Split(text, 1, "", 1), fenced
    cut = split(text)
    if cut is not None and cut.front.startswith("---"):
        slip = Slip(2, 1, _FRONT, "开头的 --- 写了两行", "只留一行", mended="")
        return split(readable(text, [slip])), [slip]
    if cut is not None:
        return cut, []
    slips = delimiters.slips(text, kind.record.model_fields)
    return split(readable(text, slips).lstrip("\n")) if _are_mended(slips) else None, slips


def _are_mended(slips: list[Slip]) -> bool:
    return all(slip.mended is not None for slip in slips)


def _record(path: str, kind: Kind, cut: Split) -> tuple[BaseModel | None, list[Slip]]:
    # Blank lines in front make every line of the fields count as it does in the file.
    written = "\n" * (cut.front_line - 1) + cut.front
    reading = yamltext.read(written)
    slips = reading.slips
    if reading.value is None:
        return None, _at_one_line(kind, written, slips)
    is_list = issubclass(kind.record, RootModel)
    if not isinstance(reading.value, list if is_list else dict):
        early = _ended_early(kind, cut) if not reading.value else None
        return None, _lost(path, kind, cut, reading) or slips or [
            early or _misshapen(kind, reading.value, cut.front_line)
        ]
    try:
        # What says nothing of drafts, nearly all there is, is fitted to its last form at once.
        record = kind.record if "draft" in reading.value else kind.published or kind.record
        fitted = record.model_validate(reading.value)
        return fitted, slips or _order_slips(kind.record, reading)
    except ValidationError as error:
        if lost := _lost(path, kind, cut, reading):
            return None, lost
        early = _ended_early(kind, cut)
        if early is not None:
            return None, [*slips, early]
        places = yamltext.Places(reading.text)
        found = told(kind.record, error, reading.value)
        left = None
        if openplaces.is_draft(cut.front):
            left, found = openplaces.left(record, reading.value, found)
        found = better(kind.name, found[: MOST + 1], reading.value)
        slips, found = unfinished(slips, found, written.split("\n"))
        slips = slips + [_placed(places, reading.text, one) for one in found]
        return left, slips if left else _at_one_line(kind, written, slips)


def _at_one_line(kind: Kind, written: str, slips: list[Slip]) -> list[Slip]:
    """The slips; where several follow from one line, or its cause is not known, that line."""
    lines = tuple(dict.fromkeys(slip.line for slip in slips))
    if len(lines) == 1 and slips[0].rule not in _VAGUE:
        return slips
    found = _astray(kind, written, lines)
    return [found] if found else slips


@lru_cache(64)  # mending asks of one text several times
def _astray(kind: Kind, written: str, near: tuple[int, ...]) -> Slip | None:
    def fits(text: str) -> bool:
        try:
            kind.record.model_validate(yamltext.sound(text))
        except ValidationError:
            return False
        return True

    within = [one for held in shapes.records_within(kind.record) for one in shapes.fields(held)]
    groups = dict.fromkeys(one.key for one in within if one.shape.record and not one.shape.many)
    labels = {one.key: one.label for one in reversed(within)}  # of two, the outer one's
    names = trials.Names(labels, groups)
    return trials.slip(written, near, names, fits)


def _lost(path: str, kind: Kind, cut: Split, reading: yamltext.Reading) -> list[Slip]:
    """The slip of a file that is of another kind, at its first field; nearly always none."""
    found = stray(path, reading.value, kind)
    if found is None:
        return []
    return [Slip(cut.front_line, 1, *found.words, belongs=found.belongs)]


def _order_slips(record: type[BaseModel], reading: yamltext.Reading) -> list[Slip]:
    astray = reading.value and fieldorder.astray(record, reading.value)
    if not astray:
        return []
    line, column = yamltext.Places(reading.text).key(astray.loc)
    message = f"“{astray.loc[-1]}”写在了“{astray.follower}”的后面"
    fix = f"移到 {astray.follower} 的上面；或运行 python3 scripts/check.py --fix，字段会照次序排好"
    return [Slip(line, column, fieldorder.RULE, message, fix, "notice")]


def _published(kind: Kind, record: Any) -> tuple[BaseModel, bool]:
    """The record without what the file says of itself, and whether it is a draft."""
    if kind.published is None or type(record) is kind.published:
        return record, False
    held = {name: getattr(record, name) for name in kind.published.model_fields}
    written = record.model_fields_set - {"draft"}
    return kind.published.model_construct(written, **held), record.draft


def _body_slips(kind: Kind, cut: Split) -> list[Slip]:
    in_page = kind.name == "page"
    again = _SECOND_FRONT.search(f"\n{cut.body}") if "---\n" in cut.body else None
    if again and again[1] in kind.record.model_fields:
        line = cut.body_line + cut.body.count("\n", 0, max(0, again.start(1) - 5))
        message = f"从这里起又有一份字段（“{again[1]}”等），会当作正文登出来"
        fix = "一个文件只写一份：对照两份，留下对的，删去另一份和它的 ---"
        return [Slip(line, 1, _FRONT, message, fix)]
    if in_page and not cut.body.strip():
        line = max(1, cut.body_line - 1)
        return [Slip(line, 1, "pages-have-words", "页面没有正文", "在 --- 下面写正文，或删去文件")]
    fields, body = bodyfields.taken_out(cut.body, kind.record.model_fields, cut.front)
    return [_down(slip, cut.body_line) for slip in [*fields, *body_slips(body, in_page)]]


def _ended_early(kind: Kind, cut: Split) -> Slip | None:
    """The line of --- that cuts the fields in two, when the body starts with one of them."""
    found = _FIELD_IN_BODY.match(cut.body) if kind.has_body else None
    if found is None or found[1] not in kind.record.model_fields:
        return None
    message = f"这一行 --- 把字段截断了：下面的“{found[1]}”成了正文"
    return Slip(max(1, cut.body_line - 1), 1, _FRONT, message, "删去这一行", mended="")


def _misshapen(kind: Kind, value: yamltext.Value, line: int) -> Slip:
    if not value:
        return Slip(line, 1, "file-has-content", "这里没有内容", "写上字段，或删去文件")
    is_list = issubclass(kind.record, RootModel)
    shape = "列表，每项以 - 开头" if is_list else "一行一个“字段: 值”"
    fix = f"写成{shape}"
    names = kind.record.model_fields
    if isinstance(value, dict) and len(value) == 1 and isinstance(next(iter(value.values())), list):
        fix = f"删去“{next(iter(value))}:”这一行，各项从行首的 - 写起"
    elif isinstance(value, dict) and is_list and not value.keys() & fields_of(kind):
        fix = f"每项以 - 开头，下面写：{'、'.join(fields_of(kind))}"
    elif isinstance(value, dict) and is_list:
        fix = "第一行行首加 - 和一个空格，同一项的下面各行缩进两格；每项都这样写"
    elif isinstance(value, list) and isinstance(value[0], dict) and value[0].keys() & names.keys():
        fix = "删去行首的 -，字段都从行首写起"
    elif isinstance(value, list) and kind.name in names:
        fix = f"在最前面加一行 {kind.name}:"
    return Slip(line, 1, "file-has-its-shape", "文件的内容不是要的样子", fix)


def _placed(places: yamltext.Places, text: str, one: Told) -> Slip:
    line, column = places.key(one.loc) if one.at_key else places.value(one.loc)
    rows = text.split("\n")
    row = rows[line - 1]
    if one.rule == "not-a-list" and line > places.key(one.loc)[0]:
        below = takewhile(
            lambda lower: lower[:column].isspace(), (f" {lower}" for lower in rows[line - 1 :])
        )
        items = "，".join(f"- {_NUMBERED.sub('', lower.strip())}" for lower in below)
        items = "" if _ODD.search(items) else items
        fix = f"每一行行首都写 - 和一个空格：{items}" if items else _EACH_ITEM
        return Slip(line, column, one.rule, one.message, fix)
    hidden = rf" *# *{one.loc[-1]}[:：]" if one.rule == "missing-field" else ""
    commented = [at for at, lower in enumerate(rows) if hidden and re.match(hidden, lower)]
    if len(commented) == 1:
        row = rows[commented[0]]
        fix = "删去行首的 #，和同一组的字段左边对齐；没有就写 无"
        message = f"{one.message}：这一行以 # 开头，成了注释"
        return Slip(commented[0] + 1, row.index("#") + 1, one.rule, message, fix)
    mended = None
    start, rest = row[: column - 1], row[column - 1 :]
    for quote in ("", '"', "'"):
        written = f"{quote}{one.written}{quote}"
        if one.instead is not None and rest.startswith(written):
            around = quote or ('"' if one.instead[:1] in "%@" else "")
            mended = start + around + one.instead + around + rest[len(written) :]
    return Slip(line, column, one.rule, one.message, one.fix, one.severity, mended)


def _down(slip: Slip, first_line: int) -> Slip:
    return replace(slip, line=slip.line + first_line - 1) if first_line > 1 else slip


def _and_more(path: str, slips: list[Slip]) -> Finding:
    line = slips[MOST].line
    message = f"这个文件从这里往下还有 {len(slips) - MOST} 处以上要改"
    return Finding(path, line, 1, "few-at-a-time", message, "先改好上面的，再检查一次")


MOST = 50
_FRONT = "front-matter-first"
_SECOND_FRONT = re.compile(r"\n---[ \t]*\n([a-z_]+): [^\n]*\n(?:[^\n]+\n)*?---[ \t]*(?=\n|$)")
_FIELD_IN_BODY = re.compile(r"\s*([a-z_]+):(?: |\n)")
LONGEST_SHOWN = 200
_NUMBERED = re.compile(
    r"^(?:[（(]?\d{1,2}[.、)）．]|[①-⑳]|[（(]?[一二三四五六七八九十]+[、)）]|-+|[\U0001f000-\U0001faff☀-➿]\ufe0f?)\s*"
)
_ODD = re.compile("[（(](?=，|$)|- (?:，|$)")
_EACH_ITEM = "每项一行，行首写 - 和一个空格，别的符号都不写"
# What is told of lines whose place is wrong, where nothing better is known.
_VAGUE = frozenset({
    "fields-line-up", "every-line-has-a-field", "file-has-its-shape", "one-document", "list-dash",
})  # fmt: skip
