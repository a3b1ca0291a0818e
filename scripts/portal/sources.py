"""Read the content folder: every regular file as bytes, decoded and split at its front matter."""

import os
import re
import stat
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal import trees
from portal.findings import Finding
from portal.reasons import why

# Clocks of file systems are coarse: two changes within a tick leave one stamp.
AT_REST_NANOSECONDS = 10**9
LARGEST_BYTES = 512 * 1024
MOST_FILES = 60_000
# So many notices, each of 3 KB, are a third of it.
MOST_BYTES = 512 * 1024 * 1024
_TEXTS = (".md", ".yml", ".yaml", ".txt", ".csv")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif")
DEEPEST_FOLDERS = 6
_UTF_8 = "text-is-utf-8"
_SHALLOW = "folders-are-shallow"
GENERATED = ("FIELDS.md", "schema")
# What Vim, nano, Kate and Emacs keep beside a file that is open: deleting it may lose what was written.
_OF_OPEN_FILES = re.compile(r"\.(?:.+\.)?(?:sw[a-px]x?|kate-swp)|\.#.+|#.+#")
_PROBE = "4913"  # made by Vim and taken away at once, to see whether it may write there
# The list of published addresses: generated too, but the content is judged by it.
ADDRESSES = "addresses.txt"


@dataclass(frozen=True)
class Source:
    """One file: its path below the content folder, with forward slashes, and its bytes."""

    path: str
    data: bytes

    @cached_property
    def mark(self) -> str:
        """The digest of its bytes."""
        return trees.digest(self.data)


# The files of a folder, and what could not be read.
Read = tuple[Sequence[Source], Sequence[Finding]]

# Which file it is, how large, and when its bytes and its settings changed last, in nanoseconds.
Stamp = tuple[int, int, int, int]
# Files by path, each with the stamp it had when it was read.
Known = dict[str, tuple[Stamp, Source]]


@dataclass(frozen=True)
class Split:
    """The text of a file cut in two; lines count from 1 in the file."""

    front: str
    front_line: int
    body: str
    body_line: int


def tree(content: Path, known: Known | None = None) -> tuple[list[Source], list[Finding]]:
    """All files of the folder in the order of their paths, with what could not be read.

    With `known` a file that nobody touched since it was read is not read again: `known` holds what
    an earlier call left in it, of files that had been at rest for a second.
    """
    sources: list[Source] = []
    findings: list[Finding] = []
    stamps: dict[str, Stamp] = {}
    begun, held = time.time_ns(), 0
    for path, entry in _walk(content, "", findings):
        if len(sources) >= MOST_FILES or held >= MOST_BYTES:
            findings.append(Finding(path, 1, 1, _SHALLOW, *_too_much(sources)))
            break
        try:
            stamp = _stamp(entry) if known is not None else None
            found = _read(path, entry, known.get(path) if known else None, stamp)
        except OSError as error:
            found = Finding(path, 1, 1, *_unreadable(error))
        if isinstance(found, Finding):
            findings.append(found)
            continue
        if stamp:
            stamps[path] = stamp
        sources.append(found)
        held += len(found.data)
    if known is not None:
        known.clear()
        for source in sources:
            stamp = stamps[source.path]
            if begun - max(stamp[2:]) > AT_REST_NANOSECONDS:
                known[source.path] = stamp, source
    return sources, findings


def _read(
    path: str, entry: os.DirEntry[str], before: tuple[Stamp, Source] | None, stamp: Stamp | None
) -> Source | Finding:
    if before and before[0] == stamp:
        return before[1]
    problem = _problem(entry)
    return Finding(path, 1, 1, *problem) if problem else Source(path, trees.read(entry.path))


def _too_much(sources: Sequence[Source]) -> tuple[str, str]:
    if len(sources) >= MOST_FILES:
        return f"文件超过 {MOST_FILES} 个，从这里起没有再读", "删去不用的文件"
    sizes: Counter[str] = Counter()
    for source in sources:
        sizes[source.path.rpartition("/")[0] or "."] += len(source.data)
    [(folder, most)] = sizes.most_common(1)
    message = (
        f"文件合起来超过 {_size(MOST_BYTES)}，从这里起没有再读；{folder} 里的最多，有 {_size(most)}"
    )
    return message, "删去不用的文件，图片缩小尺寸再存一次"


def _size(count: int) -> str:
    return f"{count >> 10} KB" if count < 10 << 20 else f"{count >> 20} MB"


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    info = entry.stat(follow_symlinks=False)
    return info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns


def _walk(
    folder: Path, prefix: str, findings: list[Finding]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        findings.append(Finding(prefix or ".", 1, 1, *_unreadable(error)))
        return
    if prefix.count("/") > DEEPEST_FOLDERS:
        message = f"文件夹套了 {prefix.count('/')} 层，最多 {DEEPEST_FOLDERS} 层"
        findings.append(Finding(prefix, 1, 1, _SHALLOW, message, "把文件移到上面的文件夹"))
        return
    for entry in entries:
        path = prefix + _printable(entry.name)
        if entry.name == ".git":  # the history of a content folder that is a repository of its own
            continue
        if path in GENERATED:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path + "/", findings)
        elif not (is_of_an_open_file(entry.name) or _is_probe(entry)):
            yield path, entry


