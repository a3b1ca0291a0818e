"""Prove the project: format, lint, types, units, golden pages, a real browser. Takes pytest's arguments.

Exit codes: those of pytest, but 2 when the surroundings are lacking.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME, environment.DEVELOPMENT)

import os
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from portal import console

# One process more than cores: most of them wait for a browser or for a build. Neighbours in a file
# share what is made for them, so each process begins with a run of its own.
ON_ALL_CORES = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
# Where Linux keeps files in memory: hundreds of small sites are made there in three quarters of the
# time a disk takes. They need some hundred megabytes at a time.
MEMORY, ROOM_BYTES = Path("/dev/shm"), 2 << 30  # noqa: S108 # pytest makes a folder only its user may enter


def main() -> int:
    """Run pytest; on all cores when no arguments are given."""
    os.chdir(environment.ROOT)
    if is_roomy(MEMORY):
        os.environ.setdefault("TMPDIR", str(MEMORY))
    asked = sys.argv[1:] or ON_ALL_CORES
    if not any(map(shutil.which, ("chromium-headless-shell", "chromium"))) and _opens_it(asked):
        return console.complain(
            "没有找到 Chromium，浏览器测试跑不了。",
            "安装它，例如 sudo apt-get install chromium-headless-shell fonts-noto-cjk nginx；"
            '或不跑它们：python3 scripts/test.py -m "not browser"',
        )
    return int(pytest.main(asked))


def is_roomy(folder: Path) -> bool:
    """Whether all that tests write fits into the folder, and what is written there can be run."""
    if not os.access(folder, os.W_OK):
        return False
    held = os.statvfs(folder)
    return held.f_bavail * held.f_frsize >= ROOM_BYTES and not held.f_flag & os.ST_NOEXEC


class _Collected:
    """A plugin that sees which tests are asked for."""

    def __init__(self) -> None:
        self.opens_browser = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Called by pytest with the tests that are left after its options."""
        self.opens_browser = any(item.get_closest_marker("browser") for item in session.items)


def _opens_it(asked: list[str]) -> bool:
    collected = _Collected()
    with redirect_stdout(StringIO()):
        pytest.main([*asked, "--collect-only"], plugins=[collected])
    return collected.opens_browser


if __name__ == "__main__":
    sys.exit(main())
