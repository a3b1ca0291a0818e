"""Calendars hold the days of notices, in the bytes that the icalendar library itself would write."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from a_notice import facts_of
from conftest import EXAMPLE, built
from portal.artifacts import calendars
from portal.artifacts.artifact import File
from portal.artifacts.studio import Studio
from portal.cache import Memory, remembered
from portal.checking import check
from portal.facts import derive
from portal.making import THEME
from portal.records.notice import NoticeKind

UID = "YL2012-0010-effective@portal.yunling.example"


def events(path: Path) -> dict[str, Any]:
    return events_in(path.read_bytes())


def events_in(data: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(data)
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def test_icalendar_reads_every_calendar_and_writes_the_same_bytes(example_site: Path) -> None:
    paths = sorted(example_site.glob("calendars/**/*.ics"))
    assert len(paths) > 20
    for path in paths:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert calendar.to_ical(sorted=False) == path.read_bytes(), path
        assert not calendar.errors
        assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75


def test_a_calendar_without_a_day_is_one_that_the_standard_allows(example_site: Path) -> None:
    # RFC 5545, 3.6: a calendar has at least one component.
    paths = [one for one in example_site.glob("calendars/**/*.ics") if not events(one)]
    assert paths
    for path in paths:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert calendar.subcomponents[0]["TZID"] == "Asia/Shanghai"
        vobject.readOne(path.read_text("utf-8")).validate(raiseException=True)


def test_a_second_parser_reads_the_same_days(example_site: Path) -> None:
    path = example_site / "calendars" / "all.ics"
    found = vobject.readOne(path.read_text("utf-8"))
    found.validate(raiseException=True)
    days = {one.uid.value: one.dtstart.value for one in found.vevent_list}
    assert days == {name: one["DTSTART"].dt for name, one in events(path).items()}


def test_every_day_of_every_notice_is_in_the_calendar_of_all(example_site: Path) -> None:
    found = events(example_site / "calendars" / "all.ics")
    wanted = {}
    for name, notice in check(EXAMPLE).portal.notices.items():
        if notice.kind is not NoticeKind.WITHDRAWAL:  # which begins nothing
            wanted[f"{name}-effective@portal.yunling.example"] = notice.effective_on
        if notice.withdrawn_on:
            wanted[f"{name}-withdrawn@portal.yunling.example"] = notice.withdrawn_on
    assert {name: one["DTSTART"].dt for name, one in found.items()} == wanted


def test_an_end_moves_to_the_day_another_takes_its_place(content: Path, tmp_path: Path) -> None:
    name = "YL2012-0015-withdrawn@portal.yunling.example"
    before = events(built(content, tmp_path / "one") / "calendars" / "all.ics")[name]
    text = (content / "notices/2012/YL2012-0015.md").read_text("utf-8")
    for field, day in (
        ("published", "2012-05-10"),
        ("effective", "2012-06-20"),
        ("withdrawn", "无"),
    ):
        text = re.sub(rf"(?m)^{field}_on: .*", f"{field}_on: {day}", text)
    heir = text.replace("source:", "supersedes: [YL2012-0015]\nsource:", 1)
    (content / "notices/2012/YL2012-0099.md").write_text(heir, "utf-8")
    after = events(built(content, tmp_path / "two") / "calendars" / "all.ics")[name]
    assert (after["DTSTART"].dt, str(after["SUMMARY"])[:8]) == (
        date(2012, 6, 20),
        "（示例）被取代：",
    )
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_the_number_of_an_end_rises_with_each_correction_of_its_successor(
    content: Path, tmp_path: Path
) -> None:
    older, heir = (content / f"notices/2012/YL2012-{number}.md" for number in ("0015", "0099"))
    plain = older.read_text("utf-8")
    for field, day in (("published", "2012-05-01"), ("withdrawn", "无")):
        plain = re.sub(rf"(?m)^{field}_on: .*", f"{field}_on: {day}", plain)
    plain = re.sub("(?m)^title: .*", "title: 接替的公告", plain)

    def end(as_of: int, effective: str, named: bool, *corrections: str) -> tuple[date, int, int]:
        text = re.sub("(?m)^effective_on: .*", f"effective_on: {effective}", plain)
        if corrections:
            told = "".join(f"  - {{{one}, why: 录入有误}}\n" for one in corrections)
            text = text.replace("source:", f"corrections:\n{told}source:", 1)
        if named:
            text = text.replace("source:", "supersedes: [YL2012-0015]\nsource:", 1)
        heir.write_text(text, "utf-8")
        facts = derive(check(content).portal, date(2012, 5, as_of), "https://portal.example/")
        # What was remembered of another day or of other notices says nothing false.
        memory = Memory(tmp_path / "remembered", facts.mark)
        facts = replace(facts, of_each=lambda _, marks, make: remembered(memory, marks, make, 1))
        (made,) = (
            one.data
            for one in calendars.make(facts, calendars.FOLDER, Studio(THEME, {}))
            if isinstance(one, File) and one.path == "calendars/all.ics"
        )
        found = events_in(made)["YL2012-0015-withdrawn@portal.yunling.example"]
        return found["DTSTART"].dt, found["LAST-MODIFIED"].dt.day, found["SEQUENCE"]

    moved = "on: 2012-05-03, field: effective_on, was: 2012-08-01, now: 2012-09-01"
    filed = "on: 2012-05-04, field: filing_number, was: 无, now: 有"
    unnamed = "on: 2012-05-05, field: supersedes, was: YL2012-0015, now: 无"
    steps = [
        end(2, "2012-08-01", True),
        end(6, "2012-09-01", True, moved),
        end(6, "2012-09-01", True, moved, filed),
        end(6, "2012-09-01", False, moved, filed, unnamed),
    ]
    assert [day for day, _, _ in steps] == [
        date(2012, 8, 1), date(2012, 9, 1), date(2012, 9, 1), date(2012, 10, 8)
    ]  # fmt: skip
    assert [changed for _, changed, _ in steps] == [1, 3, 4, 5]
    assert [number for *_, number in steps] == [1, 2, 3, 4]


def test_a_corrected_day_moves_the_same_event_and_raises_its_sequence(
    content: Path, tmp_path: Path
) -> None:
    before = events(built(content, tmp_path / "one") / "calendars" / "all.ics")[UID]
    file = content / "notices" / "2012" / "YL2012-0010.md"
    text = file.read_text("utf-8").replace("effective_on: 2012-04-15", "effective_on: 2012-04-20")
    correction = (
        "corrections:\n  - on: 2012-04-02\n    field: effective_on\n"
        "    was: 2012-04-15\n    now: 2012-04-20\n    why: 录入有误\nsource:"
    )
    file.write_text(text.replace("source:", correction, 1), "utf-8")
    after = events(built(content, tmp_path / "two") / "calendars" / "all.ics")[UID]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (date(2012, 4, 15), date(2012, 4, 20))
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_an_end_that_a_correction_took_back_is_cancelled_in_the_calendars_that_have_it(
    content: Path,
) -> None:
    name = "YL2012-0015-withdrawn@portal.yunling.example"
    file = content / "notices/2012/YL2012-0015.md"
    text, ended = re.subn(
        "(?m)^withdrawn_on: 2012-10-08$", "withdrawn_on: 无", file.read_text("utf-8")
    )
    assert ended == 1
    told = "corrections:\n  - {on: 2012-05-02, field: withdrawn_on, was: 2012-10-08, now: 无, why: 误录}"

    marks = []

    def end(folder: Path) -> Any:
        facts = derive(check(folder).portal, date(2012, 5, 10), "https://portal.example/")
        marks.append(calendars.mark(facts, calendars.FOLDER))
        (made,) = (
            one.data
            for one in calendars.make(facts, calendars.FOLDER, Studio(THEME, {}))
            if isinstance(one, File) and one.path == "calendars/all.ics"
        )
        return events_in(made)[name]

    before = end(content)
    file.write_text(text.replace("source:", f"{told}\nsource:", 1), "utf-8")
    after = end(content)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["DTSTART"].dt == before["DTSTART"].dt == date(2012, 10, 8)
    assert marks[0] != marks[1]  # else the old calendar would stay
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    # What was never said to end has no event of an end.
    file.write_text(text, "utf-8")
    with pytest.raises(KeyError):
        end(content)


BEGINS = {"published_on": "2009-02-16", "effective_on": "2009-08-01"}
HEIR = {"published_on": "2009-03-01", "effective_on": "2009-07-20", "supersedes": ["A-1"]}
KIND = {"on": "2009-03-01", "field": "kind", "was": "套餐", "now": "停售公告", "why": "误录"}
MOVED = {"on": "2009-03-05", "field": "effective_on", "was": "2009-07-20", "now": "2009-09-01"}


def beginnings(heir: dict[str, Any], **fields: Any) -> list[tuple[str, date, int]]:
    """Status, day and number of the beginning of A-1, if there is any."""
    facts = facts_of({"A-1": BEGINS | fields} | ({"A-2": heir} if heir else {}))
    made = calendars.make(facts, calendars.FOLDER, Studio(THEME, {}))
    [data] = [one.data for one in made if isinstance(one, File) and one.path == "calendars/all.ics"]
    found = events_in(data).get("A-1-effective@portal.example")
    return [(str(found["STATUS"]), found["DTSTART"].dt, found["SEQUENCE"])] if found else []


def test_a_beginning_that_will_not_be_is_cancelled_where_it_was_told() -> None:
    day = date(2009, 8, 1)
    assert beginnings({}) == [("CONFIRMED", day, 0)]
    assert beginnings(HEIR) == [("CANCELLED", day, 1)]
    assert beginnings({}, kind="withdrawal", corrections=[KIND]) == [("CANCELLED", day, 1)]
    # It stands again, with a higher number, when the other comes later after all.
    later = HEIR | {"effective_on": "2009-09-01", "corrections": [MOVED | {"why": "误录"}]}
    assert beginnings(later) == [("CONFIRMED", day, 2)]
    # So it does when the other comes on that day, and is cancelled when it was then put off.
    same = HEIR | {"effective_on": "2009-08-01"}
    assert beginnings(same) == [("CONFIRMED", day, 0)]
    off = MOVED | {"was": "2009-08-01", "why": "误录"}
    put_off = beginnings(same, effective_on="2009-09-01", corrections=[off])
    assert put_off == [("CANCELLED", date(2009, 9, 1), 2)]
    # What was never to begin has no event of a beginning.
    assert beginnings({}, kind="withdrawal") == []
    assert beginnings(HEIR | {"published_on": BEGINS["published_on"]}) == []


@pytest.mark.parametrize(
    ("correction", "left", "status"),
    [
        ("field: areas, was: 佛山、中山、江门, now: 佛山、中山", "area/jiangmen", "CANCELLED"),
        ("field: areas, was: 佛山、中山、江门, now: 全省", "area/jiangmen", "CONFIRMED"),
        ("field: areas, was: 佛山、中山、江门, now: 佛山、中山", "area/foshan", "CONFIRMED"),
        ("field: brands, was: 云享, now: 校园卡", "brand/yunxiang", "CANCELLED"),
        ("field: brands, was: 云享, now: 校园卡", "brand/xiaoyuanka", "CONFIRMED"),
    ],
)
def test_what_a_correction_took_out_of_a_place_or_a_brand_is_cancelled_in_its_calendar(
    content: Path, correction: str, left: str, status: str
) -> None:
    file = content / "notices/2012/YL2012-0010.md"

    def event(name: str) -> Any:
        facts = derive(check(content).portal, date(2012, 5, 10), "https://portal.example/")
        made = calendars.make(facts, calendars.FOLDER, Studio(THEME, {}))
        [data] = [one.data for one in made if isinstance(one, File) and one.path == name]
        return events_in(data)[UID]

    before = event("calendars/all.ics")
    field, now = re.findall("field: (.*?),.* now: (.*)", correction)[0]
    listed = f"{field}: [{now.replace('、', ', ')}]\n"
    text = re.sub(rf"(?m)^{field}:\n(  - .*\n)+", listed, file.read_text("utf-8"))
    told = f"corrections:\n  - {{on: 2012-05-02, {correction}, why: 误录}}"
    file.write_text(text.replace("source:", f"{told}\nsource:", 1), "utf-8")
    after = event(f"calendars/{left}.ics")
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", status)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert event("calendars/all.ics")["STATUS"] == "CONFIRMED"


def test_a_place_that_an_old_correction_names_otherwise_has_no_calendar() -> None:
    said = MOVED | {"field": "areas", "was": "珠三角各市", "now": "广州", "why": "写全"}
    facts = facts_of({"A-1": {"areas": ["广州"], "corrections": [said]}})
    made = calendars.make(facts, calendars.FOLDER, Studio(THEME, {}))
    held = [one.path for one in made if isinstance(one, File) and b"A-1-effective@" in one.data]
    assert held == ["calendars/all.ics", "calendars/area/guangzhou.ics"]


def test_signs_that_mean_something_in_a_calendar_are_read_as_they_were_written() -> None:
    signs = r"a\b;c,d\n"
    fields = {"title": f"关于{signs}的公告", "plan_name": signs}
    made = calendars.make(facts_of({"A-1": fields}), calendars.FOLDER, Studio(THEME, {}))
    [data] = [one.data for one in made if isinstance(one, File) and one.path == "calendars/all.ics"]
    [event] = events_in(data).values()
    assert event["SUMMARY"] == f"（示例）生效：{signs}"
    assert event["DESCRIPTION"].startswith(f"{fields['title']}\n方案编号 ")
    assert icalendar.Calendar.from_ical(data).to_ical(sorted=False) == data


@pytest.mark.parametrize("place", ["area/guangzhou", "area/province", "brand"])
def test_places_and_brands_have_calendars_of_their_own(example_site: Path, place: str) -> None:
    paths = list(example_site.glob(f"calendars/{place}*.ics")) or list(
        example_site.glob(f"calendars/{place}/*.ics")
    )
    assert paths
    everything = events(example_site / "calendars" / "all.ics")
    for path in paths:
        assert events(path).keys() <= everything.keys()
