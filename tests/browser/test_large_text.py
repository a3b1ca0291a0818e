"""Large text: a simpler home page with what most people come for, and a way to all the rest."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from portal_pages import PHONE, SIZES, go, set_look

pytestmark = pytest.mark.browser
LARGE = ["18", "22", "26", "30"]
SEEN = """selector => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => one.textContent.trim())"""

# Boxes of words are higher than the words: they may share a few pixels.
OVERLAPPING = """() => [...document.querySelectorAll(".chart svg")].flatMap((chart) => {
  const words = [...chart.querySelectorAll("text")].map((one) => [one, one.getBoundingClientRect()]);
  return words.flatMap(([one, a], at) => words.slice(at + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => one.textContent + " / " + other.textContent));
})"""


@pytest.fixture
def page(tab: Page, look_address: str) -> Page:
    tab.set_viewport_size(SIZES[PHONE])
    tab.goto(f"{look_address}/")
    return tab


def test_the_home_page_keeps_search_promises_notices_and_hotline(page: Page) -> None:
    all_headings = page.evaluate(SEEN, "main h2")
    page.click('[data-tool="large"]')
    kept = page.evaluate(SEEN, "main h2")
    assert kept == [one for one in all_headings if one not in ("即将变化", "荣誉")]
    assert len(kept) == len(all_headings) - 2
    assert page.evaluate(SEEN, "header nav a") == ["承诺", "资费公告", "热线 10086"]
    expect(page.locator("main .search-box input")).to_be_visible()
    expect(page.locator("main .award-line")).to_be_hidden()
    expect(page.locator('main a[href="tel:10086"]')).to_be_visible()
    page.click('[data-size=""]')
    assert page.evaluate(SEEN, "main h2") == all_headings


def test_what_it_leaves_out_is_two_steps_away(page: Page) -> None:
    page.click('[data-tool="large"]')
    page.click("main p.only-large a")
    page.click(".site-footer >> text=荣誉")
    expect(page.locator("h1")).to_have_text("荣誉")


@pytest.mark.parametrize("address", ["", "search/"])
def test_a_search_button_below_its_field_is_as_wide(
    page: Page, look_address: str, address: str
) -> None:
    page.goto(f"{look_address}/{address}")
    for size in ("22", "30"):
        set_look(page, size=size)
        field, button = page.evaluate(
            """() => [...document.querySelectorAll("main form[role=search] :is(input[type=search], button)")]
              .slice(0, 2).map((one) => one.getBoundingClientRect().toJSON())"""
        )
        assert button["top"] >= field["bottom"]
        assert (button["left"], button["right"]) == (field["left"], field["right"]), size


@pytest.mark.parametrize("size", LARGE)
def test_the_header_leaves_most_of_a_phone_to_the_page(page: Page, size: str) -> None:
    page.click('[data-tool="large"]')
    page.click(f'[data-size="{size}"]')
    height = page.evaluate("document.querySelector('.site-header').offsetHeight")
    assert height <= SIZES[PHONE]["height"] / 3
    page.set_viewport_size({"width": SIZES[PHONE]["height"], "height": SIZES[PHONE]["width"]})
    height = page.evaluate("document.querySelector('.site-header').offsetHeight")
    assert height <= SIZES[PHONE]["width"] / 2


def test_reopened_it_is_simple_before_the_first_paint(browser: Browser, look_address: str) -> None:
    """The look is on the root before any of the page is there, so nothing can jump."""
    page = browser.new_page(viewport=SIZES[PHONE])
    page.goto(f"{look_address}/")
    page.click('[data-tool="large"]')
    page.add_init_script(
        """new MutationObserver(() => document.body && (window.first ??= document.documentElement.dataset.large))
             .observe(document, {childList: true, subtree: true})"""
    )
    page.goto(f"{look_address}/")
    assert page.evaluate("window.first") == "22"
    expect(page.locator("main .award-line")).to_be_hidden()
    page.close()


@pytest.mark.parametrize(
    "address",
    [
        "commitments/2009/1/",
        "commitments/2009/2/",
        "commitments/2009/3/",
        "notices/2008/GD2008-0010/",
    ],
)
def test_of_a_table_nothing_is_small_or_cut_off(
    page: Page, look_address: str, address: str
) -> None:
    page.goto(f"{look_address}/{address}")
    assert page.locator(".stacks").count() > 0
    for size in LARGE:
        set_look(page, size=size)
        small, wide = page.evaluate(
            """() => {
              const size = (one) => parseFloat(getComputedStyle(one).fontSize);
              const text = size(document.querySelector(".md-typeset"));
              const tables = [...document.querySelectorAll(".stacks")];
              const parts = tables.flatMap((one) => [...one.querySelectorAll("caption, th, td, span")]);
              return [
                parts.filter((one) => size(one) < text - 0.1).map((one) => one.outerHTML),
                tables.map((one) => one.parentElement)
                  .filter((one) => one.scrollWidth > one.clientWidth)
                  .map((one) => one.getAttribute("aria-label")),
              ];
            }"""
        )
        assert (small, wide) == ([], []), size


@pytest.mark.parametrize("size", LARGE)
def test_of_the_text_difference_nothing_runs_past_the_edge(
    page: Page, look_address: str, size: str
) -> None:
    """A row of a table is words with wide spaces between them, wherever the line may end."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{look_address}/notices/2009/GD2009-0002/")
    set_look(page, size=size)
    past = page.evaluate(
        """() => {
          document.querySelector(".changes__text").open = true;
          const mark = document.querySelector(".changes__line mark");
          return ["德国", "阿联酋", "印度尼西亚", "abcdefghijklmnopqrstuvwxyz1234567890"].filter((name) => {
            mark.textContent = name + "　3.10　0.20　".repeat(4);
            const line = mark.closest("p").getBoundingClientRect();
            return [...mark.getClientRects()].some((one) => one.right > line.right + 0.5);
          });
        }"""
    )
    assert past == []


