"""A built site → a release: a verified copy of it with what a web server sends compressed."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import brotli

from portal.addresses import HASHED
from portal.edition import DRAFTS, WITNESS
from portal.trees import MANIFEST, digest
from portal.workers import spread

_LASTING = re.compile(HASHED)
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".ics", ".atom"}
SMALLEST = 512  # compressed, less than this saves no packet
PAGE_QUALITY, ASSET_QUALITY = 5, 11  # pages change daily; a hashed asset is compressed once


class UnfitError(Exception):
    """What was to be published is not what its manifest says; `args` are the reasons."""


def pack(site: Path, release: Path, previous: Path | None, jobs: int) -> None:
    """`release` holds all of `site`, verified, compressed, with the previous hashed assets.

    A reader who opened a page a moment ago still finds the script it names: assets whose name
    carries their digest stay reachable for one release more.

    Raises UnfitError when `site` is not as its manifest says, or is a preview with drafts.
    """
    # Not copytree: where a disk is full, it tries all the other files, and forgets the reason.
    for path in _files(site):
        (release / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / path, release / path, follow_symlinks=False)
    reasons = faults(release) + _unlisted(release) or _drafts(release)
    if reasons:
        raise UnfitError(*reasons)
    if previous is not None and (previous / MANIFEST).is_file():
        _keep_times(release, previous)
        _carry_assets(release, previous)
    for _ in spread(lambda paths: _compress(release, paths), sorted(_files(release)), jobs):
        pass
    _open_to_readers(release)


def digests(folder: Path) -> dict[str, str]:
    """Path → sha256 as the manifest of a built site lists them.

    Raises UnfitError when there is no manifest, or none that can be read.
    """
    try:
        listed: dict[str, str] = json.loads((folder / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise UnfitError(f"{MANIFEST} 没有，或读不懂") from None
    return listed


def faults(folder: Path) -> list[str]:
    """Which files of the manifest are not there as listed, in words; raises as `digests` does."""
    reasons = []
    for path, mark in digests(folder).items():
        file = folder / path
        if ".." in Path(path).parts or not file.is_file() or file.is_symlink():
            reasons.append(f"{path} 缺了")
        elif digest(file.read_bytes()) != mark:
            reasons.append(f"{path} 与清单不符")
    return reasons


def _drafts(folder: Path) -> list[str]:
    witness = folder / WITNESS
    try:
        held = json.loads(witness.read_bytes()).get(DRAFTS) if witness.is_file() else None
    except (ValueError, AttributeError):
        return [f"{WITNESS} 读不懂"]
    return [f"这是带着 {held} 份草稿的预览，用 build.py 生成网站再发布"] if held else []


def _unlisted(folder: Path) -> list[str]:
    listed = {*digests(folder), MANIFEST}
    return [f"{path} 不在清单里" for path in _files(folder) if path not in listed]


def _files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name).relative_to(folder).as_posix()


def _keep_times(release: Path, previous: Path) -> None:
    # A server's ETag is made of time and size: what did not change need not be sent again.
    before = digests(previous)
    for path, mark in digests(release).items():
        # The time of WITNESS says when the site was published last.
        if path != WITNESS and before.get(path) == mark and (previous / path).is_file():
            shutil.copystat(previous / path, release / path)


def _carry_assets(release: Path, previous: Path) -> None:
    now = digests(release)
    for path in _hashed(digests(previous)):
        if path not in now and (previous / path).is_file():
            (release / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(previous / path, release / path)


def _hashed(listed: Mapping[str, str]) -> Iterator[str]:
    return (path for path in listed if _LASTING.search(path))


def _compress(release: Path, paths: Sequence[str]) -> None:
    for path in paths:
        file = release / path
        if file.suffix not in COMPRESSED or file.stat().st_size < SMALLEST:
            continue
        data = file.read_bytes()
        quality = ASSET_QUALITY if _LASTING.search(path) else PAGE_QUALITY
        copies = {
            ".gz": gzip.compress(data, 9, mtime=0),
            ".br": brotli.compress(data, quality=quality),
        }
        for suffix, packed in copies.items():
            copy = file.with_name(file.name + suffix)
            copy.write_bytes(packed)
            shutil.copystat(file, copy)


def _open_to_readers(release: Path) -> None:
    for parent, _, names in os.walk(release):
        Path(parent).chmod(0o755)
        for name in names:
            Path(parent, name).chmod(0o644)
