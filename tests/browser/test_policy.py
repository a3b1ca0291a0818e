"""The security policy holds while the site is used: no violation, no other host, no console error."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from conftest import served

pytestmark = pytest.mark.browser

RECORD = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
PAGES = [
    "", "404.html", "awards/", "channels/", "commitments/", "commitments/2009/1/", "compare/",
    "coverage/", "data/", "help/", "help/complain/", "notices/", "notices/2009/GD2009-0001/",
    "search/",
]  # fmt: skip


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.add_init_script(RECORD)
    yield context.new_page()
    context.close()


class Witness:
    """What goes wrong while a page is used."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.told: list[str] = []
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.on("request", self._see)
        page.on("response", self._check)

    def open(self, path: str) -> None:
        self.collect()
        self.page.goto(f"{self.address}/{path}")

    def collect(self) -> None:
        self.told += self.page.evaluate("window.__violations ?? []")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.told.append(text)

    def _check(self, answer: Response) -> None:
        if answer.status >= 400:
            self.told.append(f"{answer.status} {answer.url}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.told.append(f"asks {request.url}")


def test_every_kind_of_page_keeps_to_the_policy(page: Page, content_address: str) -> None:
    witness = Witness(page, content_address)
    for path in PAGES:
        witness.open(path)
    witness.collect()
    assert witness.told == []


def test_using_the_site_keeps_to_the_policy(page: Page, content_address: str) -> None:
    witness = Witness(page, content_address)
    witness.open("")
    page.locator('[data-tool="search"]').click()
    page.keyboard.type("资费", delay=20)
    page.locator(".md-search-result__list li").first.wait_for()
    page.locator(".search-all").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.rstrip("/") != content_address)
    witness.open("search/?q=%E8%B5%84%E8%B4%B9")
    page.locator(".search-results a[href*='notices/']").first.wait_for()
    witness.open("notices/2009/GD2009-0001/")
    page.locator('[data-tool="large"]').click()
    page.locator('[data-size="30"]').click()
    page.emulate_media(media="print")
    page.emulate_media(media="screen", color_scheme="dark")
    page.keyboard.press("Tab")
    witness.open("commitments/")
    witness.collect()
    assert witness.told == []


def test_a_script_that_the_policy_does_not_know_is_seen(
    page: Page, content_site: Path, tmp_path: Path
) -> None:
    text = (content_site / "awards/index.html").read_text("utf-8")
    strange = "<script>window.strange = true</script></body>"
    (tmp_path / "index.html").write_text(text.replace("</body>", strange), "utf-8")
    for address in served(tmp_path):
        witness = Witness(page, address)
        witness.open("")
        witness.collect()
        assert page.evaluate("window.strange") is None
        assert any("script-src" in told for told in witness.told)
