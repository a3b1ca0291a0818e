"""Trees of files: what a folder holds, bringing it up to date, and exchanging it with another.

A tree keeps `site-manifest.json` (path to SHA-256). It is taken away before the first change and
written after the last, so that a tree whose update was interrupted is measured anew.
"""

import ctypes
import errno
import hashlib
import math
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from operator import itemgetter
from pathlib import Path

import orjson

MANIFEST = "site-manifest.json"
# Inode, time and size of a manifest: what tells it from all others.
_Stamp = tuple[int, int, int]
# The manifests of two trees, of one of them before and after it was brought up to date.
MOST_REMEMBERED = 3
# What a process remembers that builds again and again; empty: it looks at all files every time.
_remembered: list[dict[_Stamp, dict[str, str]]] = []
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def remember() -> None:
    """What this process has stated of a tree is believed from now on: nobody else changes it."""
    _remembered.append({})


def is_remembered(tree: Path) -> bool:
    """Whether it is known without a look at its files what the tree holds."""
    return _believed(tree) is not None


def _believed(tree: Path) -> dict[str, str] | None:
    with suppress(OSError):
        stamp = _stamp(tree)
        return next((known[stamp] for known in _remembered if stamp in known), None)
    return None


def _stamp(tree: Path) -> _Stamp:
    told = (tree / MANIFEST).stat()
    return told.st_ino, told.st_mtime_ns, told.st_size


def contents(folder: Path) -> dict[str, bytes]:
    """Path to bytes of every file in the folder, sorted."""
    return {
        path: read(entry.path) for path, entry in sorted(_files(str(folder), ""), key=itemgetter(0))
    }


def data(tree: Path, path: str) -> bytes:
    """The bytes of a file of the tree."""
    return read(f"{tree}/{path}")


def read(path: str) -> bytes:
    """The bytes of a file."""
    # Thousands of files: a path object for each would take as long as the reading.
    with open(path, "rb", 0) as file:  # noqa: PTH123
        return file.read()


def joined(folder: Path, pattern: str) -> bytes:
    """The bytes of the files that match, one after the other in the order of their paths."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.glob(pattern)))


def holdings(tree: Path) -> dict[str, str]:
    """Path to digest of every file in the tree, as it is now.

    The manifest is believed for files older than itself; all others are measured. A folder that is
    older holds what it held then: only the others are looked through.
    """
    believed = _believed(tree)
    if believed is not None:
        return dict(believed)
    stated, written = _manifest(tree)
    held = {path: mark for path, mark in stated.items() if _changed(f"{tree}/{path}") < written}
    folders = _folders(stated)
    others = stated.keys() - held.keys()
    touched = (folder for folder in folders if _changed(f"{tree}/{folder}") >= written)
    others |= {path for folder in touched for path in _strange(tree, folder, folders)}
    for path in others - held.keys() - {MANIFEST}:
        with suppress(FileNotFoundError):
            held[path] = digest(read(f"{tree}/{path}"))
    return held


def _changed(path: str) -> float:
    """When it was changed or put there last; after anything else when it is not there."""
    with suppress(OSError):
        told = os.lstat(path)
        return max(told.st_mtime_ns, told.st_ctime_ns)  # a copy may bring its time along
    return math.inf


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders of the paths and those above them, each with a slash at its end; the root is ""."""
    found = {""}
    for path in paths:
        folder = path[: path.rfind("/") + 1]
        while folder not in found:
            found.add(folder)
            folder = folder[: folder.rfind("/", 0, -1) + 1]
    return found


def _strange(tree: Path, folder: str, known: Set[str]) -> Iterator[str]:
    """The files in the folder, and those in all folders below it that are not known."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{tree}/{folder}") as found:
        for entry in found:
            path = f"{folder}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield path
            elif f"{path}/" not in known:
                yield from (inner for inner, _ in _files(entry.path, f"{path}/"))


def stated(tree: Path) -> dict[str, str]:
    """What the tree's manifest says it holds; nothing without one."""
    return _manifest(tree)[0]


def stated_mark(tree: Path) -> str:
    """The digest of the tree's manifest; empty without one."""
    try:
        return digest((tree / MANIFEST).read_bytes())
    except OSError:
        return ""


def whole(tree: Path) -> bool:
    """Whether the tree holds what it states, and states anything."""
    stated, _ = _manifest(tree)
    return bool(stated) and holdings(tree) == stated


def open_for_change(tree: Path) -> None:
    """The tree exists and no longer states what it holds."""
    tree.mkdir(parents=True, exist_ok=True)
    (tree / MANIFEST).unlink(missing_ok=True)


