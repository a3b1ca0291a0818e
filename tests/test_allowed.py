"""What the data model allows has nothing to mend, however rare it is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from a_notice import notice_text
from conftest import built
from portal.checking import check_read
from portal.findings import Finding
from portal.sources import Source
from test_broken import BROKEN, read


def told(files: dict[str, str]) -> list[str]:
    """The rules, in the order of what they tell, of notices by id over the base's files."""
    return [one.rule for one in findings_of(files) if one.rule != "fields-in-order"]


def findings_of(files: dict[str, str]) -> list[Finding]:
    held = read(BROKEN / "_base")
    for name, text in files.items():
        path = name if "/" in name else f"notices/2009/{name}.md"
        held[path] = Source(path, text.encode())
    return sorted(check_read(([held[path] for path in sorted(held)], [])).findings)


def test_two_numbers_with_hyphens_in_other_places_are_two() -> None:
    apart = {"B-1": _plan("B-1", plan_number="TC-1-12"), "B-2": _plan("B-2", plan_number="TC-11-2")}
    assert told(apart) == []
    alike = {"B-1": _plan("B-1", plan_number="TC-112"), "B-2": _plan("B-2", plan_number="TC112")}
    assert told(alike) == ["a-plan-number-is-used-once"]


def test_a_change_may_give_a_plan_another_name() -> None:
    days = {"published_on": "2009-04-01", "effective_on": "2009-05-01"}
    change = {**days, "kind": "change", "plan_number": "09GD-B-1"}
    end = {"kind": "withdrawal", "published_on": "2009-06-01", "effective_on": "2009-06-15"}
    end |= {"withdrawn_on": "2009-06-15", "plan_number": "09GD-B-1", "title": "B-2 套餐停售的公告"}
    renamed = {
        "B-1": _plan("B-1"),
        "B-2": _plan("B-2", **change, supersedes=["B-1"]),
        "B-3": _plan("B-2", **end, supersedes=["B-2"]),
    }
    assert told(renamed) == []
    assert told(renamed | {"B-2": _plan("B-2", **change)}) == ["a-plan-number-is-used-once"] * 2


def test_what_people_follow_may_have_no_https() -> None:
    url = "http://www.example.com/a.asp?id=1"
    source = {
        "kind": "official",
        "title": "公告",
        "publisher": "示例公司",
        "on": "2009-02",
        "url": url,
    }
    assert (
        told({"B-1": notice_text(f"见[原来的公告]({url})。\n", **_own("B-1"), source=source)}) == []
    )
    site = (BROKEN / "_base/data/site.yml").read_text("utf-8")
    said = "complaint:\n  appeal_12300_url: http://www.example.com/\n"
    assert told({"data/site.yml": site.replace("complaint:\n", said)}) == []
    picture = notice_text("![一张图](http://www.example.com/a.png)\n", **_own("B-1"))
    assert told({"B-1": picture}) == ["pictures-are-ours"]


def test_only_what_is_sold_no_longer_has_no_channel() -> None:
    end = {"withdrawn_on": "2009-06-15", "title": "B-1 套餐停售的公告", "kind": "withdrawal"}
    nothings: tuple[object, ...] = ("无", [])
    for nothing in nothings:
        assert told({"B-1": _plan("B-1", **end, sales_channels=nothing)}) == []
        assert told({"B-1": _plan("B-1", sales_channels=nothing)}) == ["too-few-items"]


def test_a_figure_of_coverage_may_have_no_day() -> None:
    figure = "- area: 行政村\n  value: 99\n  unit: '%'\n{}  source: {{kind: sample}}\n"
    for day in ("", "  on: 无\n", "  on: 2009-07\n"):
        assert told({"data/coverage.yml": figure.format(day)}) == []


