"""Two states of the content and of the built site → what changes for the reader, as Markdown."""

from collections.abc import Iterator, Mapping

from portal.addresses import INDEX
from portal.facts.changes import Comparison
from portal.fitting import Entry
from portal.portal import Portal

MOST_PAGES = 50
Manifest = Mapping[str, str]


def summary(before: Portal, after: Portal, old: Manifest, new: Manifest) -> str:
    """Pages come and gone, and field by field what notices say differently."""
    parts = [
        "## 读者会看到的变化",
        *_pages("新的页面", sorted(_addresses(new) - _addresses(old))),
        *_pages("不再有的页面", sorted(_addresses(old) - _addresses(new))),
        *_notices(before, after),
        *_pages(
            "内容有变的页面", [path for path in sorted(_addresses(old)) if _differs(path, old, new)]
        ),
    ]
    return "\n".join(parts if len(parts) > 1 else [*parts, "", "没有变化。"])


def _addresses(manifest: Manifest) -> set[str]:
    return {path.removesuffix(INDEX) for path in manifest if path.endswith(INDEX)}


def _differs(address: str, old: Manifest, new: Manifest) -> bool:
    path = address + INDEX
    return path in new and old[path] != new[path]


def _pages(title: str, addresses: list[str]) -> Iterator[str]:
    if addresses:
        yield f"\n### {title}（{len(addresses)}）\n"
        yield from (f"- `/{address}`" for address in addresses[:MOST_PAGES])
        if len(addresses) > MOST_PAGES:
            yield f"- ……还有 {len(addresses) - MOST_PAGES} 页"


def _notices(before: Portal, after: Portal) -> Iterator[str]:
    rows = [
        row
        for name, entry in after.of("notice").items()
        if name in before.of("notice")
        for row in _fields(name, before.of("notice")[name], entry)
    ]
    if rows:
        yield "\n### 公告里改了的字段\n"
        yield "| 公告 | 字段 | 原来 | 现在 |\n| --- | --- | --- | --- |"
        yield from rows


def _fields(name: str, older: Entry, newer: Entry) -> Iterator[str]:
    if older.record == newer.record and older.body == newer.body:
        return
    compared = Comparison(older.record, newer.record, older.body, newer.body)
    for change in compared.fields:
        yield f"| {name} | {change.label} | {_cell(change.was)} | {_cell(change.now)} |"
    if older.body != newer.body:
        yield f"| {name} | 正文 | | 有改动 |"


def _cell(text: str) -> str:
    return "；".join(text.split("\n")).replace("|", "\\|").replace("<", "&lt;")
