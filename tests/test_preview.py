"""The preview in a real browser: an edit shows by itself, a mistake stands over the last page."""

import errno
import queue
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from watchdog.events import (
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from conftest import EXAMPLE, change
from portal import preview as preview_module
from portal.environment import ROOT
from portal.preview import Preview, Watch, obstacle, server, watch

pytestmark = pytest.mark.browser
READY = "预览在 "


@dataclass
class Served:
    address: str
    process: subprocess.Popen[str]


@pytest.fixture
def preview(content: Path, unused_port: int) -> Iterator[Served]:
    script, site = ROOT / "scripts/serve.py", content.parent / "preview/site"
    folders = ["--content", str(content), "--site", str(site)]
    command = [sys.executable, str(script), *folders, "--port", str(unused_port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if line.startswith(READY))
        yield Served(said.removeprefix(READY).split("（")[0], process)
        process.terminate()


class Overtaken(Preview):
    """A preview whose site is built anew after a page was loaded, before the page asks for news."""

    def __init__(self, shown: Path) -> None:
        super().__init__(lambda **_: (0, ""), print)
        self._shown = shown

    def open(self) -> queue.Queue[tuple[str, str]]:
        if "旧" in self._shown.read_text("utf-8"):
            self._shown.write_text("<body><h1>新</h1></body>", "utf-8")
            self.build()
        return super().open()


def test_a_page_from_before_a_build_learns_of_it_though_it_asks_late(
    tmp_path: Path, unused_port: int, browser: Browser
) -> None:
    shown = tmp_path / "index.html"
    shown.write_text("<body><h1>旧</h1></body>", "utf-8")
    serving = server(Overtaken(shown), tmp_path, unused_port)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://localhost:{unused_port}/")
    expect(page.locator("h1")).to_have_text("新")
    page.close()
    serving.shutdown()
    serving.server_close()


@pytest.mark.parametrize(
    ("number", "port", "what", "fix"),
    [
        (errno.EADDRINUSE, 8000, "端口 8000 被占用了。", "--port 8001"),
        (errno.EADDRINUSE, 65535, "端口 65535 被占用了。", "--port 65534"),
        (errno.EACCES, 80, "没有权限用端口 80", "--port 8001"),
        (errno.EMFILE, 8000, "端口 8000 用不了：打开的文件太多。", "--port 8001"),
    ],
)
def test_why_a_port_cannot_be_had_is_told_with_one_that_may(
    number: int, port: int, what: str, fix: str
) -> None:
    told = obstacle(OSError(number, "no"), port)
    assert told.what.startswith(what)
    assert told.fix.endswith(fix)


def test_a_browser_that_goes_on_meanwhile_is_not_told_as_an_error(
    tmp_path: Path, unused_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = server(Preview(lambda **_: (0, ""), print), tmp_path, unused_port)
    with socket.create_connection(("127.0.0.1", unused_port)) as browser:
        browser.sendall(b"GET /")
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    serving.process_request_thread(*serving.get_request())
    serving.server_close()
    assert capsys.readouterr().err == ""


def test_a_port_that_another_holds_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        words = ["--content", EXAMPLE, "--site", tmp_path / "site", "--port", port]
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts/serve.py"), *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"端口 {port} 被占用了。" in done.stderr
    assert not (tmp_path / "site").exists()


def test_the_rest_follows_when_nothing_is_edited_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview_module, "CALM_SECONDS", 0.01)
    asked: list[dict[str, bool]] = []
    answers = iter([(0, ""), (0, ""), (0, ""), (1, "坏的"), (0, ""), (1, "还是坏的")])

    def build(**how: bool) -> tuple[int, str]:
        asked.append({name: True for name, one in how.items() if one})
        return next(answers)

    preview = Preview(build, lambda _: None)
    page, at_first = preview.open(), str(preview.built)
    assert page.get() == ("built", at_first)
    threading.Thread(target=preview.work, daemon=True).start()
    news = []
    for count in (2, 1, 2):
        preview.edited()
        news += [page.get(timeout=10)[0] for _ in range(count)]
    assert news == ["built", "whole", "findings", "built", "findings"]
    whole: dict[str, bool] = {}
    pages = {"pages_first": True}
    assert asked == [{"again": True}, pages, whole, pages, pages, whole]
    # Who comes now hears of the last good pages, and of what is wrong with the rest.
    late = preview.open()
    assert [late.get(), late.get()] == [("built", str(preview.built)), ("findings", "还是坏的")]
    assert str(preview.built) != at_first


def test_the_rest_waits_twice_as_long_as_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_module, "CALM_SECONDS", 0.001)
    waited: list[float | None] = []

    def build(**_: bool) -> tuple[int, str]:
        begun = time.monotonic()
        while time.monotonic() < begun + 0.02:
            pass
        return 0, ""

    class Edited(Preview):
        """One edit, then none."""

        def _edited(self, timeout: float | None) -> bool:
            waited.append(timeout)
            if len(waited) == 4:
                raise EOFError
            return len(waited) == 1

    with pytest.raises(EOFError):
        Edited(build, lambda _: None).work()
    at_once, settled, calm, whole = waited
    assert (at_once, settled, whole) == (None, preview_module.SETTLED_SECONDS, None)
    assert calm is not None
    assert calm >= 0.04


@pytest.mark.parametrize(
    ("event", "is_edit"),
    [
        (FileModifiedEvent("content/pages/a.md"), True),
        (FileModifiedEvent("content/pages/.a.md.swp"), False),
        (FileCreatedEvent("content/pages/.#a.md"), False),
        (FileMovedEvent("content/pages/.a.md.swp", "content/pages/a.md"), True),
        (FileMovedEvent("content/pages/.a.md.swx", "content/pages/.a.md.swp"), False),
    ],
)
def test_what_an_editor_keeps_for_itself_is_no_edit(event: FileSystemEvent, is_edit: bool) -> None:
    edits = []

    class Counting(Preview):
        def edited(self) -> None:
            edits.append(1)

    Watch(Counting(lambda **_: (0, ""), print)).dispatch(event)
    assert bool(edits) == is_edit


def test_a_folder_that_is_put_anew_is_watched_on(tmp_path: Path) -> None:
    content, settings, edits = tmp_path / "content", tmp_path / "mkdocs.yml", queue.Queue[None]()

    class Counting(Preview):
        def edited(self) -> None:
            edits.put(None)

    def is_seen(path: Path) -> bool:
        while True:  # what came before has been told
            try:
                edits.get(timeout=0.5)
            except queue.Empty:
                break
        path.write_text("改过", "utf-8")
        try:
            edits.get(timeout=10)
        except queue.Empty:
            return False
        return True

    (content / "pages").mkdir(parents=True)
    watch(Counting(lambda **_: (0, ""), print), [content, settings])
    assert is_seen(content / "pages/a.md")
    shutil.copytree(content, tmp_path / "backup")
    shutil.rmtree(content)
    shutil.copytree(tmp_path / "backup", content)
    assert is_seen(content / "pages/a.md")
    content.rename(tmp_path / "older")
    (tmp_path / "backup").rename(content)
    assert is_seen(content / "pages/a.md")
    assert is_seen(settings)


def test_a_draft_is_in_the_preview(preview: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(preview.address + "help/upcoming/")
    expect(page.get_by_role("note").get_by_text("草稿")).to_be_visible()


def test_an_edit_shows_and_a_mistake_stands_over_the_last_good_page(
    content: Path, preview: Served, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(preview.address + "help/")
    heading = page.get_by_role("heading", level=1)
    source = content / "pages" / "help.md"
    title = heading.inner_text()
    change(source, f"title: {title}", "title: 换过的标题")
    expect(heading).to_have_text("换过的标题", timeout=30_000)
    change(source, "title: 换过的标题", "titel: 换过的标题")
    dialog = page.locator("dialog pre")
    expect(dialog).to_contain_text("pages/help.md", timeout=30_000)
    expect(dialog).to_contain_text("title")
    expect(page.locator("h1")).to_have_text("换过的标题")
    change(source, "titel: 换过的标题", "title: 又改好了")
    expect(heading).to_have_text("又改好了", timeout=30_000)
    expect(page.locator("dialog")).to_have_count(0)
