"""Every kind of page loads whole: no error, no foreign request, no sideways movement, nothing jumps."""

import base64
import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect
from portal_pages import ALL, ASKED, DESK, MAIN, PHONE, SCREENS, SIZES, go, set_look

pytestmark = pytest.mark.browser
FIRST_VIEW = 110_000
HTML = 25_000
# The share of small tiles that may differ: fonts are drawn a little otherwise on every machine.
TOLERANCE = 0.04


@pytest.mark.parametrize("name", ALL | ASKED)
def test_a_page_loads_light_without_error_or_foreign_request_and_stands_still(
    name: str, browser: Browser, look_address: str
) -> None:
    context = browser.new_context(viewport=SIZES[PHONE])
    page = context.new_page()
    told: list[str] = []
    weights: dict[str, int] = {}
    page.on("response", lambda got: weights.update({got.url: len(gzip.compress(got.body()))}))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda one: told.append(one.url) if look_address not in one.url else None)
    url = f"{look_address}/{(ALL | ASKED)[name]}"
    for size in ("", "22"):
        page.add_init_script(f"localStorage['portal.size'] = '{size}'")
        go(page, url)
        if not size:
            page.wait_for_load_state("networkidle")  # what comes late can jump, and can be heavy
        shift = page.evaluate(
            """new Promise((done) => {
              let sum = 0;
              new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.value)))
                .observe({type: "layout-shift", buffered: true});
              requestAnimationFrame(() => setTimeout(() => done(sum), 50));
            })"""
        )
        assert shift < 0.001
    context.close()
    assert told == []
    assert name in ASKED or sum(weights.values()) <= FIRST_VIEW, weights