@pytest.mark.parametrize(
    "address",
    ["", "notices/2009/", "notices/2009/GD2009-0003/", "commitments/2009/2/", "search/?q=漫游"],
)
def test_that_something_is_a_sample_is_said_as_large_as_what_it_says_it_of(
    page: Page, look_address: str, address: str
) -> None:
    go(page, f"{look_address}/{address}")
    for size in LARGE:
        set_look(page, size=size)
        marks, small = page.evaluate(
            """() => {
              const size = (one) => parseFloat(getComputedStyle(one).fontSize);
              const marks = [...document.querySelectorAll(":is(.sample, .sample-note):not([hidden])")];
              return [marks.length, marks.filter((one) => size(one) < size(one.parentElement) - 0.1
                  || [...one.parentElement.children].some((other) => size(other) > size(one) + 0.1))
                .map((one) => one.parentElement.outerHTML)];
            }"""
        )
        assert marks
        assert small == [], size


def test_a_table_whose_rows_are_blocks_is_still_a_table(page: Page, look_address: str) -> None:
    page.goto(f"{look_address}/commitments/2009/2/")
    set_look(page, size="30")
    name = "^同网本地接通率（忙时）（从 2009-06-01 起，目标不低于 90%）"
    table = page.get_by_role("table", name=re.compile(name))
    expect(table.get_by_role("columnheader")).to_have_text(["时期", "结果", "判定"])
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="第二季度"))
    expect(row.get_by_role("cell")).to_have_text(["94.05%", "达标"])


@pytest.mark.parametrize("address", ["commitments/2009/2/", "commitments/2009/3/", "coverage/"])
def test_the_words_of_a_chart_grow_and_keep_apart(
    page: Page, look_address: str, address: str
) -> None:
    page.goto(f"{look_address}/{address}")
    set_look(page)
    words = ".chart :is(.chart__value, .chart__share:not(.chart__foot))"
    sizes = (
        f"[...document.querySelectorAll('{words}')].map((one) => getComputedStyle(one).fontSize)"
    )
    before = page.evaluate(sizes)
    assert before
    for size in LARGE:
        set_look(page, size=size)
        after = page.evaluate(sizes)
        assert all(float(b[:-2]) > float(a[:-2]) for a, b in zip(before, after, strict=True)), size
        assert page.evaluate(OVERLAPPING) == [], size