@pytest.mark.parametrize(
    "why",
    [
        "原套餐拆分为两档",
        "分成两档",
        "分为两档",
        "分拆",
        "另有 B-2 套餐",
        "见关于推出 B-2 套餐的公告",
    ],
)
def test_two_successors_say_why_in_their_own_words(why: str) -> None:
    days = {"published_on": "2009-04-01", "effective_on": "2009-05-01", "supersedes": ["B-0"]}
    plans = {"B-0": _plan("B-0"), "B-2": _plan("B-2", **days)}
    assert told(plans | {"B-1": _plan("B-1", **days, other=why)}) == []
    assert told(plans | {"B-1": _plan("B-1", **days)}) == ["two-successors-have-a-reason"]


def test_a_liability_without_money_has_no_largest_penalty() -> None:
    bound = {"contract_months": "12", "lock_in": "用满 12 个月", "liability": "补齐已享的优惠"}
    assert told({"B-1": _plan("B-1", **bound, largest_penalty="0")}) == []
    files = {"B-1": Source("notices/2009/B-1.md", _plan("B-1", **bound).encode())}
    [finding] = check_read(([*read(BROKEN / "_base").values(), *files.values()], [])).findings
    assert (finding.rule, finding.severity) == ("penalties-are-stated", "notice")


@pytest.mark.parametrize("number", ["SZX-YOUTH", "GD 2009 7", "岭通资〔2009〕1 号", "A B C"])
def test_a_plan_number_stands_as_it_was_given(number: str) -> None:
    assert told({"B-1": _plan("B-1", plan_number=number)}) == []


def test_a_lower_price_may_say_no_end() -> None:
    for offer in ({"amount": "38"}, {"amount": "38", "months": "无"}):
        assert told({"B-1": _plan("B-1", promotion=offer)}) == []


def test_an_id_may_have_hyphens_wherever_the_operator_wrote_them() -> None:
    assert told({name: _plan(name) for name in ("GD2009--7", "GD-2009-")}) == []


def test_the_file_of_an_older_site_may_lead_on() -> None:
    line = "- from: {}\n  to: /help/\n"
    for old in ("/old/tariff.html", "/zifei_2003/a-1.htm"):
        assert told({"data/redirects.yml": line.format(old)}) == []
    for own in ("/help/index.html", "/404.html"):
        assert told({"data/redirects.yml": line.format(own)}) != []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"published_on": "2009-03-01"}, []),
        ({"published_on": "2009-03-02"}, ["dates-follow-on"]),
        ({"effective_on": "2011-02-16"}, []),
        ({"effective_on": "2011-02-17"}, ["dates-follow-on"]),
        ({"withdrawn_on": "2009-03-01"}, []),
        ({"withdrawn_on": "2009-02-28"}, ["dates-follow-on"]),
    ],
    ids=str,
)
def test_the_days_of_a_notice_may_fall_together(days: dict[str, str], expected: list[str]) -> None:
    rules = told({"B-1": _plan("B-1", **days)})
    assert [rule for rule in rules if rule == "dates-follow-on"] == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("from: 2009-01-01\nuntil: 2009-01-01", []),
        ("from: 2009-01\nuntil: 2009-01", []),
        ("from: 2009-01-02\nuntil: 2009-01-01", ["error"]),
        ("from: 2009-12-31", []),
        ("from: 2008-12-31", ["notice"]),  # as copied from the promises of the year before
        ("from: 2007-01-01", ["notice"]),
        ("from: 2006-12-31", ["error"]),
        ("from: 2011-12-31", ["notice"]),
        ("from: 2012-01-01", ["error"]),
    ],
)
def test_a_promise_begins_in_its_year_or_near_it_and_ends_then_or_later(
    days: str, expected: list[str]
) -> None:
    path = "commitments/2009/1.md"
    promise = (BROKEN / "_base" / path).read_text("utf-8")
    assert "from: 2009-01-01" in promise
    found = findings_of({path: promise.replace("from: 2009-01-01", days)})
    assert [one.severity for one in found if one.rule == "dates-follow-on"] == expected


