"""Results that are not published in time: told on the promise, on its card, on the reader's day."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import EXAMPLE, built, undated
from portal.checking import check, overdue
from portal.facts import Facts, derive
from portal.quarters import Due, dues

WORD = "未按期发布"
# The example fixes its day in 2012-q2; the results of that quarter are due on 2012-08-14.
DUE = date(2012, 8, 14)
LATE = date(2012, 8, 15)


def facts_on(day: date) -> Facts:
    return derive(check(EXAMPLE).portal, day, "https://example.com/")


def owed(identity: str, day: date) -> list[tuple[str, bool]]:
    promise = next(one for one in facts_on(day).promises if one.identity == identity)
    return [(due.period, due.late) for due in promise.dues]


@pytest.mark.parametrize(
    ("published", "day", "expected"),
    [
        ([], LATE, []),
        (["2009-q1"], date(2009, 8, 14), [Due("2009-q2", date(2009, 8, 14), late=False)]),
        (
            ["2009-q1"],
            date(2009, 8, 15),
            [
                Due("2009-q2", date(2009, 8, 14), late=True),
                Due("2009-q3", date(2009, 11, 14), late=False),
            ],
        ),
        (
            ["2008-q3", "2009-q1"],
            date(2009, 5, 1),
            [
                Due("2008-q4", date(2009, 2, 14), late=True),
                Due("2009-q2", date(2009, 8, 14), late=False),
            ],
        ),
    ],
)
def test_results_are_due_some_days_after_the_quarter(
    published: list[str], day: date, expected: list[Due]
) -> None:
    assert list(dues(published, 45, day)) == expected


def test_a_promise_is_late_on_the_day_after_and_says_so_as_check_does() -> None:
    assert owed("2012/1", DUE) == [("2012-q2", False)]
    assert owed("2012/1", LATE) == [("2012-q2", True), ("2012-q3", False)]
    told = [one.path for one in overdue(check(EXAMPLE), LATE)]
    assert "data/results/2012-q2.yml" in told
    assert "data/results/2012-q2.yml" not in [one.path for one in overdue(check(EXAMPLE), DUE)]


def test_only_promises_that_are_measured_and_still_stand_owe_results() -> None:
    assert owed("2012/4", LATE) == []  # its text is awaited
    assert owed("2011/1", LATE) == []  # the edition of the year before


@pytest.fixture(scope="module")
def late_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example half a year after its last results, on a day that nothing fixes."""
    folder = tmp_path_factory.mktemp("late")
    content = Path(shutil.copytree(EXAMPLE, folder / "content"))
    return built(undated(content), folder / "site", as_of=LATE)


def test_the_page_and_the_card_say_it_in_words(late_site: Path, example_site: Path) -> None:
    page = "commitments/2012/1/index.html"
    late, in_time = (site / page for site in (late_site, example_site))
    assert f"{WORD}</span>" in late.read_text("utf-8")
    assert f"{WORD}</span>" not in in_time.read_text("utf-8")
    assert "2012 年第二季度的结果最晚 " in in_time.read_text("utf-8")
    assert (late_site / "index.html").read_text("utf-8").count(f"{WORD}</span>") == 3


@pytest.mark.browser
@pytest.mark.parametrize(("day", "shown"), [("2012-08-14", 0), ("2012-08-15", 1)])
def test_a_browser_judges_again_on_its_own_day(
    content: Path, tmp_path: Path, browser: Browser, day: str, shown: int
) -> None:
    site = built(undated(content), tmp_path / "site", as_of=date(2012, 5, 10))
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T04:00:00Z")
    page.goto((site / "commitments/2012/1/index.html").as_uri())
    assert page.get_by_text(WORD).count() == shown
    page.close()
