"""What corrections explain, words, lines and what groups them on a page; and their days and steps."""

from pathlib import Path
from typing import Any

import pytest

from a_history import (
    AS_OF,
    BODY,
    PATH,
    commit,
    correction,
    found,
    git,
    published,
    rewrite,
    rules,
    write,
)
from a_notice import a_notice
from portal import corrections, history
from portal.checking import check
from portal.corrections import explain, explain_lines, regrouped, stands
from portal.records.notice import Correction
from portal.rules.a_change_has_a_correction import REASON

FREE = "以下免费：\n\n- 甲\n- 乙\n\n其余每次 5 元。\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return published(tmp_path)


def a_correction(was: str, now: str) -> Correction:
    return a_notice(corrections=[correction(was=was, now=now)]).corrections[0]


@pytest.mark.parametrize(
    ("was", "now", "before", "after", "explained"),
    [
        ("3 个", "4 个", "亲情号码 3 个、短信 3 条", "亲情号码 4 个、短信 3 条", True),
        ("5", "4", "58 元/月", "48 元/月", False),
        ("58", "48", "58 元/月", "48 元/月", True),
        ("58", "48", "158 元/月", "148 元/月", False),
        ("0.2", "0.1", "0.25 元", "0.15 元", False),
        ("甲 乙", "丙", "甲\n  乙", "丙", True),
        ("套餐", "资费", "套餐和套餐", "资费和资费", True),
        ("套餐", "资费", "套餐和套餐", "套餐和资费", True),
        ("套餐", "资费", "套餐和套餐", "套餐和套餐包", False),
        ("甲", "乙", "甲和丙", "乙和丙", False),  # one sign may stand anywhere
    ],
)
def test_a_correction_may_quote_a_part_but_never_half_a_number(
    was: str, now: str, before: str, after: str, explained: bool
) -> None:
    assert explain([a_correction(was, now)], before, after) == explained


@pytest.mark.parametrize(
    ("spaced", "explained"),
    [("短信  通知", True), ("当日  通知", True), ("次日  通知", False)],
)
def test_what_only_tells_of_spaces_stood_there_or_stands_there_now(
    spaced: str, explained: bool
) -> None:
    told = [a_correction(spaced, spaced.replace("  ", " ")), a_correction("短信", "当日")]
    for said in (told, told[::-1]):
        assert explain(said, "办理后短信 通知", "办理后当日 通知") == explained


@pytest.mark.parametrize(
    ("said", "text", "is_there"),
    [
        ("0.25 元", "每分钟 0.25 元", True),
        ("8 元", "每月 58 元", False),
        ("58", "每月 58.50 元", False),
        ("元", "每月 58 元", False),
        ("元", "元", True),
    ],
)
def test_what_is_said_stands_there_whole_but_not_within_a_number(
    said: str, text: str, is_there: bool
) -> None:
    assert stands(said, text) == is_there


@pytest.mark.parametrize(
    ("first", "then", "goes_on"),
    [
        (("overage", "0.25 元", "0.15 元"), ("overage", "0.15 元", "0.10 元"), True),
        (("overage", "0.25 元", "0.15 元"), ("lock_in", "0.15 元", "0.10 元"), False),
        (("overage", "0.25 元", "每分钟 0.15 元"), ("overage", "0.15 元", "0.10 元"), True),
        (("overage", "0.25 元", "0.15 元"), ("overage", "每分钟 0.15 元", "无"), True),
        (("overage", "0.25 元", "10.15 元"), ("overage", "0.15 元", "0.10 元"), False),
        (("overage", "0.25 元", "无"), ("overage", "无", "0.10 元"), False),
        (("body", "甲", "乙丙"), ("body", "乙丙", "丁"), True),
        (("body", "甲", "乙丙 丁"), ("body", "乙丙", "丁"), False),
    ],
)
def test_a_correction_that_takes_back_what_an_earlier_one_put_there_goes_on(
    first: tuple[str, str, str], then: tuple[str, str, str], goes_on: bool
) -> None:
    said = [correction(field=field, was=was, now=now) for field, was, now in (first, then)]
    assert corrections.goes_on(*a_notice(corrections=said).corrections) == goes_on


