"""Addresses stay: short ones lead back, given up ones lead on, and none goes away unnoticed."""

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from a_notice import DAY, facts_of
from conftest import EXAMPLE, EXAMPLE_DAY, built
from portal import permanence
from portal.artifacts import redirects, sitemap
from portal.artifacts.artifact import File
from portal.artifacts.studio import Studio
from portal.building import build
from portal.checking import check, check_with
from portal.environment import ROOT
from portal.facts import derive
from portal.making import THEME
from portal.standing import Order

RESULTS = "data/results/2012-q1.yml"
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The example with the list of its published addresses."""
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE, folder)
    return folder


def test_the_example_lists_all_its_addresses() -> None:
    checked = check(EXAMPLE)
    listed = checked.text("addresses.txt")
    assert permanence.listed(checked.portal, listed) == listed


def test_a_published_page_that_goes_away_stops_the_build_and_is_named(content: Path) -> None:
    (content / "pages" / "help" / "signs.md").unlink()
    site = content.parent / "site"
    findings = build(Order(content=content, site=site, today=EXAMPLE_DAY), lambda _: None)
    assert [one.rule for one in findings] == ["a-published-address-stays"]
    assert "“/help/signs/”" in findings[0].message
    assert not site.exists()


def test_with_a_redirect_the_old_address_leads_on(content: Path) -> None:
    (content / "pages" / "help" / "signs.md").unlink()
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /help/signs/\n  to: /help/\n")
    site = built(content, content.parent / "site")
    page = (site / "help" / "signs" / "index.html").read_text("utf-8")
    assert 'content="0; url=../../help/index.html"' in page
    assert 'rel="canonical" href="https://portal.yunling.example/help/"' in page
    assert "<script" not in page


def with_a_page(content: Path) -> Path:
    page = content / "pages" / "help" / "new.md"
    page.write_text("---\ntitle: 新的一页\n---\n\n新写的。\n", "utf-8")
    return page


def test_a_new_page_needs_no_line_in_the_list_but_is_reminded_of(content: Path) -> None:
    with_a_page(content)
    checked = check(content)
    assert checked.findings == []
    (reminder,) = permanence.unlisted(checked.portal, checked.text("addresses.txt"))
    assert (reminder.severity, reminder.path) == ("notice", "addresses.txt")
    assert "1 个新地址" in reminder.message
    assert "“/help/new/”" in reminder.message
    assert "check.py --fix" in reminder.fix
    assert permanence.unlisted(checked.portal, "") == []


def order(content: Path, **options: Any) -> Order:
    return Order(content=content, site=content.parent / "site", today=EXAMPLE_DAY, **options)


@pytest.mark.parametrize("cache", [True, False])
def test_what_the_site_has_and_no_list_names_does_not_go_away(content: Path, cache: bool) -> None:
    page, coverage = with_a_page(content), content / "data/coverage.yml"
    text = coverage.read_text("utf-8")
    item = text[text.index("- area:") :].split("\n- ")[0].rstrip()
    more = re.sub("area: .*", "id: new\n  area: 新地方", item)
    coverage.write_text(f"{text.rstrip()}\n{more}\n", "utf-8")
    site = built(content, content.parent / "site", cache=cache)
    held = site.joinpath("site-manifest.json").read_bytes()
    page.unlink()
    coverage.write_text(text, "utf-8")
    of_data, of_page = build(order(content, cache=cache), lambda _: None)
    assert {of_data.rule, of_page.rule} == {"a-published-address-stays"}
    assert (of_page.path, of_data.path) == ("pages/help/new.md", "data/coverage.yml")
    assert "“/help/new/”" in of_page.message
    assert of_page.fix.endswith("- from: /help/new/\n  to: 现在的页面")
    assert "“/data/coverage/new.json”" in of_data.message
    assert "addresses.txt" not in of_data.fix
    assert "没有公布过的，删去放网站的文件夹" in of_data.fix
    assert site.joinpath("site-manifest.json").read_bytes() == held
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /help/new/\n  to: /help/\n")
    assert build(order(content, cache=cache), lambda _: None) == [of_data]


def test_a_preview_and_a_site_of_another_address_take_nothing_away(content: Path) -> None:
    page = with_a_page(content)
    for before, after in (
        ({"drafts": True}, {"drafts": True}),
        ({"base_url": "https://other.example/"}, {}),
    ):
        with_a_page(content)
        assert build(order(content, **before), lambda _: None) == []
        page.unlink()
        assert build(order(content, **after), lambda _: None) == []


def test_hidden_samples_are_no_loss_to_a_site_that_showed_them(content: Path) -> None:
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /old/promise/\n  to: /commitments/2012/2/\n")
    site = built(content, content.parent / "site")
    settings = content / "data" / "site.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("samples: shown", "samples: hidden"), "utf-8")
    built(content, site)
    for path in ("notices/2012/YL2012-0005", "commitments/2012/2", "old/promise"):
        assert not (site / path).exists()


def test_data_of_a_record_that_goes_away_is_named(content: Path) -> None:
    file = content / "data" / "coverage.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("area: 行政村", "area: 各行政村"), "utf-8")
    (found,) = check(content).findings
    assert (found.rule, found.severity) == ("a-published-address-stays", "error")
    assert "“/data/coverage/xingzhengcun.json”" in found.message
    assert "id: xingzhengcun" in found.fix
    file.write_text(text.replace("area: 行政村", "id: xingzhengcun\n  area: 各行政村"), "utf-8")
    assert check(content).findings == []


def test_the_list_only_ever_grows(content: Path) -> None:
    portal = check(content).portal
    text = permanence.listed(portal, "/gone/\n")
    led_on = {f"/{old}" for old in portal.redirects}
    assert led_on
    assert {"/gone/", *led_on} <= {*text.splitlines()}
    assert permanence.listed(portal, text) == text


def test_of_a_merge_in_the_list_the_lines_of_both_sides_stay(content: Path) -> None:
    where = content / "addresses.txt"
    whole = where.read_text("utf-8")
    first, rest = whole.split("\n", 1)
    ours, theirs = f"<<<<<<< HEAD\n{first}\n", f"=======\n{first}\n>>>>>>> other\n"
    where.write_text(ours + theirs + rest, "utf-8")
    [finding] = check(content).findings
    assert (finding.rule, finding.line) == ("no-merge-marks", 1)
    assert finding.fix.startswith("删去 <<<<<<<、======= 和 >>>>>>> 几行；两边的地址都留下")
    where.write_text(f"{first}\n{first}\n{rest}", "utf-8")
    assert check(content).findings == []


def test_a_line_of_the_list_that_is_no_address_is_told_as_that(content: Path) -> None:
    where = content / "addresses.txt"
    whole = where.read_text("utf-8")
    where.write_text(f"# 说明\n\nhelp/signs\n/gone/\n{whole}", "utf-8")
    remark, bare, gone = check(content).findings
    assert (remark.line, remark.fix) == (1, "删去这一行")
    assert (bare.line, bare.fix) == (3, "写成 /help/signs/；不是网址就删去这一行")
    assert (gone.line, "“/gone/”" in gone.message) == (4, True)


def test_hidden_samples_do_not_count_as_gone(content: Path) -> None:
    settings = content / "data" / "site.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("samples: shown", "samples: hidden"), "utf-8")
    assert "a-published-address-stays" not in {one.rule for one in check(content).findings}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("- from: /help/\n  to: /awards/\n", "现在有页面"),
        ("- from: /a/\n  to: /b/\n", "没有“/b/”这一页"),
        ("- from: /a/\n  to: /notices/2012/YL2012-0099/\n", "没有“/notices/2012/YL2012-0099/”"),
        ("- from: /a/\n  to: /commitments/2012/9/\n", "没有“/commitments/2012/9/”这一页"),
        ("- from: /a/\n  to: /help/\n- from: /a/\n  to: /awards/\n", "前面已经写过"),
        ("- from: /a/\n  to: /help/\n- from: /b/\n  to: /a/\n", "自己也换了地址"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_told(content: Path, line: str, word: str) -> None:
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        file.write(line)
    (found,) = check(content).findings
    assert (found.rule, found.path) == ("a-redirect-leads-on", "data/redirects.yml")
    assert word in found.message


def test_every_notice_answers_at_its_short_address(example_site: Path) -> None:
    own_data = [*example_site.glob("notices/*/*/*.json")]
    assert len(own_data) == len([*EXAMPLE.glob("notices/*/*.md")]) - 1  # one is a draft
    for data in own_data:
        place = data.parent.relative_to(example_site).as_posix()
        short = (example_site / "n" / data.stem / "index.html").read_text("utf-8")
        assert f"url=../../{place}/index.html" in short


def test_a_notice_that_was_given_up_leads_on_from_its_short_address_too(example_site: Path) -> None:
    short = (example_site / "n" / "YL2011-0016" / "index.html").read_text("utf-8")
    assert "url=../../notices/2011/YL2011-0017/index.html" in short


def test_what_stands_at_an_address_again_is_not_led_away(content: Path) -> None:
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        for old in ("/notices/2011/YL2012-0005/", "/notices/brand/yunxiang/", "/notices/brand/no/"):
            file.write(f"- from: {old}\n  to: /help/\n")
    site = built(content, content.parent / "site")
    led = {
        path: 'http-equiv="refresh"' in (site / path / "index.html").read_text("utf-8")
        for path in ("notices/2011/YL2012-0005", "notices/brand/yunxiang", "notices/brand/no")
    }
    assert list(led.values()) == [True, False, True]
    short = (site / "n" / "YL2012-0005" / "index.html").read_text("utf-8")
    assert "url=../../notices/2012/YL2012-0005/index.html" in short


def test_of_all_that_is_given_up_only_notices_have_short_addresses(content: Path) -> None:
    with (content / "data" / "redirects.yml").open("a", encoding="utf-8") as file:
        for old in ("commitments/2010/1", "notices/2010/YL2010-0001", "tips/2010/3"):
            file.write(f"- from: /{old}/\n  to: /help/\n")
    facts = derive(check(content).portal, EXAMPLE_DAY, "https://portal.example/")
    studio = Studio(THEME, {})
    files = (one for old in redirects.units(facts) for one in redirects.make(facts, old, studio))
    made = {one.path for one in files if isinstance(one, File)}
    assert {"commitments/2010/1/index.html", "tips/2010/3/index.html"} <= made
    assert "n/YL2010-0001/index.html" in made
    assert not made & {"n/1/index.html", "n/3/index.html"}


def test_the_sitemap_names_every_page_once_and_no_redirect(example_site: Path) -> None:
    tree = ElementTree.parse(example_site / "sitemap.xml")  # noqa: S314 # our own file
    named = [found.text or "" for found in tree.iter(PLACE + "loc")]
    pages = {path.parent for path in example_site.rglob("index.html")}
    leading = {path.parent for path in example_site.glob("n/*/index.html")}
    leading |= {
        path.parent
        for path in example_site.glob("notices/**/ended/index.html")
        if 'http-equiv="refresh"' in path.read_text("utf-8")
    }
    leading |= {
        example_site / "help/how-to-complain",
        example_site / "notices/2011/YL2011-0016",
        example_site / "offline",
    }
    base = "https://portal.yunling.example/"
    assert sorted(named) == sorted(
        f"{base}{path.relative_to(example_site).as_posix()}/".replace("/./", "/")
        for path in pages - leading
    )


def test_the_sitemap_gives_the_contents_own_days(example_site: Path) -> None:
    text = (example_site / "sitemap.xml").read_text("utf-8")
    days = re.findall(r"<lastmod>(.*?)</lastmod>", text)
    assert days
    assert all(date.fromisoformat(day) <= EXAMPLE_DAY for day in days)


def test_the_sitemap_gives_no_day_to_come() -> None:
    portal, first = check(EXAMPLE).portal, date(2012, 3, 1)
    days = {
        day: sitemap.last_changed(derive(portal, day, "https://a.example/"))
        for day in (first, EXAMPLE_DAY)
    }
    assert days[EXAMPLE_DAY]["commitments/2012/1/"] == date(2012, 4, 20)
    assert days[first]
    assert all(day <= first for day in days[first].values())


@pytest.mark.parametrize(
    ("file", "page"),
    [("awards", "awards/"), ("channels", "channels/"), ("coverage", "coverage/")],
)
def test_the_day_of_a_page_in_the_sitemap_is_the_newest_of_what_it_shows(
    tmp_path: Path, file: str, page: str
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)

    def day(folder: Path, as_of: date) -> date:
        return sitemap.last_changed(derive(check(folder).portal, as_of, "https://a.example/"))[page]

    before = day(content, date(2090, 1, 1))
    newer = before + timedelta(days=34)
    data = content / f"data/{file}.yml"
    text = data.read_text("utf-8")
    *_, last = re.finditer(r"on: \d{4}-\d\d-\d\d", text)
    data.write_text(f"{text[: last.start()]}on: {newer}{text[last.end() :]}", "utf-8")
    assert day(content, newer) == newer
    assert day(content, newer - timedelta(days=1)) <= before


@pytest.mark.parametrize(
    ("fields", "newest"),
    [
        ({"effective_on": str(DAY)}, DAY),  # on that very day
        ({"effective_on": str(DAY + timedelta(days=1))}, date(2009, 2, 16)),
        ({"corrections": [{"on": "2009-04-01", "field": "eligibility", "was": "有", "now": "无", "why": "误"}]},
         date(2009, 4, 1)),
    ],
)  # fmt: skip
def test_a_notice_changed_when_it_began_and_when_it_was_corrected(
    fields: dict[str, Any], newest: date
) -> None:
    found = sitemap.last_changed(facts_of({"A": fields}))
    assert found["notices/2009/A/"] == newest
    assert found[""] == newest


def days_on(day: date, unsaved: dict[str, str]) -> dict[str, date]:
    portal = check_with(EXAMPLE, unsaved).portal
    return sitemap.last_changed(derive(portal, day, "https://a.example/"))


def corrected_results() -> dict[str, str]:
    """Results of which one was corrected on 3 May 2012."""
    text = (EXAMPLE / RESULTS).read_text("utf-8")
    said = text.replace("note: 最长的一件", "note: 2012-05-03 更正：原为 46.2；最长的一件")
    assert said != text
    return {RESULTS: said}


@pytest.mark.parametrize("marker", ["承诺一览", "历年承诺", "指标与结果", "最近变化"])
def test_what_shows_promises_changed_when_a_result_was_corrected(marker: str) -> None:
    page, day = {"pages/one.md": f"---\ntitle: 一\n---\n\n{{{{{marker}}}}}\n"}, date(2012, 5, 3)
    assert days_on(day, page | corrected_results())["one/"] == day
    assert days_on(day, page)["one/"] < day


def test_a_promise_changed_when_its_source_did_and_when_a_result_was_corrected() -> None:
    path, address = "commitments/2012/3.md", "commitments/2012/3/"
    promise = (EXAMPLE / path).read_text("utf-8")
    official = "kind: official\n  title: 公告\n  publisher: 示例公司\n  on: 2012-05-02"
    said = promise.replace("kind: sample", official, 1)
    assert said != promise
    assert days_on(EXAMPLE_DAY, {path: said})[address] == date(2012, 5, 2)
    assert days_on(EXAMPLE_DAY, corrected_results())[address] == date(2012, 5, 3)


def test_the_one_line_of_awards_is_as_old_as_the_whole_of_them() -> None:
    pages = {
        f"pages/{name}.md": f"---\ntitle: {name}\n---\n\n{{{{{marker}}}}}\n"
        for name, marker in (("one", "荣誉一句"), ("all", "荣誉时间线"))
    }
    found = days_on(EXAMPLE_DAY, pages)
    assert found["one/"] == found["all/"]


def test_the_home_page_is_as_new_as_the_newest_of_all() -> None:
    day = date(2012, 3, 31)  # of a figure of coverage, and of nothing else
    found = days_on(day, {})
    assert [address for address, one in found.items() if one == day] == ["coverage/", ""]


def test_the_sitemap_is_in_order_and_its_addresses_are_well_formed() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://a.example/")
    made = sitemap.files(facts, ["b/index.html", "a&b/index.html"], Studio(THEME, {}))
    [data] = made.values()
    tree = ElementTree.fromstring(data)  # noqa: S314 # our own file
    assert [one.text for one in tree.iter(PLACE + "loc")] == [
        "https://a.example/a&b/",
        "https://a.example/b/",
    ]


def test_a_large_sitemap_is_split_under_an_index() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://a.example/")
    paths = [f"notices/list/{number}/index.html" for number in range(sitemap.LARGEST + 1)]
    made = sitemap.files(facts, paths, Studio(THEME, {}))
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert made["sitemap-1.xml"].count(b"<url>") == sitemap.LARGEST
    assert made["sitemap.xml"].count(b"<sitemap>") == 2
    assert [*sitemap.files(facts, paths[1:], Studio(THEME, {}))] == ["sitemap.xml"]


def test_build_json_tells_what_the_site_was_made_of(content: Path) -> None:
    def said(name: str) -> dict[str, str]:
        site = built(content, content.parent / name, commit="0" * 40)
        made: dict[str, str] = json.loads((site / "build.json").read_bytes())
        return made

    one, same = said("one"), said("same")
    assert one == same
    assert (one["as_of"], one["commit"]) == ("2012-05-10", "0" * 40)
    page = content / "pages" / "help" / "signs.md"
    page.write_text(page.read_text("utf-8") + "\n又一段。\n", "utf-8")
    assert said("other")["content_sha256"] != one["content_sha256"]


def test_a_published_page_that_becomes_a_draft_is_named(content: Path) -> None:
    page = content / "pages" / "help" / "signs.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\ndraft: 是\n", 1), "utf-8")
    [finding] = check(content).findings
    assert finding.rule == "a-published-address-stays"
    assert "草稿" in finding.message
    assert "draft: 是" in finding.fix


def test_of_a_notice_that_is_lost_no_redirect_is_offered(content: Path) -> None:
    (content / "notices/2012/YL2012-0005.md").unlink()
    told = [one for one in check(content).findings if one.rule == "a-published-address-stays"]
    assert told
    assert all(one.fix.startswith("恢复 notices/2012/YL2012-0005.md，") for one in told)
    assert not any("redirects.yml" in one.fix for one in told)


def test_of_a_promise_that_is_lost_no_redirect_is_offered(content: Path) -> None:
    (content / "commitments/2012/4.md").unlink()
    [told] = [one for one in check(content).findings if one.rule == "a-published-address-stays"]
    assert told.fix == (
        "恢复 commitments/2012/4.md，改了名字的改回来；承诺不收回，不再做了的，写 state: ended 和 until"
    )


def test_a_published_result_is_taken_back_by_its_note_only(content: Path) -> None:
    path = content / "data/results/2011-q4.yml"
    text = path.read_text("utf-8")
    cut = re.sub(r"\n  first-reply:\n(?:    [^\n]*\n)+", "\n", text)
    assert cut != text
    path.write_text(cut, "utf-8")
    told = [one for one in check(content).findings if one.rule == "a-published-address-stays"]
    assert len(told) == 1
    assert told[0].fix == (
        "恢复编号是 first-reply 的那一项；"
        "数字要收回的，写 value: 未统计，并在 note 写明哪天更正（如 2009-11-02 更正）、原为多少、为什么收回"
    )
