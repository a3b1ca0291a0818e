"""The whole site by keyboard: every stop can be seen, follows the one before, and none is a trap."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from portal_pages import ALL

pytestmark = pytest.mark.browser
MOST_STOPS = 200

# Where the focus is: a number per element, whether it comes after the stop before, and what of it
# can be seen and clicked in its middle.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const before = window.stopBefore;
  window.stopBefore = at;
  const box = at.getBoundingClientRect();
  const boxes = [...at.getClientRects()];
  const seen = boxes.some((part) => {
    const x = part.left + part.width / 2, y = part.top + part.height / 2;
    const top = document.elementFromPoint(x, y);
    return part.width > 1 && part.height > 1 && top && (at.contains(top) || top.contains(at));
  });
  const style = getComputedStyle(at);
  const marked = style.outlineStyle !== "none" || getComputedStyle(at, "::after").outlineStyle !== "none";
  return {
    name: at.tagName + " " + (at.getAttribute("aria-label") || at.textContent || at.id).trim().slice(0, 30),
    forward: !before || !!(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    seen, marked,
    inside: box.left >= -1 && box.right <= innerWidth + 1,
  };
}"""


def stops(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return found
        found.append(stop)
    return found


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["home", "promise", "notice", "search", "compare", "not-found"])
def test_every_stop_is_seen_and_in_order(
    name: str, width: int, tab: Page, look_address: str
) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    tab.goto(f"{look_address}/{ALL[name]}")
    found = stops(tab)
    assert len(found) > 5
    faults = [
        stop
        for stop in found
        if not all(stop[key] for key in ("forward", "seen", "marked", "inside"))
    ]
    assert faults == []


@pytest.fixture
def page(tab: Page, look_address: str) -> Page:
    tab.set_viewport_size({"width": 390, "height": 700})
    tab.goto(f"{look_address}/")
    return tab


def test_the_first_stop_leads_past_the_header(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_menu_opens_and_escape_brings_the_focus_back(page: Page) -> None:
    menu = page.locator('[data-tool="menu"]')
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#menu a").first).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('menu').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("#menu a").first).to_be_hidden()


def test_the_search_opens_on_its_field_and_escape_brings_the_focus_back(page: Page) -> None:
    opener = page.locator('[data-tool="search"]')
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator(".md-search__input")).to_be_hidden()


def test_letters_typed_outside_a_field_open_nothing(page: Page) -> None:
    for key in "sfpn/,.":
        page.keyboard.press(key)
    expect(page.locator(".md-search__input")).to_be_hidden()


def test_large_text_is_chosen_by_one_press_and_kept(page: Page, look_address: str) -> None:
    page.locator('[data-tool="large"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-tool="large"]')).to_have_attribute("aria-pressed", "true")
    page.click('[data-size="26"]')
    page.goto(f"{look_address}/awards/")
    size = page.locator("#main p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert 25 <= size <= 27
    expect(page.locator('[data-size="26"]')).to_have_attribute("aria-pressed", "true")
    page.click('[data-size=""]')
    assert page.evaluate("document.documentElement.dataset.large") is None
    # The sizes are gone again: who used one goes on from the button that brought them.
    expect(page.locator('[data-tool="large"]')).to_be_focused()
    expect(page.locator('[data-tool="large"]')).to_have_attribute("aria-pressed", "false")


def test_the_colours_are_chosen_and_kept(page: Page, look_address: str) -> None:
    theme = "document.documentElement.dataset.theme"
    page.set_viewport_size({"width": 1280, "height": 844})
    for wanted in ("dark", "light"):
        page.locator(".tool--theme").press("Enter")
        assert page.evaluate(theme) == wanted
        page.goto(f"{look_address}/awards/")
        assert page.evaluate(theme) == wanted


def test_targets_in_large_text_are_sixty_pixels_high(page: Page) -> None:
    page.click('[data-tool="large"]')
    low = page.evaluate(
        """[...document.querySelectorAll("header button, header a, .button")]
             .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.matches(".skip-link"))
             .map((e) => [e.textContent.trim(), e.getBoundingClientRect().height])
             .filter(([, height]) => height < 60)"""
    )
    assert low == []
