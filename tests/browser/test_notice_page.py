"""What a notice's page shows of its past, and that it can be proved."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from portal_pages import PHONE, SIZES, set_look

from conftest import EXAMPLE, built

ANNOUNCED = "notices/2012/YL2012-0015"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tab: Page) -> Page:
    return tab


def test_the_digest_on_the_page_is_that_of_the_text_it_offers(
    page: Page, example_address: str, example_site: Path
) -> None:
    page.goto(f"{example_address}/notices/2011/YL2011-0017/")
    page.locator(".seal summary").click()
    shown = page.inner_text(".seal__digest")
    text = page.request.get(str(page.locator(".seal a[download]").evaluate("a => a.href"))).body()
    assert hashlib.sha256(text).hexdigest() == shown
    seals = (example_site / "notices/seals.txt").read_text("utf-8")
    assert f"YL2011-0017 3 {shown}\n" in seals


def test_every_notice_has_its_line_in_the_seals(example_site: Path) -> None:
    seals = (example_site / "notices/seals.txt").read_text("utf-8").splitlines()
    told = {line.split(" ")[0]: line.split(" ")[2] for line in seals}
    texts = {path.stem: path for path in (example_site / "notices").glob("20*/*/*.txt")}
    assert list(told) == sorted(texts)
    for name, path in texts.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == told[name]


def test_corrections_stand_on_the_page_with_both_values(page: Page, example_address: str) -> None:
    page.goto(f"{example_address}/notices/2011/YL2011-0017/")
    rows = page.locator(".corrections__list > li")
    assert rows.count() == 2
    expect(rows.nth(1)).to_contain_text("国内通话 0.22 元/分钟")
    expect(rows.nth(1)).to_contain_text("国内通话 0.19 元/分钟")
    expect(rows.nth(1)).to_contain_text("超出资费")


def test_the_plain_words_are_read_aloud_as_one_says_them(
    browser: Browser, content_address: str
) -> None:
    page = browser.new_page()
    page.add_init_script("""
      window.print = () => { window.sheets = (window.sheets || 0) + 1; };
      window.SpeechSynthesisUtterance = function (text) { this.text = text; };
      Object.defineProperty(window, "speechSynthesis", {value: {
        queue: [], cancel() { this.queue = []; }, speak(words) { this.queue.push(words); },
      }});""")
    page.goto(f"{content_address}/notices/2009/GD2009-0019/")
    button = page.get_by_role("button", name="朗读")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    told = page.evaluate("speechSynthesis.queue.map((words) => words.text)")
    assert told[0] == "示例，不是真实的资费。"
    assert "拨 1 0 0 8 6，" in "".join(told)
    assert len(told) > 3  # a long text in one piece is not read to its end
    assert "2009 年 9 月 30 日以前" in "".join(told).replace(" 日 ", " 日")
    assert not re.search(r"元/|\d{4}-\d", "".join(told))
    page.evaluate("speechSynthesis.queue.pop().onend()")
    expect(button).to_have_attribute("aria-pressed", "false")
    # A second press is for silence, and so is a voice that fails.
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("speechSynthesis.queue") == []
    button.click()
    page.evaluate("speechSynthesis.queue[0].onerror()")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.sheets") == 1
    page.goto(f"{content_address}/notices/2009/GD2009-0017/")
    button.click()
    told = page.evaluate("speechSynthesis.queue.map((words) => words.text)")
    assert told[1] == "还有 15 天下线（2009 年 8 月 1 日）。"
    assert told[2].replace(" ", "") == "这是停售公告：2009年8月1日起不再办理。"
    assert told[3].startswith("这项资费每月 15 元")
    page.close()


@pytest.mark.parametrize("size", ["", "30"])
def test_corrections_are_read_on_a_phone_without_moving_them(
    page: Page, example_address: str, size: str
) -> None:
    page.set_viewport_size(SIZES[PHONE])
    page.goto(f"{example_address}/notices/2011/YL2011-0017/")
    set_look(page, size=size)
    boxes = [one.bounding_box() for one in page.locator(".corrections dd").all()]
    assert len(boxes) == 6
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def superseding(site: Path) -> tuple[str, str]:
    """A notice of the example that supersedes another, and that other."""
    for path in sorted((site / "notices").glob("20*/*/index.html")):
        if 'class="changes"' in path.read_text("utf-8"):
            return path.parent.name, str(path.parent.relative_to(site))
    raise AssertionError("no notice of the example supersedes another")


def test_a_chain_is_walked_both_ways(page: Page, example_address: str, example_site: Path) -> None:
    name, folder = superseding(example_site)
    page.goto(f"{example_address}/{folder}/")
    assert page.locator(".changes__fields tbody tr").count() > 0
    page.locator(".changes p a").first.click()
    banner = page.locator(".succession--newer a").first
    assert name in str(banner.get_attribute("href"))
    above = page.evaluate(
        """() => document.querySelector(".succession--newer").compareDocumentPosition(
             document.querySelector(".summary-card")) & Node.DOCUMENT_POSITION_FOLLOWING"""
    )
    assert above
    banner.click()
    assert f"/{name}/" in page.url


@pytest.fixture(scope="module")
def old_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example built on its day, from settings that leave the day to the clock.

    One notice more takes the place of YL2012-0003 on 1 July.
    """
    folder = tmp_path_factory.mktemp("old")
    content = folder / "content"
    shutil.copytree(EXAMPLE, content)
    settings = content / "data/site.yml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"(?m)^as_of:.*\n", "", text), "utf-8")
    newest = (content / "notices/2012/YL2012-0003.md").read_text("utf-8").split("\n---\n")[0]
    for old, new in (
        ("增加流量", "降低超出资费"),
        ("2012-02-20", "2012-05-10"),
        ("2012-03-01", "2012-07-01"),
        ("YL2011-0017", "YL2012-0003"),
        ("0.15 元", "0.10 元"),
    ):
        newest = newest.replace(old, new)
    (content / "notices/2012/YL2012-0031.md").write_text(newest + "\n---\n\n通话降价。\n", "utf-8")
    return built(content, folder / "site")


