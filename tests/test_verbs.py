"""The small verbs of the workflows do what they say, and their gates can fail."""

import json
import os
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from conftest import EXAMPLE, built
from portal import environment
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


def test_a_site_of_a_time_that_is_to_come_is_not_called_fresh(published: tuple[Path, str]) -> None:
    witness = published[0] / "build.json"
    then = witness.stat().st_mtime
    os.utime(witness, (then + 60, then + 60))  # clocks differ a little
    assert "是 0.0 小时以前发布的" in run("watch", published[1]).stdout
    os.utime(witness, (2**32, 2**32))
    done = run("watch", published[1])
    assert (done.returncode, done.stdout) == (2, "")
    assert "说是 2106-02-07 06:28 UTC 发布的，这台机器的时间还没到那时。" in done.stderr


def test_a_site_that_cannot_be_asked_is_not_called_old(published: tuple[Path, str]) -> None:
    (published[0] / "build.json").unlink()
    done = run("watch", published[1])
    assert (done.returncode, done.stdout) == (2, "")
    assert "服务器回答 404" in done.stderr
    for address in ("not an address", "https://portal.example/?a=1"):
        assert run("watch", address).returncode == 2


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], str]]:
    """Makes the address of a server that says these bytes to whoever comes."""
    servers = []

    def start(said: bytes) -> str:
        class Answer(StreamRequestHandler):
            def handle(self) -> None:
                while self.rfile.readline().strip():
                    pass
                self.wfile.write(said)

        server = TCPServer(("127.0.0.1", 0), Answer)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


FINE = b"HTTP/1.0 200 OK\r\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "那里回答的不是网站"),
        (b"", "连不上，或连上又断了"),
        (FINE + b"\r\n", "回答里没有更新的时间"),
        (FINE + b"Last-Modified: yesterday\r\n\r\n", "回答里没有更新的时间"),
        (b"HTTP/1.0 503 Sorry\r\n\r\n", "服务器回答 503"),
        (b"HTTP/1.0 302 Found\r\nLocation: http://a:b/\r\n\r\n", "这不是网址"),
    ],
)
def test_an_answer_that_says_nothing_of_the_age_is_told(
    answering: Callable[[bytes], str], said: bytes, told: str
) -> None:
    done = run("watch", answering(said))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "改法：" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://none.invalid/", "找不到这个域名"),
        ("http://127.0.0.1:port/", "这不是网址"),
        (f"http://{'a' * 64}.example/", "这不是网址"),
    ],
)
def test_an_address_where_nothing_is_is_told(address: str, told: str) -> None:
    done = run("watch", address)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{address} 没有问成：{told}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("hours", "code"), [(1, 0), (30, 1)])
def test_a_time_without_a_zone_is_of_utc(
    answering: Callable[[bytes], str], hours: int, code: int
) -> None:
    then = format_datetime((datetime.now(UTC) - timedelta(hours=hours)).replace(tzinfo=None))
    assert then.endswith("-0000")
    done = run("watch", answering(FINE + f"Last-Modified: {then}\r\n\r\n".encode()))
    assert done.returncode == code, done.stderr
    assert f"是 {hours}.0 小时以前发布的" in done.stdout


def test_without_settings_an_address_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["watch.py"])
    watch = runpy.run_path(str(ROOT / "scripts/watch.py"))
    assert watch["main"]() == 2
    assert "写上网址" in capsys.readouterr().err


@pytest.mark.parametrize("linked", [False, True])
def test_generated_files_are_asked_after_where_content_is_a_link_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    linked: bool,
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / ("elsewhere" if linked else "content"))
    if linked:
        (tmp_path / "content").symlink_to("elsewhere")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["check.py"])
    check = runpy.run_path(str(ROOT / "scripts/check.py"))["main"]
    assert check() == 1
    assert "content/FIELDS.md:1:1" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["check.py", "--fix"])
    assert check() == 0
    assert (tmp_path / "content/FIELDS.md").is_file()


SOUND = {"name": "a", "version": "1", "vulns": []}
FOUND = {"name": "b", "version": "2", "vulns": [{"id": "GHSA-1", "fix_versions": ["2.1"]}]}
OPEN = {"name": "c", "version": "3", "vulns": [{"id": "GHSA-2", "fix_versions": []}]}


def listed(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("answer", "ended", "code", "told"),
    [
        (listed(SOUND), 0, 0, "没有安全公告。"),
        (listed(SOUND, FOUND), 1, 1, "b 2：GHSA-1，2.1 修好了\n1 份安全公告。"),
        (listed(FOUND, OPEN), 1, 1, "c 3：GHSA-2，还没有修好的版本\n2 份安全公告。"),
        (listed(SOUND), 1, 2, "安全公告没有问成。"),
        ("", 1, 2, "安全公告没有问成。"),
        ("[]", 0, 2, "安全公告没有问成。"),
        (listed(FOUND)[:-9], 1, 2, "安全公告没有问成。"),
    ],
)
def test_only_an_advisory_is_told_as_one(
    tmp_path: Path, answer: str, ended: int, code: int, told: str
) -> None:
    (tmp_path / "pip_audit.py").write_text(f"print({answer!r}); raise SystemExit({ended})", "utf-8")
    done = subprocess.run(
        [sys.executable, "scripts/audit.py", "--ignore", "GHSA-9"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert told in (done.stderr if code == 2 else done.stdout)
    assert ("改法：" in done.stdout + done.stderr) is (code != 0)


def test_what_changes_for_the_reader_is_told_field_by_field(content: Path, tmp_path: Path) -> None:
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
