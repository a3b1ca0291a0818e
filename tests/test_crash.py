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

from conftest import EXAMPLE, EXAMPLE_DAY, change
from portal.environment import ROOT

MOMENTS = 30
CHECKED_AFTER = 6


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three states of a content folder: small changes, and one of every page."""
    place = tmp_path_factory.mktemp("versions")
    contents = [Path(shutil.copytree(EXAMPLE, place / str(number))) for number in range(3)]
    change(contents[1] / "notices/2012/YL2012-0005.md", "\n---\n", "\n---\n\n新的一段。\n")
    change(contents[2] / "data/site.yml", "operator: ", "operator: 新")
    return contents


def test_a_build_killed_at_thirty_moments(versions: list[Path], tmp_path: Path) -> None:
    wanted = []
    for number, content in enumerate(versions):
        assert _started(content, tmp_path / f"first{number}/site").wait() == 0
        wanted.append(_digest(tmp_path / f"first{number}/site"))
    assert len(set(wanted)) == len(versions)
    site = tmp_path / "first0/site"
    # How long each takes after the one before it.
    seconds = [_seconds(versions[which], site) for which in (1, 2, 0)]
    hit = 0
    for moment in range(MOMENTS):
        which = (moment + 1) % len(versions)
        build = _started(versions[which], site)
        until = seconds[moment % len(versions)] * moment / MOMENTS
        hit += _kill(build, until, with_workers=moment % 2 == 0)
        assert _digest(site) in wanted
        if moment % CHECKED_AFTER == 0:
            assert _started(versions[which], site).wait() == 0
            assert _digest(site) == wanted[which]
    assert hit > MOMENTS // 3  # else builds were over before they were to be killed


def _seconds(content: Path, site: Path) -> float:
    begun = time.monotonic()
    assert _started(content, site).wait() == 0
    return time.monotonic() - begun


def _started(content: Path, site: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--jobs", "2"]
    options = ["--content", str(content), "--site", str(site), "--as-of", str(EXAMPLE_DAY)]
    return subprocess.Popen(
        [*command, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(build: subprocess.Popen[bytes], seconds: float, *, with_workers: bool) -> bool:
    """Whether it was still at work."""
    try:
        build.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        if with_workers:
            os.killpg(build.pid, signal.SIGKILL)
        else:
            build.kill()
        build.wait()
        return True


def _digest(site: Path) -> str:
    said = sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        said.update(f"{path.relative_to(site)}\n".encode() + path.read_bytes())
    return said.hexdigest()
