"""Read the content folder: every regular file as bytes, decoded and split at its front matter."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.findings import Finding

LARGEST_BYTES = 512 * 1024
GENERATED = ("FIELDS.md", "schema/")
# The list of published addresses: generated too, but the content is judged by it.
ADDRESSES = "addresses.txt"


@dataclass(frozen=True)
class Source:
    """One file: its path below the content folder, with forward slashes, and its bytes."""

    path: str
    data: bytes

    @property
    def mark(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Split:
    """The text of a file cut in two; lines count from 1 in the file."""

    front: str
    front_line: int
    body: str
    body_line: int


def tree(content: Path) -> tuple[list[Source], list[Finding]]:
    """All files of the folder in the order of their paths, with what could not be read."""
    sources, findings = [], []
    for path, entry in _walk(content, ""):
        problem = _problem(entry)
        if problem:
            findings.append(Finding(path, 1, 1, *problem))
            continue
        try:
            data = Path(entry.path).read_bytes()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            findings.append(
                Finding(
                    path, 1, 1, "file-is-readable", f"文件读不出来（{reason}）", "检查文件的权限"
                )
            )
            continue
        sources.append(Source(path, data))
    return sources, findings


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = prefix + entry.name
        if path.startswith(GENERATED) or (not prefix and path == "schema"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path + "/")
        else:
            yield path, entry


def _problem(entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    info = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(info.st_mode):
        return "regular-files-only", "这是一个链接，不是文件", "删去链接，把文件本身放进来"
    if not stat.S_ISREG(info.st_mode):
        return "regular-files-only", "这不是普通文件", "删去它"
    if info.st_size > LARGEST_BYTES and entry.name != ADDRESSES:
        size = f"文件有 {info.st_size // 1024} KB，最大 {LARGEST_BYTES // 1024} KB"
        return "file-is-small-enough", size, "拆成几个文件，或删去不用的内容"
    return None


def decode(source: Source) -> tuple[str, list[Finding]]:
    """The text of a file; empty with a finding when it is not UTF-8."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        line = good.count(b"\n") + 1
        column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        fix = "用编辑器另存为 UTF-8 编码"
        return "", [Finding(source.path, line, column, "text-is-utf-8", "这里有读不出的字节", fix)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)(.*)", re.DOTALL)


def split(text: str) -> Split | None:
    """Front matter and body of a Markdown file; None when the front matter is missing."""
    found = _FRONT.match(text)
    if not found:
        return None
    front = found[1] or ""
    return Split(front, 2, found[2], text.count("\n", 0, found.start(2)) + 1)
