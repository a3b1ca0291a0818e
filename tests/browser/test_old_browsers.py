"""The phone of ten years ago, and the script that does not come: no button is dead, all is reached."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from portal_pages import PHONE, SIZES

pytestmark = pytest.mark.browser

# What a browser of 2018 (Chrome 66) cannot read in a script: there it is a syntax error.
SYNTAX = re.compile(r"\?\?|\?\.[a-zA-Z\[(]|catch\s*\{|\|\|=|&&=")
# What it does not have.
LACKS = """
for (const [owner, names] of [
  [Element.prototype, ["replaceChildren"]], [Document.prototype, ["replaceChildren"]],
  [Promise, ["allSettled", "any"]], [Array.prototype, ["at", "flat", "flatMap", "findLast"]],
  [String.prototype, ["at", "matchAll", "replaceAll"]], [Object, ["fromEntries", "hasOwn"]],
  [window, ["ResizeObserver", "structuredClone", "queueMicrotask"]],
]) for (const name of names) delete owner[name];
"""
# What it leaves out of a stylesheet: a whole rule, or one declaration.
SELECTORS = re.compile(r":(has|is|where|focus-visible)\b")
NAMES = re.compile(r"(?<=[;{\s])(inset|(?:padding|margin|border)-(?:inline|block)):")
VALUES = re.compile(r"(?<![\w-])(clamp|min|max)\(")


def answer_as_to_an_old_browser(route: Route) -> None:
    answer = route.fetch()
    text = answer.text()
    if route.request.url.endswith(".css"):
        text = SELECTORS.sub(r":unknown-\1", text)
        text = NAMES.sub(r"unknown-\1:", VALUES.sub(r"unknown-\1(", text))
        text = text.replace("@container", "@unknown").replace("scripting:", "unknown:")
    elif "/bundle." not in route.request.url and (young := SYNTAX.search(text)):
        text = f"this browser cannot read {young[0]}"
    route.fulfill(response=answer, body=text)


@pytest.fixture
def old(browser: Browser, content_address: str) -> Iterator[Page]:
    """A phone whose browser is as old as people's phones are, at the home page."""
    context = browser.new_context(viewport=SIZES[PHONE], service_workers="block")
    context.add_init_script(LACKS)
    context.route(re.compile(r"\.(css|js)$"), answer_as_to_an_old_browser)
    page = context.new_page()
    page.goto(f"{content_address}/")
    yield page
    context.close()


@pytest.fixture
def page(tab: Page) -> Page:
    tab.set_viewport_size(SIZES[PHONE])
    return tab


def test_the_menu_opens_and_closes(old: Page) -> None:
    ways = old.get_by_role("navigation", name="主要栏目")
    expect(ways).to_be_hidden()
    old.click('[data-tool="menu"]')
    expect(ways).to_be_visible()
    old.keyboard.press("Escape")
    expect(ways).to_be_hidden()


def test_the_text_grows_and_keeps_its_distance_from_the_edge(old: Page) -> None:
    old.click('[data-tool="large"]')
    assert old.evaluate("document.documentElement.dataset.large") == "22"
    for selector in ("h1", ".wordmark", ".site-footer h2"):
        box = old.locator(selector).first.bounding_box()
        assert box
        assert box["x"] >= 12, selector


def test_search_answers_in_its_dialog(old: Page) -> None:
    old.click('[data-tool="search"]')
    old.keyboard.type("漫游", delay=20)
    expect(old.locator(".md-search-result__list li").first).to_be_visible()


def test_plans_are_picked_and_compared(old: Page, content_address: str) -> None:
    old.goto(f"{content_address}/notices/all/")
    for row in (0, 1):
        button = old.locator(".notice-row .compare-pick").nth(row)
        status = old.locator(".notice-row__status").nth(row).bounding_box()
        beside = button.bounding_box()
        assert status
        assert beside
        assert beside["y"] >= status["y"] + status["height"], "the button lies on the words"
        button.click()
    old.click("[data-compare-go]")
    expect(old.locator("[data-compare-state]")).to_contain_text("2 份公告")
    expect(old.locator("[data-compare-plain]")).to_be_hidden()


@pytest.mark.parametrize("told", ["nothing", "a page of the network's own"])
def test_without_the_first_script_the_page_is_as_without_any(
    page: Page, content_address: str, told: str
) -> None:
    def fail(route: Route) -> None:
        if told == "nothing":
            route.abort()
        else:
            route.fulfill(content_type="text/javascript", body="<html>请先登录</html>")

    page.route("**/portal.*.js", fail)
    page.goto(f"{content_address}/")
    expect(page.get_by_role("navigation", name="主要栏目")).to_be_visible()
    expect(page.locator(".tools :visible").first).to_have_attribute("href", re.compile("search/"))
    expect(page.locator(".tools button:visible")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "address", "selectors"),
    [
        ("search-page", "search/?q=漫游", [".search-plain", ".search-form"]),
        ("compare", "compare/?ids=GD2009-0003", ["[data-compare-plain]", ".compare__form"]),
    ],
)
def test_a_page_says_so_when_its_script_does_not_come(
    page: Page, content_address: str, script: str, address: str, selectors: list[str]
) -> None:
    plain, form = selectors
    page.goto(f"{content_address}/{address}")
    expect(page.locator(plain)).to_be_hidden()
    expect(page.locator(form)).to_be_visible()
    page.route(f"**/{script}.*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator(plain)).to_be_visible()
    expect(page.locator(form)).to_be_hidden()
    expect(page.locator('[data-tool="large"]')).to_be_visible()
