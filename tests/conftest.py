"""What tests share: the fictional operator's site, built once, and `--update` for golden files."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal import engine
from portal.building import build
from portal.environment import ROOT
from portal.findings import has_errors
from portal.standing import Order
from portal.workshop import Workshop

EXAMPLE = ROOT / "tests" / "example"
EXAMPLE_DAY = date(2012, 5, 10)
# What the engine made first, by who the pages are of.
_engine: dict[bytes, bytes] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


def rendered(workshop: Workshop, *, fresh: bool = True) -> engine.Files:
    with engine.rendered("mkdocs", workshop, fresh=fresh) as made:
        return made.files()


def built(content: Path, site: Path, **options: object) -> Path:
    """The site of a content folder, built without a word.

    What the engine made of the pages serves again, in any workshop, while it is of the same pages:
    it takes half of a first build.
    """
    order = {"today": EXAMPLE_DAY, "jobs": 1} | options
    memory, operator = Workshop(site).cache / "engine", (content / "data/site.yml").read_bytes()
    if operator in _engine and not memory.exists():
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_bytes(_engine[operator])
    findings = build(Order(content=content, site=site, **order), lambda _: None)  # type: ignore[arg-type]
    assert not has_errors(findings), findings
    _engine.setdefault(operator, memory.read_bytes())
    return site


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """tests/example, built; not to be changed by a test."""
    return built(EXAMPLE, tmp_path_factory.mktemp("example") / "site")


@pytest.fixture(scope="session")
def content_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built; not to be changed by a test."""
    return built(ROOT / "content", tmp_path_factory.mktemp("content") / "site")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

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
def look_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content with the page of all components; not to be changed by a test."""
    site = tmp_path_factory.mktemp("look") / "site"
    return built(ROOT / "content", site, components=True)


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


@pytest.fixture
def unused_port() -> int:
    """A port that nothing on this machine listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