def test_lines_may_be_told_in_one_correction_or_in_several() -> None:
    before, after = "一\n\n二\n三", "一\n四\n三\n五"
    assert explain_lines([a_correction("二", "四\n五")], before, after)
    assert explain_lines([a_correction("二", "四"), a_correction("无", "五")], before, after)
    assert not explain_lines([a_correction("二", "四")], before, after)
    assert not explain_lines([], before, before)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("- 乙\n\n其余每次 5 元。", "- 乙\n其余每次 5 元。"),
        ("- 乙\n其余每次 5 元。", "- 乙\n\n其余每次 5 元。"),
        ("- 乙\n\n其余每次 5 元。", "- 乙\n其余每次 6 元。"),
        ("- 乙\n\n其余每次 5 元。\n\n完", "- 乙\n其余每次 5 元。\n\n以上\n\n完"),
        ("免费\n\n---\n\n收费", "免费\n---\n\n收费"),
        ("第一段\n\n第二段", "第一段\n第二段"),
        ("| 甲 |\n| --- |\n| 1 |\n\n2 元", "| 甲 |\n| --- |\n| 1 |\n2 元"),
    ],
)
def test_a_blank_line_that_the_page_shows_is_seen(before: str, now: str) -> None:
    assert regrouped(before, now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (FREE, FREE),
        (FREE, "\n\n" + FREE.replace("\n\n", "  \n\n\n") + "\n"),
        ("- 甲\n- 乙", "- 甲\n\n- 乙"),
        ("- 甲\n  - 一\n- 乙", "- 甲\n\n  - 一\n\n- 乙"),
        ("## 说明\n\n甲", "## 说明\n甲"),
        ("甲\n\n乙", "甲\n\n丙\n\n乙"),
        ("甲\n\n丙\n\n乙", "甲\n\n乙"),
    ],
)
def test_a_blank_line_that_says_nothing_is_free(before: str, now: str) -> None:
    assert regrouped(before, now) is None


@pytest.mark.parametrize("words", [FREE, FREE.replace("5 元", "6 元"), FREE + "\n另加一段。\n"])
def test_a_fee_does_not_slip_into_what_is_free(content: Path, words: str) -> None:
    write(content, body=FREE)
    commit(content)
    slipped = words.replace("乙\n\n", "乙\n")
    write(content, body=slipped)
    told = found(content)
    assert {one.rule for one in told} == {"a-change-has-a-correction"}
    assert told[-1].source_line == slipped.split("\n")[4]
    assert "这一行的上面少了一个空行" in told[-1].message
    assert told[-1].fix.startswith("不是有意的，就放回空行；有意的，在 ")
    # What the messages show, copied, passes; without that of the blank line it does not.
    entries = "\n".join(one.fix.partition("\n")[2] for one in told).replace(REASON, "录入有误")
    text = (content / PATH).read_text("utf-8")
    (content / PATH).write_text(text.replace("source:", entries + "\nsource:", 1), "utf-8")
    assert found(content) == []
    write(content, body=slipped, corrections=[correction(field="body", was="甲", now="甲")])
    assert "这一行的上面少了一个空行" in found(content)[-1].message


def test_one_correction_may_tell_of_words_and_of_blank_lines(content: Path) -> None:
    write(content, body=FREE)
    commit(content)
    both = correction(field="body", was="- 乙\n\n其余每次 5 元。", now="- 乙\n其余每次 6 元。")
    now = FREE.replace("乙\n\n", "乙\n").replace("5 元", "6 元")
    write(content, body=now, corrections=[both])
    assert found(content) == []


def test_two_true_corrections_of_what_stands_in_many_places_pass() -> None:
    before = "\n\n".join(f"第 {number} 条，流量 0.10 元" for number in range(30))
    now = before.replace("0.10 元", "0.20 元").replace("流量", "话费")
    told = [a_correction("0.10 元", "0.20 元"), a_correction("流量", "话费")]
    assert explain(told, before, now)
    assert not explain(told, before, now.replace("0.20 元", "0.30", 1))