@pytest.mark.parametrize(
    ("older", "expected"),
    [
        ({}, []),  # both published and on sale on the same days
        ({"published_on": "2009-02-15"}, []),
        ({"published_on": "2009-02-17"}, ["supersession-is-sound"]),
        ({"effective_on": "2009-02-28"}, []),
        ({"effective_on": "2009-03-02"}, ["supersession-is-sound"]),
    ],
    ids=str,
)
def test_one_notice_may_take_the_place_of_another_of_its_day(
    older: dict[str, str], expected: list[str]
) -> None:
    files = {"B-1": _plan("B-1", **older), "B-2": _plan("B-2", supersedes=["B-1"])}
    assert told(files) == expected


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ({}, ["an-end-is-a-withdrawal"]),
        ({"kind": "withdrawal"}, []),
        ({"withdrawn_on": "无"}, []),
        ({"price": {"amount": "48", "unit": "元/月"}}, []),
        ({"areas": ["广州"]}, []),
        ({"plan_number": "09GD-B-2"}, []),
    ],
    ids=str,
)
def test_only_a_notice_that_changes_nothing_but_the_end_is_told_to_be_a_withdrawal(
    newer: dict[str, Any], expected: list[str]
) -> None:
    end = {"published_on": "2009-06-01", "effective_on": "2009-06-15", "withdrawn_on": "2009-06-15"}
    plan = {"kind": "change", "plan_number": "09GD-B-1", "supersedes": ["B-1"]}
    rules = told({"B-1": _plan("B-1"), "B-2": _plan("B-1", **end | plan | newer)})
    assert [rule for rule in rules if rule == "an-end-is-a-withdrawal"] == expected


_MISSED = {"miss_reason": "台风造成基站停电", "remedy": "增配发电设备"}
_SHARE = ["a-share-is-what-its-parts-say"]


