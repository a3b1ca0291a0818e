"""Two builds of the same content are the same bytes, whatever surrounds them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.environment import ROOT
from portal.trees import contents

# Loaded by the interpreter at its start: folders are listed in an order of their own each time.
SHUFFLE = """\
import os, random
listed, scanned = os.listdir, os.scandir
class Shuffled:
    def __init__(self, found): self.found = found
    def __enter__(self): return self
    def __exit__(self, *_): self.found.close()
    def close(self): self.found.close()
    def __iter__(self):
        entries = list(self.found); random.shuffle(entries); return iter(entries)
    def __next__(self): return next(self.found)
def listdir(*given):
    names = listed(*given); random.shuffle(names); return names
os.listdir, os.scandir = listdir, lambda *given: Shuffled(scanned(*given))
"""

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
THERE = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"}


def build(content: Path, site: Path, around: dict[str, str], *options: str) -> dict[str, bytes]:
    command = [sys.executable, str(ROOT / "scripts/build.py")]
    command += ["--content", str(content), "--site", str(site), *options]
    surroundings = os.environ | around | {"SOURCE_DATE_EPOCH": "1247788800"}
    done = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=False, cwd=content.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(site)


@pytest.mark.parametrize("source", ["content", "tests/example"])
def test_no_surrounding_changes_a_byte(tmp_path: Path, source: str) -> None:
    other = tmp_path / "别的 'folder'"
    (other / "shuffle").mkdir(parents=True)
    (other / "shuffle/sitecustomize.py").write_text(SHUFFLE, "utf-8")
    shutil.copytree(ROOT / source, other / "content")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    first = build(ROOT / source, tmp_path / "site", HERE, "--jobs", "1")
    shuffled = THERE | {"PYTHONPATH": str(other / "shuffle")}
    second = build(other / "content", other / "site", shuffled, "--jobs", "3", "--no-cache")
    again = build(other / "content", other / "site", shuffled, "--jobs", "2")
    assert differing(first, second) == []
    assert differing(second, again) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
