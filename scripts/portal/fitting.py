"""Fit sources to records: text becomes typed values, and everything that does not fit a finding."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError

from portal import yamltext
from portal.findings import Fault, Finding
from portal.records import KINDS, Kind
from portal.sources import Source, Split, decode, split
from portal.wording import Told, told


@dataclass(frozen=True)
class Entry:
    """A record, where it came from, its Markdown body (empty for data files), its file's digest."""

    path: str
    kind: str
    id: str
    record: Any
    body: str = ""
    mark: str = ""


def fit(source: Source) -> tuple[Entry | None, list[Finding]]:
    """The entry a file holds, with its findings; no entry when there is any."""
    kind = kind_of(source.path)
    if kind is None:
        return None, [_stray(source.path)]
    text, findings = decode(source)
    if findings:
        return None, findings
    cut = _cut(source.path, kind, text)
    if isinstance(cut, Finding):
        return None, [cut]
    record, findings = _record(source.path, kind, cut)
    if findings:
        return None, [_with_line(finding, text) for finding in findings]
    return Entry(
        source.path, kind.name, kind.identity(source.path), record, cut.body, source.mark
    ), []


def kind_of(path: str) -> Kind | None:
    """The kind of file that belongs at a path below the content folder."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(path)), None)


def located(fault: Fault, rule: str, text: str) -> Finding:
    """A rule's fault with the line and column of its field in the file's text."""
    kind = kind_of(fault.path)
    cut = _cut(fault.path, kind, text) if kind else None
    if not isinstance(cut, Split):
        line, column = 1, 1
    elif fault.body_line:
        line, column = cut.body_line + fault.body_line - 1, 1
    else:
        line, column = yamltext.place(cut.front, fault.loc)
        line += cut.front_line - 1
    finding = Finding(fault.path, line, column, rule, fault.message, fault.fix, fault.severity)
    return _with_line(finding, text)


def _cut(path: str, kind: Kind, text: str) -> Split | Finding:
    if not kind.has_body:
        return Split(text, 1, "", 1)
    if not text.strip():
        return Finding(path, 1, 1, "file-has-content", "文件是空的", "写上内容，或删去文件")
    cut = split(text)
    if cut is None:
        fix = "第一行写 ---，字段写完后再写一行 ---"
        return Finding(path, 1, 1, "front-matter-first", "文件开头没有两行 --- 围起来的字段", fix)
    return cut


def _record(path: str, kind: Kind, cut: Split) -> tuple[BaseModel | None, list[Finding]]:
    value, faults = yamltext.parse(cut.front)
    if value is None or faults:
        return None, [_in_file(path, cut, fault) for fault in faults]
    is_list = issubclass(kind.record, RootModel)
    if not isinstance(value, list if is_list else dict):
        shape = "列表，每项以 - 开头" if is_list else "一行一个“字段: 值”"
        message = "文件的内容不是要的样子"
        where = cut.front_line
        return None, [Finding(path, where, 1, "file-has-its-shape", message, f"写成{shape}")]
    try:
        return kind.record.model_validate(value), []
    except ValidationError as error:
        return None, [_placed(path, cut, one) for one in told(kind.record, error)]


def _in_file(path: str, cut: Split, fault: yamltext.Fault) -> Finding:
    line = fault.line + cut.front_line - 1
    return Finding(path, line, fault.column, fault.rule, fault.message, fault.fix)


def _placed(path: str, cut: Split, one: Told) -> Finding:
    line, column = (yamltext.key_place if one.at_key else yamltext.place)(cut.front, one.loc)
    return Finding(path, line + cut.front_line - 1, column, one.rule, one.message, one.fix)


def _stray(path: str) -> Finding:
    where = "、".join(kind.example for kind in KINDS)
    message = "这里不该有这个文件"
    return Finding(path, 1, 1, "file-in-its-place", message, f"删去它，或改成这些样子之一：{where}")


def _with_line(finding: Finding, text: str) -> Finding:
    lines = text.split("\n")
    shown = lines[finding.line - 1] if finding.line <= len(lines) else ""
    return replace(finding, source_line=shown[:200])
