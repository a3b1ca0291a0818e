"""Every kind of page loads whole: no error, no foreign request, no sideways movement, nothing jumps."""

import base64
import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Response, expect
from portal_pages import ALL, ASKED, DESK, MAIN, PHONE, PICTURED, SCREENS, SIZES, go, set_look

from conftest import taken
from portal.environment import ROOT

pytestmark = pytest.mark.browser
FIRST_VIEW = 110_000
HTML = 25_000
# The share of small tiles that may differ: fonts are drawn a little otherwise on every machine.
TOLERANCE = 0.04
# The share of the colour on a page that may be of another hue, wherever on the page it is.
OTHER_HUE = 0.15
# What a page looked like that looks otherwise than it did: beside nothing that git holds.
SEEN = ROOT / "build" / "screens"
RENEW = "Look at both; if it is meant so, renew it: tests/README.md, --update"


@pytest.mark.parametrize("name", ALL | ASKED)
def test_a_page_loads_light_without_error_or_foreign_request_and_stands_still(
    name: str, browser: Browser, look_address: str
) -> None:
    context = browser.new_context(viewport=SIZES[PHONE])
    page = context.new_page()
    told: list[str] = []
    answers: list[Response] = []
    page.on("response", lambda got: answers.append(got))  # noqa: PLW0108 # Playwright marks what it calls
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda one: told.append(one.url) if look_address not in one.url else None)
    url = f"{look_address}/{(ALL | ASKED)[name]}"
    for size in ("", "22"):
        page.add_init_script(f"localStorage['portal.size'] = '{size}'")
        go(page, url)
        if not size:
            page.wait_for_load_state("networkidle")  # what comes late can jump, and can be heavy
            # Not as they come: to ask in the midst of waiting can make that miss what it waits for.
            weights = {got.url: len(gzip.compress(got.body())) for got in answers}
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
    name: str, tab: Page, look_address: str
) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{look_address}/{ALL[name]}")
    widths = {}
    for size in ("", "30"):
        set_look(tab, size=size)
        widths["large" + size] = tab.evaluate("document.documentElement.scrollWidth")
    set_look(tab)
    tab.evaluate("document.documentElement.style.fontSize = '250%'")
    widths["twice"] = tab.evaluate("document.documentElement.scrollWidth")
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
    address: str, tab: Page, look_address: str
) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    go(tab, f"{look_address}/{address}")
    for size in ("", "22", "30"):
        set_look(tab, size=size)
        assert tab.evaluate(PARTED) == [], size
        name = tab.locator(".wordmark span")
        assert name.evaluate("one => one.getClientRects().length") == 1
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        line, words = (one.bounding_box() for one in (tab.locator(".wordmark svg"), name))
        assert line
        assert words
        assert words["height"] <= line["height"] * 1.4


@pytest.mark.parametrize("width", [360, PHONE])
def test_on_a_small_phone_no_name_of_a_thing_spills_one_letter(
    tab: Page, look_address: str, width: int
) -> None:
    """Quarters, and what a summary tells, are read at a glance; kinds and places stand in two columns."""
    tab.set_viewport_size({"width": width, "height": 780})
    lines = """(one) => { const range = document.createRange(); range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map((part) => Math.round(part.top))).size }"""
    for address, names in {
        "commitments/2009/2/": ".results__when",
        "notices/2009/GD2009-0023/": ".summary-card dt",
        "notices/": ".shelf-links li > span",
    }.items():
        tab.goto(f"{look_address}/{address}")
        found = tab.locator(names)
        assert found.count() > 5
        assert tab.evaluate(f"[...document.querySelectorAll('{names}')].map({lines})") == (
            [1] * found.count()
        )
    lefts = tab.evaluate(
        "[...document.querySelectorAll('.shelf-links li')].map((one) => one.offsetLeft)"
    )
    assert len(set(lefts)) == 2


