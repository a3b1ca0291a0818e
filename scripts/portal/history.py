"""Ask git how the pages stood at a revision: one listing, and the bytes of those that differ."""

import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from portal.clock import SHANGHAI
from portal.environment import for_git
from portal.fitting import kind_of
from portal.obstacles import ObstacleError
from portal.pictures import FOLDER as PICTURES

_PLAIN = ("GIT_NO_LAZY_FETCH", "GIT_NO_REPLACE_OBJECTS")
_FOLDERS = ("notices/", "commitments/", "pages/")
_NOTICE = "notice"
# What says how promises are kept and by what that is judged, what pages list, what leads
# on, and where the site stands.
_DATA = ("indicators", "results", "awards", "channels", "coverage", "redirects", "site")
_PICTURE = "picture"
_WITHOUT_PAGE = (_PICTURE, *_DATA)
_LEFT_OUT = {*_WITHOUT_PAGE} - {"results"}
_OF_A_YEAR = re.compile(r"(?:^|/)notices/\d{4}/[^/]+\.md$")
_ORDINARY = ("100644", "100755")


@dataclass(frozen=True)
class Past:
    """The notices at a revision: the bytes of those that are now gone or other bytes, by their path
    below the content folder; `pages` are the same for all else that has an address, `data` for lists
    and results, `pictures` for pictures. `paths` are those of all notices, promises, pages and results
    there were. `known` is whether the folder was there; `day` is that of the revision, as readers count days.
    """

    commit: str
    day: date
    known: bool
    differing: Mapping[str, bytes]
    pages: Mapping[str, bytes]
    data: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    paths: frozenset[str]


def past(content: Path, revision: str, now: Mapping[str, bytes]) -> Past:
    """How the pages of the folder stood at the revision; `now` holds today's bytes by path.

    Raises ObstacleError when there is no git, no repository, or no such revision in it; and when the
    notices of that revision are in another folder, so that none could be compared.
    """
    commit = _commit(content, revision)
    files = dict(_listed(_git(content, "ls-tree", "-r", "-z", commit)))
    if not files:
        _refuse_another_folder(content, commit)
    kinds = {path: kind for path in files if (kind := _compared(path))}
    wanted = [path for path in kinds if not _same(now.get(path), files[path])]
    contents = _contents(content, [files[path] for path in wanted])
    differing = dict(zip(wanted, contents, strict=True))

    def those(asked: Callable[[str], bool]) -> dict[str, bytes]:
        return {path: data for path, data in differing.items() if asked(kinds[path])}

    return Past(
        commit,
        _day(content, commit),
        bool(files),
        differing=those(lambda kind: kind == _NOTICE),
        pages=those(lambda kind: kind not in (_NOTICE, *_WITHOUT_PAGE)),
        data=those(lambda kind: kind in _DATA),
        pictures=those(lambda kind: kind == _PICTURE),
        paths=frozenset(path for path, kind in kinds.items() if kind not in _LEFT_OUT),
    )


def _day(content: Path, commit: str) -> date:
    written = _git(content, "show", "-s", "--format=%ct", commit)
    return datetime.fromtimestamp(int(written), SHANGHAI).date()


def _refuse_another_folder(content: Path, commit: str) -> None:
    """What was moved as a whole would all seem to be new."""
    everywhere = _listed(_git(content, "ls-tree", "-r", "-z", "--full-tree", commit))
    other = next((path for path, _ in everywhere if _OF_A_YEAR.search(path)), None)
    if other is not None:
        raise ObstacleError(
            f"{commit[:10]} 里，公告在另一个文件夹（{other}），没法对照。",
            "把内容文件夹放回原处；一定要搬的，单独搬一次，别的都不改，请管理员对照",
        )


def _commit(content: Path, revision: str) -> str:
    inside = _ask(content, "rev-parse", "--is-inside-work-tree")
    if inside.returncode != 0 or inside.stdout.strip() != b"true":
        words = inside.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = f"（git：{words[0]}）" if words else ""
        raise ObstacleError(
            f"{content} 不在 git 仓库里，没有历史可以对照{reason}。",
            "在仓库的克隆里运行，或不写 --since",
        )
    found = _ask(content, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(content, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise ObstacleError(
            f"这个克隆只有最近的历史，找不到 {revision}，没法对照。",
            "取回完整的历史：git fetch --unshallow（工作流里写 fetch-depth: 0）",
        )
    raise ObstacleError(
        f"仓库里没有 {revision} 这个版本，没法对照。", "写已有的提交、分支或标签，如 origin/main"
    )


def _listed(listing: bytes) -> Iterable[tuple[str, str]]:
    for row in listing.split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            if mode in _ORDINARY:
                yield os.fsdecode(path), blob


def _compared(path: str) -> str | None:
    """The kind of a file that has a page of its own, or holds data that must not change unseen."""
    if path.startswith(PICTURES):
        return _PICTURE
    kind = kind_of(path)
    is_compared = kind and (kind.name in _DATA or path.startswith(_FOLDERS))
    return kind.name if kind and is_compared else None


def _same(data: bytes | None, blob: str) -> bool:
    """Whether git would give these bytes that name; it hashes them behind a short head."""
    if data is None:
        return False
    head = f"blob {len(data)}\0".encode()
    algorithm = hashlib.sha256 if len(blob) == 64 else hashlib.sha1
    return algorithm(head + data, usedforsecurity=False).hexdigest() == blob


def _contents(content: Path, blobs: list[str]) -> list[bytes]:
    if not blobs:
        return []
    answer = _git(content, "cat-file", "--batch", given="\n".join(blobs).encode() + b"\n")
    found, start = [], 0
    for blob in blobs:
        end = answer.index(b"\n", start)
        words = answer[start:end].split(b" ")
        if len(words) != 3:
            raise ObstacleError(f"历史里缺 {blob} 的内容，没法对照。", "重新完整地克隆仓库")
        size = int(words[2])
        found.append(answer[end + 1 : end + 1 + size])
        start = end + size + 2
    return found


def _git(content: Path, *words: str, given: bytes = b"") -> bytes:
    done = _ask(content, *words, given=given)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ObstacleError(f"git 没能回答：{said}", "看看仓库是否完整，再运行一次")
    return done.stdout


def _ask(content: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # No question goes over the network: what a partial clone lacks is told, not fetched.
    # Nor does a replaced object stand in for what was committed.
    surroundings = for_git() | dict.fromkeys(_PLAIN, "1") | {"LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(content), *words],  # noqa: S607 # the git that the person uses
            input=given,
            capture_output=True,
            env=surroundings,
            check=False,
        )
    except FileNotFoundError:
        raise ObstacleError(
            "没有找到 git，没法对照历史。", "装上 git 再运行，或不写 --since"
        ) from None
