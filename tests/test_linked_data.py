"""The linked data of pages: valid JSON, the types that fit, the properties those types ask for."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a_notice import a_notice
from conftest import EXAMPLE, EXAMPLE_DAY
from portal.artifacts.linked_data import offer
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.facts import derive
from portal.facts.life import life
from portal.making import THEME

REQUIRED = {
    "Offer": {"name", "price", "priceCurrency", "validFrom", "availability", "url"},
    "Service": {"name", "provider"},
    "Dataset": {"name", "description", "creator", "distribution", "url"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name"},
    "WebSite": {"name", "url", "potentialAction"},
}


def graph(page: Path) -> list[dict[str, Any]]:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL
    )
    said = [json.loads(text) for text in found]
    assert [one["@context"] for one in said] == ["https://schema.org"]
    things: list[dict[str, Any]] = said[0]["@graph"]
    return things


def within(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [one for item in value for one in within(item)]
    if isinstance(value, dict):
        return [value, *(one for item in value.values() for one in within(item))]
    return []


def test_every_page_says_things_of_known_types_with_what_they_need(example_site: Path) -> None:
    seen = set()
    for page in example_site.rglob("index.html"):
        if re.search("noindex|refresh", page.read_text("utf-8")):
            continue  # the page for no network and those that lead on are nothing to describe
        for thing in within(graph(page)):
            seen.add(thing.get("@type"))
            assert REQUIRED.get(thing.get("@type", ""), set()) <= thing.keys(), (page, thing)
    assert seen >= REQUIRED.keys()


def test_an_offer_says_what_the_notice_says(example_site: Path) -> None:
    folder = example_site / "notices" / "2011" / "YL2011-0020"
    record = json.loads((folder / "YL2011-0020.json").read_bytes())
    offer = next(one for one in graph(folder / "index.html") if one["@type"] == "Offer")
    assert float(offer["price"]) == record["price"]["amount"]
    assert offer["validFrom"] == record["effective_on"]
    assert offer["identifier"] == record["plan_number"]
    assert offer["availability"].endswith("Discontinued")
    assert offer["validThrough"] < record["withdrawn_on"]
    assert offer["name"].startswith("（示例）")


@pytest.mark.parametrize("said", [True, False, None])
def test_an_offer_says_of_its_tax_what_the_notice_says(said: bool | None) -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    written = {True: {"tax_included": "是"}, False: {"tax_included": "否"}, None: {}}[said]
    notice = a_notice(price={"amount": "58", "unit": "元/月"} | written)
    one = replace(next(iter(facts.notices.values())), notice=notice)
    told = offer(one, facts, Studio(THEME, {}))["priceSpecification"]
    assert told.get("valueAddedTaxIncluded") is said


def test_an_offer_that_ended_as_it_began_has_no_last_day() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    told, studio = next(iter(facts.notices.values())), Studio(THEME, {})
    last_days = {}
    for end in ("2009-03-01", "2009-03-02"):
        notice = a_notice(effective_on="2009-03-01", withdrawn_on=end)
        one = replace(told, notice=notice, life=life(notice, None, EXAMPLE_DAY))
        last_days[end] = offer(one, facts, studio).get("validThrough")
    assert last_days == {"2009-03-01": None, "2009-03-02": date(2009, 3, 1)}


def test_what_a_notice_is_to_end_is_on_sale_until_the_day_before() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    older, told = list(facts.notices.values())[:2]
    notice = a_notice(kind="withdrawal", effective_on="2012-08-01", withdrawn_on="2012-08-01")
    links = replace(told.links, older=(older.identity,))
    said = {}
    for day in (EXAMPLE_DAY, date(2012, 8, 1)):
        one = replace(told, notice=notice, life=life(notice, None, day), links=links)
        said[day] = offer(one, facts, Studio(THEME, {}))
    assert {one["validFrom"] for one in said.values()} == {older.notice.effective_on}
    assert {one["validThrough"] for one in said.values()} == {date(2012, 7, 31)}
    words = [one["availability"].rpartition("/")[2] for one in said.values()]
    assert words == ["InStock", "Discontinued"]


def test_what_ends_unannounced_is_said_to_be_on_sale_since_its_end_was_published() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    told = facts.notices["YL2012-0011"]
    assert told.notice.kind == "withdrawal"
    assert told.links.older == ()
    day = date(2012, 4, 26)
    assert told.notice.published_on <= day < told.notice.effective_on
    before = derive(check(EXAMPLE).portal, day, "https://portal.example/")
    said = offer(before.notices["YL2012-0011"], before, Studio(THEME, {}))
    assert said["validFrom"] == told.notice.published_on
    assert said["availability"].endswith("InStock")


def test_the_way_to_a_page_begins_at_home_and_ends_at_itself(example_site: Path) -> None:
    (way,) = [
        one
        for one in graph(example_site / "help/complain/index.html")
        if one["@type"] == "BreadcrumbList"
    ]
    base = "https://portal.yunling.example/"
    assert [one["item"] for one in way["itemListElement"]] == [
        base,
        f"{base}help/",
        f"{base}help/complain/",
    ]


def test_nothing_an_editor_writes_ends_the_script(example_site: Path) -> None:
    page = (example_site / "notices/2012/YL2012-0005/index.html").read_text("utf-8")
    script = re.search(r'application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert script
    assert "<" not in script[1]


def test_what_is_said_of_a_data_set_is_true_of_its_rows(example_site: Path) -> None:
    sets = [one for one in graph(example_site / "data/index.html") if one["@type"] == "Dataset"]
    assert len(sets) == 8
    for one in sets:
        said = one["description"]
        name = one["@id"].partition("#")[2]
        records = json.loads((example_site / f"data/{name}.json").read_bytes())["records"]
        assert f"共 {len(records)} 条" in said
        # https://developers.google.com/search/docs/appearance/structured-data/dataset
        assert 50 <= len(said) <= 5000
        if "来源" in said:  # an indicator without a target has none
            assert all(row.get("source") or row.get("target_source") for row in records), name
