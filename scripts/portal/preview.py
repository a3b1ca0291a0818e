"""Serve the preview: the last good site, rebuilt at every edit, with findings over it."""

import errno
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from portal import console
from portal.environment import ROOT
from portal.obstacles import ObstacleError
from portal.sources import is_of_an_open_file

LAST_PORT = 65535
SETTLED_SECONDS = 0.05
# What nobody sees at once waits until nothing was edited for a second, and for twice as long as it took
# at most: who edits again meanwhile would have to wait for it.
CALM_SECONDS = 1.0
CALM_TIMES = 2
HEARTBEAT_SECONDS = 15
_LIVE = ROOT / "theme" / "preview" / "live.js"
_CHANGES = frozenset({"created", "modified", "deleted", "moved"})


class Preview:
    """Builds on request and tells every open page how it went.

    `build` yields exit code and words of a build; asked `again`, it builds without any need, asked
    for `pages_first` only what people look at. `built` counts the good ones: a page knows
    by it whether it is of the last. Pages are told `built` with the count, `findings` with the
    words, and `whole` when the rest of the site has followed its pages.
    """

    def __init__(self, build: Callable[..., tuple[int, str]], tell: Callable[[str], None]) -> None:
        self._build = build
        self._tell = tell
        self._edits: queue.Queue[None] = queue.Queue()
        self._pages: set[queue.Queue[tuple[str, str]]] = set()
        # No two previews count from the same: a page of one that ended is not of this one.
        self.built = time.time_ns()
        self._findings = ""
        self._telling = threading.Lock()

    def build(self, *, pages_first: bool = False) -> bool:
        """Build once; whether the site is new. What the build says goes to terminal and pages."""
        code, words = self._build(pages_first=pages_first)
        good = code == 0
        if not good or "提醒：" in words:
            self._tell(words)
        self.built += good
        self._tell_pages("built" if good else "findings", words)
        return good

    def _tell_pages(self, name: str, words: str) -> None:
        with self._telling:
            self._findings = words if name == "findings" else ""
            for page in self._pages:
                page.put((name, self._findings or str(self.built)))

    def edited(self) -> None:
        """Ask for a build."""
        self._edits.put(None)

    def work(self) -> None:
        """Build whenever something was edited; edits in quick succession share a build.

        At first the builder makes itself ready, so that the first edit shows as fast as any other.
        What nobody sees at once follows when nothing is edited for a while; an edit that comes
        meanwhile waits for it.
        """
        begun = time.monotonic()
        self._build(again=True)
        whole, took = True, time.monotonic() - begun
        while True:
            if self._edited(None if whole else max(CALM_SECONDS, CALM_TIMES * took)):
                self._settle()
                self._tell("内容改了，正在重新生成……")
                whole = not self.build(pages_first=True)
                if not whole:
                    self._tell("好了，浏览器里已经是新的。")
            else:
                begun = time.monotonic()
                code, words = self._build()
                whole, took = True, max(took, time.monotonic() - begun)
                if code != 0:
                    self._tell(words)
                self._tell_pages("whole" if code == 0 else "findings", words)

    def _edited(self, timeout: float | None) -> bool:
        try:
            self._edits.get(timeout=timeout)
        except queue.Empty:
            return False
        return True

    def open(self) -> queue.Queue[tuple[str, str]]:
        """What a page that was just opened hears of."""
        page: queue.Queue[tuple[str, str]] = queue.Queue()
        with self._telling:
            page.put(("built", str(self.built)))
            if self._findings:
                page.put(("findings", self._findings))
            self._pages.add(page)
        return page

    def close(self, page: queue.Queue[tuple[str, str]]) -> None:
        """The page hears no more."""
        with self._telling:
            self._pages.discard(page)

    def _settle(self) -> None:
        while self._edited(SETTLED_SECONDS):
            pass


