"""Without a network: what was read opens and says how old it is, what was not read says so."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import built, change
from test_headers import LASTING

pytestmark = pytest.mark.browser

READ = "notices/2012/YL2012-0003/"
UNREAD = "notices/2012/YL2012-0005/"
NAMES = "async () => (await (await caches.open('portal-pages-1 /')).keys()).map((one) => one.url)"

ASSETS = NAMES.replace("pages", "assets")
# A page that was stored so many seconds before it was.
AGED = """async ([address, seconds]) => {
  const pages = await caches.open("portal-pages-1 /"), held = await pages.match(address);
  const headers = new Headers(held.headers);
  headers.set("X-Stored", new Date(Date.now() - seconds * 1000).toISOString());
  await pages.put(address, new Response(await held.text(), { headers }));
}"""
STORED_TODAY = """async (address) => {
  const held = await (await caches.open("portal-pages-1 /")).match(address);
  return Date.now() - Date.parse(held.headers.get("X-Stored")) < 86400000;
}"""
MINUTE, HOUR = 60, 3600


class _Quiet(SimpleHTTPRequestHandler):
    protected = "/account/"
    # So long one page takes, when it takes long.
    late_seconds = 0.0
    # What the server fails at, by how its address begins.
    fails: str | None = None
    lasts = ""

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        if self.path.startswith(self.protected):
            self.send_header("Cache-Control", "no-cache, no-store")
        elif self.lasts:
            self.send_header("Cache-Control", self.lasts)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path.startswith(f"/{READ}"):
            sleep(self.late_seconds)
        if self.fails is not None and self.path.startswith(self.fails):
            self.send_error(502)
        else:
            super().do_GET()


class _Server(ThreadingHTTPServer):
    """A server that hangs up when it closes: a browser opens lines before it needs them, and a
    thread that waits on one would answer though nobody listens any more."""

    def __init__(self, *given: Any) -> None:
        self.lines: set[socket] = set()
        super().__init__(*given)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.lines.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for line in list(self.lines):
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)


class Host:
    """A web server that can go away and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self) -> None:
        handler = partial(_Quiet, directory=str(self.folder))
        self.server = _Server(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture
def host(example_site: Path, tmp_path: Path) -> Iterator[Host]:
    folder = tmp_path / "site"
    shutil.copytree(example_site, folder)
    made = Host(folder)
    yield made
    made.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


def visited(context: BrowserContext, host: Host, *places: str) -> Page:
    """A page that has been to the places, each of which is stored by now."""
    page = context.new_page()
    for place in places:
        page.goto(host.address + place)
        kept(page, host.address + place)
    return page


def kept(page: Page, address: str) -> None:
    # Before the worker has the page, what the page asks for passes it by.
    until(page, "() => !!navigator.serviceWorker.controller")
    until(page, f"async (address) => (await ({NAMES})()).includes(address)", address)


def until(page: Page, holds: str, arg: object = None) -> None:
    """Wait until it holds; Playwright itself takes the promise of an answer for the answer."""
    end = monotonic() + 30
    while not page.evaluate(holds, arg):
        assert monotonic() < end, holds
        page.wait_for_timeout(20)


def test_a_page_that_was_read_opens_and_tells_its_age(context: BrowserContext, host: Host) -> None:
    page = visited(context, host, "", READ)
    host.stop()
    page.goto(host.address + READ)
    assert page.locator("h1").inner_text() == "关于云享 58 套餐增加流量的公告"
    assert page.locator(".stored-note").inner_text() == (
        "没有连上网站。这是你的设备刚才存下的一页，现在的内容可能不同。"
    )
    # Its looks came with it.
    assert (
        page.locator(".summary-card").evaluate("one => getComputedStyle(one).borderTopWidth")
        == "1px"
    )
    for seconds, told in (
        (1.2 * MINUTE, "设备 1 分钟前存下"),
        (59.2 * MINUTE, "设备 59 分钟前存下"),
        (1.01 * HOUR, "设备 1 小时前存下"),
        (47.9 * HOUR, "设备 47 小时前存下"),
        (48.1 * HOUR, "设备 2 天前存下"),
    ):
        page.evaluate(AGED, [host.address + READ, seconds])
        page.reload()
        expect(page.locator(".stored-note")).to_contain_text(told)
    page.evaluate(AGED, [host.address + "offline/", 25 * HOUR])
    host.start()
    page.goto(host.address + READ)
    assert page.locator(".stored-note").count() == 0
    # What stands for pages that were not read is asked for again once a day.
    until(page, STORED_TODAY, host.address + "offline/")


def test_the_very_first_page_is_kept_too(context: BrowserContext, host: Host) -> None:
    page = visited(context, host, READ)
    host.stop()
    page.goto(host.address + READ + "index.html?a=1#b")
    assert page.locator(".stored-note").count() == 1


def test_a_page_that_was_not_read_says_so_and_leads_on(context: BrowserContext, host: Host) -> None:
    page = visited(context, host, "", READ)
    page.goto(host.address + "offline/")
    assert not page.get_by_role("heading", name="这台设备上存着的").is_visible()
    host.stop()
    page.goto(host.address + UNREAD)
    assert page.locator("h1").inner_text() == "没有网络"
    assert page.get_by_role("heading", name="这台设备上存着的").is_visible()
    assert page.locator("main a[href='tel:00000']").count() == 1
    assert page.evaluate("JSON.parse(document.getElementById('__config').textContent).base") == "/"
    page.click(".stored-pages >> text=关于云享 58 套餐增加流量的公告")
    assert page.url == host.address + READ


def test_a_short_address_leads_on_and_is_no_page_that_was_read(
    context: BrowserContext, host: Host
) -> None:
    page = visited(context, host, "", READ)
    page.goto(host.address + "n/YL2012-0003/")
    page.wait_for_url(host.address + READ)
    kept(page, host.address + "n/YL2012-0003/")
    host.stop()
    page.goto(host.address + UNREAD)
    titles = page.locator(".stored-pages li").all_inner_texts()
    assert "（示例）关于云享 58 套餐增加流量的公告" in titles
    assert "怎样投诉" in titles
    assert "请看新地址" not in titles


def test_a_short_address_nobody_has_opened_leads_to_the_notice_that_was_read(
    context: BrowserContext, host: Host
) -> None:
    page = visited(context, host, "", READ)
    host.stop()
    page.goto(host.address + "n/YL2012-0003/")
    assert page.url == host.address + READ
    assert page.locator(".stored-note").count() == 1
    page.goto(host.address + "n/YL2012-0005/")
    assert page.locator("h1").inner_text() == "没有网络"


@pytest.mark.parametrize("asked", ["n/YL2012-0003", "notices/2012/YL2012-0003?a=1#b"])
def test_an_address_without_its_last_slash_leads_to_the_page_that_was_read(
    context: BrowserContext, host: Host, asked: str
) -> None:
    page = visited(context, host, "", READ)
    page.goto(host.address + "n/YL2012-0003/")
    page.wait_for_url(host.address + READ)
    kept(page, host.address + "n/YL2012-0003/")
    host.stop()
    page.goto(host.address + asked)
    assert page.url.partition("#")[0] == host.address + READ
    assert page.locator(".stored-note").count() == 1


def test_what_may_be_stored_by_another_address_is_not_said_to_be_unread(
    context: BrowserContext, host: Host
) -> None:
    page = visited(context, host, "notices/2011/YL2011-0017/")
    host.stop()
    # It leads on to what was read, which only the network knows.
    page.goto(host.address + "notices/2011/YL2011-0016/")
    words = page.locator("main").inner_text()
    assert "没有按这个网址存下的网页" in words
    assert "看过的网页可能按别的网址存着，在这里找。" in words
    assert page.locator(".stored-pages a[href$='/YL2011-0017/']").count() == 1


def test_a_server_that_fails_is_no_answer_where_a_page_is_stored(
    context: BrowserContext, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visited(context, host, "", READ)
    monkeypatch.setattr(_Quiet, "fails", f"/{READ}")
    page.goto(host.address + READ)
    assert page.locator(".stored-note").count() == 1
    monkeypatch.setattr(_Quiet, "fails", None)
    page.goto(host.address + READ)
    assert page.locator(".stored-note").count() == 0


def test_the_way_to_complain_has_its_picture(context: BrowserContext, host: Host) -> None:
    page = visited(context, host, "")
    picture = host.address + "images/steps.svg"
    until(page, f"async (one) => (await ({ASSETS})()).includes(one)", picture)
    host.stop()
    page.goto(host.address + "help/complain/")
    assert page.locator("main img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 0


def test_a_stored_file_stands_for_the_servers_only_where_its_name_tells_its_digest(
    context: BrowserContext, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visited(context, host, "")
    served = {
        path: lasting
        for path, lasting in LASTING.items()
        if path.startswith(("assets/", "images/"))
    }
    ask = "async (one) => (await fetch(one, { cache: 'no-store' })).text()"
    for path in served:
        file = host.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("old", "utf-8")
        assert page.evaluate(ask, host.address + path) == "old"
        until(page, f"async (one) => (await ({ASSETS})()).includes(one)", host.address + path)
        file.write_text("new", "utf-8")
    found = {path: page.evaluate(ask, host.address + path) == "old" for path in served}
    assert found == served
    # A server that fails, that has lost the file or is not there is no reason to do without.
    held = {path: "old" if lasting else "new" for path, lasting in served.items()}
    monkeypatch.setattr(_Quiet, "fails", "/")
    assert {path: page.evaluate(ask, host.address + path) for path in served} == held
    monkeypatch.setattr(_Quiet, "fails", None)
    for path in served:
        (host.folder / path).unlink()
        page.evaluate(ask, host.address + path)
    host.stop()
    assert {path: page.evaluate(ask, host.address + path) for path in served} == held


def test_what_is_gone_from_the_site_goes_from_the_device(
    context: BrowserContext, host: Host
) -> None:
    page = visited(context, host, "", READ)
    shutil.rmtree(host.folder / READ)
    page.goto(host.address + READ)
    until(page, f"async (one) => !(await ({NAMES})()).includes(one)", host.address + READ)


def test_the_way_to_complain_opens_though_nobody_read_it(
    context: BrowserContext, host: Host
) -> None:
    page = visited(context, host, "")
    host.stop()
    page.goto(host.address + "help/complain/")
    assert "投诉" in page.locator("h1").inner_text()
    assert page.locator(".stored-note").count() == 1


def test_nothing_is_kept_that_was_not_read(context: BrowserContext, host: Host) -> None:
    page = visited(context, host, "", READ)
    places = ["", READ, "help/complain/", "offline/"]
    assert sorted(page.evaluate(NAMES)) == sorted(host.address + place for place in places)
    kept = page.evaluate(ASSETS)
    assert not [url for url in kept if "/search/files/" in url or "/bundle." in url]


def test_what_others_keep_on_the_same_host_is_left_alone(
    context: BrowserContext, host: Host
) -> None:
    shutil.copytree(host.folder, host.folder / "other")
    page = context.new_page()
    page.goto(host.address + "robots.txt")  # which starts no worker
    foreign = ["portal-of-somebody", "portal-pages-0 /beside/"]
    stale = "portal-pages-0 /"
    page.evaluate("(names) => Promise.all(names.map((one) => caches.open(one)))", [*foreign, stale])
    page.goto(host.address)
    kept(page, host.address)
    until(page, "async (name) => !(await caches.has(name))", stale)
    page.goto(host.address + "other/" + READ)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "async () => (await caches.has('portal-assets-1 /other/'))")
    until(page, "async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
    names = page.evaluate("caches.keys()")
    assert {*foreign, "portal-pages-1 /", "portal-assets-1 /"} <= {*names}
    assert host.address in page.evaluate(NAMES)


def test_a_page_that_its_server_wants_kept_nowhere_is_not_kept(
    context: BrowserContext, host: Host
) -> None:
    account = host.folder / _Quiet.protected.strip("/")
    account.mkdir()
    (account / "index.html").write_text("<meta charset=utf-8><h1>账单</h1>", "utf-8")
    page = visited(context, host, "", READ)
    page.goto(host.address + "account/")
    assert page.locator("h1").inner_text() == "账单"
    page.goto(host.address + "robots.txt")
    page.goto(host.address + "help")
    assert page.url == host.address + "help/"
    kept(page, page.url)
    names = page.evaluate(NAMES)
    assert not {host.address + place for place in ("account/", "robots.txt", "help")} & {*names}


def test_what_was_read_again_is_the_newest(context: BrowserContext, host: Host) -> None:
    worker = host.folder / "sw.js"
    change(worker, "[60, 6000, 86400000]", "[2, 6000, 86400000]")
    page = visited(context, host, READ, "", "notices/")
    page.goto(host.address + READ)
    until(page, f"async (one) => (await ({NAMES})()).at(-1) === one", page.url)
    host.stop()
    page.goto(host.address + UNREAD)
    assert page.locator(".stored-pages a").first.get_attribute("href") == host.address + READ
    # What was read longest ago gives way, the way to complain never does.
    host.start()
    page.goto(host.address + "awards/")
    until(page, f"async (one) => !(await ({NAMES})()).includes(one)", host.address + "notices/")
    left = [READ, "awards/", "help/complain/", "offline/"]
    assert sorted(page.evaluate(NAMES)) == sorted(host.address + place for place in left)


def test_after_a_new_build_the_reader_has_it_on_the_next_visit(
    context: BrowserContext,
    host: Host,
    content: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Whatever the server says of caching.
    monkeypatch.setattr(_Quiet, "lasts", "max-age=600")
    page = visited(context, host, "", READ)
    stale = ["assets/gone.01234567.css", "assets/search/files/t0.00aabbccddeeff.txt"]
    page.evaluate(
        """async (stale) => { const assets = await caches.open("portal-assets-1 /");
          await Promise.all(stale.map((one) => assets.put(one, new Response("")))); }""",
        [host.address + one for one in stale],
    )
    for file, old, new in (
        ("notices/2012/YL2012-0003.md", "增加流量的公告", "增加流量和短信的公告"),
        ("data/site.yml", "云岭示例通信服务承诺公开", "云岭新名字"),
    ):
        text = (content / file).read_text("utf-8")
        (content / file).write_text(text.replace(old, new), "utf-8")
    built(content, tmp_path / "new")
    host.stop()
    shutil.rmtree(host.folder)
    shutil.copytree(tmp_path / "new", host.folder)
    host.start()
    page.goto(host.address + READ)
    assert page.locator("h1").inner_text() == "关于云享 58 套餐增加流量和短信的公告"
    until(
        page,
        "async () => { const held = await (await caches.open('portal-pages-1 /')).match('/offline/');"
        " return (await held.text()).includes('云岭新名字'); }",
    )
    # What no stored page names any more goes, while the page of before is still open.
    for one in stale:
        until(page, f"async (one) => !(await ({ASSETS})()).includes(one)", host.address + one)
    host.stop()
    page.goto(host.address + READ)
    assert page.locator("h1").inner_text() == "关于云享 58 套餐增加流量和短信的公告"
    assert page.locator(".stored-note").count() == 1


def test_an_answer_that_comes_too_late_is_there_on_the_next_visit(
    context: BrowserContext, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = host.folder / "sw.js"
    change(worker, "[60, 6000, 86400000]", "[60, 200, 86400000]")
    page = visited(context, host, "", READ)
    file = host.folder / READ / "index.html"
    file.write_text(file.read_text("utf-8").replace("增加流量的公告", "改过的公告"), "utf-8")
    monkeypatch.setattr(_Quiet, "late_seconds", 1.0)
    page.goto(host.address + READ)
    assert page.locator("h1").inner_text() == "关于云享 58 套餐增加流量的公告"
    until(
        page,
        "async (address) => (await (await (await caches.open('portal-pages-1 /')).match(address))"
        ".text()).includes('改过的公告')",
        host.address + READ,
    )
    page.goto(host.address + READ)
    assert page.locator("h1").inner_text() == "关于云享 58 套餐改过的公告"
