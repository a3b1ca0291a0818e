"""What tests share: the fictional operator's site, built once, and `--update` for golden files."""

import fcntl
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from portal import checking, engine
from portal.addresses import NOT_FOUND
from portal.building import build
from portal.environment import ROOT
from portal.findings import has_errors
from portal.standing import Order
from portal.workshop import Workshop

EXAMPLE = ROOT / "tests" / "example"
EXAMPLE_DAY = date(2012, 5, 10)
# Where the processes of a run keep what the engine made first, by who the pages are of.
_engines: list[Path] = []
# No choice of a reader's system: what it says of colours, movement and paper.
NO_MEDIA: dict[str, Any] = dict.fromkeys(
    ["media", "color_scheme", "reduced_motion", "forced_colors", "contrast"], "null"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the example's content, to be changed."""
    return shutil.copytree(EXAMPLE, tmp_path / "content")


def undated(content: Path) -> Path:
    """The content without a day of its own: browsers judge again on their readers' day."""
    settings = content / "data/site.yml"
    settings.write_text(re.sub("as_of: .*\n", "", settings.read_text("utf-8")), "utf-8")
    return content


def change(path: Path, old: str, new: str) -> None:
    """The first `old` in a file, which is there, is `new`."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def rendered(workshop: Workshop, *, fresh: bool = True) -> engine.Files:
    with engine.rendered("mkdocs", workshop, fresh=fresh) as made:
        return made.files()


def built(content: Path, site: Path, **options: object) -> Path:
    """The site of a content folder, built without a word.

    What the engine made of the pages serves again, in any workshop, while it is of the same pages:
    it takes half of a first build.
    """
    order = {"today": EXAMPLE_DAY, "jobs": 1} | options
    operator = sha256((content / "data/site.yml").read_bytes()).hexdigest()
    memory, known = Workshop(site).cache / "engine", _engines[0] / operator
    if known.exists() and not memory.exists():
        memory.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(known, memory)
    findings = build(Order(content=content, site=site, **order), lambda _: None)  # type: ignore[arg-type]
    assert not has_errors(findings), findings
    if not known.exists():
        whole = known.with_suffix(f".{os.getpid()}")
        shutil.copyfile(memory, whole)
        whole.replace(known)
    return site


# Gives the folder of that name, made by the first process that asks; not to be changed by a test.
OfAll = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session", autouse=True)
def _of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    _engines[:] = [shared / "engines"]
    _engines[0].mkdir(parents=True, exist_ok=True)
    return shared


@pytest.fixture(scope="session", autouse=True)
def _fitted_once() -> None:
    """A file that is the same in many folders is fitted once in a process, as builds remember it.

    What a test puts in the place of `fit` has a memory of its own: what it makes fail is not
    remembered for others.
    """
    judged = checking._judged
    known = lru_cache(4096)(lambda source, _: judged(source))
    checking._judged = lambda source: known(source, vars(checking)["fit"])


@pytest.fixture(scope="session")
def of_all(_of_the_run: Path) -> OfAll:
    """Folders that the processes of a run share: each is made once, by who needs it first."""

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = _of_the_run / name, _of_the_run / f"{name}.done"
        with done.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.stat().st_size:
                make(folder)
                lock.write("done")
        return folder

    return made


@pytest.fixture(scope="session")
def example_site(of_all: OfAll) -> Path:
    """tests/example, built; not to be changed by a test."""
    return of_all("example", lambda site: built(EXAMPLE, site))


@pytest.fixture(scope="session")
def content_site(of_all: OfAll) -> Path:
    """The real content, built; not to be changed by a test."""
    return of_all("content", lambda site: built(ROOT / "content", site))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:
        """As the shipped configuration of nginx answers: with the site's own page, if it has one."""
        own = Path(self.directory) / NOT_FOUND
        if code != HTTPStatus.NOT_FOUND or not own.exists():
            return super().send_error(code)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(own.read_bytes())
        return None

    def copyfile(self, *both: Any) -> None:
        with suppress(ConnectionError):  # a page may be closed before it has all that it asked for
            super().copyfile(*both)


def served(site: Path) -> Iterator[str]:
    """The address of a server of the folder, on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def example_address(example_site: Path) -> Iterator[str]:
    """tests/example on a server."""
    yield from served(example_site)


@pytest.fixture(scope="session")
def content_address(content_site: Path) -> Iterator[str]:
    """The real content on a server."""
    yield from served(content_site)


@pytest.fixture(scope="session")
def look_site(of_all: OfAll) -> Path:
    """The real content with the page of all components; not to be changed by a test."""
    return of_all("look", lambda site: built(ROOT / "content", site, components=True))


@pytest.fixture(scope="session")
def look_address(look_site: Path) -> Iterator[str]:
    """The real content and the components on a server."""
    yield from served(look_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once; every test opens its own page or context in it.

    Its headless shell where there is one: the same engine without windows, which cost four times
    what a page does.
    """
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        running = play.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@contextmanager
def taken(tabs: list[Page], browser: Browser) -> Iterator[Page]:
    """A page as good as new, of those that were used before if there is one."""
    page = tabs.pop() if tabs else browser.new_context(service_workers="block").new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    yield page
    # One that a test left in a state where this fails is not used again.
    page.unroute_all()
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")
    page.emulate_media(**NO_MEDIA)
    tabs.append(page)


@pytest.fixture(scope="session")
def _tabs() -> list[Page]:
    return []


@pytest.fixture
def tab(browser: Browser, _tabs: list[Page]) -> Iterator[Page]:
    """A page as good as new in a third of the time: its process and what was compiled are kept.

    Who listens to it, sets its clock, gives it scripts or needs a service worker opens another.
    """
    with taken(_tabs, browser) as page:
        yield page


@pytest.fixture
def unused_port() -> int:
    """A port that nothing on this machine listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