@pytest.mark.parametrize(
    ("indicator", "result", "expected"),
    [
        ({}, {"value": "0.9"} | _MISSED, _SHARE),  # of 90 at least: it was not made per cent
        ({}, {"value": "0.9", "numerator": "9"} | _MISSED, _SHARE),
        ({}, {"value": "0.9", "numerator": "9", "denominator": "1000"} | _MISSED, []),
        ({}, {"value": "1"} | _MISSED, _SHARE),
        ({}, {"value": "1.1"} | _MISSED, []),
        ({}, {"value": "0"} | _MISSED, []),
        ({"target": "1"}, {"value": "1"}, []),
        ({"target": "无"}, {"value": "0.8"}, []),
        ({"direction": "at_most", "target": "5"}, {"value": "0.8"}, []),
        ({"unit": "小时"}, {"value": "0.8"} | _MISSED, []),
        # Shares are at most everything; what grew may have doubled.
        ({"statistic": "比例"}, {"value": "150"}, _SHARE),
        ({"numerator": "回复了的件数"}, {"value": "150"}, _SHARE),
        ({"statistic": "比例", "target": "100"}, {"value": "100"}, []),
        ({"statistic": "平均", "target": "120"}, {"value": "150"}, []),
        ({"title": "回复率"}, {"value": "945"}, _SHARE),
        ({"title": "回复率（忙时）"}, {"value": "945"}, _SHARE),
        ({"definition": "回复的占登记的多少"}, {"value": "945"}, _SHARE),
        ({"title": "回复率", "target": "120"}, {"value": "150"}, _SHARE * 2),
        ({"title": "回复率", "target": "100"}, {"value": "100"}, []),
        ({"title": "用户增长率"}, {"value": "150"}, []),
        ({"definition": "比去年增加的比例"}, {"value": "150"}, []),
        ({"title": "回复率", "unit": "小时"}, {"value": "150"}, []),
        ({"statistic": "比例", "unit": "小时", "target": "120"}, {"value": "150"}, []),
        (
            {"unit": "小时", "target": "2"},
            {"value": "46", "numerator": "92", "denominator": "2"},
            [],
        ),
        # A share is what its parts say, to the last digit that is written.
        ({}, {"value": "95", "numerator": "951", "denominator": "1000"}, _SHARE),
        ({}, {"value": "95", "numerator": "9509", "denominator": "10000"}, []),
        ({}, {"value": "95", "numerator": "0", "denominator": "0"}, _SHARE),
        ({}, {"value": "95", "denominator": "0"}, []),
        ({"statistic": "比例"}, {"value": "95", "denominator": "0"}, _SHARE),
        ({}, {"value": "未统计", "numerator": "9"}, []),
        ({}, {"value": "未统计", "denominator": "9"}, []),
    ],
    ids=str,
)
def test_of_a_result_only_what_cannot_be_is_told(
    indicator: dict[str, str], result: dict[str, str], expected: list[str]
) -> None:
    boring = {"id": "first-reply", "title": "首次回复", "definition": "首次回复的情况", "unit": "%"}
    boring |= {"direction": "at_least", "target": "90", "decimals": "1"}
    fields = [f'{name}: "{value}"' for name, value in (boring | indicator).items()]
    measured = [f"    {name}: {value}\n" for name, value in result.items()]
    results = (BROKEN / "_base/data/results/2009-q1.yml").read_text("utf-8")
    files = {
        "data/indicators.yml": "- " + "\n  ".join(fields) + "\n",
        "data/results/2009-q1.yml": results.replace("    value: 46.5\n", "".join(measured)),
    }
    assert told(files) == expected


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("2012 年 5 月 21 日（星期一）", False),
        ("2012年5月20日星期天", False),
        ("2012 年 5 月 21 日（星期五）", True),
        ("2012年5月21日周五", True),
        ("2012-05-21（周五）", True),
        ("2012-05-21 周一", False),
        ("2012 年 5 月 21 日（周二至周五）", False),
        ("2012 年 5 月 21 日，周五休息", False),
        ("2012 年 5 月 21 日（星期二－星期五）", False),
        ("2012 年 5 月 21 日周五、六休息", False),
        ("**2012年5月21日** 星期二", True),
        ("**2012年5月21日** **星期一**", False),
        ("2012年5月21日（**星期二**）", True),
        ("2012 年 5 月 21 日至 5 月 25 日（星期六）", True),
        ("2012 年 5 月 21 日至 5 月 25 日（星期五）", False),
        ("**2012年5月21日**（星期一）－**5月25日** 星期六", True),
        ("2012年5月21日星期一至5月25日星期六", True),
        ("2012年5月21日星期二至5月25日", True),
        ("2012 年 12 月 28 日到 1 月 3 日（星期四）", False),
        ("2011 年 2 月 1 日到 2 月 29 日", True),
        ("2012 年 5 月 21 日至次年 5 月 25 日（星期六）", False),
        ("2012 年 5 月 21 日起；5 月 25 日（星期六）", False),
        ("5 月 21 日（星期五）", False),
        ("2 月 30 日", True),
        ("2 月 29 日", False),
        ("2009 年 2 月 29 日", True),
        ("2012 年 2 月 29 日", False),
        ("4 月 31 号", True),
        ("2012 年 13 月 1 日", True),
        ("合约 24 月 30 日内", False),
        ("农历 2 月 30 日", False),
        ("（农历）2 月 30 日", False),
        ("农历辛卯年2月30日", False),
        ("农历（辛卯年）**2 月 30 日**", False),
        ("农历新年后的 2 月 30 日", True),
        ("12 月 188 号段", False),
        ("2012-02-30", True),
        ("2012/02/30", True),
        ("2012.2.28", False),
        ("编号 2012-13-45、2012-02-30-1、G2012-02-30", False),
        ("网址 https://www.example.com/2012/02/30/", False),
        ("写作 `2012-02-30` 的", False),
    ],
)
def test_only_a_day_that_cannot_be_is_told(words: str, *, wrong: bool) -> None:
    expected = ["a-day-is-in-the-calendar"] if wrong else []
    rules = told({"B-1": notice_text(f"见 {words} 的说明。\n", **_own("B-1"))})
    assert [one for one in rules if one == "a-day-is-in-the-calendar"] == expected


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("见 GD2009-0009 号公告。", True),
        ("见 GD2009-0001 号公告。", False),
        ("见 GD2009-00009、QX2009-0009、AGD2009-0009、GD2009-0009-1。", False),
        ("方案 GD2009-0077。", False),
        ("在 https://www.example.com/GD2009-0009/ 上。", False),
        ("写作 `GD2009-0009` 的。", False),
    ],
)
def test_only_a_number_like_ours_that_no_notice_has_is_told(words: str, *, wrong: bool) -> None:
    notice = notice_text(f"{words}\n", **_own("B-1") | {"plan_number": "GD2009-0077"})
    rules = told({"GD2009-0001": notice})
    expected = ["a-link-leads-where-it-says"] if wrong else []
    assert [one for one in rules if one == "a-link-leads-where-it-says"] == expected


