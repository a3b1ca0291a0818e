"""The small verbs of the workflows do what they say, and their gates can fail."""

import os
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from conftest import EXAMPLE, built
from portal.environment import ROOT


def run(verb: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"scripts/{verb}.py", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_linkchecker_finds_nothing_on_the_real_site(content_site: Path) -> None:
    done = run("links", content_site)
    assert done.returncode == 0, done.stdout


def test_linkchecker_finds_a_broken_link(tmp_path: Path) -> None:
    page = '<!doctype html><title>甲</title><a href="none.html">乙</a>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    done = run("links", tmp_path)
    assert done.returncode == 1
    assert "none.html" in done.stdout


def test_linkchecker_needs_a_site(tmp_path: Path) -> None:
    assert run("links", tmp_path).returncode == 2


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def published(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A public folder and its address."""
    (tmp_path / "build.json").write_text("{}", "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_site_published_today_is_fresh(published: tuple[Path, str]) -> None:
    assert run("watch", published[1]).returncode == 0


def test_a_site_that_was_not_published_for_a_day_is_told(published: tuple[Path, str]) -> None:
    witness = published[0] / "build.json"
    then = witness.stat().st_mtime - 27 * 3600
    os.utime(witness, (then, then))
    assert run("watch", published[1]).returncode == 1
    assert run("watch", published[1], "--hours", 28).returncode == 0


def test_a_site_that_cannot_be_reached_is_told(published: tuple[Path, str]) -> None:
    (published[0] / "build.json").unlink()
    assert run("watch", published[1]).returncode == 1
    assert run("watch", "not an address").returncode == 2


def test_what_changes_for_the_reader_is_told_field_by_field(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(EXAMPLE, content)
    before = built(content, tmp_path / "before", today=date(2012, 5, 10))
    shutil.copytree(content, tmp_path / "then")
    notice = next(iter(sorted((content / "notices").rglob("*.md"))))
    text = notice.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    notice.write_text(text.replace(title, "title: 换了一个标题"), "utf-8")
    page = "---\ntitle: 新的一页\n---\n\n这是新的。见[首页](/)。\n"
    (content / "pages/help/fresh.md").write_text(page, "utf-8")
    after = built(content, tmp_path / "after", today=date(2012, 5, 10))
    done = run("changes", tmp_path / "then", before, content, after)
    assert done.returncode == 0, done.stderr
    assert "- `/help/fresh/`" in done.stdout
    assert (
        f"| {notice.stem} | 标题 | {title.removeprefix('title: ')} | 换了一个标题 |" in done.stdout
    )


def test_no_change_is_told_as_none(example_site: Path) -> None:
    done = run("changes", EXAMPLE, example_site, EXAMPLE, example_site)
    assert done.stdout == "## 读者会看到的变化\n\n没有变化。\n"


def test_changes_need_built_sites(tmp_path: Path) -> None:
    assert run("changes", EXAMPLE, tmp_path, EXAMPLE, tmp_path).returncode == 2


def _tested_without_a_browser(words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/test.py", *shlex.split(words)]
    bare = os.environ | {"PATH": ""}
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)


def test_what_needs_no_browser_is_tested_where_there_is_none() -> None:
    done = _tested_without_a_browser("tests/test_life.py -m 'not browser' -k label")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.parametrize("words", ["tests/test_life.py", "tests/test_life.py -n 2"])
def test_what_needs_a_browser_is_told_where_there_is_none(words: str) -> None:
    done = _tested_without_a_browser(words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有找到 Chromium" in done.stderr
    assert '-m "not browser"' in done.stderr


def test_what_tests_write_goes_to_memory_only_where_it_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_roomy = runpy.run_path(str(ROOT / "scripts/test.py"))["is_roomy"]
    held = os.statvfs(tmp_path)
    free = held.f_bavail * held.f_frsize
    monkeypatch.setitem(is_roomy.__globals__, "ROOM_BYTES", free // 2)
    assert is_roomy(tmp_path)
    monkeypatch.setitem(is_roomy.__globals__, "ROOM_BYTES", free * 2)
    assert not is_roomy(tmp_path)
    assert not is_roomy(tmp_path / "none")
