"""A build killed at any moment leaves the site whole, and the next build makes the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY
from portal.environment import ROOT

MOMENTS = 30
CHECKED_AFTER = 6


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three states of a content folder: small changes, and one of every page."""
    place = tmp_path_factory.mktemp("versions")
    contents = [Path(shutil.copytree(EXAMPLE, place / str(number))) for number in range(3)]
    _replace(contents[1] / "notices/2012/YL2012-0005.md", "\n---\n", "\n---\n\n新的一段。\n")
    _replace(contents[2] / "data/site.yml", "operator: ", "operator: 新")
    return contents


def test_a_build_killed_at_thirty_moments(versions: list[Path], tmp_path: Path) -> None:
    wanted = []
    for number, content in enumerate(versions):
        assert _started(content, tmp_path / f"first{number}/site").wait() == 0
        wanted.append(_digest(tmp_path / f"first{number}/site"))
    assert len(set(wanted)) == len(versions)
    site = tmp_path / "site"
    begun = time.monotonic()
    assert _started(versions[0], site).wait() == 0
    longest = time.monotonic() - begun
    for moment in range(MOMENTS):
        which = moment % len(versions)
        _kill(_started(versions[which], site), longest * moment / MOMENTS, moment % 2 == 0)
        assert _digest(site) in wanted
        if moment % CHECKED_AFTER == 0:
            assert _started(versions[which], site).wait() == 0
            assert _digest(site) == wanted[which]


def _started(content: Path, site: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--jobs", "2"]
    options = ["--content", str(content), "--site", str(site), "--as-of", str(EXAMPLE_DAY)]
    return subprocess.Popen(
        [*command, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(build: subprocess.Popen[bytes], seconds: float, with_workers: bool) -> None:
    try:
        build.wait(seconds)
    except subprocess.TimeoutExpired:
        if with_workers:
            os.killpg(build.pid, signal.SIGKILL)
        else:
            build.kill()
        build.wait()


def _digest(site: Path) -> str:
    said = sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        said.update(f"{path.relative_to(site)}\n".encode() + path.read_bytes())
    return said.hexdigest()


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