_REPLY = ["a-promise-is-measured-by-its-number"]
_CONNECTED = {"title": "接通率", "unit": "%", "target": "99", "direction": "at_least"}
_WITHIN = {"id": "answered", "title": "15 秒接通率", "unit": "%", "target": "85"}


@pytest.mark.parametrize(
    ("promise", "indicators", "expected"),
    [
        ({"title": "24 小时内首次回复"}, ({},), _REPLY),
        ({"title": "24小时内首次回复"}, ({},), _REPLY),
        ({"title": "48.0 小时内首次回复"}, ({},), []),
        ({"title": "首次回复快", "benefit": "24 小时内有回音"}, ({},), _REPLY),
        ({"title": "24 小时内首次回复"}, ({"target": "无"},), []),
        ({"title": "24 小时内首次回复"}, ({}, {"id": "b", "target": "24.0"}), []),
        ({"title": "24 小时受理，48 小时内首次回复"}, ({},), []),
        ({"title": "24 小时热线，首次回复快"}, ({},), []),
        ({"title": "7×24 小时能投诉"}, ({},), []),
        ({"title": "24 小时客服，首次回复快"}, ({},), []),
        ({"title": "24小时客服热线，首次回复快"}, ({},), []),
        ({"title": "24 小时有人接听，首次回复快"}, ({},), []),
        ({"title": "24 小时响应，首次回复快"}, ({},), []),
        ({"title": "24 小时电话畅通"}, ({},), []),
        ({"title": "营业厅 24 小时不打烊"}, ({},), []),
        ({"title": "全天 24 小时，首次回复快"}, ({},), []),
        ({"title": "24 小时内响应"}, ({},), _REPLY),
        ({"title": "24 小时首次回复"}, ({},), _REPLY),
        ({"title": "24 小时客服，36 小时内首次回复"}, ({},), _REPLY),
        ({"title": "掉话率低于 1%"}, (_CONNECTED,), []),
        ({"title": "掉话率低于 2%"}, (_CONNECTED,), _REPLY),
        ({"title": "误差率低于 0.01%"}, (_CONNECTED | {"target": "99.99"},), []),
        ({"title": "掉话率低于 1%，接通率 98%"}, (_CONNECTED,), _REPLY),
        ({"title": "1 小时内首次回复"}, ({"target": "99"},), _REPLY),
        ({"title": "2 天内首次回复"}, ({},), []),
        ({"title": "2 小时/次"}, ({},), []),
        ({"title": "24 小时内首次回复", "state": "awaiting_text"}, ({},), []),
        ({"title": "24 小时内首次回复"}, ({"target_from": "2010-01-01"},), _REPLY),
        (
            {"title": "24 小时内首次回复", "until": "2009-12-31"},
            ({"target_from": "2010-01-01"},),
            [],
        ),
        ({"title": "15 秒接通率不低于 85％"}, (_WITHIN,), []),
        ({"title": "15 秒接通率不低于 90%"}, (_WITHIN,), _REPLY),
        ({"title": "15 秒接通"}, (_WITHIN, {"unit": "秒", "target": "12"}), []),
        ({"title": "20 秒接通"}, (_WITHIN, {"unit": "秒", "target": "12"}), _REPLY),
    ],
    ids=str,
)
def test_of_a_promise_only_a_number_that_no_target_is_is_told(
    promise: dict[str, str], indicators: tuple[dict[str, str], ...], expected: list[str]
) -> None:
    boring = {"id": "a", "title": "首次回复", "definition": "首次回复的快慢", "unit": "小时"}
    boring |= {"direction": "at_most", "target": "48", "decimals": "0"}
    listed = [boring | one for one in indicators]
    items = ["\n  ".join(f'{name}: "{value}"' for name, value in one.items()) for one in listed]
    fields = [f"{name}: {value}\n" for name, value in {"state": "published", **promise}.items()]
    named = [f"  - {one['id']}\n" for one in listed]
    head = ["from: 2009-01-01\n", *fields, "indicators:\n", *named, "source:\n  kind: sample\n"]
    results = (BROKEN / "_base/data/results/2009-q1.yml").read_text("utf-8")
    files = {
        "data/indicators.yml": "".join(f"- {item}\n" for item in items),
        "data/results/2009-q1.yml": results.replace("first-reply", listed[0]["id"]),
        "commitments/2009/1.md": f"---\n{''.join(head)}---\n\n示例承诺。\n",
    }
    rules = told(files)
    assert [one for one in rules if one in (*_REPLY, "names-exist", "missing-field")] == expected