def is_of_an_open_file(name: str) -> bool:
    """Whether an editor program keeps a file of that name beside one that is open there."""
    return _OF_OPEN_FILES.fullmatch(name) is not None


def _is_probe(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.name == _PROBE and entry.stat(follow_symlinks=False).st_size == 0
    except OSError:
        return True  # gone again


def _printable(name: str) -> str:
    """The name as a message can show it: bytes that are no text become question marks."""
    return name.encode("utf-8", "replace").decode().replace("\n", "\u2424")


def _unreadable(error: OSError) -> tuple[str, str, str]:
    return "file-is-readable", f"读不出来（{why(error)}）", "检查文件的权限，或重新放一份"


def _problem(entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    info = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(info.st_mode):
        return "regular-files-only", "这是一个链接，不是文件", "删去链接，把文件本身放进来"
    if not stat.S_ISREG(info.st_mode):
        return "regular-files-only", "这不是普通文件", "删去它"
    if info.st_size > LARGEST_BYTES and entry.name != ADDRESSES:
        size = f"文件有 {_size(info.st_size)}，最大 {_size(LARGEST_BYTES)}"
        name = entry.name.lower()
        if name.endswith(_PICTURES):
            return "file-is-small-enough", size, "缩小图片的尺寸再存一次"
        is_text = name.endswith(_TEXTS)
        fix = "拆成几个文件，或删去不用的内容" if is_text else "删去它：这里只放文字、数据和图片"
        return "file-is-small-enough", size, fix
    return None


def decode(source: Source) -> tuple[str, list[Finding]]:
    """The text of a file; empty with a finding when it is not UTF-8."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_undecoded(source, data, error)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, []


def as_before(before: str, text: str) -> str:
    """The text with the line ends and the byte order mark that the file has: undoes `decode`."""
    end = "\r\n" if "\r\n" in before else "\n"
    return ("\ufeff" if before.startswith("\ufeff") else "") + text.replace("\n", end)


def _undecoded(source: Source, data: bytes, error: UnicodeDecodeError) -> Finding:
    good = data[: error.start]
    line = good.count(b"\n") + 1
    column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    other = next((what for head, what in _OTHER_FILES if data.startswith(head)), None)
    if other:
        message = f"这是{other}，只改了文件名的后缀"
        fix = "新建一个文件，把里面的文字复制过去，照例子写；图片放进 pages/images/"
        return Finding(source.path, 1, 1, _UTF_8, message, fix)
    fix = "用记事本打开，另存为，编码选 UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 8 > len(data):
        return Finding(source.path, 1, 1, _UTF_8, "文件是 UTF-16 编码，不是 UTF-8", fix)
    named = next((name for name, how, signs in _CODINGS if _looks_like(data, how, signs)), None)
    if named:
        message = f"文件像是{named}编码，不是 UTF-8"
        fix += "；打开是乱码的，请写这个文件的人另存一份"
        return Finding(source.path, line, column, _UTF_8, message, fix)
    message = f"这里有读不出的字节 {data[error.start]:02X}"
    fix = "对照原文，把这里的字重新输入一遍，再存为 UTF-8"
    return Finding(source.path, line, column, _UTF_8, message, fix)


# How files of other programs begin, whatever they are called.
_OTHER_FILES = (
    (b"PK\x03\x04", " Word、Excel 一类的文件"),
    (b"\xd0\xcf\x11\xe0", " Word、Excel 一类的文件"),
    (b"%PDF", " PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
# Other codings, each with the bytes by which its everyday characters begin and go on.
_CODINGS = (
    (" GBK（记事本里叫 ANSI）", "gb18030", b"[\xa1-\xd7][\xa1-\xfe]"),
    (" Big5（繁体中文）", "big5", b"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
)


def _looks_like(data: bytes, coding: str, everyday: bytes) -> bool:
    try:
        foreign = [sign.encode(coding) for sign in data.decode(coding) if sign > "\x7f"]
    except UnicodeDecodeError:
        return False
    return sum(bool(re.fullmatch(everyday, sign)) for sign in foreign) * 10 >= len(foreign) * 9


_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"\n---[ \t]*(?:\n|\Z)")


def split(text: str) -> Split | None:
    """Front matter and body of a Markdown file; None when the front matter is missing."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    start = opening.end()
    # Two lines of --- with nothing between them are the last that is thought of.
    closing = _CLOSING.search(text, start) or _CLOSING.match(text, start - 1)
    if closing is None:
        return None
    end = closing.end()
    return Split(text[start : closing.start() + 1], 2, text[end:], text.count("\n", 0, end) + 1)