@pytest.mark.parametrize(
    ("first", "then", "step"),
    [
        (("128 元/月", "28 元/月"), ("28 元/月", "118 元/月"), "28 元/月"),
        (("128", "28"), ("28 元/月", "118 元/月"), "28"),
    ],
)
def test_a_price_that_never_stood_is_told(
    content: Path, first: tuple[str, str], then: tuple[str, str], step: str
) -> None:
    write(content, price={"amount": "128", "unit": "元/月"})
    commit(content)
    steps = [correction(field="price", was=was, now=now) for was, now in (first, then)]
    write(content, price={"amount": "118", "unit": "元/月"}, corrections=steps)
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-correction-tells-what-stood", "notice")
    assert f"“{step}”公布过一段时间" in finding.message
    assert "28" in str(finding.source_line)
    assert f"合成一项：was: {first[0]}，now: {then[1]}；" in finding.fix


def test_a_line_that_went_and_another_that_came_are_no_two_steps(content: Path) -> None:
    write(content, body="甲条\n\n乙条\n")
    commit(content)
    steps = [("甲条", "无"), ("无", "丙条")]
    said = [correction(field="body", was=was, now=now) for was, now in steps]
    write(content, body="乙条\n\n丙条\n", corrections=said)
    assert found(content) == []


@pytest.mark.parametrize(
    ("told", "body", "said"),
    [
        (("price", "58 元/月", "68 元/月"), "月功能费 58元，含 100 分钟。", "月功能费58元"),
        (("price", "58", "68"), "每月 58 元。", "每月58元"),
        (("effective_on", "2009-03-01", "2009-03-10"), "2009 年 3 月 1 日起。", "2009年3月1日"),
        (("valid_for", "12 个月", "24 个月"), "用满 12 个月。", "用满12个月"),
        (("price", "58 元/月", "68 元/月"), "158 元话费，月租 68 元，原来 58 元。", None),
        (("price", "58 元/月", "68 元/月"), "送 158 元话费、58 条短信。", None),
        (("effective_on", "2009-03-01", "2009-03-10"), "2009 年 3 月 11 日截止。", None),
        (("title", "甲", "乙"), "甲。", None),
    ],
)
def test_a_body_that_still_says_what_a_field_no_longer_says_is_told(
    content: Path, told: tuple[str, str, str], body: str, said: str | None
) -> None:
    field, was, now = told
    for value in (was, now):
        price = {"amount": value.partition(" ")[0], "unit": "元/月"}
        fields: dict[str, Any] = {field: price if field == "price" else value}
        if value == now:
            commit(content)
            fields["corrections"] = [correction(field=field, was=was, now=now)]
        write(content, body=body, **fields)
    here = [one for one in found(content) if one.rule == "a-correction-reaches-the-body"]
    assert [one.severity for one in here] == ["notice"] * (said is not None)
    assert not said or (said in here[0].message and was in str(here[0].source_line))


@pytest.mark.parametrize(
    ("field", "true", "invented"),
    [
        ("price", [("58 元/月", "56 元/月")], ("88 元/月", "56 元/月")),
        ("price", [("58", "56")], ("88", "86")),
        ("price", [("58 元/月", "57 元/月"), ("57 元/月", "56 元/月")], ("88", "56")),
        ("price", [("58 元/月", "56 元/月")], ("元/年", "元/月")),
        ("effective_on", [("2009-03-01", "2009-03-10")], ("2009-06-30", "2009-03-10")),
        ("effective_on", [("2009-03-01", "2009-03-10")], ("01", "10")),
        ("body", [("办理后短信通知。", "办理后电话通知。")], ("办理后来信通知。", "- 三")),
        ("body", [("短信", "电话")], ("来信", "电话")),
    ],
)
@pytest.mark.parametrize("lie_first", [False, True])
def test_beside_a_true_correction_an_invented_one_is_an_error(
    content: Path,
    field: str,
    true: list[tuple[str, str]],
    invented: tuple[str, str],
    *,
    lie_first: bool,
) -> None:
    values: dict[str, dict[str, Any]] = {
        "price": {"price": {"amount": "56", "unit": "元/月"}},
        "effective_on": {"effective_on": "2009-03-10"},
        "body": {"body": BODY.replace("短信", "电话")},
    }
    now = values[field]
    told = [correction(field=field, was=was, now=said) for was, said in true]
    lie = correction(field=field, was=invented[0], now=invented[1])
    write(content, **now, corrections=[lie, *told] if lie_first else [*told, lie])
    [finding] = [one for one in found(content) if one.severity == "error"]
    assert finding.rule == "a-correction-changes-something"
    assert f"从“{invented[0]}”改成“{invented[1]}”" in finding.message
    place = (content / PATH).read_text("utf-8").split("\n")[finding.line - 1][finding.column - 1 :]
    assert place.startswith(f'"{invented[0]}"')
    write(content, **now, corrections=told)
    assert [one for one in found(content) if one.severity == "error"] == []


