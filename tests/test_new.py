"""new.py proposes, asks, and writes only what passes check."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal import ordering, sources, writing, yamltext
from portal.appending import appended
from portal.authoring import Authored
from portal.checking import check
from portal.environment import ROOT
from portal.findings import has_errors
from portal.numbering import next_id, next_plan
from portal.obstacles import ObstacleError

TODAY = date(2012, 5, 10)
NAMED = ("--set", "标题=关于推出云享 88 套餐的公告", "--set", "plan_name=云享 88 套餐")


def made(content: Path, *words: str, ask: Callable[[str], str] | None = None) -> Authored:
    order = ordering.parse([*words, "--content", str(content)], "")
    return ordering.made(order, check(content), TODAY, ask)


def only_text(authored: Authored) -> str:
    assert not has_errors(authored.findings), authored.findings
    return next(iter(authored.files.values()))


def front(text: str) -> dict[str, Any]:
    cut = sources.split(text)
    assert cut
    value, _ = yamltext.parse(cut.front)
    assert isinstance(value, dict)
    return value


def test_a_notice_gets_the_next_number_and_the_dates_of_today(content: Path) -> None:
    authored = made(content, "notice", "--brand", "云享", *NAMED)
    # YL2012-0021 is a draft: its number is taken all the same.
    assert list(authored.files) == ["notices/2012/YL2012-0022.md"]
    text = only_text(authored)
    assert "published_on: 2012-05-10" in text
    assert "effective_on: 2012-05-17" in text  # site.yml says seven days
    assert "plan_number: 12YL000022" in text
    assert "draft" not in text


def test_a_notice_takes_over_the_last_of_its_brand_but_not_what_was_only_its_own(
    content: Path,
) -> None:
    text = only_text(made(content, "notice", "--brand", "岭上行", *NAMED))
    assert "overage: 无" in text
    assert "amount: 0.10\n  unit: 元/条" in text  # as in YL2012-0012, the last of 岭上行
    assert "supersedes" not in text
    assert "corrections" not in text


@pytest.mark.parametrize("name", ["取代", "supersedes"])
def test_a_notice_goes_on_with_the_plan_that_it_supersedes(content: Path, name: str) -> None:
    options = ("--brand", "岭上行", "--set", "标题=关于调整的公告", "--set", f"{name}=YL2012-0010")
    newer = only_text(made(content, "notice", *options))
    older = (content / "notices/2012/YL2012-0010.md").read_text("utf-8")
    before, now = front(older), front(newer)
    differ = {key for key in {*before, *now} if before.get(key) != now.get(key)}
    assert differ == {
        "title", "kind", "published_on", "effective_on", "commitments", "supersedes",
    }  # fmt: skip
    assert now["kind"] == "change"


def test_nested_fields_are_named_in_chinese_or_english(content: Path) -> None:
    options = (
        "--set",
        "资费标准.金额=88.50",
        "--set",
        "includes.1.amount=7",
        "--set",
        "areas=广州、深圳",
    )
    text = only_text(made(content, "notice", "--brand", "云享", *NAMED, *options))
    assert "amount: 88.50" in text
    assert "amount: 7" in text
    assert "areas:\n  - 广州\n  - 深圳\n" in text


def test_the_first_notice_of_all_needs_only_what_nobody_can_guess(content: Path) -> None:
    (content / "addresses.txt").unlink()  # nothing was published yet
    shutil.rmtree(content / "notices")
    (content / "pages" / "help" / "upcoming.md").unlink()  # links to a notice
    (content / "data" / "redirects.yml").unlink()  # and so does a line of it
    needed = {
        "valid_for": "长期", "price.amount": "5", "price.unit": "元/月", "order_effect": "立即",
        "cancel.how": "打热线", "cancel.effect": "立即", "plan_number": "12YL000001",
    }  # fmt: skip
    options = [word for name, value in needed.items() for word in ("--set", f"{name}={value}")]
    authored = made(content, "notice", *NAMED, *options)
    assert only_text(authored)
    assert list(authored.files) == ["notices/2012/N2012-0001.md"]


def test_a_notice_that_does_not_pass_is_told_and_not_made(content: Path) -> None:
    authored = made(content, "notice", "--brand", "云享")
    assert {finding.rule for finding in authored.findings} == {"missing-field"}


def test_a_taken_number_is_told(content: Path) -> None:
    authored = made(content, "notice", *NAMED, "--id", "YL2012-0018")
    assert [finding.rule for finding in authored.findings] == ["new-or-the-same"]


def test_a_field_that_does_not_exist_is_told_with_the_nearest(content: Path) -> None:
    with pytest.raises(ObstacleError) as told:
        made(content, "notice", "--set", "资费标准金额=3")
    assert "资费标准.金额" in told.value.fix


@pytest.mark.parametrize("typed", ["云亨", "岭上航"])
def test_a_brand_that_is_mistyped_is_told_with_the_nearest(content: Path, typed: str) -> None:
    with pytest.raises(ObstacleError) as told:
        made(content, "notice", "--brand", typed, *NAMED)
    assert told.value.what == f"没有“{typed}”这个品牌的公告。"
    meant = {"云亨": "云享", "岭上航": "岭上行"}[typed]
    assert told.value.fix == f"是不是 {meant}；真的是新品牌，就不写 --brand，写 --set 品牌={typed}"
    text = only_text(made(content, "notice", *NAMED, "--set", f"品牌={typed}"))
    assert front(text)["brands"] == [typed]


@pytest.mark.parametrize(("second", "brand"), [("", "云享"), ("云亨", "云亨")])
def test_a_brand_that_is_mistyped_is_asked_for_again(
    content: Path, second: str, brand: str
) -> None:
    def ask(question: str) -> str:
        if question.startswith("没有“云亨”这个品牌的公告，是不是 云享？"):
            return second
        answers = {"有效期限：": "12 个月", "资费标准.金额": "1", "资费标准.单位": "元/月",
                   "订购生效": "立即生效", "退订方式.怎么退": "到服务厅", "退订方式.退订生效": "立即生效",
                   "品牌：照": "云亨"}  # fmt: skip
        return next((said for start, said in answers.items() if question.startswith(start)), "")

    text = only_text(made(content, "notice", *NAMED, ask=ask))
    assert front(text)["brands"] == [brand]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("服务内容.3.项目=短信", "现在只有 1 项，先写 服务内容.2"),
        ("更正记录.2.更正日期=2012-05-09", "现在一项也没有，先写 更正记录.1"),
    ],
)
def test_an_item_that_leaves_a_gap_is_told_with_the_next(
    content: Path, name: str, fix: str
) -> None:
    with pytest.raises(ObstacleError) as told:
        made(content, "notice", "--brand", "云享", *NAMED, "--set", name)
    assert told.value.fix == fix


def test_results_start_as_not_measured(content: Path) -> None:
    text = only_text(made(content, "results", "2012-q2"))
    assert text.count("value: 未统计") == 5


def test_a_miss_needs_a_reason_and_a_remedy(content: Path) -> None:
    authored = made(content, "results", "2012-q2", "--set", "first-reply=50")
    assert {finding.rule for finding in authored.findings} == {"a-miss-has-a-reason"}
    explained = ("first-reply.miss_reason=台风", "results.first-reply.补救措施=加人")
    options = [word for one in explained for word in ("--set", one)]
    assert only_text(made(content, "results", "2012-q2", "--set", "first-reply=50", *options))


@pytest.mark.parametrize("period", ["2012", "2012-q5", "2012q1", "0000-q1", "../2012-q1"])
def test_a_period_that_is_none_is_told(content: Path, period: str) -> None:
    with pytest.raises(ObstacleError):
        made(content, "results", period)


def test_a_year_of_commitments_has_as_many_as_the_last_and_awaits_their_text(content: Path) -> None:
    authored = made(content, "commitments", "2013")
    assert [path.rpartition("/")[2] for path in authored.files] == [
        f"{number}.md" for number in range(1, 6)
    ]
    assert "state: awaiting_text" in only_text(authored)


def test_an_award_is_added_and_every_other_line_stays(content: Path) -> None:
    file = content / "data" / "awards.yml"
    before = "# 荣誉，由公关部维护\n" + file.read_text("utf-8")
    file.write_text(before, "utf-8")
    given = ["--set", "title=甲奖", "--set", "event=某评选", "--set", "on=2012-05"]
    text = only_text(made(content, "award", *given))
    assert [line for line in text.splitlines() if line not in before.splitlines()] == [
        "  - id: award-2012-1",
        "    title: 甲奖",
        "    event: 某评选",
        "    on: 2012-05",
    ]
    assert set(before.splitlines()) <= set(text.splitlines())


def test_an_award_is_added_in_the_line_ends_of_the_file(content: Path) -> None:
    file = content / "data" / "awards.yml"
    plain = file.read_text("utf-8")
    given = ["--set", "title=甲奖", "--set", "event=某评选", "--set", "on=2012-05"]
    text = only_text(made(content, "award", *given))
    file.write_bytes(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode())
    assert only_text(made(content, "award", *given)) == "\ufeff" + text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: []\nb: 1\n", "a:\n  - x: 1\nb: 1\n"),
        ("a: 无\n", "a:\n  - x: 1\n"),
        ("b: 1\n", "b: 1\na:\n  - x: 1\n"),
        ("a:\n- y: 2\n\nb: 1\n", "a:\n- y: 2\n- x: 1\n\nb: 1\n"),
        ("a:\n  - y: |\n      长\n      文\n# 注\nb: 1\n", "a:\n  - y: |\n      长\n      文\n  - x: 1\n# 注\nb: 1\n"),
        ("a:\n  - y: 长\n      文\n", "a:\n  - y: 长\n      文\n  - x: 1\n"),
        ("a: [{y: 1}]\n", None),
    ],
)  # fmt: skip
def test_an_item_goes_to_the_end_of_its_list(before: str, after: str | None) -> None:
    assert appended(before, "a", ["- x: 1"]) == after


def answers(*given: str) -> tuple[Callable[[str], str], list[str]]:
    asked: list[str] = []
    waiting: Iterator[str] = iter(given)

    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 200, asked[-4:]
        return next(waiting, "")

    return ask, asked


def test_a_person_is_asked_in_chinese_and_told_at_once_what_is_wrong(content: Path) -> None:
    ask, asked = answers(
        "云享",
        "YL 9",
        "YL2012-0900",
        "关于云享 99 套餐的公告",
        "套餐包",
        "plan",
        "",
        "",
        "",
        "",
        "云享 99",
    )
    authored = made(content, "notice", ask=ask)
    assert list(authored.files) == ["notices/2012/YL2012-0900.md"]
    assert "plan_name: 云享 99" in only_text(authored)
    assert any("不能作编号" in question for question in asked)
    assert any("不在可选的范围里" in question for question in asked)
    assert all("：" in question or "。" in question for question in asked)


def test_a_draft_takes_an_answer_that_is_still_open_but_no_open_day(content: Path) -> None:
    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 60, asked[-4:]
        if question.startswith("违约责任"):
            return "待定"
        return "待定" if question.startswith("上线日期") else ""

    asked: list[str] = []
    authored = made(content, "notice", *NAMED, "--set", "草稿=是", ask=ask)
    assert "liability: 待定" in only_text(authored)
    assert {one.rule for one in authored.findings} == {"no-placeholders"}
    assert any("“待定”不是日期" in question for question in asked)
    asked.clear()
    made(content, "notice", *NAMED, "--set", "liability=无", ask=ask)
    assert any("“待定”不是内容" in question for question in asked)


def test_a_person_is_asked_why_a_target_was_missed(content: Path) -> None:
    ask, asked = answers("", "50", "台风", "加人")
    text = only_text(made(content, "results", "2012-q2", ask=ask))
    assert "miss_reason: 台风" in text
    assert len(asked) == 9  # the day, five indicators, one reason, one remedy, the source


def test_a_figure_is_answered_with_its_qualifier(content: Path) -> None:
    named = {
        "人工应答率": "近95％",
        "不写单位": "近 95",
        "未达标原因": "来电翻倍",
        "补救": "加坐席",
    }

    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 60, asked[-4:]
        return next((named.pop(one) for one in list(named) if one in question), "")

    asked: list[str] = []
    text = only_text(made(content, "results", "2012-q2", ask=ask))
    assert "    value: 95\n    qualifier: 近\n    miss_reason: 来电翻倍\n" in text
    assert any("写成 近95，不写单位" in question for question in asked)
    named = {"人工应答率": "近 95", "未达标原因": "来电翻倍", "补救": "无", "再问一遍": ""}
    named |= {"[95] ": "96"}
    asked.clear()
    text = only_text(made(content, "results", "2012-q2", ask=ask))
    assert "value: 96\n" in text
    assert not re.search("qualifier|miss_reason|remedy", text)


def test_nobody_is_asked_why_a_target_was_missed_that_did_not_hold_yet(content: Path) -> None:
    ask, asked = answers("", "98")  # a target of 99.00 since 2012-01-01
    text = only_text(made(content, "results", "2011-q3", ask=ask))
    assert "value: 98" in text
    assert not any("未达标原因" in question for question in asked)
    assert asked[1].startswith("接通率（%，目标不低于 99.00，2012-01-01 起算，这一季度不判定）")


def test_results_of_a_quarter_that_is_not_over_are_dated_after_it(content: Path) -> None:
    text = only_text(made(content, "results", "2012-q2"))
    assert "published_on: 2012-07-01" in text


def test_a_channel_that_is_not_there_is_asked_for_again(content: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "邮局" if question.startswith("销售渠道") else ""

    assert "邮局" not in only_text(made(content, "notice", *NAMED, ask=ask))
    assert any("没有“邮局”这个渠道" in question for question in asked)


def test_a_channel_is_offered_by_its_name_and_taken_by_it(content: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "云岭服务厅" if question.startswith("销售渠道") else ""

    text = only_text(made(content, "notice", *NAMED, ask=ask))
    assert "sales_channels:\n  - hall\n" in text
    assert any("hall（云岭服务厅）" in question for question in asked)


def test_a_person_is_asked_again_when_the_answers_do_not_fit_together(content: Path) -> None:
    ask, asked = answers("云享", "", "关于一的公告", "", "", "", "", "", "云享 58 套餐")
    made(content, "notice", ask=lambda question: "否" if "再问一遍" in question else ask(question))
    again = made(content, "notice", "--set", "title=关于二的公告", "--set", "plan_name=二", ask=ask)
    assert only_text(again)
    assert asked


@pytest.mark.parametrize(
    ("taken", "year", "number"),
    [
        (["GD2009-0137", "GD2009-0002", "GD2008-0999"], 2009, "GD2009-0138"),
        (["GD2009-0137"], 2010, "GD2010-0001"),
        (["GD20090137"], 2009, "GD20090138"),
        (["A9"], 2012, "A10"),
        ([], 2012, "N2012-0001"),
        (["gd2009-0005", "GD2009-0004"], 2009, "gd2009-0006"),
        (["notice"], 2012, "notice-2"),
        (["GD2009-2010"], 2010, "GD2010-0001"),
        # What names no year is counted on, and so is what names two.
        (["GD2009-0137", "12580-1"], 2009, "GD2009-0138"),
        (["12580-1"], 2009, "12580-2"),
        (["YL2009-20100001"], 2010, "YL2009-20100002"),
        (["GD2099-0001"], 2009, "GD2099-0002"),
    ],
)
def test_the_next_number_follows_the_highest(taken: list[str], year: int, number: str) -> None:
    assert next_id(taken, year) == number


@pytest.mark.parametrize(
    ("newest", "number"),
    [("12580-1", "12580-3"), ("XJ2010-0003", "XJ2010-0004"), ("GD2009-0137", "GD2010-0001")],
)
def test_the_next_number_has_the_form_of_the_newest(newest: str, number: str) -> None:
    taken = ["GD2009-0137", "GD2009-0136", "12580-1", "12580-2", "XJ2010-0003"]
    assert next_id(taken, 2010, newest) == number


def test_the_newest_is_what_was_published_last(content: Path) -> None:
    older = content / "notices/2012/YL2012-0005.md"
    text = older.read_text("utf-8")
    for name, day in {"12580-1": "2012-01-01", "XJ2012-0003": "2012-05-09"}.items():
        again = re.sub("(?m)^published_on: .*", f"published_on: {day}", text)
        again = re.sub("(?m)^effective_on: .*", "effective_on: 2012-05-20", again)
        again = re.sub("(?m)^plan_number: .*", f"plan_number: 12YL9{day[-2:]}", again)
        older.with_name(f"{name}.md").write_text(again, "utf-8")
    authored = made(content, "notice", "--brand", "云享", *NAMED)
    assert list(authored.files) == ["notices/2012/XJ2012-0004.md"], authored.findings


def test_the_next_plan_number_follows_the_highest_of_the_year() -> None:
    assert next_plan(["09GD000137", "09GD000002", "x"], 2009) == "09GD000138"
    assert next_plan(["09GD000137"], 2010) == "10GD000001"
    assert next_plan([], 2010) == ""


def verb(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "new.py"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_the_verb_writes_a_file_that_passes_check(content: Path) -> None:
    done = verb("notice", "--brand", "云享", *NAMED, "--content", str(content))
    assert done.returncode == 0, done.stderr
    assert "写好了" in done.stdout
    assert not has_errors(check(content).findings)


def test_the_verb_writes_nothing_when_something_is_wrong(content: Path) -> None:
    before = sorted(content.rglob("*"))
    assert verb("notice", "--content", str(content)).returncode == 1
    assert verb("results", "2012", "--content", str(content)).returncode == 2
    assert verb("notice", "--content", str(content / "none")).returncode == 2
    assert sorted(content.rglob("*")) == before


def test_writing_names_what_changed(tmp_path: Path) -> None:
    assert writing.write(tmp_path, {"a/b.md": "一\n"}) == ["a/b.md"]
    assert writing.write(tmp_path, {"a/b.md": "一\n"}) == []
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.md"]


def test_what_is_not_asked_for_is_not_taken_over(content: Path) -> None:
    text = only_text(made(content, "notice", "--brand", "岭上行", *NAMED))
    for key in ("billing_rule", "other", "largest_penalty", "tax_included", "draft"):
        assert f"{key}:" not in text


def test_everything_that_is_taken_over_is_asked_about(content: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 60, asked[-4:]
        return "云享" if question.startswith("品牌：照") else ""

    answers = ("--set", "资费标准.金额=1", *NAMED)
    text = only_text(made(content, "notice", *answers, ask=ask))
    assert [one for one in asked if one.startswith("服务内容：")]
    assert [
        one for one in asked if one.startswith("退订方式.退订渠道：")
    ] or "channels:\n" not in text


def test_what_a_price_includes_is_answered_in_one_line(content: Path) -> None:
    answers = iter(["通话200", "国内通话 200分钟、短信 0.5 条（限本省，含彩信）"])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 60, asked[-4:]
        if question.startswith("品牌：照"):
            return "云享"
        return next(answers) if question.startswith("服务内容：") or "看不懂" in question else ""

    text = only_text(made(content, "notice", *NAMED, ask=ask))
    assert "- item: 国内通话\n    amount: 200\n    unit: 分钟\n" in text
    assert "- item: 短信\n    amount: 0.5\n    unit: 条\n    note: 限本省，含彩信\n" in text


def test_a_first_is_added_below_the_others(content: Path) -> None:
    given = ["--set", "第一个=开通某服务", "--set", "日期=2012-05-09"]
    text = only_text(made(content, "award", "--first", *given))
    assert text.index("开通某服务") > text.index("firsts:")
    assert "title: 开通某服务\n    on: 2012-05-09\n" in text


def test_the_day_of_an_award_is_never_guessed(content: Path) -> None:
    authored = made(content, "award", "--set", "title=甲奖", "--set", "event=某评选")
    assert ["on" in finding.message for finding in authored.findings] == [True]


def test_a_date_that_is_not_known_asks_why_and_a_source_asks_for_its_name(content: Path) -> None:
    asked = []
    answers = {
        "奖项：": "甲奖",
        "评选活动：": "某评选",
        "日期：": "无",
        "来源.来源类别：": "report",
    }

    def ask(question: str) -> str:
        asked.append(question.partition("：")[0])
        assert len(asked) < 60, asked[-4:]
        named = {"日期说明": "没有写", "来源.来源标题": "某文", "来源.发布者": "某报"}
        named["来源.来源日期"] = "2012-05"
        return named.get(asked[-1]) or answers.get(f"{asked[-1]}：", "")

    text = only_text(made(content, "award", ask=ask))
    assert "date_note: 没有写" in text
    assert "publisher: 某报" in text


def test_results_are_asked_for_by_name_unit_and_target(content: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        assert len(asked) < 60, asked[-4:]
        return ""

    made(content, "results", "2012-q2", ask=ask)
    assert asked[0].startswith("公布日期")
    assert asked[1].startswith("投诉首次回复时限（小时，目标不高于 48）.结果：")


def test_a_new_edition_is_a_draft_until_its_text_is_there(content: Path) -> None:
    authored = made(content, "commitments", "2013")
    writing.write(content, authored.files)
    assert {name.split("/")[0] for name in check(content).portal.commitments} == {"2011", "2012"}