def test_what_is_not_said_is_shown_as_not_said(content: Path, tmp_path: Path) -> None:
    _write_over(content / "data/coverage.yml", "  on: 2012-03-31\n", "")
    _write_over(content / "notices/2011/YL2011-0020.md", "  months: .*\n", "")
    _write_over(
        content / "notices/2012/YL2012-0011.md",
        "sales_channels:(\n +-.*)+| sales_channels:.*",
        "sales_channels: 无",
    )
    services = "includes: [{item: 国内通话, amount: 不限, unit: 分钟}]\noverage:"
    _write_over(content / "notices/2012/YL2012-0018.md", "overage:", services)
    site = built(content, tmp_path / "site")
    assert "日期不详" in _words(site / "coverage/index.html")
    assert json.loads((site / "data/coverage/local-network.json").read_text("utf-8"))["on"] is None
    offer = _words(site / "notices/2011/YL2011-0020/index.html")
    assert "期限未注明" in offer
    assert "优惠期内（期限未注明）" in offer
    assert "None" not in offer
    assert "销售渠道无" in _words(site / "notices/2012/YL2012-0011/index.html")
    folder = site / "notices/2012/YL2012-0018"
    assert _words(folder / "index.html").count("国内通话不限分钟") >= 2
    record = json.loads((folder / "YL2012-0018.json").read_text("utf-8"))
    assert record["includes"][0]["amount"] == "不限"
    assert "国内通话 不限 分钟" in (site / "data/notices.csv").read_text("utf-8")
    assert "数量：不限" in (folder / "YL2012-0018.txt").read_text("utf-8")
    old = (site / "old/tariff_list.html").read_text("utf-8")
    assert 'content="0; url=../notices/index.html"' in old


def _write_over(path: Path, pattern: str, instead: str) -> None:
    text, count = re.subn(pattern, instead, path.read_text("utf-8"), count=1)
    assert count == 1
    path.write_text(text, "utf-8")


def _words(page: Path) -> str:
    return re.sub(r"<[^>]+>|\s", "", page.read_text("utf-8"))


def _own(name: str) -> dict[str, str]:
    title, plan = f"关于推出 {name} 套餐的公告", f"{name} 套餐"
    return {"title": title, "plan_name": plan, "plan_number": f"09GD-{name}"}


def _plan(name: str, **fields: Any) -> str:
    return notice_text(**_own(name) | fields)
