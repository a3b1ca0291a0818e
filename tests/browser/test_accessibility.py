"""Every template, in every look a reader can choose, holds to WCAG 2.2 AA as far as a program sees."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect
from portal_pages import ALL, ASKED, DESK, PHONE, SIZES, set_look

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# The page of components shows the same piece several times, under the same name.
IS_SHOWROOM, REPEATED = "/components/", "landmark-unique"
HOME = "home"
LOOKS = [(theme, size) for theme in ("light", "dark") for size in ("", "22")]


def press(page: Page, tool: str) -> None:
    page.evaluate("tool => document.querySelector(`[data-tool=${tool}]`).click()", tool)


def violations(page: Page, within: str = ":root", *, colours: bool = True) -> list[str]:
    found: list[str] = page.evaluate(
        """async ([within, colours]) => (await axe.run(within, {
             resultTypes: ["violations"], rules: {"color-contrast": {enabled: colours}},
           })).violations.flatMap(
             (fault) => fault.nodes.map((node) => fault.id + ": " + node.target + " " + node.failureSummary))""",
        [within, colours],
    )
    return [fault for fault in found if not (IS_SHOWROOM in page.url and REPEATED in fault)]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", ALL | ASKED)
def test_no_violation_in_any_look(
    name: str, width: int, browser: Browser, look_address: str
) -> None:
    page = browser.new_page(viewport=SIZES[width], reduced_motion="reduce")
    page.goto(f"{look_address}/{(ALL | ASKED)[name]}")
    if name in ASKED:
        page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    found = {}
    for look in LOOKS:
        set_look(page, theme=look[0], size=look[1])
        # Larger letters have the same colours and need no more contrast; it takes most of the time.
        colours = look[1] == ""
        found[look, "plain"] = violations(page, colours=colours)
        # Dialog and menu look the same over any page; where landmarks stand, one look shows.
        if look != LOOKS[0] and name != HOME:
            continue
        press(page, "search")
        expect(page.locator("#search-dialog")).to_be_visible()
        dialog, menu = (
            ("#search-dialog", "header, #menu") if look != LOOKS[0] else (":root", ":root")
        )
        found[look, "search"] = violations(page, dialog, colours=colours)
        press(page, "close-search")
        if page.is_visible('[data-tool="menu"]'):
            press(page, "menu")
            expect(page.locator("#menu li").first).to_be_visible()
            found[look, "menu"] = violations(page, menu, colours=colours)
            press(page, "menu")
    page.close()
    # Large text has no menu to open, nor has a wide screen.
    more = (6 if width == PHONE else 4) if name == HOME else (2 if width == PHONE else 1)
    assert len(found) == len(LOOKS) + more
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_careless_page_does_not_pass(browser: Browser, look_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{look_address}/{ALL['complain']}")
    page.evaluate(AXE)
    assert violations(page) == []
    page.evaluate("""() => {
        const words = document.createElement("p");
        words.style.color = "#888", words.style.backgroundColor = "#aaa";
        words.textContent = "看不清的字";
        document.querySelector("main").append(words, document.createElement("img"));
    }""")
    assert {fault.partition(":")[0] for fault in violations(page)} >= {
        "color-contrast",
        "image-alt",
    }
    page.close()
