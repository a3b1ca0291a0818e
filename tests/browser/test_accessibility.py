"""Every template, in every look a reader can choose, holds to WCAG 2.2 AA as far as a program sees."""

from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from portal_pages import ALL, ASKED, DESK, PHONE, SIZES, go, set_look

pytestmark = pytest.mark.browser
# Axe reads the same few colours anew for every text, a third of all it does about contrast: here once.
EACH_COLOUR_ONCE = """(() => {
  const color = axe.commons.color.Color.prototype, parse = color.parseString, known = new Map();
  color.parseString = function (text) {
    if (!known.has(text)) known.set(text, parse.call(this, text).toJSON());
    return Object.assign(this, known.get(text));
  };
})()"""
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8") + EACH_COLOUR_ONCE
# The page of components shows the same piece several times, under the same name.
IS_SHOWROOM, REPEATED = "/components/", "landmark-unique"
HOME = "home"
# Dialog and menu lie over any page in the same way: there, where landmarks stand is asked over these.
COVERED = (HOME, "notice", "search")
# What a theme decides; what the size of text decides; the rest is the same in every look. The
# stronger colours of large text are asked for by a rule of their own, below.
COLOURS = ["color-contrast", "link-in-text-block"]
SPACE = ["target-size", "scrollable-region-focusable"]
LOOKS = [("light", ""), ("light", "22"), ("dark", "")]
# The one rule that WCAG 2.2 brought, on the size of what is tapped, is off unless asked for.
Rules = dict[str, Any]
ALL_RULES: Rules = {"rules": {"target-size": {"enabled": True}}}
ONLY_COLOURS: Rules = {"runOnly": COLOURS}
ONLY_SPACE: Rules = {"runOnly": SPACE}
# As WCAG's level AAA: 4.5:1 is enough for words that are large or bold.
SEVEN_TO_ONE: Rules = {"runOnly": ["color-contrast-enhanced"]}
LANDMARKS: Rules = {"runOnly": ["cat.keyboard", "cat.semantics", "cat.structure"]}
NO_COLOURS: Rules = {"rules": ALL_RULES["rules"] | {rule: {"enabled": False} for rule in COLOURS}}
RULES = dict(zip(LOOKS, (ALL_RULES, NO_COLOURS, ONLY_COLOURS), strict=True))


def press(page: Page, tool: str) -> None:
    page.evaluate("tool => document.querySelector(`[data-tool=${tool}]`).click()", tool)


def violations(page: Page, rules: Rules, within: str = ":root") -> list[str]:
    found: list[str] = page.evaluate(
        """async ([within, asked]) => (await axe.run(within, asked)).violations.flatMap(
             (fault) => fault.nodes.map((node) => fault.id + ": " + node.target + " " + node.failureSummary))""",
        [within, {"resultTypes": ["violations"], **rules}],
    )
    return [fault for fault in found if not (IS_SHOWROOM in page.url and REPEATED in fault)]


def looks_of(name: str, width: int) -> dict[tuple[str, str], Rules]:
    """What is asked of a page in each look; but for the first page, of colours in one theme at each width."""
    if name == HOME:
        return RULES
    light, large, dark = LOOKS
    if width == PHONE:
        return {light: ALL_RULES, large: ONLY_SPACE}
    return {light: NO_COLOURS, large: ONLY_SPACE, dark: ONLY_COLOURS}


@pytest.mark.parametrize("name", ALL | ASKED)
def test_no_violation_in_any_look(name: str, tab: Page, look_address: str) -> None:
    tab.set_viewport_size(SIZES[PHONE])
    tab.emulate_media(reduced_motion="reduce")
    go(tab, f"{look_address}/{(ALL | ASKED)[name]}")
    tab.evaluate(AXE)
    found = {}
    over_it = LOOKS if name == HOME else LOOKS[:1] if name in COVERED else ()
    for width in (PHONE, DESK):
        tab.set_viewport_size(SIZES[width])
        for look in over_it:
            set_look(tab, theme=look[0], size=look[1])
            rules = RULES[look] if name == HOME else LANDMARKS
            press(tab, "search")
            expect(tab.locator("#search-dialog")).to_be_visible()
            found[width, look, "search"] = violations(tab, rules)
            press(tab, "close-search")
            if tab.is_visible('[data-tool="menu"]'):
                press(tab, "menu")
                expect(tab.locator("#menu li").first).to_be_visible()
                found[width, look, "menu"] = violations(tab, rules)
                press(tab, "menu")
        for look, rules in looks_of(name, width).items():
            set_look(tab, theme=look[0], size=look[1])
            found[width, look, "plain"] = violations(tab, rules)
    # Three looks plain on the first page, and each with the dialog; the menu, where a screen is
    # narrow and text is not large. On others two on a phone, and dialog and menu in one or none.
    assert len(found) == (14 if name == HOME else 8 if over_it else 5)
    assert {state: faults for state, faults in found.items() if faults} == {}