def test_an_invented_correction_of_a_part_is_an_error_too(content: Path) -> None:
    told = [correction(field="price", was="58 元/月", now="56 元/月")]
    lie = correction(field="price.amount", was="88", now="56")
    write(content, price={"amount": "56", "unit": "元/月"}, corrections=[*told, lie])
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-correction-changes-something", "error")


def test_beside_a_true_correction_of_blank_lines_an_invented_one_is_an_error(content: Path) -> None:
    write(content, body=FREE)
    commit(content)
    true = correction(field="body", was="- 乙\n\n其余每次 5 元。", now="- 乙\n其余每次 5 元。")
    lie = correction(field="body", was="其余每次 8 元。", now="其余每次 5 元。")
    write(content, body=FREE.replace("乙\n\n", "乙\n"), corrections=[lie, true])
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-correction-changes-something", "error")


def test_two_parts_of_one_field_may_be_corrected_at_once(content: Path) -> None:
    write(content, overage="通话 3 元、短信 13 元")
    commit(content)
    steps = [correction(was="3 元", now="4 元"), correction(was="13 元", now="14 元")]
    write(content, overage="通话 4 元、短信 14 元", corrections=steps)
    assert found(content) == []


def test_a_step_that_was_published_is_none_of_the_new_ones(content: Path) -> None:
    first = correction(was="无", now="0.15 元")
    write(content, overage="0.15 元", corrections=[first])
    commit(content)
    write(content, overage="0.20 元", corrections=[first, correction(was="0.15 元", now="0.20 元")])
    assert found(content) == []


def test_a_new_correction_dated_before_what_is_published_is_told(content: Path) -> None:
    write(content, overage="0.15 元", corrections=[correction()])
    assert found(content) == []
    rewrite(content, "data/site.yml", AS_OF, "")
    git(content, "checkout", "-q", PATH)
    commit(content)
    write(content, overage="0.15 元", corrections=[correction()])
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("what-is-new-is-dated-anew", "notice")
    assert "日期 2009-07-17 却早于上一次发布" in finding.message
    assert "on: 2009-07-17" in finding.fix  # the day that the test calls today
    commit(content)
    assert found(content) == []  # what is published stays
    git(content, "checkout", "-q", "HEAD~1", PATH)
    commit(content)
    today = history.past(content, "HEAD", {}).day.isoformat()
    write(content, overage="0.15 元", corrections=[correction(on=today)])
    assert found(content) == []


def test_many_late_corrections_are_told_of_once(content: Path) -> None:
    rewrite(content, "data/site.yml", AS_OF, "")
    fields = [
        {"plan_number": f"09GD0002{number}", "plan_name": f"漫聊 {number}"}
        for number in range(10, 17)
    ]
    paths = [PATH.replace("0137", f"02{number}") for number in range(10, 17)]
    for path, one in zip(paths, fields, strict=True):
        write(content, path, **one)
    commit(content)
    for path, one in zip(paths, fields, strict=True):
        write(content, path, **one, overage="0.15 元", corrections=[correction()])
    told = [one for one in found(content) if one.rule == "what-is-new-is-dated-anew"]
    assert [one.message.partition("；")[2] for one in told] == ["另有 6 项也是这样"]