def write(tree: Path, path: str, data: bytes) -> None:
    """The file holds the bytes; its folder is made when it is missing.

    A file that the public tree shares is left to it. Any other is written over in place: taking
    away a file that was written a moment ago can wait a millisecond for the disk. Raises OSError
    when it cannot be written whole; half of it may stand there, and no manifest states it.
    """
    target = f"{tree}/{path}"
    try:
        handle = _new(target)
    except FileExistsError:
        handle = _old(target)
    try:
        _put(handle, data)
    finally:
        os.close(handle)


def _put(handle: int, data: bytes) -> None:
    # Most files are new and taken in one call: anything more would be said tens of thousands of
    # times.
    written = os.write(handle, data)
    while written < len(data):
        written += os.write(handle, memoryview(data)[written:])


def _new(target: str) -> int:
    try:
        return os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        return os.open(target, _NEW, 0o666)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 # as often as files are written
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0])
        _make_folder(folder)


def _old(target: str) -> int:
    try:
        handle = os.open(target, os.O_WRONLY | os.O_NOFOLLOW)
    except OSError:
        handle = -1  # a link, or not ours to write: it makes room
    if handle >= 0 and os.fstat(handle).st_nlink == 1:
        os.ftruncate(handle, 0)
        return handle
    if handle >= 0:
        os.close(handle)
    _vacate(Path(target))
    return _new(target)


def caught_up(tree: Path, public: Path, *, measured: bool = False) -> dict[str, str]:
    """Path to digest of every file in the tree, which first takes over what `public` states it holds.

    It shares those files instead of writing them again; what `public` does not have stays in it.
    When all are to be `measured`, no manifest is believed.
    """
    if measured:
        open_for_change(tree)
    held, (stated, written) = holdings(tree), _manifest(public)
    wanted = {path: mark for path, mark in stated.items() if held.get(path) != mark}
    if wanted:
        open_for_change(tree)
        held |= {
            path: mark
            for path, mark in wanted.items()
            if _shared(f"{public}/{path}", f"{tree}/{path}", mark, 0 if measured else written)
        }
        close(tree, held)
    return held


def _shared(held: str, target: str, mark: str, written: int) -> bool:
    """Whether `target` is now the same file as `held`, which must be as it was when `written`."""
    try:
        if _changed(held) >= written and digest(read(held)) != mark:
            return False
        _link(held, target)
    except OSError:
        return False  # not there after all, or a file system without links: it will be written
    return True


def _link(held: str, target: str) -> None:
    try:
        os.link(held, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 # as often as there are files
        os.link(held, target)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        os.link(held, target)


def _vacate(target: Path) -> None:
    try:
        target.unlink()
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)


def remove(tree: Path, paths: Iterable[str]) -> None:
    """The files are gone, and the folders that this left empty."""
    for path in paths:
        (tree / path).unlink(missing_ok=True)
        _remove_empty((tree / path).parent, tree)


def _remove_empty(folder: Path, tree: Path) -> None:
    while folder != tree:
        try:
            folder.rmdir()
        except OSError:
            return  # there is something in it
        folder = folder.parent


def close(tree: Path, held: Mapping[str, str]) -> None:
    """The tree states what it holds; written whole, last."""
    data = _manifest_bytes(held)
    draft = tree / (MANIFEST + ".new")
    draft.write_bytes(data)
    draft.replace(tree / MANIFEST)
    for known in _remembered:
        known[_stamp(tree)] = dict(held)
        for old in list(known)[:-MOST_REMEMBERED]:
            del known[old]


def _manifest_bytes(held: Mapping[str, str]) -> bytes:
    """The manifest as published: {"files": {path: sha256}}, sorted, a line for each file."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps({"files": held}, None, options)


def exchange(one: Path, other: Path) -> None:
    """The two folders change places in one step; if `other` is missing, `one` takes its place.

    Raises OSError when the system does not let it. Where it knows no such step it takes three, and
    a kill between them leaves `other` aside, under its name with .old.
    """
    aside = other.with_name(other.name + ".old")
    if not other.exists():
        one.rename(other)
        return
    if not _renameat2(one, other):
        # A build that was killed between two of these steps may have left it.
        shutil.rmtree(aside, ignore_errors=True)
        other.rename(aside)
        one.rename(other)
        aside.rename(one)


def _renameat2(one: Path, other: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _manifest(tree: Path) -> tuple[dict[str, str], int]:
    try:
        stated = _believed(tree) or orjson.loads((tree / MANIFEST).read_bytes())["files"]
        return stated, (tree / MANIFEST).stat().st_mtime_ns
    except (OSError, ValueError, KeyError, TypeError):
        return {}, 0


def _files(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        found = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry
