"""Every template, in every look a reader can choose, holds to WCAG 2.2 AA as far as a program sees."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page
from portal_pages import ALL, DESK, PHONE, SIZES, set_look

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# A page differs from itself with an open dialog or menu in its header only.
HEADER = ".site-header"
# The page of components shows the same piece several times, under the same name.
IS_SHOWROOM, REPEATED = "/components/", "landmark-unique"
LOOKS = [(theme, size) for theme in ("light", "dark") for size in ("", "22")]


def press(page: Page, tool: str) -> None:
    page.evaluate("tool => document.querySelector(`[data-tool=${tool}]`).click()", tool)


def violations(page: Page, part: str = "html") -> list[str]:
    found: list[str] = page.evaluate(
        """async (part) => (await axe.run(part, {resultTypes: ["violations"]})).violations.flatMap(
             (fault) => fault.nodes.map((node) => fault.id + ": " + node.target + " " + node.failureSummary))""",
        part,
    )
    return [fault for fault in found if not (IS_SHOWROOM in page.url and REPEATED in fault)]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", ALL)
def test_no_violation_in_any_look(
    name: str, width: int, browser: Browser, look_address: str
) -> None:
    page = browser.new_page(viewport=SIZES[width], reduced_motion="reduce")
    page.goto(f"{look_address}/{ALL[name]}")
    page.evaluate(AXE)
    found = {}
    for look in LOOKS:
        set_look(page, theme=look[0], size=look[1])
        found[look, "plain"] = violations(page)
        press(page, "search")
        found[look, "search"] = violations(page, HEADER)
        press(page, "close-search")
        if page.is_visible('[data-tool="menu"]'):
            press(page, "menu")
            found[look, "menu"] = violations(page, HEADER)
            press(page, "menu")
    page.close()
    assert {state: faults for state, faults in found.items() if faults} == {}