@pytest.mark.parametrize("name", ALL)
def test_nothing_moves_sideways_at_320_pixels_and_twice_the_size(
    name: str, browser: Browser, look_address: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{look_address}/{ALL[name]}")
    widths = {}
    for size in ("", "30"):
        set_look(page, size=size)
        widths["large" + size] = page.evaluate("document.documentElement.scrollWidth")
    set_look(page)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    widths["twice"] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert set(widths.values()) == {320}, widths


# Days in the page whose letters stand in more than one line.
PARTED = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    for (const day of text.data.matchAll(/\\d{4}-\\d{2}-\\d{2}/g)) {
      const range = document.createRange();
      range.setStart(text, day.index);
      range.setEnd(text, day.index + day[0].length);
      const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
      if (lines.size > 1) found.push(text.parentElement.outerHTML);
    }
  }
  return found;
}"""


@pytest.mark.parametrize(
    "address",
    [
        "compare/?ids=GD2009-0003,GD2009-0007,GD2008-0001",
        "notices/2009/GD2009-0002/",
        "notices/2008/GD2008-0001/",
        "commitments/2009/3/",
        "coverage/",
        "awards/",
    ],
)
def test_no_line_of_a_small_phone_parts_a_day_or_the_name(
    address: str, browser: Browser, look_address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 780})
    go(page, f"{look_address}/{address}")
    for size in ("", "22", "30"):
        set_look(page, size=size)
        assert page.evaluate(PARTED) == [], size
        name = page.locator(".wordmark span")
        assert name.evaluate("one => one.getClientRects().length") == 1
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        line, words = (one.bounding_box() for one in (page.locator(".wordmark svg"), name))
        assert line
        assert words
        assert words["height"] <= line["height"] * 1.4
    page.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_numbers_of_filing_stand_in_line_with_the_foot(
    width: int, browser: Browser, example_address: str
) -> None:
    page = browser.new_page(viewport=SIZES[width])
    page.goto(f"{example_address}/help/")
    lefts = page.evaluate(
        """[".site-footer__hotline", ".site-footer__filing a"]
          .map((one) => Math.round(document.querySelector(one).getBoundingClientRect().left))"""
    )
    page.close()
    assert lefts[0] == lefts[1]


def test_a_tab_says_the_sites_name_once_and_every_page_whom_to_turn_to(
    browser: Browser, content_address: str
) -> None:
    page = browser.new_page(viewport=SIZES[PHONE])
    for path in ("", "notices/", "notices/2009/GD2009-0003/", "commitments/2009/2/", "404.html"):
        page.goto(f"{content_address}/{path}")
        assert page.title().count("服务承诺公开") == 1
        expect(page.locator(".site-footer").get_by_role("link", name="10086")).to_be_visible()
        complain = page.locator(".site-footer").get_by_role("link", name="怎样投诉")
        assert str(complain.get_attribute("href")).endswith("help/complain/index.html")
    page.close()


def test_no_page_is_heavy_and_none_has_a_style_of_its_own(look_site: Path) -> None:
    pages = [path for path in look_site.rglob("*.html") if "components" not in path.parts]
    texts = {path: path.read_bytes() for path in pages}
    assert {p: s for p, t in texts.items() if (s := len(gzip.compress(t))) > HTML} == {}
    assert [path for path, text in texts.items() if re.search(rb"<[^>]* style=", text)] == []


@pytest.mark.parametrize("name", MAIN)
def test_everything_is_there_without_a_script(
    name: str, browser: Browser, look_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=SIZES[PHONE])
    page = context.new_page()
    page.goto(f"{look_address}/{MAIN[name]}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#menu a").first).to_be_visible()
    expect(page.locator(".tool:visible")).to_have_count(1)
    expect(page.locator("button:visible:not(form button)")).to_have_count(0)
    context.close()


NOTICES = ["2008/GD2008-0001", "2009/GD2009-0003", "2009/GD2009-0011"]


@pytest.mark.parametrize("notice", NOTICES)
def test_the_summary_of_a_notice_prints_on_one_sheet(
    notice: str, browser: Browser, look_address: str
) -> None:
    """A4 less its margins is 178 × 267 mm, at 96 points to the inch."""
    page = browser.new_page(viewport={"width": 673, "height": 1009})
    page.goto(f"{look_address}/notices/{notice}/")
    page.emulate_media(media="print")
    last = page.locator(".notice-imprint")
    box = last.bounding_box()
    words = last.inner_text()
    page.close()
    assert box is not None
    assert box["y"] + box["height"] <= 1009
    assert notice.split("/")[1] in words
    assert "https://" in words
    assert "先拨 10086" in words  # whoever holds the paper has no foot of the site to look at


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", MAIN)
def test_a_page_looks_as_it_did(
    name: str, width: int, browser: Browser, look_address: str, update: bool
) -> None:
    page = browser.new_page(viewport=SIZES[width], reduced_motion="reduce")
    go(page, f"{look_address}/{MAIN[name]}")
    height = min(1600, page.evaluate("document.documentElement.scrollHeight"))
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    seen = page.screenshot(full_page=True, clip=clip, type="jpeg", quality=60)
    page.close()
    kept = SCREENS / f"{name}-{width}.jpg"
    if update:
        SCREENS.mkdir(exist_ok=True)
        kept.write_bytes(seen)
    assert difference(browser, kept.read_bytes(), seen) <= TOLERANCE, (
        "see tests/README.md: --update"
    )


def difference(browser: Browser, one: bytes, other: bytes) -> float:
    """The share of tiles of 16 × 16 pixels whose brightness differs by more than a tenth."""
    page: Page = browser.new_page()
    found: float = page.evaluate(
        """async (pictures) => {
          const tiles = await Promise.all(pictures.map(async (data) => {
            const picture = await createImageBitmap(await (await fetch(data)).blob());
            const width = Math.round(picture.width / 16), height = Math.round(picture.height / 16);
            const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext("2d");
            pen.imageSmoothingQuality = "high";
            pen.drawImage(picture, 0, 0, width, height);
            return {width, height, data: pen.getImageData(0, 0, width, height).data};
          }));
          const [a, b] = tiles;
          if (a.width !== b.width || Math.abs(a.height - b.height) > 2) return 1;
          let differing = 0;
          const all = a.width * Math.min(a.height, b.height);
          for (let at = 0; at < all * 4; at += 4) {
            const light = (t) => (t.data[at] * 3 + t.data[at + 1] * 6 + t.data[at + 2]) / 10;
            if (Math.abs(light(a) - light(b)) > 25) differing += 1;
          }
          return differing / all;
        }""",
        [
            f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
            for picture in (one, other)
        ],
    )
    page.close()
    return found


def test_a_picture_that_differs_is_seen(browser: Browser, look_address: str) -> None:
    page = browser.new_page(viewport=SIZES[PHONE])
    page.goto(f"{look_address}/")
    before = page.screenshot(type="jpeg")
    set_look(page, theme="dark")
    after = page.screenshot(type="jpeg")
    page.close()
    assert difference(browser, before, before) == 0
    assert difference(browser, before, after) > TOLERANCE