def kinds(faults: list[str]) -> set[str]:
    return {fault.partition(":")[0] for fault in faults}


def test_a_careless_page_does_not_pass(browser: Browser, look_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{look_address}/{ALL['complain']}")
    page.evaluate(AXE)
    assert violations(page, ALL_RULES) == []
    page.evaluate("""() => {
        const words = document.createElement("p");
        words.style.color = "#888", words.style.backgroundColor = "#aaa";
        words.textContent = "看不清的字";
        document.querySelector("main").append(words, document.createElement("img"));
        for (const name of ["一", "二"]) {
            const button = document.createElement("button");
            button.style = "all: unset; display: inline-block; width: 12px; height: 12px";
            button.ariaLabel = name;
            document.querySelector("main").append(button);
        }
    }""")
    assert kinds(violations(page, ALL_RULES)) >= {"color-contrast", "image-alt", "target-size"}
    assert kinds(violations(page, NO_COLOURS)) >= {"image-alt", "target-size"}
    assert kinds(violations(page, ONLY_COLOURS)) == {"color-contrast"}
    assert kinds(violations(page, ONLY_SPACE)) == {"target-size"}
    assert kinds(violations(page, SEVEN_TO_ONE)) == {"color-contrast-enhanced"}
    page.evaluate("document.body.append(document.querySelector('main p:last-of-type'))")
    assert "region" in kinds(violations(page, LANDMARKS))
    page.close()


@pytest.mark.parametrize(("size", "contrast"), [("22", "no-preference"), ("", "more")])
def test_large_text_and_who_asks_for_contrast_get_seven_to_one(
    size: str, contrast: Literal["more", "no-preference"], browser: Browser, look_address: str
) -> None:
    page = browser.new_page(viewport=SIZES[DESK], reduced_motion="reduce", contrast=contrast)
    found = {}
    for name in (HOME, "components"):  # all components, in all their states
        go(page, f"{look_address}/{ALL[name]}")
        page.evaluate(AXE)
        for theme in ("light", "dark"):
            set_look(page, theme=theme, size=size)
            found[name, theme] = violations(page, SEVEN_TO_ONE)
    page.close()
    assert {look: faults for look, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_systems_own_colours_show_where_one_is_and_what_is_pressed(
    browser: Browser, look_address: str, theme: str
) -> None:
    context = browser.new_context(viewport=SIZES[DESK], forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{look_address}/commitments/")
    set_look(page, theme=theme)
    colour = "(one, name) => getComputedStyle(one).getPropertyValue(name)"
    marks = page.locator(".sections a").evaluate_all(
        f"all => all.map((one) => ({colour})(one, 'border-bottom-color'))"
    )
    others = [mark for at, mark in enumerate(marks) if at != 1]
    assert set(others) == {"rgb(0, 0, 0)"}
    assert marks[1] != "rgb(0, 0, 0)"
    large = page.locator('[data-tool="large"]')
    before = large.evaluate(colour, "background-color")
    drawn = large.locator("svg").evaluate(colour, "fill")
    assert drawn == large.evaluate(colour, "color")
    expect(page.locator(".tools [data-tool=theme]")).to_be_hidden()  # it would change nothing
    large.click()
    assert large.evaluate(colour, "background-color") != before
    context.close()


def test_what_a_table_says_is_not_said_again_around_it(tab: Page, look_address: str) -> None:
    """Figures are heard in the table and not of the chart too; a frame is named where it is scrolled."""
    tab.set_viewport_size(SIZES[DESK])
    tab.goto(f"{look_address}/{ALL['promise']}")
    charts = tab.get_by_role("img", name="按季度 示例，不是真实的结果。数字都在表里。")
    assert charts.count() == tab.locator(".chart svg").count() > 1
    tab.goto(f"{look_address}/monitoring/")
    frame = tab.get_by_role("region", name="办法、用普通话说", exact=True)
    expect(frame).to_have_count(0)
    tab.locator(".table-frame").last.evaluate("one => { one.style.width = '4em'; }")
    expect(frame).to_have_attribute("tabindex", "0")
