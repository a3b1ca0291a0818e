"""Remember what was made, in files that may go at any time without changing a byte of the output.

A file is written whole under another name and then renamed, and carries the digest of its key and
its content: one that was cut short, damaged or written for another key is a miss, never an error.
So is one that somebody else wrote or may write: to load it would be to run what they say.
"""

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

from portal.environment import DEVELOPMENT, ROOT, RUNTIME
from portal.workers import spread

PARTS = 64
_DIGEST_BYTES = 32

# Makes what is asked for by name.
Make = Callable[[Sequence[str]], Mapping[str, Any]]
# Name to (mark, value): the value was made of something that bore this mark.
_Part = dict[str, tuple[str, Any]]
# What a process that goes on building keeps, by file: key, mark, value. Empty: it keeps nothing.
_kept: list[dict[Path, tuple[str, bytes, Any]]] = []


@lru_cache(1)
def code_key() -> str:
    """One digest of all that makes the output besides content: code, theme, locked packages."""
    said = hashlib.sha256(sys.version.encode())
    for path in _code():
        data = path.read_bytes()
        said.update(f"{path.relative_to(ROOT).as_posix()}\0{len(data)}\0".encode() + data)
    return said.hexdigest()


def code_stamp() -> str:
    """What tells whether the files behind `code_key` were touched, without reading them."""
    try:
        return "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in _code())
    except FileNotFoundError:
        return ""  # one went away meanwhile


def _code() -> list[Path]:
    # What locks the tests locks ProperDocs as well, which a site may be made with.
    files = [RUNTIME, DEVELOPMENT, ROOT / "mkdocs.yml"]
    for folder in (ROOT / "scripts/portal", ROOT / "theme"):
        files += (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sorted(files)


def keep_loaded() -> None:
    """What is loaded or stored from now on stays with this process, for its next build."""
    _kept.append({})


def load(path: Path, key: str) -> Any | None:
    """What was stored under the key; None when that is not there whole."""
    try:
        with path.open("rb") as file:
            mark = file.read(_DIGEST_BYTES)
            for kept in _kept:
                if path in kept and kept[path][:2] == (key, mark):
                    return kept[path][2]
            # Some file systems show every file as anybody's: there only what is kept serves again.
            if not _is_ours(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    if mark != _mark(key, data):
        return None
    value = pickle.loads(data)  # noqa: S301 # it is ours, see above
    _keep(path, key, mark, value)
    return value


def is_kept(folder: Path) -> bool:
    """Whether what was stored in a folder is loaded again: not where a disk shows all files as anybody's."""
    stored = [path.stat() for path in folder.glob("*") if path.is_file()]
    return not stored or any(map(_is_ours, stored))


def _is_ours(told: os.stat_result) -> bool:
    """Whether only who runs this, or root, wrote it: of the file that is open, wherever it lies."""
    return told.st_uid in (os.geteuid(), 0) and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(path: Path, key: str, mark: bytes, value: Any) -> None:
    for kept in _kept:
        kept[path] = key, mark, value


def store(path: Path, key: str, value: Any) -> None:
    """The file holds the value for the key; whoever reads meanwhile sees the old one or the new."""
    mark = _write(path, key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    _keep(path, key, mark, value)


@dataclass(frozen=True)
class Memory:
    """A folder where values are remembered under a key; another key finds nothing."""

    folder: Path
    key: str


def remembered(
    memory: Memory | None, marks: Mapping[str, str], make: Make, jobs: int
) -> dict[str, Any]:
    """A value for every name: the remembered one while its mark is the same, else one made now.

    They come in the order of their names. The values lie in a few files, by name, so that one change
    writes little and many are read fast.
    """
    part_of = {name: f"{crc32(name.encode()) % PARTS:02d}.part" for name in marks}
    parts: dict[str, list[str]] = {}
    for name, part in part_of.items():
        parts.setdefault(part, []).append(name)
    held: dict[str, _Part] = {}
    if memory is not None:
        held = {part: load(memory.folder / part, memory.key) or {} for part in parts}

    def renewed(part: str) -> _Part:
        before, names = held.get(part, {}), parts[part]
        new = [name for name in names if before.get(name, _NOTHING)[0] != marks[name]]
        made = make(new)
        return {name: (marks[name], made[name]) if name in made else before[name] for name in names}

    def kept(part: str, now: _Part) -> bytes:
        data = pickle.dumps(now, pickle.HIGHEST_PROTOCOL)
        if memory is not None:
            _write(memory.folder / part, memory.key, data)
        return data

    stale = [part for part, names in parts.items() if not _holds(held.get(part, {}), names, marks)]
    if jobs > 1:
        made = spread(lambda some: [kept(one, renewed(one)) for one in some], stale, jobs, fewest=2)
        for part, data in zip(stale, chain.from_iterable(made), strict=True):
            held[part] = pickle.loads(data)  # noqa: S301 # made a moment ago
    else:
        # One after the other: all at once would be held twice.
        for part in stale:
            held[part] = renewed(part)
            if memory is not None:
                kept(part, held[part])
    return {name: held[part][name][1] for name, part in part_of.items()}


def _holds(held: _Part, names: Sequence[str], marks: Mapping[str, str]) -> bool:
    return len(held) == len(names) and all(
        held.get(name, _NOTHING)[0] == marks[name] for name in names
    )


_NOTHING = ("", None)


def _write(path: Path, key: str, data: bytes) -> bytes:
    """The mark of the file that is now there."""
    # Two processes may write the same at once.
    draft, mark = path.with_name(f"{path.name}.{os.getpid()}.new"), _mark(key, data)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.unlink(missing_ok=True)
    # A file of our own, whatever the umask, and never what a link of somebody else leads to.
    with open(draft, "xb", opener=partial(os.open, mode=0o600)) as file:
        file.write(mark + data)
    draft.replace(path)
    return mark


def _mark(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
