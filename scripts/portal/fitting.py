"""Fit sources to records: text becomes typed values, and everything that does not fit a finding."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, RootModel, ValidationError

from portal import yamltext
from portal.findings import Fault, Finding, nearest
from portal.records import KINDS, Kind
from portal.sources import Source, Split, decode, split
from portal.yamltext import Loc


@dataclass(frozen=True)
class Entry:
    """A record, where it came from, and its Markdown body (empty for data files)."""

    path: str
    kind: str
    id: str
    record: Any
    body: str = ""


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
    findings = [_with_line(finding, text) for finding in findings]
    if findings:
        return None, findings
    return Entry(source.path, kind.name, kind.identity(source.path), record, cut.body), []


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
    findings = [
        Finding(
            path,
            fault.line + cut.front_line - 1,
            fault.column,
            fault.rule,
            fault.message,
            fault.fix,
        )
        for fault in faults
    ]
    if value is None or findings:
        return None, findings
    if not isinstance(
        value,
        dict
        if issubclass(kind.record, BaseModel) and not issubclass(kind.record, RootModel)
        else list,
    ):
        shape = (
            "一行一个“字段: 值”"
            if not issubclass(kind.record, RootModel)
            else "列表，每项以 - 开头"
        )
        return None, [
            Finding(
                path,
                cut.front_line,
                1,
                "file-has-its-shape",
                "文件的内容不是要的样子",
                f"写成{shape}",
            )
        ]
    try:
        return kind.record.model_validate(value), []
    except ValidationError as error:
        return None, [_told(path, kind.record, cut, dict(item)) for item in error.errors()]


def _told(path: str, record: type[BaseModel], cut: Split, item: dict[str, Any]) -> Finding:
    loc: Loc = tuple(item["loc"])
    rule, message, fix = _SAID.get(item["type"], _said_by_kind)(record, loc, item)
    locate = yamltext.key_place if item["type"] == "extra_forbidden" else yamltext.place
    line, column = locate(cut.front, loc)
    return Finding(path, line + cut.front_line - 1, column, rule, message, fix)


Words = tuple[str, str, str]


def _said_by_kind(record: type[BaseModel], loc: Loc, item: dict[str, Any]) -> Words:
    context = item.get("ctx", {})
    if "fix" not in context:
        return (
            item["type"].replace("_", "-"),
            f"“{_name(loc)}”的写法不对",
            "照 content/FIELDS.md 的例子改",
        )
    return item["type"], f"“{_name(loc)}”：{context['message']}", context["fix"]


def _said_missing(record: type[BaseModel], loc: Loc, item: dict[str, Any]) -> Words:
    owner = _owner(record, loc[:-1])
    info = _fields(owner).get(str(loc[-1])) if owner else None
    label = f"（{info.title}）" if info else ""
    example = info.examples[0] if info and info.examples else None
    shown = f"，如 {loc[-1]}: {example}" if isinstance(example, str) else ""
    return (
        "missing-field",
        f"缺少“{loc[-1]}”{label}",
        f"加一行 {loc[-1]}: {shown}".rstrip(": ")
        if shown
        else f"加上 {loc[-1]}:，下面写它的各个字段",
    )


def _said_unknown(record: type[BaseModel], loc: Loc, item: dict[str, Any]) -> Words:
    owner = _owner(record, loc[:-1])
    names = _fields(owner) if owner else {}
    written = str(loc[-1])
    by_label = {str(info.title): name for name, info in names.items()}
    meant = by_label.get(written) or nearest(written, names)
    fix = f"是不是“{meant}”？改成 {meant}" if meant else f"删去它；这里可以写：{'、'.join(names)}"
    return "unknown-field", f"这里没有“{written}”这个字段", fix


def _said_group(record: type[BaseModel], loc: Loc, item: dict[str, Any]) -> Words:
    owner = _owner(record, loc)
    names = "、".join(_fields(owner)) if owner else ""
    return "not-a-group", f"“{_name(loc)}”下面要分行写几个字段", f"换行缩进两格，写：{names}"


def _said_short(record: type[BaseModel], loc: Loc, item: dict[str, Any]) -> Words:
    least = item.get("ctx", {}).get("min_length", 1)
    return (
        "too-few-items",
        f"“{_name(loc)}”至少要有 {least} 项",
        "换行写，每项一行，行首写 - 和一个空格",
    )


_SAID: dict[str, Callable[[type[BaseModel], Loc, dict[str, Any]], Words]] = {
    "missing": _said_missing,
    "extra_forbidden": _said_unknown,
    "model_type": _said_group,
    "model_attributes_type": _said_group,
    "dict_type": _said_group,
    "too_short": _said_short,
}


def _name(loc: Loc) -> str:
    words = [str(step) for step in loc if isinstance(step, str)]
    return words[-1] if words else "第 " + str(int(loc[0]) + 1) + " 项" if loc else "文件"


def _owner(record: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    owner: Any = record
    for step in loc:
        if isinstance(owner, type) and issubclass(owner, RootModel):
            owner = _record_in(owner.model_fields["root"].annotation)
            continue
        if isinstance(step, int) or owner is None:
            continue
        info = _fields(owner).get(step)
        owner = _record_in(info.annotation) if info else owner
    return owner if isinstance(owner, type) and issubclass(owner, BaseModel) else None


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


@cache
def _fields(record: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info for name, info in record.model_fields.items()}


def _stray(path: str) -> Finding:
    where = "、".join(kind.example for kind in KINDS)
    message = "这里不该有这个文件"
    return Finding(path, 1, 1, "file-in-its-place", message, f"删去它，或改成这些样子之一：{where}")


def _with_line(finding: Finding, text: str) -> Finding:
    lines = text.split("\n")
    shown = lines[finding.line - 1] if finding.line <= len(lines) else ""
    return replace(finding, source_line=shown[:200])
