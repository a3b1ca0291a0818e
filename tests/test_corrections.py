"""What corrections explain: words, lines, and the blank lines that group them on a page."""

from pathlib import Path

import pytest

from a_history import PATH, commit, correction, found, published, write
from a_notice import a_notice
from portal.corrections import explain, explain_lines, regrouped
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
    ],
)
def test_a_correction_may_quote_a_part_but_never_half_a_number(
    was: str, now: str, before: str, after: str, explained: bool
) -> None:
    assert explain([a_correction(was, now)], before, after) == explained


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
    assert not explain(told, before, now.replace("0.20", "0.30", 1))