@pytest.mark.parametrize("address", ["data/", "help/glossary/", "monitoring/"])
def test_on_a_small_phone_what_names_a_row_of_a_table_stands_whole_and_none_is_cut(
    tab: Page, look_address: str, address: str
) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.goto(f"{look_address}/{address}")
    parted, cut, rows = tab.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("main article > .table-frame tbody tr")];
          const parted = rows.map((row) => row.firstElementChild).filter((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return range.getBoundingClientRect().height > 1.4 * parseFloat(getComputedStyle(one).lineHeight)
              && !/[、，（ ]/.test(one.textContent);
          }).map((one) => one.textContent);
          const frames = [...document.querySelectorAll("main article > .table-frame")];
          return [parted, frames.filter((one) => one.scrollWidth > one.clientWidth).length, rows.length];
        }"""
    )
    assert rows > 3
    assert (parted, cut) == ([], 0)


def test_no_line_of_a_notice_in_a_list_begins_with_a_dot(tab: Page, look_address: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.goto(f"{look_address}/notices/")
    found = tab.evaluate(
        """() => [...document.querySelectorAll(".notice-row__facts")].filter((facts) => {
          const left = facts.getBoundingClientRect().left;
          return [...facts.childNodes].some((text) => [...text.textContent].some((sign, at) => {
            if (sign !== "·") return false;
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left < left + 2;
          }));
        }).map((one) => one.textContent)"""
    )
    assert found == []


def test_all_that_is_sold_in_a_city_is_one_step_from_its_list(tab: Page, look_address: str) -> None:
    """The list names those of the city only; those of the whole province are sold there too."""
    tab.goto(f"{look_address}/notices/area/guangzhou/")
    words = tab.inner_text("main")
    both = [re.search(rf"{before} ?(\d+) 份", words) for before in ("公告共", "见全省的")]
    tab.click("text=把广州能办的放在一起看")
    total = sum(int(count[1]) for count in both if count)
    assert total > 20
    expect(tab.locator("[data-search-count]")).to_have_text(str(total))


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
def test_the_mark_of_a_verdict_stands_beside_its_word(
    tab: Page, look_address: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{look_address}/commitments/2009/3/")
    apart = tab.evaluate(
        """() => [...document.querySelectorAll("main .verdict")].map((one) => {
          const middle = (part) => part.top + part.height / 2;
          const word = document.createRange();
          word.selectNodeContents(one.lastChild);
          return middle(one.firstChild.getBoundingClientRect()) - middle(word.getBoundingClientRect());
        })"""
    )
    assert len(apart) > 5
    assert max(map(abs, apart)) < 4


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_numbers_of_filing_stand_in_line_with_the_foot(
    width: int, tab: Page, example_address: str
) -> None:
    tab.set_viewport_size(SIZES[width])
    tab.goto(f"{example_address}/help/")
    lefts = tab.evaluate(
        """[".site-footer__hotline", ".site-footer__filing a"]
          .map((one) => Math.round(document.querySelector(one).getBoundingClientRect().left))"""
    )
    assert lefts[0] == lefts[1]


def test_a_tab_says_the_sites_name_once_and_every_page_whom_to_turn_to(
    tab: Page, content_address: str
) -> None:
    tab.set_viewport_size(SIZES[PHONE])
    for path in ("", "notices/", "notices/2009/GD2009-0003/", "commitments/2009/2/", "404.html"):
        tab.goto(f"{content_address}/{path}")
        assert tab.title().count("服务承诺公开") == 1
        expect(tab.locator(".site-footer").get_by_role("link", name="10086")).to_be_visible()
        complain = tab.locator(".site-footer").get_by_role("link", name="怎样投诉")
        assert str(complain.get_attribute("href")).endswith("help/complain/index.html")


@pytest.mark.parametrize(
    "typed",
    [
        "n/yl2012-0003/", "notices/2012/yl2012-0003/", "notices/2011/YL2012-0003", "N/yl20120003",
        "n/YL2012–0003/", "yl2012-0003/", "n/ｙｌ２０１２－０００３/", "n/YL%202012-0003/index.html",
    ],
)  # fmt: skip
def test_a_number_typed_from_paper_into_the_address_leads_to_its_notice(
    typed: str, tab: Page, example_address: str
) -> None:
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url))
    tab.goto(f"{example_address}/{typed}", wait_until="networkidle")
    offered = tab.locator("[data-meant]:visible")
    expect(offered).to_contain_text("YL2012-0003")
    expect(offered.get_by_role("link", name="搜索这个编号")).to_have_attribute(
        "href", f"{example_address}/search/?q=YL2012-0003"
    )
    assert not [one for one in asked if "YL2012-0003" in one and typed not in one]
    offered.get_by_role("link", name="打开这份公告").click()
    tab.wait_for_url("**/notices/2012/YL2012-0003/")


def test_a_number_that_no_notice_has_is_said_and_may_be_searched_for(
    tab: Page, example_address: str
) -> None:
    tab.goto(f"{example_address}/n/yl2012-9999/")
    tab.get_by_role("link", name="打开这份公告").click()
    expect(tab.locator("[data-meant]:visible")).to_contain_text("没有编号是 YL2012-9999 的公告")
    tab.get_by_role("link", name="搜索这个编号").click()
    expect(tab.locator("#search-words")).to_have_value("YL2012-9999")


@pytest.mark.parametrize(
    ("past", "first"),
    [
        ("notices/year/2012/7/", "notices/2012/"), ("notices/2012/2", "notices/2012/"),
        ("notices/status/on-sale/9/", "notices/status/on-sale/"),
    ],
)  # fmt: skip
def test_past_the_last_page_of_a_list_its_first_is_offered(
    past: str, first: str, tab: Page, example_address: str
) -> None:
    tab.goto(f"{example_address}/{past}")
    tab.get_by_role("link", name="从第一页看起").click()
    assert tab.url == f"{example_address}/{first}"
    assert tab.locator(".notice-row").count() > 0


@pytest.mark.parametrize(
    "typed", ["404.html", "help/x/", "notices/2010/", "%E0%A4/", "awards/2009/"]
)
def test_at_another_wrong_address_nothing_is_guessed(
    typed: str, tab: Page, example_address: str
) -> None:
    tab.goto(f"{example_address}/{typed}")
    expect(tab.get_by_role("link", name="资费公告").last).to_be_visible()
    expect(tab.locator("[data-meant]:visible")).to_have_count(0)


def test_no_page_is_heavy_and_none_has_a_style_of_its_own(look_site: Path) -> None:
    pages = [path for path in look_site.rglob("*.html") if "components" not in path.parts]
    texts = {path: path.read_bytes() for path in pages}
    assert {p: s for p, t in texts.items() if (s := len(gzip.compress(t))) > HTML} == {}
    assert [path for path, text in texts.items() if re.search(rb"<[^>]* style=", text)] == []


def test_no_script_holds_up_another(look_site: Path) -> None:
    """On a slow line each that does costs a way there and back, and buttons answer so much later."""
    for path in look_site.rglob("*.html"):
        text = path.read_text("utf-8")
        scripts = re.findall(r"<script src=[^>]*>", text)
        assert [one for one in scripts if not one.endswith(" defer>")] == [], path


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
    notice: str, tab: Page, look_address: str
) -> None:
    """A4 less its margins is 178 × 267 mm, at 96 points to the inch."""
    tab.set_viewport_size({"width": 673, "height": 1009})
    tab.goto(f"{look_address}/notices/{notice}/")
    tab.emulate_media(media="print")
    last = tab.locator(".notice-imprint")
    box = last.bounding_box()
    words = last.inner_text()
    assert box is not None
    assert box["y"] + box["height"] <= 1009
    assert notice.split("/")[1] in words
    assert "https://" in words
    assert "先拨 10086" in words  # whoever holds the paper has no foot of the site to look at


PRINTED = """() => {
  const painted = document.createElement("canvas").getContext("2d");
  const lightness = (colour) => {
    painted.clearRect(0, 0, 1, 1);
    painted.fillStyle = colour;
    painted.fillRect(0, 0, 1, 1);
    const [red, green, blue, opaque] = painted.getImageData(0, 0, 1, 1).data;
    return opaque ? (red + green + blue) / 3 : 255;
  };
  const styles = [...document.querySelectorAll("main, main *")]
    .filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one));
  const words = styles.map((style) => lightness(style.color));
  const grounds = styles.map((style) => lightness(style.backgroundColor));
  const [root] = [document.documentElement].map(getComputedStyle);
  return [Math.max(...words), Math.min(...grounds), lightness(root.backgroundColor), root.fontSize];
}"""


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_paper_is_black_on_white_whatever_look_was_chosen(
    contrast: str, tab: Page, example_address: str
) -> None:
    """A notice, a promise and a list, in each theme and each size of text."""
    for page in ("notices/2012/YL2012-0010/", "commitments/2012/2/", "notices/all/"):
        tab.goto(f"{example_address}/{page}")
        tab.emulate_media(media="print", contrast=contrast)  # type: ignore[arg-type]
        for theme in ("light", "dark"):
            for size in ("", "18", "22", "26", "30"):
                set_look(tab, theme=theme, size=size)
                palest_word, *rest = tab.evaluate(PRINTED)
                assert palest_word <= 0x33, (page, theme, size)
                assert rest == [255, 255, "14.6667px"], (page, theme, size)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", PICTURED)
def test_a_page_looks_as_it_did(
    name: str, width: int, tab: Page, example_address: str, update: bool
) -> None:
    tab.set_viewport_size(SIZES[width])
    tab.emulate_media(reduced_motion="reduce")
    go(tab, f"{example_address}/{PICTURED[name]}")
    height = min(1600, tab.evaluate("document.documentElement.scrollHeight"))
    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    seen = tab.screenshot(full_page=True, clip=clip, type="jpeg", quality=60)
    kept = SCREENS / f"{name}-{width}.jpg"
    if update:
        SCREENS.mkdir(exist_ok=True)
        kept.write_bytes(seen)
    (SEEN / kept.name).unlink(missing_ok=True)
    light, hue = difference(tab, kept.read_bytes(), seen)
    if light > TOLERANCE or hue > OTHER_HUE:
        SEEN.mkdir(parents=True, exist_ok=True)
        (SEEN / kept.name).write_bytes(seen)
        names = [path.relative_to(ROOT) for path in (SEEN / kept.name, kept)]
        shares = f"{light:.1%} of it is lighter or darker, {hue:.1%} of its colour has another hue"
        pytest.fail(f"{names[0]} is not {names[1]}: {shares}. {RENEW}", pytrace=False)


# Compares two pictures. First the share of tiles of 16 × 16 pixels whose brightness differs by more than
# a tenth. Then how much of the colour has another hue: of each picture the hues are counted by how
# strong they are, in 24 parts of the circle, shared between the two nearest; where they stand is not
# looked at, for on another machine every line is a little longer or shorter.
COMPARE = """async (pictures) => {
  const drawn = async (data, size) => {
    const picture = await createImageBitmap(await (await fetch(data)).blob());
    const width = Math.round(picture.width / size), height = Math.round(picture.height / size);
    const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, width, height);
    return {width, height, data: pen.getImageData(0, 0, width, height).data};
  };
  const [a, b] = await Promise.all(pictures.map((data) => drawn(data, 16)));
  if (a.width !== b.width || Math.abs(a.height - b.height) > 2) return [1, 1];
  let differing = 0;
  const all = a.width * Math.min(a.height, b.height);
  for (let at = 0; at < all * 4; at += 4) {
    const light = (t) => (t.data[at] * 3 + t.data[at + 1] * 6 + t.data[at + 2]) / 10;
    if (Math.abs(light(a) - light(b)) > 25) differing += 1;
  }
  const PARTS = 24;
  const hues = async (data) => {
    const counted = new Float64Array(PARTS), fine = await drawn(data, 4);
    for (let at = 0; at < fine.data.length; at += 4) {
      const [red, green, blue] = fine.data.subarray(at, at + 3);
      const most = Math.max(red, green, blue), strength = most - Math.min(red, green, blue);
      if (strength < 32) continue;  // paper and what is grey
      const sixth = most === red ? (green - blue) / strength
        : most === green ? 2 + (blue - red) / strength : 4 + (red - green) / strength;
      const part = (((sixth + 6) % 6) / 6) * PARTS, below = Math.floor(part) % PARTS;
      counted[below] += strength * (1 - (part % 1));
      counted[(below + 1) % PARTS] += strength * (part % 1);
    }
    const sum = counted.reduce((one, other) => one + other, 0);
    return counted.map((one) => (sum ? one / sum : 0));
  };
  const [one, other] = await Promise.all(pictures.map(hues));
  const hue = one.reduce((sum, share, at) => sum + Math.abs(share - other[at]), 0) / 2;
  return [differing / all, hue];
}"""


def difference(tab: Page, one: bytes, other: bytes) -> tuple[float, float]:
    """The share of two pictures that is lighter or darker, and of their colour that is of another hue."""
    tab.goto("about:blank")  # no page of the site may read them
    light, hue = tab.evaluate(
        COMPARE,
        [
            f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
            for picture in (one, other)
        ],
    )
    return light, hue


def test_a_picture_that_differs_is_seen(tab: Page, look_address: str) -> None:
    tab.set_viewport_size(SIZES[PHONE])
    tab.goto(f"{look_address}/")
    before = tab.screenshot(type="jpeg")
    tab.evaluate("document.documentElement.style.setProperty('--accent', '#0b5f86')")
    blue = tab.screenshot(type="jpeg")
    set_look(tab, theme="dark")
    dark = tab.screenshot(type="jpeg")
    assert difference(tab, before, before) == (0, 0)
    light, hue = difference(tab, before, blue)
    assert light <= TOLERANCE  # as dark as it was: only the hue tells
    assert hue > OTHER_HUE
    light, _ = difference(tab, before, dark)
    assert light > TOLERANCE


STATE = """() => [localStorage.length, sessionStorage.length, innerWidth,
  matchMedia("print").matches, matchMedia("(prefers-reduced-motion: reduce)").matches]"""


def test_a_page_that_is_used_again_keeps_nothing_of_before(
    browser: Browser, example_address: str
) -> None:
    tabs: list[Page] = []
    with taken(tabs, browser) as page:
        page.route("**/help/", lambda route: route.abort())
        page.goto(example_address)
        page.evaluate("localStorage.size = sessionStorage.size = '30'")
        page.set_viewport_size(SIZES[PHONE])
        page.emulate_media(media="print", reduced_motion="reduce")
        assert page.evaluate(STATE) == [1, 1, PHONE, True, True]
    with taken(tabs, browser) as again:
        assert again is page
        again.goto(f"{example_address}/help/")
        assert again.evaluate(STATE) == [0, 0, 1280, False, False]
    page.context.close()