LISTS = "### 免费的\n- 来电提醒\n- 彩铃\n\n### 收费的\n- 短信\n- 彩信\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            LISTS.replace("- 短信\n", "").replace("- 彩铃\n", "- 彩铃\n- 短信\n"),
            "“- 短信”这一行从“### 收费的”的下面移到了“### 免费的”的下面",
        ),
        (
            LISTS.replace("- 短信\n", "").replace("- 彩铃\n", "- 彩铃 5 元\n- 短信\n"),
            "“- 短信”这一行从“### 收费的”的下面移到了“### 免费的”的下面",
        ),
        (
            LISTS.replace("- 短信\n- 彩信", "- 彩信\n- 短信"),
            "“- 彩信”这一行从“- 短信”的下面移到了“### 收费的”的下面",
        ),
        (LISTS.replace("### 免费的\n", "") + "\n### 免费的\n", "从最前面移到了"),
        (LISTS.replace("- 彩铃", "  - 彩铃"), "“- 彩铃”前面的空格和公布时不一样"),
        (
            LISTS.replace("- 彩信", "  - 彩信 5 元").replace("- 彩铃", "  - 彩铃"),
            "“- 彩铃”前面的空格",
        ),
    ],
)
def test_a_line_that_moved_is_told_with_where_it_stood_and_stands(
    content: Path, body: str, told: str
) -> None:
    write(content, body=LISTS)
    commit(content)
    write(content, body=body)
    first = found(content)
    assert told in first[0].message
    entries = "\n".join(one.fix.partition("\n")[2] for one in first).replace(REASON, "录入有误")
    text = (content / PATH).read_text("utf-8")
    (content / PATH).write_text(text.replace("source:", entries + "\nsource:", 1), "utf-8")
    assert found(content) == []
    for one in check(content).portal.notices["GD2009-0137"].corrections:
        assert one.was.split("\n") != one.now.split("\n")


def test_that_a_line_moved_is_not_told_by_the_line_alone(content: Path) -> None:
    write(content, body=LISTS)
    commit(content)
    moved = LISTS.replace("- 短信\n", "").replace("- 彩铃\n", "- 彩铃\n- 短信\n")
    write(content, body=moved, corrections=[correction(field="body", was="- 短信", now="- 短信")])
    told = found(content)
    assert [one.rule for one in told] == [
        "a-correction-changes-something",
        "a-change-has-a-correction",
    ]
    assert told[0].message == "更正前后都是“- 短信”"
    more = "- 短信\n- 彩信"
    lie = correction(field="body", was=more, now=more.replace("彩信", "彩信 5 元"))
    write(content, body=moved.replace("- 彩信", "- 彩信 5 元"), corrections=[lie])
    assert "移到了“### 免费的”的下面" in found(content)[0].message


def test_an_item_does_not_move_in_beside_a_true_correction(content: Path) -> None:
    true = correction(field="body", was="办理后短信通知。", now="办理后电话通知。")
    body = BODY.replace("短信", "电话")
    write(content, body=body.replace("- 二", "  - 二"), corrections=[true])
    assert rules(content) == ["a-change-has-a-correction"]
    write(content, body=body, corrections=[true])
    assert found(content) == []


TABLE = "| 项目 | 资费 |\n| --- | ---: |\n| 短信 | 0.10 元 |\n"


@pytest.mark.parametrize(
    ("was", "now"),
    [("| --- | ---: |", "|---|---:|"), ("| 短信 |", "| 短信   |"), ("| 短信", "|短信")],
)
def test_a_table_that_is_only_written_otherwise_is_to_be_put_back(
    content: Path, was: str, now: str
) -> None:
    write(content, body=TABLE)
    commit(content)
    write(content, body=TABLE.replace(was, now))
    [finding] = found(content)
    assert "只是写法和公布时不一样" in finding.message
    assert "corrections" not in finding.fix
    assert finding.source_line in TABLE.replace(was, now).split("\n")
    row = next(line for line in TABLE.split("\n") if was in line)
    assert finding.fix.partition("\n")[2] == row
    rewrite(content, PATH, finding.source_line, row)
    assert found(content) == []
    write(content, body=TABLE.replace("---:", "---"))
    assert "从“| --- | ---: |”改成了“| --- | --- |”" in found(content)[0].message