class Watch(FileSystemEventHandler):
    """Asks for a build at every edit."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Opening and reading are no edits, nor is what programs keep there for themselves."""
        names = [Path(os.fsdecode(one)).name for one in (event.src_path, event.dest_path) if one]
        own = "__pycache__" in str(event.src_path) or all(map(is_of_an_open_file, names))
        if event.event_type in _CHANGES and not own:
            self._preview.edited()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, preview: Preview, site: Path) -> None:
        self._preview = preview
        self._site = site
        super().__init__(*given, directory=str(site))  # type: ignore[arg-type] # the server's own

    def do_GET(self) -> None:
        """A page with the live script, a file as it is, or the stream of news."""
        if self.path == "/__preview/events":
            self._stream()
        elif self.path == "/__preview/live.js":
            self._send(200, _LIVE.read_bytes(), "text/javascript")
        else:
            self._page()

    def end_headers(self) -> None:
        """Nothing is kept by the browser: every edit shows."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line."""

    def _page(self) -> None:
        built = self._preview.built
        target = Path(self.translate_path(self.path))
        if target.is_dir():
            target /= "index.html"
        if target.is_file() and target.suffix != ".html":
            super().do_GET()
            return
        found = target.is_file()
        shown = target if found else self._site / "404.html"
        html = shown.read_bytes() if shown.is_file() else b"<!doctype html><body></body>"
        script = f'<script src="/__preview/live.js" data-built="{built}"></script>'
        html = html.replace(b"</body>", f"{script}</body>".encode())
        self._send(200 if found else 404, html, "text/html; charset=utf-8")

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        page = self._preview.open()
        try:
            while True:
                self.wfile.write(_news(page))
                self.wfile.flush()
        except OSError:
            self._preview.close(page)


def _news(page: queue.Queue[tuple[str, str]]) -> bytes:
    try:
        name, words = page.get(timeout=HEARTBEAT_SECONDS)
    except queue.Empty:
        return b":\n\n"
    return f"event: {name}\ndata: {json.dumps(words)}\n\n".encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to another page lets its connections go: nobody need hear of it."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # only named


def server(preview: Preview, site: Path, port: int) -> ThreadingHTTPServer:
    """The preview's server, on this machine only. Raises ObstacleError when it gets no port."""
    handler = partial(_Handler, preview=preview, site=site)
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise obstacle(error, port) from None


def obstacle(error: OSError, port: int) -> ObstacleError:
    """Why a server cannot listen at a port, and which other one to take."""
    another = f"--port {port + 1 if port < LAST_PORT else port - 1}"
    if error.errno == errno.EADDRINUSE:
        return ObstacleError(f"端口 {port} 被占用了。", f"关掉占用它的程序，或换一个：{another}")
    if error.errno == errno.EACCES:
        what = f"没有权限用端口 {port}：1024 以下的端口要管理员的权限。"
        return ObstacleError(what, "换一个大的：--port 8001")
    return ObstacleError(f"端口 {port} 用不了：{console.reason(error)}。", f"换一个：{another}")


def watch(preview: Preview, places: Iterable[Path]) -> None:
    """Every edit of these folders and files asks for a build from now on; `work` builds."""
    observer = Observer()
    around = _Around(preview, observer, [Path(os.path.abspath(place)) for place in places])  # noqa: PTH100 # a link may be put anew
    for folder in {place.parent for place in around.places}:
        observer.schedule(around, str(folder))
    observer.start()


class _Around(FileSystemEventHandler):
    """Watches places, also those that are put anew: the watch of a folder goes with the old one."""

    def __init__(self, preview: Preview, observer: BaseObserver, places: Iterable[Path]) -> None:
        self._preview, self._observer = preview, observer
        self.places: dict[Path, ObservedWatch | None] = {}
        for place in places:
            self._follow(place)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Of what stands around the places nothing matters."""
        met = {Path(os.fsdecode(one)) for one in (event.src_path, event.dest_path)}
        for place in met & self.places.keys():
            if event.event_type != "modified" and event.event_type in _CHANGES:
                with suppress(OSError):  # gone again
                    self._follow(place)
            if event.event_type in _CHANGES:
                self._preview.edited()

    def _follow(self, place: Path) -> None:
        before = self.places.get(place)
        self.places[place] = None
        if before is not None:
            self._observer.unschedule(before)
        if place.is_dir():
            edits = Watch(self._preview)
            self.places[place] = self._observer.schedule(edits, str(place), recursive=True)
