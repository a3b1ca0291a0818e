"""A promise is kept or missed by the decimals as written, never by rounded ones."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import EXAMPLE, built, undated
from portal.facts.events import of_promise
from portal.facts.promises import Verdict, coming, current, editions, promises, tracks
from portal.fitting import Entry
from portal.portal import Portal, gather
from portal.records.commitment import Commitment
from portal.records.indicator import Indicator, Indicators, Result, Results, kept
from portal.rules import a_miss_has_a_reason

SAMPLE = {"kind": "sample"}
TODAY = date(2009, 7, 17)


def an_indicator(**fields: str) -> Indicator:
    boring = {
        "id": "reply",
        "title": "首次回复",
        "definition": "从登记到第一次回复",
        "unit": "%",
        "direction": "at_least",
        "target": "90",
        "decimals": "1",
    }
    return Indicator.model_validate(boring | fields)


def a_result(**fields: str) -> Result:
    return Result.model_validate({"value": "90"} | fields)


@pytest.mark.parametrize(
    ("direction", "target", "value", "qualifier", "expected"),
    [
        ("at_least", "90", "90", None, True),
        ("at_least", "90", "89.99", None, False),
        ("at_least", "90", "88.6", None, False),
        ("at_least", "90.00", "90", None, True),
        ("at_least", "90", "90", "近", False),
        ("at_least", "90", "90", "以上", True),
        ("at_least", "90", "91", "近", None),
        ("at_least", "90", "89", "以上", None),
        ("at_least", "90", "89", "近", False),
        ("at_least", "90", "99", "约", None),
        ("at_most", "48", "48", None, True),
        ("at_most", "48", "48.0001", None, False),
        ("at_most", "48", "48", "超过", False),
        ("at_most", "48", "49", "超过", False),
        ("at_most", "48", "47", "超过", None),
        ("at_most", "48", "47", "多", None),
        ("at_most", "48", "48", "以上", None),
        ("at_most", "48", "49", "以上", False),
        ("at_most", "48", "48", "近", True),
        ("at_most", "48", "47", "近", True),
        ("at_most", "48", "49", "近", None),
        ("at_most", "0.0001", "0.00010", None, True),
        ("at_least", "无", "99", None, None),
        ("at_least", "90", "未统计", None, None),
    ],
)
def test_a_result_keeps_its_target_or_does_not(
    direction: str, target: str, value: str, qualifier: str | None, expected: bool | None
) -> None:
    given = {"value": value} | ({"qualifier": qualifier} if qualifier else {})
    assert kept(an_indicator(direction=direction, target=target), a_result(**given)) is expected


def a_portal(
    values: dict[str, str],
    target_from: str = "",
    years: Sequence[int] = (2008, 2009),
    **commitment: object,
) -> Portal:
    boring = {"title": "回复及时", "state": "published", "source": SAMPLE}
    indicator = an_indicator(**({"target_from": target_from} if target_from else {}))
    promise = boring | {"indicators": ["reply"]} | commitment
    entries = [
        Entry("i", "indicators", "indicators", Indicators((indicator,))),
        *(Entry(f"c{y}", "commitment", f"{y}/1", Commitment.model_validate({"from": str(y)} | promise)) for y in years),
        *(
            Entry(f"r{period}", "results", period, Results.model_validate({
                "period": period, "published_on": "2009-07-15", "source": SAMPLE,
                "results": {"reply": {"value": value}},
            }))
            for period, value in values.items()
        ),
    ]  # fmt: skip
    return gather(entries)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"2009-q1": "91"}, Verdict.KEPT),
        ({"2009-q1": "91", "2009-q2": "89.9"}, Verdict.MISSED),
        ({"2009-q1": "89", "2009-q2": "90"}, Verdict.KEPT),
        ({"2009-q2": "未统计"}, Verdict.UNMEASURED),
        ({}, None),
    ],
)
def test_the_newest_period_decides(values: dict[str, str], verdict: Verdict | None) -> None:
    portal = a_portal(values)
    assert promises(portal, tracks(portal), TODAY)[0].verdict is verdict


def test_what_was_missed_is_told_before_what_was_kept() -> None:
    values = {"kept": "95", "unknown": "未统计", "missed": "89", "kept-too": "90"}
    commitment = {"title": "回复及时", "state": "published", "source": SAMPLE, "from": "2009"}
    results = {name: {"value": value} for name, value in values.items()}
    published = {"period": "2009-q1", "published_on": "2009-07-15", "source": SAMPLE}
    portal = gather([
        Entry("i", "indicators", "indicators", Indicators(tuple(an_indicator(id=name) for name in values))),
        Entry("c", "commitment", "2009/1", Commitment.model_validate(commitment | {"indicators": [*values]})),
        Entry("r", "results", "2009-q1", Results.model_validate(published | {"results": results})),
    ])  # fmt: skip
    (promise,) = promises(portal, tracks(portal), TODAY)
    told = [track.indicator.id for track, _ in promise.latest]
    assert told == ["missed", "unknown", "kept", "kept-too"]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"2009-q1": "89"}, {"2009-q2": "91"}, Verdict.KEPT),
        ({"2009-q1": "91"}, {"2009-q2": "89"}, Verdict.MISSED),
        ({"2009-q2": "91"}, {"2009-q2": "89"}, Verdict.MISSED),
        ({}, {"2009-q2": "91"}, Verdict.KEPT),
    ],
)
def test_of_several_indicators_those_measured_in_the_newest_period_decide(
    one: dict[str, str], other: dict[str, str], verdict: Verdict
) -> None:
    [promise] = promises(a_portal({}, years=(2009,)), {}, TODAY)
    measured = tuple(tracks(a_portal(values))["reply"] for values in (one, other))
    for order in (measured, measured[::-1]):
        assert replace(promise, tracks=order).verdict is verdict


@pytest.mark.parametrize(
    ("commitment", "owed"),
    [
        ({"from": "2009-03-31"}, ["2009-q1", "2009-q2", "2009-q3"]),
        ({"from": "2009-04-01"}, ["2009-q2", "2009-q3"]),
        ({"until": "2009-06"}, ["2009-q1", "2009-q2"]),
        ({"until": "2009-07-01"}, ["2009-q1", "2009-q2", "2009-q3"]),
        ({"state": "awaiting_text"}, []),
        ({"indicators": []}, []),
    ],
)
def test_a_promise_owes_results_of_the_quarters_in_which_it_stands(
    commitment: dict[str, object], owed: list[str]
) -> None:
    portal = a_portal({"2008-q4": "91"}, "", (2009,), **commitment)
    assert [due.period for due in promises(portal, tracks(portal), TODAY)[0].dues] == owed


@pytest.mark.parametrize(
    ("target_from", "verdict"),
    [
        ("2009-01-01", Verdict.MISSED),
        ("2009-03-31", Verdict.MISSED),
        ("2009-04-01", Verdict.COMPARED),
    ],
)
def test_what_was_measured_before_the_target_held_is_not_judged(
    target_from: str, verdict: Verdict
) -> None:
    portal = a_portal({"2009-q1": "89"}, target_from=target_from)
    assert promises(portal, tracks(portal), TODAY)[0].verdict is verdict
    portal = a_portal({"2009-q1": "89", "2009-q2": "91"}, target_from=target_from)
    assert promises(portal, tracks(portal), TODAY)[0].verdict is Verdict.KEPT


@pytest.mark.parametrize(("target_from", "asked"), [("2009-03-31", 1), ("2009-04-01", 0)])
def test_nobody_is_asked_why_a_target_was_missed_that_did_not_hold_yet(
    target_from: str, asked: int
) -> None:
    portal = a_portal({"2009-q1": "89"}, target_from=target_from)
    assert len(list(a_miss_has_a_reason.faults(portal))) == asked


@pytest.mark.parametrize(
    ("values", "target_from", "asked"),
    [
        (["91", "89"], "", ["r2009-q2"]),
        (["89", "91"], "", ["r2009-q1"]),
        (["89", "未统计"], "", ["r2009-q1"]),
        (["未统计", "91"], "", []),
        # Where none of several keeps it, the target is to be looked at, once.
        (["89", "88"], "", ["i"]),
        (["0", "0"], "", ["i"]),
        (["89", "88", "未统计"], "", ["i"]),
        (["89", "88", "91"], "", ["r2009-q1", "r2009-q2"]),
        (["91", "89", "88"], "2009-04-01", ["i"]),
    ],
)
def test_why_a_target_was_missed_is_asked_of_each_result_or_of_the_target(
    values: list[str], target_from: str, asked: list[str]
) -> None:
    quarters = {f"2009-q{number}": value for number, value in enumerate(values, 1)}
    portal = a_portal(quarters, target_from=target_from)
    assert [one.path for one in a_miss_has_a_reason.faults(portal)] == asked


def test_a_promise_is_not_judged_by_what_was_measured_after_its_end() -> None:
    portal = a_portal({"2008-q4": "91", "2009-q1": "89"})
    newer, older = promises(portal, tracks(portal), TODAY)
    assert (newer.verdict, older.verdict) == (Verdict.MISSED, Verdict.KEPT)
    portal = a_portal({"2008-q2": "91", "2008-q3": "89"}, until="2008-06")
    assert promises(portal, tracks(portal), TODAY)[1].verdict is Verdict.KEPT


def test_a_promise_is_not_judged_by_what_was_measured_before_it_began() -> None:
    portal = a_portal({"2008-q4": "89"}, years=(2008,))
    assert promises(portal, tracks(portal), TODAY)[0].verdict is Verdict.MISSED
    newer = a_portal({"2008-q4": "89"}, years=(2009,))
    assert promises(newer, tracks(newer), TODAY)[0].verdict is None


def test_a_quarter_before_a_promise_stands_beside_it_as_it_met_the_target() -> None:
    values = {"2008-q3": "未统计", "2008-q4": "89", "2009-q1": "91"}
    portal = a_portal(values, years=(2008, 2009))
    newer, older = promises(portal, tracks(portal), TODAY)
    assert [one.verdict for one in newer.tracks[0].measured] == [
        Verdict.UNMEASURED, Verdict.MISSED, Verdict.KEPT,
    ]  # fmt: skip
    assert newer.verdict is Verdict.KEPT
    assert [one.period for one in newer.tracks[0].own] == ["2009-q1"]
    assert older.tracks[0].measured[-1].verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("values", "target_from", "tells"),
    [
        ({"2008-q4": "89", "2009-q1": "91"}, "", True),
        ({"2008-q4": "89", "2009-q1": "91"}, "2008-12-31", True),
        # Since when the target holds says it then.
        ({"2008-q4": "89", "2009-q1": "91"}, "2009-01-01", False),
        ({"2008-q4": "未统计", "2009-q1": "91"}, "", False),
        ({"2009-q1": "91"}, "", False),
        ({"2008-q4": "未统计"}, "", False),
        ({"2008-q4": "89"}, "", True),
        ({}, "", False),
    ],
)
def test_that_earlier_quarters_are_not_the_promises_own_is_told_where_they_met_the_target_or_not(
    values: dict[str, str], target_from: str, tells: bool
) -> None:
    portal = a_portal(values, target_from, (2009,))
    [promise] = promises(portal, tracks(portal), TODAY)
    assert promise.tracks[0].judges_earlier is tells


def test_the_page_of_a_promise_to_come_has_no_verdict_of_the_year_before(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(EXAMPLE, content)
    coming = content / "commitments" / "2013"
    coming.mkdir()
    for name in ("2.md", "3.md"):
        written = (content / "commitments/2012" / name).read_text("utf-8")
        (coming / name).write_text(written.replace("2012-", "2013-"), "utf-8")
    site = built(content, tmp_path / "site", as_of=date(2012, 5, 10))
    page = (site / "commitments/2013/3/index.html").read_text("utf-8")
    # The table tells of each quarter what the data tell of it, and no more than that.
    records = json.loads((site / "data/results.json").read_bytes())["records"]
    told = [
        one["verdict"]
        for indicator in ("first-reply", "manual-answer")
        for one in records
        if one["indicator"] == indicator
    ]
    assert re.findall(r'<td role="cell"><span class="verdict verdict--(\w+)"', page) == told
    assert page.count('class="verdict ') == len(told)
    assert page.count("还没有公布结果。") == 2
    since = (
        '这项承诺 <span class="whole">2013-01-01</span> 起生效；在这以前就结束的季度只和目标相比'
    )
    assert page.count(since) == 2
    # Of an indicator without a target nothing was to be judged.
    page = (site / "commitments/2013/2/index.html").read_text("utf-8")
    part = page[page.index('id="indicator-new-sites"') :].partition("</section>")[0]
    assert "未设目标" in part
    assert "只和目标相比" not in part
    assert "起生效；下面是在这以前就结束的季度的结果。" in part


def test_a_target_is_not_told_of_a_quarter_before_it_held(example_site: Path) -> None:
    page = (example_site / "commitments/2011/2/index.html").read_text("utf-8")
    assert "，目标不低于" not in page.replace("起，目标不低于", "")
    assert page.count("从 <time>2012-01-01</time> 起，目标不低于") == 3
    assert "目标从 <time>2012-01-01</time> 起算。" in page


def test_results_of_a_year_without_an_edition_stay_with_the_one_before_it() -> None:
    values = {"2007-q4": "91", "2008-q2": "92", "2009-q1": "89"}

    def told(*years: int) -> list[str]:
        portal = a_portal(values, years=years)
        older = promises(portal, tracks(portal), TODAY)[-1]
        return sorted(event.detail for event in of_promise(older, TODAY))

    assert told(2007) == ["2007-q4", "2008-q2", "2009-q1"]
    # The next edition takes over from its own year on; what was told of 2008 is not unsaid.
    assert told(2007, 2009) == ["2007-q4", "2008-q2"]
    assert told(2007, 2008) == told(2007, 2008, 2009) == ["2007-q4"]


def test_results_of_before_an_edition_that_begins_late_stay_with_the_one_before_it() -> None:
    values = {"2009-q1": "91", "2009-q2": "92", "2009-q3": "93"}

    def told(begins: str, state: str = "published") -> list[list[str]]:
        older = a_portal(values, years=(2008,))
        newer: dict[str, object] = {"from": begins, "state": state}
        late = a_portal({}, "", (2009,), **newer)
        of_late = late.of("commitment").values()
        others = [one for one in older.entries if one.kind != "commitment"]
        portal = gather([*others, *older.of("commitment").values(), *of_late])
        made = reversed(promises(portal, tracks(portal), TODAY))
        return [sorted(event.detail for event in of_promise(one, TODAY)) for one in made]

    assert told("2009-04-01") == [["2009-q1"], ["2009-q2", "2009-q3"]]
    # Of the quarter in which one followed the other both tell, though it be for a day.
    assert told("2009-04-02") == [["2009-q1", "2009-q2"], ["2009-q2", "2009-q3"]]
    assert told("2009-05-01") == [["2009-q1", "2009-q2"], ["2009-q2", "2009-q3"]]
    assert told("2009") == [[], ["2009-q1", "2009-q2", "2009-q3"]]
    # What awaits its words does not say when the others begin.
    assert told("2009-05-01", state="awaiting_text")[0] == []


@pytest.mark.parametrize(
    ("begins", "day", "now", "then", "begun"),
    [
        ("2009", "2009-07-17", "2009", [], [True, True]),
        ("2009", "2008-12-31", "2008", ["2009"], [False, True]),
        ("2009-07-17", "2009-07-17", "2009", [], [True, True]),
        ("2009-07-18", "2009-07-17", "2008", ["2009"], [False, True]),
        ("2009-08", "2009-07-31", "2008", ["2009"], [False, True]),
        # Where none holds yet, the first to come is told of.
        ("2009", "2007-12-31", "2008", ["2009"], [False, False]),
    ],
)
def test_the_newest_edition_that_has_begun_is_the_current_one(
    begins: str, day: str, now: str, then: list[str], begun: list[bool]
) -> None:
    older, newer = a_portal({}, years=(2008,)), a_portal({}, "", (2009,), **{"from": begins})
    portal = gather([*older.of("commitment").values(), *newer.of("commitment").values()])
    as_of = date.fromisoformat(day)
    made = promises(portal, {}, as_of)
    assert [promise.identity for promise in made] == ["2009/1", "2008/1"]
    assert [promise.begun for promise in made] == begun
    told = editions(made, as_of)
    holding = current(told)
    assert holding
    assert holding.year == now
    assert [(one.year, one.since) for one in coming(told)] == [(one, begins) for one in then]


def test_without_promises_there_is_no_edition() -> None:
    assert editions((), TODAY) == ()
    assert (current(()), coming(())) == (None, ())


def test_an_edition_before_its_day_is_told_as_one_to_come(tmp_path: Path) -> None:
    site = built(EXAMPLE, tmp_path / "site", as_of=date(2011, 12, 20))
    home, listed, promise = (
        (site / page / "index.html").read_text("utf-8")
        for page in ("", "commitments", "commitments/2012/1")
    )
    for page in (home, listed):
        assert "这里是 2011 年的承诺。2012 年的已经公布，" in page
        assert "2011/1/" in page
    assert "commitments/2012/1/" not in home
    now, _, rest = listed.partition("2012 年的承诺，")
    assert "/2011/1/" in now
    assert "/2012/1/" not in now
    to_come, _, past = rest.partition("往年的承诺")
    assert to_come.count("起生效</span>") == 4
    assert "/2012/1/" in to_come
    assert "没有更早的。" in past
    assert 'data-begins="2012-01-01"' in promise


@pytest.mark.browser
@pytest.mark.parametrize(("day", "shown"), [("2011-12-31", 1), ("2012-01-01", 0)])
def test_an_old_copy_no_longer_says_that_a_promise_is_to_begin(
    content: Path, tmp_path: Path, browser: Browser, day: str, shown: int
) -> None:
    site = built(undated(content), tmp_path / "site", as_of=date(2011, 12, 20))
    page = browser.new_page()
    page.clock.set_fixed_time(f"{day}T04:00:00Z")
    page.goto((site / "commitments/2012/1/index.html").as_uri())
    assert page.locator("[data-begins]:visible").count() == shown
    page.close()


def test_a_figure_keeps_the_digits_it_was_written_with() -> None:
    assert str(a_result(value="99.20").value) == "99.20"
    assert a_result(value="99.20").value == Decimal("99.2")
