"""Stage what the engine reads: hand-written pages and frames, as plain Markdown files."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from portal.artifacts import notices, offline, promises
from portal.portal import Portal

# One frame for each part of the navigation that has pages filled into it, one outside of all.
FRAMES = (promises.FRAME, notices.FRAME, offline.OFFLINE)
# Our own search asks no index of the engine, which takes a quarter of its time to make.
_HEAD = "---\ntitle: {title}\nhide: [navigation{toc}]\nsearch: {{exclude: true}}\n---\n\n"


def staged(portal: Portal) -> dict[str, str]:
    """Path to Markdown text of all that the engine is to render."""
    files = {f"{frame}index.md": page("{{title}}", "{{body}}", toc=False) for frame in FRAMES}
    for identity, entry in portal.of("page").items():
        path = "index.md" if identity == "index" else f"{identity}/index.md"
        # A page with a heading of the second level is long enough for a table of contents.
        files[path] = page(entry.record.title, entry.body, toc="\n## " in entry.body)
    return files


def write(folder: Path, files: Mapping[str, str]) -> None:
    """The folder holds exactly these files; one that is right already is left alone."""
    present = {path.relative_to(folder).as_posix() for path in _files(folder)}
    for path in present - files.keys():
        (folder / path).unlink()
    for path, text in files.items():
        target = folder / path
        data = text.encode()
        if path not in present or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def page(title: str, body: str, *, toc: bool) -> str:
    """The Markdown file of a page for the engine."""
    # The engine puts titles into its pages as they are. JSON text is YAML text: the title cannot
    # break out of its line.
    shown = json.dumps(escape(title, quote=False), ensure_ascii=False)
    head = _HEAD.format(title=shown, toc="" if toc else ", toc")
    return f"{head}{body}\n"


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