@pytest.mark.parametrize(
    ("notice", "day", "now"),
    [
        ("2011/YL2011-0001", "2012-05-10", "YL2012-0003"),
        ("2011/YL2011-0001", "2012-06-30", "YL2012-0003"),
        ("2011/YL2011-0001", "2012-07-01", "YL2012-0031"),
        ("2011/YL2011-0017", "2012-06-30", "YL2012-0003"),
        ("2011/YL2011-0017", "2012-07-01", "YL2012-0031"),
        ("2012/YL2012-0003", "2012-06-30", ""),
        ("2012/YL2012-0003", "2012-07-01", "YL2012-0031"),
    ],
)
def test_a_reader_of_an_old_notice_is_led_to_the_one_that_holds_on_the_day(
    browser: Browser, old_site: Path, notice: str, day: str, now: str
) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T04:00:00Z")
    page.goto((old_site / "notices" / notice / "index.html").as_uri())
    line = page.locator(".succession--newer p", has=page.locator(".succession__now:visible"))
    assert [now in str(one.get_attribute("href")) for one in line.locator("a").all()] == (
        [True] if now else []
    )
    # The one to come is named too.
    expect(page.locator(".succession--newer")).to_contain_text("2012-07-01 起")
    told = page.locator("[data-read-aloud]").inner_text().startswith("这份公告已被取代")
    assert told == bool(now)
    page.close()


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("2012-05-10T04:00:00Z", "已公布，未生效"),
        ("2012-05-31T15:59:59Z", "已公布，未生效"),  # one second to midnight in China
        ("2012-05-31T16:00:00Z", "在售"),
        ("2030-01-01T00:00:00Z", "已下线"),
    ],
)
def test_an_old_page_tells_the_status_of_the_readers_day(
    browser: Browser, old_site: Path, moment: str, word: str
) -> None:
    context = browser.new_context(timezone_id="America/Los_Angeles")
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto((old_site / ANNOUNCED / "index.html").as_uri())
    expect(page.locator(".status-line .status__word")).to_have_text(word)
    plain = page.locator("[data-read-aloud]").inner_text()
    assert plain.startswith("已经不能办理。") == (word == "已下线")
    context.close()


@pytest.mark.parametrize("lacking", ["every script", "the one that judges", "nothing"])
def test_where_no_script_judges_again_the_words_say_for_which_day_they_hold(
    browser: Browser, old_site: Path, lacking: str
) -> None:
    context = browser.new_context(java_script_enabled=lacking != "every script")
    page = context.new_page()
    if lacking == "the one that judges":
        page.route("**/status.*.js", lambda route: route.abort())
    page.goto((old_site / ANNOUNCED / "index.html").as_uri())
    day = page.locator(".status-line").get_by_text("按 2012-05-10 算")
    expect(day).to_be_visible(visible=lacking != "nothing")
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_names_the_day_that_its_days_are_counted_from(
    browser: Browser, old_site: Path, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.clock.set_fixed_time("2012-05-20T04:00:00Z")
    page.emulate_media(media="print")
    day, days = ("2012-05-20", 12) if scripts else ("2012-05-10", 22)
    for place in (ANNOUNCED, "notices/status/announced"):
        page.goto((old_site / place / "index.html").as_uri())
        told = page.locator(".status__days", has_text="2012-06-01")
        expect(told).to_contain_text(f"还有 {days} 天生效")
        foot = page.locator(".paper-foot")
        expect(foot).to_have_text(f"状态和天数按 {day} 算，网页生成于 2012-05-10。")
        expect(foot).to_be_visible()
        # Once is enough.
        assert page.inner_text("body").count("网页生成于") == 1
    page.emulate_media(media="screen")
    expect(page.locator(".paper-foot")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("day", "told"), [("2012-06-10", False), ("2012-08-10", True)])
def test_a_site_that_is_no_longer_built_says_so(
    browser: Browser, old_site: Path, day: str, told: bool
) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T04:00:00Z")
    page.goto((old_site / "index.html").as_uri())
    expect(page.locator(".site-footer").get_by_text("网页生成于 2012-05-10。")).to_be_visible()
    expect(page.locator(".site-footer [data-old]")).to_be_visible(visible=told)
    page.close()


def test_a_site_of_a_fixed_day_keeps_to_it(browser: Browser, example_site: Path) -> None:
    page = browser.new_page()
    page.goto((example_site / ANNOUNCED / "index.html").as_uri())
    expect(page.locator(".status-line .status__word")).to_have_text("已公布，未生效")
    page.close()
