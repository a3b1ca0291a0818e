"""Ask the same queries of our search, of Pagefind and of the theme's own: `search.py N FOLDER [STEP]`.

STEP 5 asks only every fifth query. FOLDER keeps what is made. Pagefind is measured when its command is given, as in
`PAGEFIND="/path/to/venv/bin/python -m pagefind"` after `pip install 'pagefind[bin]'` there; it gets the pages that
our search knows, no lists. MKDOCS names another MkDocs for the theme's search, one that has jieba too.
LINE="1600 150" answers as over a line of 1,600 kbit/s on which every request waits 150 ms.
Prints a line of JSON for each engine: recall of the ten first results, mean reciprocal rank,
compressed bytes before the first result (median, 95th percentile), milliseconds, what the browser
holds more in memory, size of the index compressed, seconds of processor time to make it.
"""

import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean, quantiles
from threading import Lock, Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests/search"), str(Path(__file__).parent)]

import answers
import measure
import notices
from playwright.sync_api import Page, Playwright, sync_playwright

from portal.building import build
from portal.search.gathering import Pages, index_files
from portal.standing import Order
from portal.workers import keep_memory, uncollected

DAY = date(2009, 7, 17)

OURS = """(text) => new Promise((resolve) => {
  const list = document.querySelector("[data-search-results]");
  const form = document.querySelector("[data-search] form");
  form.elements.q.value = text;
  form.requestSubmit();
  new MutationObserver(() => {
    if (list.dataset.searchState === "loading") return;
    resolve([...list.querySelectorAll("a")].map((a) => new URL(a.href).pathname.slice(1)));
  }).observe(list, { attributes: true });
})"""
PAGEFIND = """async (text) => {
  const engine = await import("/pagefind/pagefind.js");
  const found = (await engine.search(text)).results.slice(0, 10);
  const pages = await Promise.all(found.map((one) => one.data()));
  return pages.map((page) => page.url.replace(/^\\//, "").replace(/index\\.html$/, ""));
}"""
THEMES = """async (text) => {
  const settings = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(settings.search, location.href));
  const answer = (type) => new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => data.type === type && resolve(data.data));
  });
  const index = await (await fetch("/search/search_index.json")).json();
  const ready = answer(1);
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  await ready;
  const result = answer(3);
  worker.postMessage({ type: 2, data: text });
  return (await result).items.map((item) => item[0].location.split("#")[0]).slice(0, 10);
}"""


@dataclass(frozen=True)
class Engine:
    """A search to ask: where its site stands, which page asks, how, and what it took to make."""

    name: str
    site: Path
    page: str
    ask: str
    index: str
    seconds: float


class _Counting(SimpleHTTPRequestHandler):
    """Sends every file compressed, and counts."""

    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), 6)
        type(self).sent += len(data)
        _travel(len(data))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _travel(size: int) -> None:
    """Take as long as the line does; what comes at the same time shares it."""
    rate, wait = map(int, os.environ.get("LINE", "0 0").split())
    if rate:
        time.sleep(wait / 1000)
        with _BUSY:
            time.sleep(size * 8 / (rate * 1000))


_BUSY = Lock()


def main(count: int, folder: Path, step: int = 1) -> None:
    """Make the sites, then ask."""
    content = folder / "content"
    if not content.exists():
        content.mkdir(parents=True)
        notices.write(count, content)
    site = folder / "site"
    build(Order(content, site, DAY, as_of=DAY), lambda _: None)
    facts = answers.facts_of(content, DAY)
    known = answers.documents_of(facts, site)
    queries = answers.queries(facts, known)[::step]
    for one in known:
        page = folder / "known" / one.address / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / one.address / "index.html", page)
    with sync_playwright() as play:
        for engine in _engines(facts, content, site, folder):
            sys.stdout.write(json.dumps(_measured(play, engine, queries)) + "\n")
            sys.stdout.flush()


def _engines(facts: Any, content: Path, site: Path, folder: Path) -> Iterator[Engine]:
    marks = {path.relative_to(site).as_posix(): "" for path in site.rglob("index.html")}
    pages = Pages(partial(_html, site), marks)
    # As a build does it: nothing looks for circles meanwhile, and memory stays.
    keep_memory()
    with uncollected():
        seconds = _processor(lambda: list(index_files(facts, pages, None)))
    yield Engine("ours", site, "search/", OURS, "assets/search", seconds)
    if command := os.environ.get("PAGEFIND"):
        made = str(folder / "pagefind")
        words = [*command.split(), "--site", str(folder / "known"), "--output-path", made]
        seconds = _processor(lambda: measure.seconds(words))
        shutil.rmtree(site / "pagefind", ignore_errors=True)
        shutil.copytree(folder / "pagefind", site / "pagefind")
        yield Engine("pagefind", site, "about/", PAGEFIND, "pagefind", seconds)
        shutil.rmtree(site / "pagefind")
    yield _theme(content, folder)


def _theme(content: Path, folder: Path) -> Engine:
    """The same notices as pages of the engine, with its own search."""
    project = folder / "theme"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(content / "pages", project / "docs")
    shutil.copytree(content / "notices", project / "docs/notices")
    settings = "site_name: x\ntheme: {name: material, language: zh, font: false}\n"
    (project / "mkdocs.yml").write_text(f"{settings}plugins: [search]\n", "utf-8")
    mkdocs = os.environ.get("MKDOCS", f"{sys.executable} -m mkdocs").split()
    command = [*mkdocs, "build", "-q", "-d", "site"]
    seconds = _processor(lambda: subprocess.run(command, cwd=project, check=True))
    return Engine("theme", project / "site", "about/", THEMES, "search", seconds)


def _measured(play: Playwright, engine: Engine, queries: list[answers.Query]) -> dict[str, Any]:
    recall, rank, sizes, times, held = [], [], [], [], []
    with _served(engine.site) as address:
        for query in queries:
            with _fresh(play, f"{address}/{engine.page}") as page:
                before, begun = _Counting.sent, time.perf_counter()
                found = page.evaluate(engine.ask, query.typed)
                times.append(1000 * (time.perf_counter() - begun))
                sizes.append(_Counting.sent - before)
                held.append(page.evaluate("performance.memory.usedJSHeapSize") / 1e6)
            meant = query if engine.name == "ours" else query.ever()
            recall.append(meant.recall(found))
            rank.append(meant.reciprocal_rank(found))
    files = [path for path in (engine.site / engine.index).rglob("*") if path.is_file()]
    return {
        "engine": engine.name,
        "queries": len(queries),
        "recall": round(mean(recall), 3),
        "mrr": round(mean(rank), 3),
        "bytes_p50_p95": _two(sizes),
        "ms_p50_p95": _two(times),
        "page_heap_mb": round(max(held), 1),
        "index_kb": sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) // 1024,
        "index_seconds": round(engine.seconds, 1),
    }


def _two(values: list[float] | list[int]) -> list[int]:
    parts = quantiles(values, n=20)
    return [round(parts[9]), round(parts[18])]


@contextmanager
def _fresh(play: Playwright, url: str) -> Iterator[Page]:
    """A page whose browser has never been here."""
    browser = _BROWSERS.get("one") or play.chromium.launch(
        executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
        args=["--no-sandbox"],
    )
    _BROWSERS["one"] = browser
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(url, wait_until="load")
    yield page
    context.close()


_BROWSERS: dict[str, Any] = {}


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _processor(work: Callable[[], object]) -> float:
    """Seconds of processor time of this process and those it waited for."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _html(site: Path, address: str) -> bytes:
    return (site / address / "index.html").read_bytes()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
