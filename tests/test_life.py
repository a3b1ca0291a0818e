"""Where a notice stands: the same table of cases through Python and through a real browser."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from a_notice import a_notice
from portal.facts.life import LABELS, Life, life
from portal.templates import environment

THEME = Path(__file__).parents[1] / "theme"
SCRIPT = THEME / "overrides/assets/javascripts/status.js"


@dataclass(frozen=True)
class Case:
    """A day, the dates of a notice, and what is true of it."""

    day: str
    effective: str
    withdrawn: str
    superseded_on: str
    status: str
    days: int | None
    sentence: str
    kind: str = "plan"


STOP = "withdrawal"
CASES = [
    Case("2009-02-20", "2009-03-01", "", "", "announced", 9, "announced"),
    Case("2009-02-28", "2009-03-01", "", "", "announced", 1, "announced"),
    Case("2009-02-20", "2009-03-01", "2009-03-10", "", "announced", 9, "announced"),
    Case("2009-03-01", "2009-03-01", "", "", "on_sale", None, "on_sale"),
    Case("2009-07-17", "2009-03-01", "2009-08-17", "", "on_sale", 31, "on_sale_until"),
    Case("2009-07-18", "2009-03-01", "2009-08-17", "", "ending", 30, "ending"),
    Case("2009-08-16", "2009-03-01", "2009-08-17", "", "ending", 1, "ending"),
    Case("2009-08-17", "2009-03-01", "2009-08-17", "", "withdrawn", 0, "withdrawn"),
    Case("2010-01-01", "2009-03-01", "2009-08-17", "", "withdrawn", -137, "withdrawn"),
    Case("2008-02-28", "2008-01-01", "2008-03-01", "", "ending", 2, "ending"),
    Case("2009-07-01", "2009-03-01", "", "2009-09-01", "on_sale", 62, "on_sale_until_superseded"),
    Case("2009-08-31", "2009-03-01", "", "2009-09-01", "ending", 1, "ending_superseded"),
    Case("2009-09-01", "2009-03-01", "", "2009-09-01", "superseded", 0, "superseded"),
    Case("2009-09-01", "2009-03-01", "2009-09-01", "2009-09-01", "superseded", 0, "superseded"),
    Case("2009-08-20", "2009-03-01", "2009-09-01", "2009-09-01", "ending", 12, "ending_superseded"),
    Case("2009-08-20", "2009-03-01", "2009-08-25", "2009-09-01", "ending", 5, "ending"),
    Case("2009-08-26", "2009-03-01", "2009-08-25", "2009-09-01", "withdrawn", -1, "withdrawn"),
    Case("2009-09-02", "2009-03-01", "2009-08-25", "2009-09-01", "superseded", -1, "superseded"),
    Case("2009-02-20", "2009-03-01", "", "2009-02-19", "superseded", -1, "superseded"),
    Case("2009-02-20", "2009-03-01", "", "2009-03-01", "announced", 9, "announced"),
    Case("2009-07-17", "2009-07-27", "2009-07-27", "", "announced", 10, "announced_stops", STOP),
    Case("2009-06-10", "2009-06-15", "2009-08-01", "", "announced", 5, "announced_stops", STOP),
    Case("2009-06-10", "2009-06-15", "", "", "announced", 5, "announced", STOP),
    Case("2009-06-15", "2009-06-15", "2009-08-01", "", "on_sale", 47, "on_sale_until", STOP),
    Case("2009-07-27", "2009-07-27", "2009-07-27", "", "withdrawn", 0, "withdrawn", STOP),
]


def judged(case: Case) -> Life:
    notice = a_notice(
        kind=case.kind,
        published_on="2008-01-01",
        effective_on=case.effective,
        withdrawn_on=case.withdrawn or "无",
    )
    superseded_on = date.fromisoformat(case.superseded_on) if case.superseded_on else None
    return life(notice, superseded_on, date.fromisoformat(case.day))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_notice_stands_where_its_dates_say(case: Case) -> None:
    found = judged(case)
    assert (found.status.value, found.days, found.sentence) == (
        case.status,
        case.days,
        case.sentence,
    )


def test_of_a_stop_sale_to_come_the_day_the_sale_stops_is_told() -> None:
    told = {case: judged(case) for case in CASES if case.sentence == "announced_stops"}
    assert [(one.told_on, one.told_days) for one in told.values()] == [
        (date(2009, 7, 27), 10),
        (date(2009, 8, 1), 52),
    ]
    assert [one.on for one in told.values()] == [date(2009, 7, 27), date(2009, 6, 15)]


def test_every_status_has_its_chinese_label() -> None:
    assert list(LABELS.values()) == [
        "已公布，未生效",
        "在售",
        "即将下线",
        "已下线",
        "已被取代",
    ]


def test_only_the_withdrawn_and_the_superseded_have_ended() -> None:
    ended = {judged(case).status.value for case in CASES if judged(case).ended}
    assert ended == {"withdrawn", "superseded"}


def words(as_of: str = "", on: str = "2009-01-01") -> str:
    module = environment(THEME).get_template("status-chip/words.html").module
    return str(module.status_words(as_of, on))  # type: ignore[attr-defined]


def element(case: Case) -> str:
    # The page tells it only of a notice that is announced; it must not disturb what comes after.
    stops = f' data-stops="{case.withdrawn}"' if case.kind == STOP and case.withdrawn else ""
    return (
        '<p class="status-line" data-status="on_sale"'
        f' data-effective="{case.effective}" data-withdrawn="{case.withdrawn}"'
        f' data-superseded-on="{case.superseded_on}"{stops}><span class="status status--on_sale"><svg></svg>'
        '<b class="status__word">在售</b></span><i class="status__days">?</i></p>'
    )


def open_page(page: Page, elements: str, as_of: str = "", on: str = "2009-01-01") -> None:
    page.set_content(f"<!doctype html><html><body>{elements}{words(as_of, on)}</body></html>")
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))


def seen(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        """[...document.querySelectorAll("[data-status]")].map((e) => [
             e.dataset.status, e.children[0].className,
             e.querySelector(".status__word").textContent,
             e.querySelector(".status__days").textContent])"""
    )
    return found


def expected(case: Case) -> list[str]:
    found = judged(case)
    block = json.loads(words().partition(">")[2].rpartition("</script>")[0])
    sentence = block["sentences"][found.sentence]
    told = sentence.format(days=found.told_days, on=found.told_on)
    return [found.status.value, f"status status--{found.status}", found.status.label, told]


@pytest.mark.browser
def test_the_browser_judges_every_case_as_the_build_does(browser: Browser) -> None:
    page = browser.new_page()
    for day in sorted({case.day for case in CASES}):
        cases = [case for case in CASES if case.day == day]
        open_page(page, "".join(map(element, cases)), as_of=day)
        assert seen(page) == [expected(case) for case in cases]
    page.close()


@pytest.mark.browser
def test_a_picture_of_another_status_goes_and_one_of_the_same_stays(browser: Browser) -> None:
    page = browser.new_page()
    open_page(page, element(CASES[3]) + element(CASES[6]), as_of=CASES[6].day)
    kept = page.evaluate(
        """[...document.querySelectorAll("p")].map((e) => !!e.querySelector("svg"))"""
    )
    assert kept == [True, False]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize(
    ("moment", "status"),
    [("2009-08-16T15:59:59Z", "ending"), ("2009-08-16T16:00:01Z", "withdrawn")],
)
def test_the_day_turns_at_midnight_in_china_wherever_the_reader_is(
    browser: Browser, zone: str, moment: str, status: str
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    open_page(page, f'{element(CASES[6])}<b data-begins="{CASES[6].withdrawn}">起生效</b>')
    assert seen(page)[0][0] == status
    # That something is still to begin is said until the day it does.
    assert page.locator("[data-begins]").is_visible() == (status == "ending")
    context.close()


@pytest.mark.browser
def test_a_page_left_open_overnight_is_judged_again(browser: Browser) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time("2009-08-15T12:00:00Z")
    open_page(page, element(CASES[6]))
    page.clock.set_fixed_time("2009-08-16T12:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert "1 天" in seen(page)[0][3]
    page.clock.set_fixed_time("2009-08-17T12:00:00Z")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert seen(page)[0][0] == "withdrawn"
    page.close()


@pytest.mark.browser
def test_a_clock_behind_the_day_of_the_build_is_not_believed(browser: Browser) -> None:
    page = browser.new_page()
    page.clock.set_fixed_time("1970-01-02T00:00:00Z")
    open_page(page, element(CASES[6]), on="2009-08-17")
    assert seen(page)[0][0] == "withdrawn"
    page.close()
