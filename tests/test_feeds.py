"""Feeds tell each event once, on its day, for ever; other people's programs read them."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from a_notice import a_notice, facts_of
from conftest import EXAMPLE, EXAMPLE_DAY
from portal.artifacts import feeds, pages
from portal.artifacts.artifact import File, Page
from portal.artifacts.studio import Studio
from portal.artifacts.tidings import Teller
from portal.checking import check
from portal.environment import ROOT
from portal.facts import Facts, derive
from portal.facts.chains import Claim, Links, chains
from portal.facts.events import EventKind, last_day, of_notice, of_promise, told_as_sample
from portal.facts.histories import days, words
from portal.facts.life import life
from portal.facts.notices import Announced
from portal.facts.streams import RECENT_DAYS, in_title, names_of_notice, recent, streams
from portal.fitting import Entry
from portal.making import THEME
from portal.portal import gather
from portal.records.site import Page as Prose
from portal.records.values import PartialDate

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
BASE = "https://portal.yunling.example/"


def facts_on(day: date) -> Facts:
    return derive(check(EXAMPLE).portal, day, BASE)


def made(facts: Facts) -> dict[str, bytes]:
    studio = Studio(THEME, {})
    files = (one for unit in feeds.units(facts) for one in feeds.make(facts, unit, studio))
    return {one.path: one.data for one in files if isinstance(one, File)}


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return made(facts_on(EXAMPLE_DAY))


def test_every_feed_is_read_by_feedparser_without_a_complaint(documents: dict[str, bytes]) -> None:
    for path, data in documents.items():
        if path.endswith(".atom"):
            found = feedparser.parse(data)
            assert not found.bozo, path
            assert found.version == "atom10"
            assert len(found.entries) == data.count(b"<entry>")


def test_every_feed_has_what_the_standard_asks_for(documents: dict[str, bytes]) -> None:
    when = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+08:00|Z)")
    for path, data in documents.items():
        if path.endswith(".atom"):
            feed = ElementTree.fromstring(data)  # noqa: S314 # our own file
            places = [feed, *feed.iter(ATOM + "entry")]
            for one in places:
                assert one.findtext(ATOM + "title")
                assert (one.findtext(ATOM + "id") or "").startswith("tag:portal.yunling.example,")
                assert when.fullmatch(one.findtext(ATOM + "updated") or "")
            ids = [one.findtext(ATOM + "id") for one in places]
            assert len(ids) == len(set(ids)), path
            (own,) = [link for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]
            assert own.get("href") == BASE + path


def test_json_and_atom_tell_the_same(documents: dict[str, bytes]) -> None:
    for path, data in documents.items():
        if path.endswith(".json"):
            feed = json.loads(data)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["feed_url"] == BASE + path
            entries = feedparser.parse(documents[path.removesuffix("json") + "atom"]).entries
            assert [(one["id"], one["title"], one["content_text"]) for one in feed["items"]] == [
                (one.id, one.title, one.summary) for one in entries
            ]


def test_the_feed_of_withdrawals_is_not_called_a_notice_twice(documents: dict[str, bytes]) -> None:
    told = json.loads(documents["feeds/kind/withdrawal.json"])["title"]
    assert told.endswith("：停售公告")


def test_the_feed_of_everything_tells_every_kind_of_event(documents: dict[str, bytes]) -> None:
    terms = set(re.findall(r'<category term="(\w+)"', documents["feeds/all.atom"].decode()))
    assert terms == {
        "announced", "effective", "ending", "withdrawn", "superseded", "corrected", "results", "award",
    }  # fmt: skip


def test_an_entry_carries_the_day_it_was_told_and_samples_say_so(
    documents: dict[str, bytes],
) -> None:
    entries = {one.id: one for one in feedparser.parse(documents["feeds/all.atom"]).entries}
    results = next(
        one for name, one in entries.items() if name.endswith("commitments/2012/1/2012-q1")
    )
    assert results.published == "2012-04-20T00:00:00+08:00"
    announced = entries["tag:portal.yunling.example,2012:notices/YL2012-0015/announced"]
    assert announced.title.startswith("（示例）公布：")


def test_a_corrected_result_is_told_on_the_day_its_note_names(content: Path) -> None:
    file = content / "data/results/2012-q1.yml"
    text = file.read_text("utf-8")
    note = "2012-05-08 更正，结果原为 44.9，录入有误。2012-06-30 更正，结果原为 44.8，又录入有误"
    assert text.count("最长的一件在春节假期") == 1
    file.write_text(text.replace("最长的一件在春节假期", note), "utf-8")
    facts = derive(check(content).portal, EXAMPLE_DAY, BASE)
    promise = next(
        one.identity
        for one in facts.promises
        if any(track.indicator.id == "first-reply" for track in one.tracks)
    )
    name = f"feeds/commitment/{promise.replace('/', '-')}.atom"
    entry, *others = feedparser.parse(made(facts)[name]).entries
    assert entry.id.endswith(f"commitments/{promise}/2012-q1/corrected/2012-05-08")
    assert entry.title.startswith("（示例）更正：")
    assert "2012 年第 1 季度的结果，2012-05-08 作了更正" in entry.summary
    before = feedparser.parse(made(facts_on(EXAMPLE_DAY))[name]).entries
    assert [one.id for one in others] == [one.id for one in before]


def test_of_a_promise_only_the_results_that_are_samples_say_so() -> None:
    promise, track = next(
        (promise, track)
        for promise in facts_on(EXAMPLE_DAY).promises
        for track in promise.tracks
        if not promise.sample and track.measured
    )
    sample = track.measured[-1]
    published = sample.published.model_copy(update={"source": promise.commitment.source})
    measured = (sample, replace(sample, period="2012-q2", published=published))
    told = replace(promise, tracks=(replace(track, measured=measured),))
    events = of_promise(told, EXAMPLE_DAY)
    assert [(one.detail, told_as_sample(one)) for one in events] == [
        ("2012-q1", True),
        ("2012-q2", False),
    ]


def test_an_award_without_a_day_has_that_of_its_source_and_says_so(content: Path) -> None:
    file = content / "data/awards.yml"
    text = file.read_text("utf-8")
    undated = text.replace("on: 2012-03-15\n", "on: 无\n    date_note: 报道没有写\n", 1)
    assert undated != text
    file.write_text(undated, "utf-8")
    facts = derive(check(content).portal, EXAMPLE_DAY, BASE)
    told = {
        entry.id.rpartition("/")[2]: entry
        for entry in feedparser.parse(made(facts)["feeds/all.atom"]).entries
        if ":awards/" in entry.id
    }
    awards = [one for one in facts.portal.awards.awards if one.id in told]
    assert {one.on is None for one in awards} == {True, False}
    for award in awards:
        entry = told[award.id]
        assert entry.published.startswith(str(award.on or award.source.on))
        assert ("颁奖日期不详，这一条的日期是来源的日期" in entry.summary) == (award.on is None)


def test_an_award_keeps_its_id_when_a_source_of_another_year_is_found(content: Path) -> None:
    file = content / "data/awards.yml"
    text = file.read_text("utf-8")
    dated = text.replace(
        "kind: sample\n  - id: vill", "kind: sample\n      on: 2012-01-06\n  - id: vill"
    )
    assert dated != text
    ids = set()
    for written, told_on in ((text, "2011-12-31"), (dated, "2012-01-06")):
        file.write_text(written, "utf-8")
        feed = made(derive(check(content).portal, EXAMPLE_DAY, BASE))["feeds/all.atom"]
        (entry,) = (
            one for one in feedparser.parse(feed).entries if one.id.endswith("/best-service-2")
        )
        assert entry.published.startswith(told_on)
        ids.add(entry.id)
    assert len(ids) == 1


def test_an_award_of_which_no_day_is_known_is_in_no_feed(documents: dict[str, bytes]) -> None:
    feed = documents["feeds/all.atom"].decode()
    assert "awards/best-service-2<" in feed
    assert "awards/village-coverage<" not in feed


def test_what_changed_lately_is_told_by_its_day_without_what_is_only_to_come() -> None:
    facts = facts_of({
        "A": {"published_on": "2009-06-17", "effective_on": "2009-06-18", "areas": ["全省"]},
        "B": {"effective_on": "2009-07-01", "supersedes": ["A"]},
        "C": {"withdrawn_on": "2009-07-18"},
        "D": {"published_on": "2009-07-17", "effective_on": "2009-08-01", "kind": "withdrawal",
              "withdrawn_on": "2009-08-01"},
        "E": {"effective_on": "2009-06-18"},
        "F": {"corrections": [corrected("2009-07-10", "eligibility", "甲", "无")]},
    })  # fmt: skip
    told = [(one.kind.value, one.address[-2:-1], str(one.told_on)) for one in recent(facts)]
    assert told == [
        ("announced", "D", "2009-07-17"),
        ("corrected", "F", "2009-07-10"),
        ("superseded", "A", "2009-07-01"),
        ("effective", "B", "2009-07-01"),
        ("effective", "A", "2009-06-18"),
        ("effective", "E", "2009-06-18"),
    ]


def test_what_changed_lately_is_in_the_feed_of_everything_too() -> None:
    seen = 0
    for passed in range(0, 600, 20):
        facts = facts_on(date(2011, 1, 1) + timedelta(passed))
        since = facts.as_of - timedelta(RECENT_DAYS)
        beside = (EventKind.ENDING, EventKind.AWARD)
        everything = next(iter(streams(facts))).events
        due = [one for one in everything if one.told_on > since and one.kind not in beside]
        assert recent(facts) == due
        seen += len(due)
    assert seen > 50


def test_of_many_changes_the_page_lists_the_newest_and_says_how_many_it_leaves_out() -> None:
    marker = Entry("pages/recent.md", "page", "recent", Prose(title="最近变化"), "{{最近变化}}")
    days = {"published_on": "2009-07-02", "effective_on": "2009-08-02"}
    some = {f"N{number}": {"plan_name": f"套餐 {number}", **days} for number in range(1, 1002)}
    some["N1001"] = {"plan_name": "昨天的", **days, "published_on": "2009-07-16"}
    of_many = facts_of(some)
    site = [entry for entry in of_many.portal.entries if entry.kind != "page"]
    facts = derive(gather([*site, marker]), of_many.as_of, of_many.base_url)
    [page] = pages.make(facts, "recent", Studio(THEME, {}))
    assert isinstance(page, Page)
    said = re.sub("<[^>]*>", "", page.values["最近变化"])
    assert said.count("公布：") == 100
    assert "另有 901 条更早的没有列出。" in said
    first = "2009-07-16\n\n公布：昨天的（广州、深圳），58 元/月，2009-08-02 起生效 示例"
    assert re.search(f"{first}\n\n2009-07-02\n\n公布：套餐", re.sub("\n+", "\n\n", said))


def test_old_entries_stay_as_they_were_when_time_goes_on() -> None:
    def entries(day: date) -> dict[str, str]:
        feed = made(facts_on(day))["feeds/all.atom"].decode()
        found = re.findall(r"<entry>\n<id>(.*?)</id>.*?</entry>", feed, re.DOTALL)
        texts = re.findall(r"<entry>.*?</entry>", feed, re.DOTALL)
        return dict(zip(found, texts, strict=True))

    before, after = entries(date(2012, 5, 1)), entries(date(2012, 6, 30))
    assert before.items() <= after.items()
    assert len(after) > len(before)


def test_nothing_is_told_before_its_day() -> None:
    for stream in streams(facts_on(date(2012, 3, 1))):
        assert all(event.told_on <= date(2012, 3, 1) for event in stream.events)


def test_an_end_known_late_is_told_when_it_is_known() -> None:
    notice = a_notice(
        published_on="2009-02-16", effective_on="2009-02-16", withdrawn_on="2009-02-18"
    )
    day = date(2009, 3, 1)
    told = Announced("A-1", notice, "", "notices/2009/A-1.md", life(notice, None, day), Links(), "")
    days = {event.kind.value: event.told_on for event in of_notice(told, day)}
    assert days["ending"] == date(2009, 2, 16)
    assert days["withdrawn"] == date(2009, 2, 18)


def test_what_was_told_of_a_day_that_is_corrected_stays_and_the_new_day_is_told_by_its_own_name() -> (
    None
):
    ends = {"field": "withdrawn_on", "was": "2009-10-08", "now": "2009-12-31", "why": "延期"}

    def told(day: date, **fields: Any) -> dict[str, tuple[date, date]]:
        notice = a_notice(effective_on="2009-04-01", **fields)
        one = Announced("A-1", notice, "", "notices/2009/A-1.md", life(notice, None, day), Links())
        found = [event for event in of_notice(one, day) if event.kind.value != "effective"]
        assert len({event.key for event in found}) == len(found)
        return {
            event.key.removeprefix("notices/A-1/"): (event.day, event.told_on) for event in found
        }

    first = told(date(2009, 10, 3), withdrawn_on="2009-10-08")
    warned = first["ending"]
    assert warned == (date(2009, 10, 8), date(2009, 10, 1))
    corrected = {"withdrawn_on": "2009-12-31", "corrections": [{"on": "2009-10-04", **ends}]}
    then = told(date(2009, 10, 10), **corrected)
    assert then["ending"] == warned
    assert then.keys() == {"announced", "ending", "corrected/2009-10-04"}  # 10-08 was no end
    later = told(date(2009, 12, 26), **corrected)
    assert later["ending"] == warned
    assert later["ending/2009-10-04"] == (date(2009, 12, 31), date(2009, 12, 24))
    # A day that is set when its warning is due is told on the day it is set, not before.
    late = {"withdrawn_on": "2009-08-02",
            "corrections": [{"on": "2009-08-01", **ends, "was": "无", "now": "2009-08-02"}]}  # fmt: skip
    assert told(date(2009, 8, 1), **late)["ending"] == (date(2009, 8, 2), date(2009, 8, 1))
    # An end that is put off on its own day is none.
    at_last = {"withdrawn_on": "2009-12-31", "corrections": [{"on": "2009-10-08", **ends}]}
    assert told(date(2009, 10, 8), **at_last).keys() == {
        "announced",
        "ending",
        "corrected/2009-10-08",
    }


@pytest.mark.parametrize("on", [date(2009, 8, 10), date(2009, 8, 20)])
def test_of_an_end_that_was_corrected_into_the_past_or_to_that_day_nobody_is_warned(
    on: date,
) -> None:
    said = corrected(str(on), "withdrawn_on", "2009-12-31", "2009-08-10")
    found = told_of({"effective_on": "2010-01-01"}, date(2009, 9, 1), corrections=[said])
    assert found == {"withdrawn": (date(2009, 8, 10), on)}


ENDS = {"effective_on": "2009-03-01", "withdrawn_on": "2009-08-10"}


def told_of(heir: dict[str, Any], day: date, **fields: Any) -> dict[str, tuple[date, date]]:
    """What is told by the day of the notice A-1 and its end, beside its heir A-2."""
    notices = {"A-1": a_notice(**ENDS | fields), "A-2": a_notice(**heir)}
    found = chains(notices)
    notice, gone = notices["A-1"], found.superseded_on("A-1")
    one = Announced(
        "A-1",
        notice,
        "",
        "notices/2009/A-1.md",
        life(notice, gone, day),
        found.of("A-1"),
        claims=found.claims("A-1"),
    )
    told = list(of_notice(one, day))
    assert len({event.key for event in told}) == len(told)
    return {
        event.key.removeprefix("notices/A-1/"): (event.day, event.told_on)
        for event in told
        if event.kind.value in ("ending", "withdrawn", "superseded")
    }


def test_a_warning_stays_though_a_beginning_moves_to_the_day_of_the_successor() -> None:
    heir = {"effective_on": "2009-06-01", "supersedes": ["A-1"]}
    before = told_of(heir, date(2009, 6, 10), withdrawn_on="无")
    assert before["ending/superseded"] == (date(2009, 6, 1), date(2009, 5, 25))
    said = corrected("2009-06-09", "effective_on", "2009-03-01", "2009-06-01")
    told = {"effective_on": "2009-06-01", "withdrawn_on": "无", "corrections": [said]}
    assert told_of(heir, date(2009, 6, 10), **told) == before


@pytest.mark.parametrize(
    ("named", "taken_back", "warned"),
    [
        ("2009-05-01", "", {"ending": (date(2009, 5, 1), date(2009, 4, 28))}),
        ("2009-05-05", "", {"ending": (date(2009, 5, 5), date(2009, 4, 28))}),
        ("2009-05-06", "", {"ending/superseded": (date(2009, 5, 5), date(2009, 4, 28))}),
        (
            "2009-05-01",
            "2009-04-28",
            {
                "ending": (date(2009, 5, 1), date(2009, 4, 24)),
                "ending/superseded": (date(2009, 5, 5), date(2009, 4, 28)),
            },
        ),
    ],
)
def test_on_the_day_of_the_warning_it_is_of_the_end_that_comes_first_as_then_known(
    named: str, taken_back: str, warned: dict[str, tuple[date, date]]
) -> None:
    heir = {"published_on": "2009-04-01", "effective_on": "2009-05-05", "supersedes": ["A-1"]}
    first = "2009-04-20" if taken_back else "2009-04-28"
    corrections = [corrected(first, "withdrawn_on", "无", named)]
    if taken_back:
        corrections.append(corrected(taken_back, "withdrawn_on", named, "无"))
    ends = "无" if taken_back else named
    told = told_of(heir, date(2009, 5, 5), withdrawn_on=ends, corrections=corrections)
    assert {key: days for key, days in told.items() if key.startswith("ending")} == warned


@pytest.mark.parametrize(
    ("heir", "fields", "told_on"),
    [
        ({}, {"corrections": [("2009-06-09", "effective_on", "月初", "2009-03-01")]}, "2009-04-28"),
        ({}, {"published_on": "2009-05-01", "effective_on": "2009-05-01"}, "2009-05-01"),
        ({"published_on": "2009-05-04"}, {}, "2009-05-04"),
        ({"published_on": "2009-05-05"}, {}, None),
        ({}, {"effective_on": "2009-05-04"}, "2009-04-28"),
        ({}, {"effective_on": "2009-05-05"}, None),
    ],
)
def test_of_a_successor_is_warned_while_what_it_replaces_is_published_and_has_begun(
    heir: dict[str, Any], fields: dict[str, Any], told_on: str | None
) -> None:
    comes = {"published_on": "2009-02-01", "effective_on": "2009-05-05", "supersedes": ["A-1"]}
    said = [corrected(*one) for one in fields.get("corrections", ())]
    told = told_of(
        comes | heir, date(2009, 7, 1), **{"withdrawn_on": "无", **fields, "corrections": said}
    )
    assert told["superseded"] == (date(2009, 5, 5), date(2009, 5, 5))
    expected = (date(2009, 5, 5), date.fromisoformat(told_on)) if told_on else None
    assert told.get("ending/superseded") == expected


def corrected(on: str, field: str, was: str, now: str) -> dict[str, str]:
    return {"on": on, "field": field, "was": was, "now": now, "why": "误录"}


def test_what_was_told_of_a_successor_stays_when_its_day_moves() -> None:
    heir = {"published_on": "2009-04-01", "supersedes": ["A-1"]}
    before = told_of(heir | {"effective_on": "2009-05-05"}, date(2009, 5, 7))
    assert before == {
        "ending/superseded": (date(2009, 5, 5), date(2009, 4, 28)),
        "superseded": (date(2009, 5, 5), date(2009, 5, 5)),
    }
    moved = heir | {
        "effective_on": "2009-06-01",
        "corrections": [corrected("2009-05-08", "effective_on", "2009-05-05", "2009-06-01")],
    }
    assert told_of(moved, date(2009, 5, 20)) == before
    again = {
        "ending/superseded/2009-05-08": (date(2009, 6, 1), date(2009, 5, 25)),
        "superseded/2009-05-08": (date(2009, 6, 1), date(2009, 6, 1)),
    }
    assert told_of(moved, date(2009, 9, 1)) == before | again


def test_a_successor_whose_day_moved_before_it_came_is_told_on_the_new_day_only() -> None:
    heir = {
        "published_on": "2009-04-01",
        "effective_on": "2009-06-01",
        "supersedes": ["A-1"],
        "corrections": [corrected("2009-04-20", "effective_on", "2009-05-05", "2009-06-01")],
    }
    assert told_of(heir, date(2009, 5, 20)) == {}
    assert told_of(heir, date(2009, 9, 1)) == {
        "ending/superseded": (date(2009, 6, 1), date(2009, 5, 25)),
        "superseded": (date(2009, 6, 1), date(2009, 6, 1)),
    }
    # So it is when it moves on the very day, of which was warned.
    heir["corrections"] = [corrected("2009-05-05", "effective_on", "2009-05-05", "2009-06-01")]
    assert told_of(heir, date(2009, 5, 20)).keys() == {"ending/superseded"}


def test_a_successor_that_is_named_late_is_told_when_it_is_named_and_takes_nothing_back() -> None:
    heir = {"published_on": "2009-04-01", "effective_on": "2009-04-25"}
    before = told_of(heir, date(2009, 8, 10))
    assert before.keys() == {"ending", "withdrawn"}
    named = [corrected("2009-08-20", "supersedes", "无", "A-1")]
    late = heir | {"supersedes": ["A-1"], "corrections": named}
    after = told_of(late, date(2009, 8, 20))
    assert after == before | {"superseded": (date(2009, 4, 25), date(2009, 8, 20))}
    # And not at all, if it was named in time.
    in_time = told_of(heir | {"supersedes": ["A-1"]}, date(2009, 8, 20))
    assert in_time.keys() == {"ending/superseded", "superseded"}


def test_a_successor_that_was_named_by_mistake_stays_told_and_the_end_is_told_after_all() -> None:
    heir = {
        "published_on": "2009-04-01",
        "effective_on": "2009-05-05",
        "corrections": [corrected("2009-06-01", "supersedes", "A-1、A-9", "无")],
    }
    told = told_of(heir, date(2009, 9, 1))
    assert told == {
        "ending/superseded": (date(2009, 5, 5), date(2009, 4, 28)),
        "superseded": (date(2009, 5, 5), date(2009, 5, 5)),
        "ending": (date(2009, 8, 10), date(2009, 8, 3)),
        "withdrawn": (date(2009, 8, 10), date(2009, 8, 10)),
    }
    # Too late to warn of what is over, but not to tell that it is.
    heir["corrections"] = [corrected("2009-08-15", "supersedes", "A-1", "无")]
    late = told_of(heir, date(2009, 9, 1))
    assert "ending" not in late
    assert late["withdrawn"] == (date(2009, 8, 10), date(2009, 8, 15))


def test_a_feed_of_a_place_or_a_kind_keeps_what_was_told_before_a_correction(
    content: Path,
) -> None:
    file = content / "notices/2012/YL2012-0010.md"
    text = file.read_text("utf-8")
    entries = "".join(
        f"  - on: 2012-04-02\n    field: {field}\n    was: {was}\n    now: {now}\n    why: 误录\n"
        for field, was, now in (
            ("areas", "佛山、中山、江门", "佛山、中山"),
            ("kind", "套餐", "标准资费"),
            ("commitments", "1、3", "1"),
        )
    )
    for old, new in (("  - 江门\n", ""), ("kind: plan", "kind: standard"), ("  - 3\n", "")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text.replace("source:", f"corrections:\n{entries}source:"), "utf-8")

    def told(facts: Facts, name: str) -> set[str]:
        [stream] = [one for one in streams(facts) if one.name == name]
        return {one.key for one in stream.events if "/YL2012-0010/" in one.key}

    facts = derive(check(content).portal, EXAMPLE_DAY, BASE)
    for name in ("area/jiangmen", "kind/plan", "commitment/2012-3"):
        before = told(facts_on(date(2012, 4, 2)), name)
        after = told(facts, name)
        assert before
        assert before < after  # and the correction itself, but nothing after it
        assert not any("effective" in key for key in after)
    for name in ("area/foshan", "kind/standard", "commitment/2012-1"):
        assert any("effective" in key for key in told(facts, name))


@pytest.mark.parametrize(
    ("name", "old", "new", "correction"),
    [
        (
            "GD2009-0022",
            "supersedes:\n  - GD2008-0010\n",
            "",
            "supersedes, was: GD2008-0010, now: 无",
        ),
        ("GD2008-0010", "kind: roaming", "kind: addon", "kind, was: 国际及港澳台资费, now: addon"),
    ],
)
def test_a_feed_of_the_kind_of_what_is_changed_keeps_what_was_told_before_a_correction(
    tmp_path: Path, name: str, old: str, new: str, correction: str
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    file = content / f"notices/{name[2:6]}/{name}.md"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    said = f"corrections:\n  - {{on: 2009-07-10, field: {correction}, why: 误录}}\nsource:"
    file.write_text(text.replace(old, new).replace("source:", said), "utf-8")

    def told(folder: Path) -> set[str]:
        facts = derive(check(folder).portal, date(2009, 8, 10), BASE)
        [stream] = [one for one in streams(facts) if one.name == "kind/roaming"]
        return {one.key for one in stream.events if "/GD2009-0022/" in one.key}

    announced, effective = (f"notices/GD2009-0022/{kind}" for kind in ("announced", "effective"))
    assert {announced, effective} <= told(ROOT / "content")
    assert announced in told(content)
    assert effective not in told(content)  # which came after the correction


def test_an_entry_whose_words_a_correction_changed_says_when_they_did(content: Path) -> None:
    file = content / "notices/2012/YL2012-0010.md"
    text = file.read_text("utf-8")
    correction = (
        "corrections:\n  - {on: 2012-04-20, field: source, was: 示例, now: 官方, why: 已核对}\n"
        "source:\n  kind: official\n  title: 通知\n  publisher: 云岭移动\n  on: 2012-03-20\n"
    )
    assert text.count("source:\n  kind: sample\n") == 1
    file.write_text(text.replace("source:\n  kind: sample\n", correction), "utf-8")

    def entries(facts: Facts) -> dict[str, Any]:
        found = feedparser.parse(made(facts)["feeds/all.atom"]).entries
        return {one.id: one for one in found if "/YL2012-0010/" in one.id}

    before = entries(facts_on(EXAMPLE_DAY))
    after = entries(derive(check(content).portal, EXAMPLE_DAY, BASE))
    assert len(after) == len(before) + 1 > 2
    for name, entry in before.items():
        assert entry.title == f"（示例）{after[name].title}"
        assert after[name].published == entry.published
        assert after[name].updated == "2012-04-20T00:00:00+08:00"


def test_what_was_once_a_change_stays_told_among_the_changes_till_then() -> None:
    said = corrected("2009-02-20", "kind", "资费调整", "套餐")
    found = {one.name: one.events for one in streams(facts_of({"A-1": {"corrections": [said]}}))}
    told = [one.key.removeprefix("notices/A-1/") for one in found["kind/change"]]
    assert told == ["corrected/2009-02-20", "announced"]
    assert "notices/A-1/effective" in [one.key for one in found["kind/plan"]]


def test_a_change_stays_told_among_what_it_was_said_to_change_through_another_change() -> None:
    said = corrected("2009-02-20", "supersedes", "A-2、A-9", "无")
    facts = facts_of({
        "A-1": {"kind": "addon"},
        "A-2": {"kind": "change", "supersedes": ["A-1"]},
        "A-3": {"kind": "change", "corrections": [said]},
    })  # fmt: skip
    [addons] = [one.events for one in streams(facts) if one.name == "kind/addon"]
    told = [one.key for one in addons if one.about is facts.notices["A-3"]]
    assert told == ["notices/A-3/corrected/2009-02-20", "notices/A-3/announced"]


def test_a_correction_made_before_the_day_of_publication_is_told_on_that_day() -> None:
    facts = facts_of({"A-1": {"corrections": [corrected("2009-02-10", "eligibility", "甲", "无")]}})
    [event] = [one for one in next(streams(facts)).events if one.kind is EventKind.CORRECTED]
    assert (event.day, event.told_on) == (date(2009, 2, 10), date(2009, 2, 16))


def test_the_mark_of_a_feed_changes_with_what_is_said_in_a_notice_it_tells_of(
    content: Path,
) -> None:
    def marks() -> dict[str, str]:
        facts = derive(check(content).portal, EXAMPLE_DAY, BASE)
        return {name: feeds.mark(facts, name) for name in feeds.units(facts)}

    before = marks()
    file = content / "notices/2012/YL2012-0010.md"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: 新的", 1), "utf-8")
    changed = {name for name, mark in marks().items() if mark != before[name]}
    assert {"all", "kind/plan", "area/jiangmen", "commitment/2012-3"} <= changed
    assert not {"area/shenzhen", "kind/addon"} & changed


def test_a_change_is_in_the_streams_of_its_kind_and_of_what_it_changes() -> None:
    facts = facts_of({"A-1": {"kind": "addon"}, "A-2": {"kind": "change", "supersedes": ["A-1"]}})
    names = names_of_notice(facts.notices["A-2"])
    assert names == ["all", "kind/change", "kind/addon", "area/guangzhou", "area/shenzhen"]


def test_only_the_label_of_a_kind_loses_the_word_that_the_title_of_its_feed_goes_on_with() -> None:
    assert in_title("kind/withdrawal", "停售公告") == "停售"
    assert in_title("commitment/2012-1", "按时发布公告") == "按时发布公告"


@pytest.mark.parametrize(
    ("field", "is_told"),
    [
        *((field, True) for field in ("title", "plan_name", "plan_number", "price", "source")),
        *((f"price.{field}", True) for field in ("amount", "unit", "tax_included")),
        ("source.kind", True),
        ("eligibility", False),
    ],
)
def test_every_entry_says_that_it_changed_when_what_each_of_them_says_was_corrected(
    field: str, is_told: bool
) -> None:
    facts = facts_of({"A-1": {"corrections": [corrected("2009-07-10", field, "甲", "乙")]}})
    teller = Teller(facts, Studio(THEME, {}))
    updated = {
        one.kind.value: teller.tiding(one).updated[:10] for one in next(streams(facts)).events
    }
    assert updated == {
        "announced": "2009-07-10",
        "effective": "2009-07-10" if is_told else "2009-03-01",
        "corrected": "2009-07-10",
    }


def test_a_place_that_an_old_correction_names_otherwise_has_no_feed_and_stops_none() -> None:
    said = corrected("2009-04-01", "areas", "珠三角各市", "广州")
    facts = facts_of({"A-1": {"areas": ["广州"], "corrections": [said]}})
    held = [one.name for one in streams(facts) if any("/A-1/" in e.key for e in one.events)]
    assert held == ["all", "kind/plan", "area/guangzhou"]


def test_an_old_correction_of_a_part_of_a_date_loses_no_entry() -> None:
    heir = {"published_on": "2009-02-16"}
    before = told_of(heir, date(2009, 8, 10))
    ends = [corrected("2009-08-11", "withdrawn_on", "08-10", "08-20")]
    after = told_of(heir, date(2009, 8, 11), withdrawn_on="2009-08-20", corrections=ends)
    assert before.keys() == {"ending", "withdrawn"}
    assert before.items() <= after.items()


def test_of_a_day_corrected_twice_each_stands_for_as_long_as_it_was_so() -> None:
    steps = [("2009-04-01", "2009-10-01", "2009-11-01"), ("2009-05-01", "2009-11-01", "2009-12-31")]
    corrections = [corrected(on, "withdrawn_on", was, now) for on, was, now in steps]
    notice = a_notice(withdrawn_on="2009-12-31", corrections=corrections)
    first, second = date(2009, 4, 1), date(2009, 5, 1)
    assert [*days(notice, "withdrawn_on")] == [
        (date(2009, 12, 31), second, date.max),
        (date(2009, 11, 1), first, second),
        (date(2009, 10, 1), notice.published_on, first),
    ]


def test_of_a_correction_in_other_words_than_days_nothing_is_guessed() -> None:
    said = corrected("2009-04-01", "withdrawn_on", "长期", "2009 年 10 月 8 日")
    notice = a_notice(withdrawn_on="2009-10-08", corrections=[said])
    assert [*days(notice, "withdrawn_on")] == [(date(2009, 10, 8), date(2009, 4, 1), date.max)]


def test_a_list_has_held_the_words_of_its_own_corrections_only_and_never_the_word_for_nothing() -> (
    None
):
    on = "2009-04-01"
    corrections = [
        corrected(on, "areas", "广州、佛山", "广州"),
        corrected(on, "title", "深圳", "全省"),
        corrected(on, "brands", "无", "神州行"),
    ]
    notice = a_notice(areas=["广州"], brands=["神州行"], corrections=corrections)
    assert [word for word, _ in words(notice, "areas")] == ["广州", "佛山"]
    assert [*words(notice, "brands")] == []


def test_each_correction_of_a_day_is_told_and_says_what_it_corrects() -> None:
    day, on = date(2009, 5, 1), "2009-04-20"
    fields = [("eligibility", "甲", "乙"), ("price.amount", "68", "58")]
    corrections = [
        {"on": on, "field": field, "was": was, "now": now, "why": "误录"}
        for field, was, now in fields
    ]
    notice = a_notice(corrections=corrections)
    one = Announced("A-1", notice, "", "notices/2009/A-1.md", life(notice, None, day), Links())
    for told_by in (date.fromisoformat(on), day):
        found = {event.key: event.detail for event in of_notice(one, told_by) if event.detail}
        assert found == {
            f"notices/A-1/corrected/{on}": "办理条件",
            f"notices/A-1/corrected/{on}/2": "资费标准 · 金额",
        }


def test_a_withdrawal_begins_nothing_and_tells_the_day_of_the_end(
    documents: dict[str, bytes],
) -> None:
    items = json.loads(documents["feeds/kind/withdrawal.json"])["items"]
    [announced] = [one for one in items if one["tags"] == ["公布"]]
    assert announced["content_text"].endswith("2012-06-05 起不再办理。")
    assert all(one["tags"] != ["生效"] for one in items)
    day = date(2009, 8, 10)
    notice = a_notice(kind="withdrawal", effective_on="2009-08-01", withdrawn_on="2009-08-01")
    told = Announced("A-1", notice, "", "notices/2009/A-1.md", life(notice, None, day), Links(), "")
    assert [one.kind.value for one in of_notice(told, day)] == ["announced", "withdrawn", "ending"]


def test_what_another_has_replaced_neither_begins_nor_ends_afterwards() -> None:
    day, replaced = date(2009, 12, 1), date(2009, 9, 1)
    notice = a_notice(effective_on="2009-10-01", withdrawn_on="2009-11-01")
    told = Announced(
        "A-1",
        notice,
        "",
        "notices/2009/A-1.md",
        life(notice, replaced, day),
        Links(),
        claims=(Claim("A-2", replaced, date(2009, 8, 20), date.max),),
    )
    assert {event.kind.value for event in of_notice(told, day)} == {"announced", "superseded"}
    assert last_day(told) is None
    on_that_day = a_notice(withdrawn_on="2009-09-01")
    told = replace(told, notice=on_that_day, life=life(on_that_day, replaced, day))
    assert last_day(told) == replaced
    assert {"ending", "withdrawn"} < {event.kind.value for event in of_notice(told, day)}


def test_what_the_newest_document_no_longer_holds_stays_in_the_archives(
    monkeypatch: pytest.MonkeyPatch, documents: dict[str, bytes]
) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 3)
    monkeypatch.setattr(feeds, "LEAST", 3)
    monkeypatch.setattr(feeds, "MOST", 6)
    archived = made(facts_on(EXAMPLE_DAY))
    for path, data in documents.items():
        if path.endswith(".atom"):
            assert ids(data) == followed(archived, path), path
        else:
            items = json.loads(data)["items"]
            assert [one["id"] for one in items] == paged(archived, path), path


def test_an_archive_keeps_its_entries_for_who_fetches_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 3)
    monkeypatch.setattr(feeds, "LEAST", 3)
    monkeypatch.setattr(feeds, "MOST", 6)
    kept: dict[str, list[str]] = {}
    days = [date(2011, 3, 1), date(2011, 9, 1), date(2012, 3, 1), date(2012, 5, 1), EXAMPLE_DAY]
    for day in days:
        now = {
            path: ids(data) for path, data in made(facts_on(day)).items() if path[-5:] == ".atom"
        }
        archives = {path: told for path, told in now.items() if re.search(r"/\d+\.atom$", path)}
        assert {path: archives.get(path) for path in kept} == kept
        assert all(3 <= len(told) < 6 for told in archives.values())
        kept |= archives
    assert len(kept) > 10


def test_what_is_told_late_stands_in_the_archive_of_its_day_and_leaves_the_others_as_they_are() -> (
    None
):
    portal = check(EXAMPLE).portal
    award = next(one for one in portal.awards.awards if one.source.on)

    def archives(*days: date) -> dict[str, list[str]]:
        told = [
            award.model_copy(
                update={
                    "id": f"award-{number}",
                    "on": None,
                    "source": award.source.model_copy(update={"on": PartialDate(day)}),
                }
            )
            for number, day in enumerate(days)
        ]
        record = portal.awards.model_copy(update={"awards": tuple(told)})
        entries = (
            replace(one, record=record) if one.kind == "awards" else one for one in portal.entries
        )
        files = made(derive(gather(entries), EXAMPLE_DAY, BASE))
        return {
            path: ids(data) for path, data in files.items() if re.match(r"feeds/all/\d+.atom", path)
        }

    days = [date(2003, 1, 1) + timedelta(number) for number in range(2000)]
    before = archives(*days)
    assert len(before) > 3
    for late in (date(2003, 1, 1), date(2004, 5, 2), date(2005, 5, 2), date(2006, 5, 2)):
        after = archives(*days, late)
        changed = {path for path in before if after[path] != before[path]}
        assert changed == {
            path for path in after if any("award-2000" in one for one in after[path])
        }
        assert len(changed) == 1
        assert after.keys() == before.keys()


def paged(documents: dict[str, bytes], path: str) -> list[str]:
    """The ids in a JSON Feed and on all pages it leads to."""
    found: list[str] = []
    following: str | None = path
    while following:
        page = json.loads(documents[following])
        assert page["feed_url"] == BASE + following
        found += [one["id"] for one in page["items"]]
        following = page.get("next_url", "").removeprefix(BASE)
    return found


def ids(data: bytes) -> list[str]:
    return re.findall(r"<entry>\n<id>(.*?)</id>", data.decode())


def followed(documents: dict[str, bytes], path: str) -> list[str]:
    """The ids in a feed and in all archives it leads to."""
    found: list[str] = []
    following: str | None = path
    newer = None
    while following:
        feed = ElementTree.fromstring(documents[following])  # noqa: S314 # our own file
        assert (feed.find(HISTORY + "archive") is not None) == (following != path)
        found += ids(documents[following])
        links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
        if following != path:
            assert links["current"] == BASE + path
            assert links.get("next-archive") == newer
            newer = BASE + following
        following = (links.get("prev-archive") or "").removeprefix(BASE)
    return found


def test_pages_name_their_feeds(example_site: Path) -> None:
    page = (example_site / "notices/2012/YL2012-0005/index.html").read_text("utf-8")
    named = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" href="\.\./\.\./\.\./(.*?)"', page
    )
    assert named == [
        "feeds/all.atom",
        "feeds/kind/addon.atom",
        "feeds/area/shenzhen.atom",
        "feeds/area/dongguan.atom",
        "feeds/area/huizhou.atom",
    ]
    for path in example_site.rglob("index.html"):
        if "n/" not in path.as_posix() and "refresh" not in path.read_text("utf-8"):
            assert "feeds/all.atom" in path.read_text("utf-8"), path


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("notices/kind/addon", "feeds/kind/addon"),
        ("notices/area/shenzhen", "feeds/area/shenzhen"),
        ("commitments/2012/1", "feeds/commitment/2012-1"),
    ],
)
def test_the_page_about_a_feed_names_it_in_both_forms(
    example_site: Path, page: str, feed: str
) -> None:
    text = (example_site / page / "index.html").read_text("utf-8")
    links = re.findall(r'<link rel="alternate" type="(.*?)" href="(?:\.\./)+(.*?)"', text)
    assert ("application/atom+xml", f"{feed}.atom") in links
    assert ("application/feed+json", f"{feed}.json") in links
