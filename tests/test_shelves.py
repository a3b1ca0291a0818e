"""Lists of notices: what stands where, counted, paged, and what has ended apart."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a_notice import facts_of as facts
from conftest import EXAMPLE, built
from portal.addresses import notice_list
from portal.artifacts import calendars, notice_lists, redirects
from portal.artifacts.artifact import Page
from portal.artifacts.notice_lists import PAGE_SIZE
from portal.artifacts.pages import inline
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.facts import Facts
from portal.facts.shelves import PROVINCE
from portal.making import THEME
from portal.slugs import slugs


def names(found: Facts, shelf: str) -> tuple[list[str], list[str]]:
    one = found.register.shelves[shelf]
    return [told.identity for told in one.current], [told.identity for told in one.ended]


LIVE: dict[str, Any] = {}
GONE = {"withdrawn_on": "2009-07-01"}
SENT = {"published_on": "2009-07-01"}
OTHERS = {"sold": LIVE, "gone": GONE, "kept": {"withdrawn_on": "2009-08-17"}}
CHANGING = "changing-notices.html"
SOON = {"effective_on": "2009-08-01", "published_on": "2009-07-01"}


def test_what_has_ended_stands_apart_on_every_shelf() -> None:
    found = facts({"A": LIVE, "B": GONE, "C": SOON, "D": {"supersedes": ["A"]} | SOON})
    for shelf in ("all", "year/2009", "kind/plan", "area/guangzhou", "audience/personal"):
        assert names(found, shelf) == (["C", "D", "A"], ["B"]), shelf


def test_a_withdrawal_stands_beside_what_it_ends_while_that_can_be_ordered() -> None:
    ends = {"kind": "withdrawal", "published_on": "2009-06-01", "effective_on": "2009-06-01"}
    found = facts({
        "A": {"kind": "addon"},
        "B": {"supersedes": ["A"], "withdrawn_on": "2009-08-01", **ends},
    })  # fmt: skip
    assert names(found, "kind/addon") == (["B"], ["A"])
    assert names(found, "kind/withdrawal") == (["B"], [])


def test_a_change_stands_beside_what_it_changes_through_other_changes() -> None:
    change = {"kind": "change", "published_on": "2009-03-01", "effective_on": "2009-04-01"}
    found = facts({
        "A": {"kind": "addon"},
        "B": {"supersedes": ["A"], **change},
        "C": {"supersedes": ["B"], **change, "effective_on": "2009-05-01"},
        "D": change,
        "E": {"kind": "plan", "supersedes": ["A"], **SOON},
    })  # fmt: skip
    assert names(found, "kind/addon") == (["C"], ["B", "A"])
    assert names(found, "kind/change") == (["C", "D"], ["B"])
    assert names(found, "kind/plan") == (["E"], [])


def test_every_status_has_its_own_shelf() -> None:
    found = facts({"A": LIVE, "B": GONE, "C": SOON, "D": {"withdrawn_on": "2009-08-01"}})
    shelves = {
        shelf.slug: [one.identity for one in shelf.current] for shelf in found.shelves_of("status")
    }
    assert shelves == {
        "announced": ["C"], "on-sale": ["A"], "ending": ["D"], "withdrawn": ["B"], "superseded": [],
    }  # fmt: skip


def test_a_notice_for_the_whole_province_is_on_one_shelf() -> None:
    found = facts({"A": {"areas": ["全省"]}, "B": {"areas": ["广州", "深圳"]}})
    assert names(found, "area/province")[0] == ["A"]
    assert names(found, "area/guangzhou")[0] == names(found, "area/shenzhen")[0] == ["B"]
    assert len(found.shelves_of("area")) == 22


def test_brands_have_addresses_in_pinyin() -> None:
    found = facts({"A": {"brands": ["动感地带", "M-Zone 5G"]}, "B": {"brands": ["全球通"]}})
    found_slugs = {shelf.slug for shelf in found.shelves_of("brand")}
    assert found_slugs == {"donggandidai", "m-zone-5g", "quanqiutong"}


def test_a_brand_that_no_notice_has_any_more_keeps_its_addresses() -> None:
    told = {"on": "2009-07-01", "field": "brands", "why": "误录"}
    other = [told | {"was": "校园卡、全球通", "now": "动感地带"}]
    written_anew = [told | {"was": "动感地代", "now": "动感地带"}]
    found = facts({
        "A": {"brands": ["动感地带"], "corrections": other},
        "B": {"brands": ["动感地带"], "corrections": written_anew},
        "C": {"brands": ["全球通"]},
    })  # fmt: skip
    shelves = {shelf.slug: shelf for shelf in found.shelves_of("brand")}
    assert {slug: shelf.count for slug, shelf in shelves.items()} == {
        "donggandidai": 2, "quanqiutong": 1, "xiaoyuanka": 0,
    }  # fmt: skip
    assert not shelves["xiaoyuanka"].offered
    assert shelves["quanqiutong"].offered
    assert ("校园卡", "校园卡") not in found.register.choices.brands
    assert "brand/xiaoyuanka::1" in notice_lists.units(found)
    assert "brand/xiaoyuanka" in {name for name, _, _ in calendars.listed(found)}
    led = redirects.led_on(found)
    assert led["notices/brand/xiaoyuanka/ended/"] == "notices/brand/xiaoyuanka/"


def test_what_has_ended_is_asked_for_at_an_address_that_always_answers() -> None:
    old = {"published_on": "2006-01-01", "effective_on": "2006-01-02", "withdrawn_on": "2007-06-30"}
    for settings in ({}, {"keep_years": "1"}):
        found = facts({"A": old, "B": LIVE}, **settings)
        made = {
            address
            for unit in notice_lists.units(found)
            for address in notice_lists.part_of(found, unit).addresses
        }
        led = redirects.led_on(found)
        assert not made & led.keys()
        for shelf in found.register.shelves.values():
            if shelf.axis != "status":
                assert notice_list(shelf.name, ended=True) in made | led.keys()
        assert ("notices/all/ended/" in led) == bool(settings)


def test_the_home_page_lists_few_that_change_and_leads_to_all_of_them() -> None:
    days = {f"S{day}": {"effective_on": f"2009-08-0{day}"} | SENT for day in (7, 3, 5, 1, 2, 6, 4)}
    days["far"] = {"effective_on": "2010-01-01"} | SENT
    ends = {"late": {"withdrawn_on": "2009-08-16"}, "soon": {"withdrawn_on": "2009-07-18"}}
    studio = Studio(THEME, {})
    told = re.sub(r"<svg.*?</svg>", "", studio.render(CHANGING, facts=facts(days | ends | OTHERS)))
    begins, stops = told.split("<h3>")[1:]
    assert re.findall(r"notices/2009/(\w+)/", begins) == ["S1", "S2", "S3", "S4", "S5"]
    assert "还有" in begins
    assert "公布</span>" not in told, "the day of publication stands in the list of the newest"
    assert '<a href="/notices/status/announced/">看全部 8 份即将生效的公告</a>' in begins
    assert re.findall(r"notices/2009/(\w+)/", stops) == ["soon", "late"]
    assert "看全部" not in stops
    assert "没有将要" in studio.render(CHANGING, facts=facts(OTHERS))


def test_two_names_never_share_a_slug() -> None:
    assert len(set(slugs(["通话", "同华", "同话", "A b", "a-b", "!", "？"]).values())) == 7


def test_a_page_of_prose_counts_notices_as_the_lists_do() -> None:
    found, studio = facts({f"N{i:04}": LIVE for i in range(1001)}), Studio(THEME, {})
    assert inline(found, studio)["公告总数"] == "1,001"


def test_years_come_newest_first() -> None:
    dates = {"published_on": "2008-01-01", "effective_on": "2008-02-01"}
    found = facts({"A": LIVE, "B": dates})
    assert [shelf.slug for shelf in found.shelves_of("year")] == ["2009", "2008"]


def test_lists_keep_what_has_ended_as_long_as_the_settings_say() -> None:
    old = {"published_on": "2006-01-01", "effective_on": "2006-01-02", "withdrawn_on": "2007-06-30"}
    notices = {"A": old, "B": old | {"withdrawn_on": "2008-01-01"}, "C": LIVE}
    kept = facts(notices, keep_years="2").register.shelves["all"]
    assert ([one.identity for one in kept.ended], kept.left_out) == (["B"], 1)
    assert facts(notices).register.shelves["all"].left_out == 0


def test_the_page_of_notices_says_what_no_list_keeps_and_where_it_is(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(EXAMPLE, content)
    settings = content / "data/site.yml"
    written = re.sub(r"(?m)^(as_of|keep_years):.*\n", "", settings.read_text("utf-8"))
    settings.write_text(f"{written}keep_years: 5\n", "utf-8")
    site = built(content, tmp_path / "site", as_of=date(2018, 1, 1))
    home, listed, found = (
        (site / page / "index.html").read_text("utf-8")
        for page in ("", "notices", "notices/status/withdrawn")
    )
    all_of_them = re.search(r"看全部 (\d+) 份公告", home)
    current, left_out = (
        re.search(r">(\d+) 份</a>", listed),
        re.search(r"还有 (\d+) 份下线已久", listed),
    )
    assert all_of_them
    assert current
    assert left_out
    assert int(current[1]) + int(left_out[1]) == int(all_of_them[1])
    assert re.search(r'<a href="../search/index.html">搜索</a>还找得到', listed)
    of_status = re.search(r"已下线</a> <span>0 份，(\d+) 份不再列出", listed)
    assert of_status
    assert f"还有 {of_status[1]} 份下线已久" in found


def test_every_notice_of_a_long_list_stands_on_exactly_one_of_its_pages() -> None:
    notices = {f"N{i:03}": GONE if i % 3 == 0 else LIVE for i in range(3 * PAGE_SIZE + 6)}
    found = facts(notices)
    parts = [notice_lists.part_of(found, unit) for unit in notice_lists.units(found)]
    pages = [part for part in parts if part.shelf.name == "all"]
    assert [(part.ended, part.number, part.pages, len(part.listed)) for part in pages] == [
        (False, 1, 3, 100), (False, 2, 3, 100), (False, 3, 3, 4), (True, 1, 2, 100), (True, 2, 2, 2),
    ]  # fmt: skip
    assert sorted(one.identity for part in pages for one in part.listed) == sorted(notices)
    assert pages[1].addresses == ["notices/all/", "notices/all/2/", "notices/all/3/"]


def test_a_long_list_leads_to_the_page_before_and_the_next() -> None:
    notices = {f"N{i:03}": LIVE for i in range(2 * PAGE_SIZE + 1)}
    found, studio = facts(notices), Studio(THEME, {})
    pager = '{% from "pager/template.html" import pager %}{{ pager(part) }}'
    pages = [
        studio.render_text(pager, part=notice_lists.part_of(found, f"all::{number}"))
        for number in (1, 2, 3)
    ]
    ways = [re.findall(r'<a href="/([^"]*)" rel="(\w+)">', page) for page in pages]
    first, second, third = (notice_list("all", False, number) for number in (1, 2, 3))
    assert ways == [[(second, "next")], [(first, "prev"), (third, "next")], [(second, "prev")]]


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 2, "1 2"),
        (1, 5, "1 2 … 5"),
        (3, 5, "1 2 3 4 5"),
        (4, 7, "1 2 3 4 5 6 7"),
        (1, 56, "1 2 … 56"),
        (30, 56, "1 … 29 30 31 … 56"),
        (53, 56, "1 … 52 53 54 55 56"),
        (56, 56, "1 … 55 56"),
    ],
)
def test_a_long_list_shows_a_few_numbers_behind_the_ways_to_the_page_before_and_the_next(
    number: int, pages: int, shown: str
) -> None:
    shelf = replace(facts({"A": LIVE}).register.shelves["all"], current=(None,) * pages * PAGE_SIZE)  # type: ignore[arg-type]
    part = notice_lists.Part(shelf, ended=False, number=number)
    made = Studio(THEME, {}).render_text(
        '{% from "pager/template.html" import pager, short_pager %}'
        "{{ short_pager(part) }}|{{ pager(part) }}",
        part=part,
    )
    above, below = ([*re.findall(r">([^<>]+)</(?:a|span)>", one)] for one in made.split("|"))
    ways = ["上一页"] * (number > 1) + ["下一页"] * (number < pages)
    place = f"第 {number}/{pages} 页"
    assert above == sorted([*ways, place], key=["上一页", place, "下一页"].index)
    assert below == [*ways, *shown.split()]
    assert len({*re.findall('aria-label="(分页[^"]*)"', made)}) == 2


def test_the_last_page_of_a_list_says_how_many_a_page_holds_as_the_others_do() -> None:
    notices = {f"N{i:03}": LIVE for i in range(2 * PAGE_SIZE + 1)}
    names = {"assets/javascripts/compare.js": "compare.js"}
    found, studio = facts(notices), Studio(THEME, names)
    for number in (1, 2, 3):
        page = next(notice_lists.make(found, f"all::{number}", studio))
        assert isinstance(page, Page)
        assert f"每页最多 100 份，这是第 {number} 页，共 3 页。" in page.values["body"]


def test_no_list_stands_where_a_notice_can_stand() -> None:
    found = facts({"ended": LIVE, "2": LIVE, "page": GONE})
    parts = [notice_lists.part_of(found, unit) for unit in notice_lists.units(found)]
    lists = [address for part in parts for address in part.addresses[:1]]
    assert len(lists) == len(set(lists))
    assert not {told.address for told in found.notices.values()} & set(lists)


def test_a_list_changes_its_mark_when_a_notice_or_a_count_changes() -> None:
    one, more = facts({"A": LIVE}), facts({"A": LIVE, "B": GONE})
    assert notice_lists.mark(one, "all::1") != notice_lists.mark(more, "all::1")
    assert notice_lists.mark(one, "kind/plan::1") != notice_lists.mark(one, "kind/addon::1")


def test_the_list_pages_say_how_many_and_where_the_rest_is(example_site: Path) -> None:
    page = (example_site / "notices/all/index.html").read_text("utf-8")
    ended = (example_site / "notices/all/ended/index.html").read_text("utf-8")
    rows, gone = page.count('class="notice-row"'), ended.count('class="notice-row"')
    assert rows + gone == len(check(EXAMPLE).portal.notices)
    assert f"共 {rows} 份" in page
    assert f"{gone} 份已经下线或被取代" in page
    assert "适用全省的公告" in (example_site / "notices/area/yunfu/index.html").read_text("utf-8")


def test_below_the_list_of_a_city_is_its_calendar_and_that_of_the_province(
    example_site: Path,
) -> None:
    city, whole = (
        (example_site / f"notices/area/{name}/index.html").read_text("utf-8")
        for name in ("yunfu", PROVINCE)
    )
    assert re.findall(r'calendars/([\w/]+\.ics)"', city) == ["area/yunfu.ics", "area/province.ics"]
    assert re.findall(r'calendars/([\w/]+\.ics)"', whole) == ["area/province.ics"]
    assert "适用全省的，" not in whole


@pytest.mark.parametrize(
    ("name", "feeds"),
    [
        ("all", ["all"]),
        ("kind/plan", ["kind/plan"]),
        ("area/yunfu", ["area/yunfu", "area/province"]),
        ("area/province", ["area/province"]),
        ("audience/personal", []),
        ("all/ended", []),
    ],
)
def test_a_list_that_has_a_feed_leads_to_it(
    example_site: Path, name: str, feeds: list[str]
) -> None:
    page = (example_site / f"notices/{name}/index.html").read_text("utf-8")
    found = re.findall(r'<a href="[./]*(feeds/[\w/]+\.atom)">', page)
    assert found == [f"feeds/{feed}.atom" for feed in feeds]
    assert all((example_site / feed).is_file() for feed in found)


def test_the_same_notices_on_the_same_day_are_not_shelved_again() -> None:
    first = facts({"A": LIVE, "B": GONE}).register
    assert facts({"A": LIVE, "B": GONE}).register is first
    assert facts({"A": LIVE, "B": SOON}).register is not first
    again = facts({"A": LIVE, "B": GONE}, keep_years="2").register
    assert again is not first
    assert again.shelves.keys() == first.shelves.keys()


def test_a_list_whose_address_gets_another_name_is_another_list() -> None:
    both = {"A-1": {"brands": ["云香", "芸香"]}}
    before = facts(both)
    after = facts({**both, "A-2": {"brands": ["云乡"]}})
    unit = "brand/yunxiang-2:current:1"
    assert [notice_lists.part_of(one, unit).shelf.label for one in (before, after)] == [
        "芸香",
        "云香",
    ]
    assert notice_lists.mark(before, unit) != notice_lists.mark(after, unit)
