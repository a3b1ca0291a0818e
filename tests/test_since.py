"""Published notices are never quietly altered: `check.py --since` on real git repositories."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a_history import (
    AS_OF,
    BODY,
    PATH,
    TODAY,
    commit,
    correction,
    found,
    git,
    published,
    rewrite,
    rules,
    write,
)
from a_notice import BORING, a_notice, notice_text
from portal import history, sources
from portal.checking import altered, check
from portal.environment import ROOT
from portal.findings import Finding
from portal.obstacles import ObstacleError
from portal.rules.a_change_has_a_correction import REASON


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return published(tmp_path)


def follow(content: Path, finding: Finding, path: str = PATH) -> None:
    """Do what the message says: the lines to copy go before `source`."""
    to_copy = finding.fix.partition("\n")[2].replace(REASON, "录入有误")
    text = (content / path).read_text("utf-8")
    (content / path).write_text(text.replace("source:", to_copy + "\nsource:", 1), "utf-8")


def test_what_was_not_altered_passes(content: Path) -> None:
    assert found(content) == []


def test_a_content_folder_may_be_a_repository_of_its_own(content: Path) -> None:
    shutil.move(content.parent / ".git", content / ".git")
    commit(content)
    assert found(content) == []


INDICATORS = "data/indicators.yml"


def test_a_target_that_results_were_judged_by_stays(content: Path) -> None:
    rewrite(content, INDICATORS, "target: 48", "target: 72")
    [finding] = found(content)
    assert (finding.path, finding.rule) == (INDICATORS, "a-published-target-stays")
    assert finding.source_line == "  target: 72"
    assert "从“48”改成了“72”" in finding.message
    assert finding.fix.startswith(
        "改回 target: 48；新的目标另写一项，用新的编号（如 first-reply-2）"
    )
    rewrite(content, INDICATORS, "target: 72", "target: 48")
    assert found(content) == []


def test_a_target_is_not_set_when_the_results_are_known(content: Path) -> None:
    rewrite(content, INDICATORS, "  target: 无\n", "  target: 10\n")
    [finding] = found(content)
    assert finding.rule == "a-published-target-stays"
    assert "从“无”改成了“10”" in finding.message
    assert finding.fix.startswith("改回 target: 无；")


def test_a_target_that_is_said_to_hold_later_is_told(content: Path) -> None:
    rewrite(content, INDICATORS, "target_from: 2012-01-01", "target_from: 2012-04-01")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-published-target-stays", "notice")
    assert "从“2012-01-01”改成了“2012-04-01”" in finding.message


def test_a_unit_that_results_are_written_in_stays(content: Path) -> None:
    rewrite(content, INDICATORS, "  unit: 小时\n", "  unit: 分钟\n")
    [finding] = found(content)
    assert finding.rule == "a-published-target-stays"
    assert finding.fix.startswith("改回 unit: 小时；新的单位另写一项")


def test_a_turned_direction_is_told(content: Path) -> None:
    rewrite(content, INDICATORS, "direction: at_most", "direction: at_least")
    checked = check(content)  # results that now miss the target are told as well
    past = history.past(content, "HEAD", checked.bytes_by_path)
    [finding] = altered(checked, past, TODAY)
    assert finding.rule == "a-published-target-stays"
    assert finding.fix.startswith("改回 direction: at_most；")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  target: 99.00\n", "  target: 99\n"),  # the same number
        ("  commitment: 1\n", "  commitment: 2\n"),
    ],
)
def test_of_an_indicator_other_things_may_change(content: Path, old: str, new: str) -> None:
    rewrite(content, INDICATORS, old, new)
    assert found(content) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  target: 100\n", "  target: 98\n", "目标从“100”改成了“98”"),
        ("  target: 100\n", "  target: 无\n", "目标从“100”改成了“无”"),
        ("  target: 100\n", "  target: 100\n  target_from: 2012-07-01\n",
         "目标起算日从“无”改成了“2012-07-01”"),
    ],
)  # fmt: skip
def test_a_target_that_nothing_was_judged_by_yet_was_given_too(
    content: Path, old: str, new: str, told: str
) -> None:
    rewrite(content, INDICATORS, old, new)
    [finding] = found(content)  # no result has a number yet
    assert (finding.rule, finding.severity) == ("a-published-target-stays", "notice")
    assert finding.message == f"confirm-rate 公布过的{told}"
    assert "目标是答应过的" in finding.fix
    assert "（如 confirm-rate-2）" in finding.fix


def test_where_there_was_no_target_none_was_given(content: Path) -> None:
    rewrite(content, INDICATORS, "  target: 100\n", "  target: 无\n")
    commit(content)
    rewrite(content, INDICATORS, "at_least\n  target: 无\n", "at_most\n  target: 3\n")
    assert found(content) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("statistic: 最长", "statistic: 平均"), ("title: 投诉首次回复时限", "title: 投诉办结时限")],
)
def test_what_a_published_figure_is_of_is_told_when_it_changes(
    content: Path, old: str, new: str
) -> None:
    rewrite(content, INDICATORS, old, new)
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-published-target-stays", "notice")
    assert finding.source_line == f"  {new}"


def test_what_published_results_measured_is_told_when_it_changes(content: Path) -> None:
    text = (content / INDICATORS).read_text("utf-8")
    line = next(one for one in text.split("\n") if one.startswith("  definition:"))
    rewrite(content, INDICATORS, line, "  definition: 换了一件事")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-published-target-stays", "notice")
    assert finding.source_line == "  definition: 换了一件事"
    assert "量的变了，改回去，另写一项，用新的编号（如 first-reply-2）" in finding.fix


RESULTS = "data/results/2011-q4.yml"


def test_samples_that_become_real_are_told(content: Path) -> None:
    real = "  kind: official\n  title: 季度报表\n  publisher: 客服部\n  on: 2012-01-15\n"
    rewrite(content, RESULTS, "  kind: sample\n", real)
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "notice")
    assert finding.source_line == "  kind: official"
    assert "公布时是示例（sample），来源现在写成了 official（官方）" in finding.message


@pytest.mark.parametrize(
    ("path", "old", "rule", "what"),
    [
        ("commitments/2012/3.md", "source:\n  ", "a-published-promise-is-kept-as-given", "这项承诺"),
        (INDICATORS, "target_source:\n    ", "a-published-target-stays", "manual-answer 的目标"),
        ("data/channels.yml", "source:\n    ", "what-was-listed-is-kept-as-given", "“云岭服务厅”"),
    ],
)  # fmt: skip
def test_other_samples_that_become_real_are_told_too(
    content: Path, path: str, old: str, rule: str, what: str
) -> None:
    rewrite(content, path, f"{old}kind: sample\n", f"{old}kind: pending\n")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == (rule, "notice")
    assert finding.source_line.strip() == "kind: pending"
    assert finding.message == f"{what}公布时是示例（sample），来源现在写成了 pending（待提供）"
    commit(content)
    rewrite(content, path, f"{old}kind: pending\n", f"{old}kind: sample\n")
    assert found(content) == []


def test_the_source_of_a_sample_does_not_go_unseen(content: Path) -> None:
    rewrite(content, INDICATORS, "  target_source:\n    kind: sample\n", "")
    assert [one.message for one in found(content)] == [
        "manual-answer 的目标公布时是示例（sample），来源现在没有了"
    ]


def test_of_samples_that_are_hidden_nothing_is_told(content: Path) -> None:
    rewrite(content, "data/site.yml", "samples: shown", "samples: hidden")
    write(content, source={"kind": "pending"})
    commit(content)
    rewrite(content, INDICATORS, "  title: 接通率\n", "  title: 网络接通率\n")
    rewrite(content, "data/channels.yml", "how: 带身份证", "how: 带着身份证")
    assert found(content) == []


def test_samples_that_were_hidden_were_not_published(content: Path) -> None:
    rewrite(content, "data/site.yml", "samples: shown", "samples: hidden")
    write(content, source={"kind": "pending"})
    commit(content)
    rewrite(content, RESULTS, "value: 41.0\n", "value: 43.5\n")
    rewrite(content, RESULTS, "kind: sample", "kind: pending")
    rewrite(content, "notices/2012/YL2012-0003.md", "amount: 58", "amount: 59")
    rewrite(content, "data/channels.yml", "how: 带身份证", "how: 带着身份证")
    for setting in ("hidden", "shown"):
        rewrite(content, "data/site.yml", "samples: hidden", f"samples: {setting}")
        assert found(content) == []
    git(content, "checkout", "-q", ".")
    rewrite(content, "data/site.yml", "samples: hidden", "samples: shown")
    rewrite(content, INDICATORS, "  title: 接通率\n", "  title: 网络接通率\n")
    assert found(content) == []  # no figure of it was published
    rewrite(content, PATH, "办理后短信通知", "办理后发短信")
    assert rules(content) == ["a-change-has-a-correction"]  # it is no sample


def test_a_new_day_of_publication_of_old_results_is_told(content: Path) -> None:
    rewrite(content, RESULTS, "published_on: 2012-01-20", "published_on: 2012-05-02")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "notice")
    assert finding.source_line == "published_on: 2012-05-02"
    assert "从 2012-01-20 改成了 2012-05-02" in finding.message
    assert "写回 2012-01-20" in finding.fix


def test_a_changed_result_shows_the_note_to_write(content: Path) -> None:
    rewrite(content, RESULTS, "value: 41.0\n", "value: 43.5\n")
    [finding] = found(content)
    assert (finding.path, finding.rule) == (RESULTS, "a-changed-result-says-so")
    assert finding.source_line == "    value: 43.5"
    assert "公布过的结果从“41.0”改成了“43.5”" in finding.message
    to_copy = finding.fix.partition("\n")[2]
    assert to_copy == f"    note: 2009-07-17 更正，结果原为 41.0，{REASON}"
    rewrite(content, RESULTS, "value: 43.5\n", f"value: 43.5\n{to_copy}\n")
    [finding] = found(content)
    assert finding.message == f"first-reply 的说明里，更正原因还是“{REASON}”"
    rewrite(content, RESULTS, REASON, "录入有误")
    to_copy = to_copy.replace(REASON, "录入有误")
    assert found(content) == []
    # What was told stays, and the next change is told behind it.
    commit(content)
    rewrite(content, RESULTS, "value: 43.5\n", "value: 43\n")
    [finding] = found(content)
    assert finding.fix.endswith(f"原为 41.0，录入有误。2009-07-17 更正，结果原为 43.5，{REASON}")
    rewrite(content, RESULTS, "value: 43\n" + to_copy, "value: 43.5")
    [finding] = found(content)
    assert finding.message == "first-reply 的说明里，公布过的更正没有了"
    assert finding.fix.partition("\n")[2] == to_copy


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: 未统计\n    note: 确认系统还没有装好", "value: 100\n    note: 补报", "结果原为 未统计"),
        ("qualifier: 多", "qualifier: 余", "限定词原为 多"),
        ("value: 30\n    qualifier: 多", "value: 31", "结果原为 30、限定词原为 多"),
        ("numerator: 992100\n    denominator: 1000000", "numerator: 496050\n    denominator: 500000",
         "分子数原为 992100、分母数原为 1000000"),
    ],
)  # fmt: skip
def test_each_part_of_a_changed_result_is_told(
    content: Path, old: str, new: str, told: str
) -> None:
    rewrite(content, RESULTS, old, new)
    [finding] = found(content)
    assert told in finding.fix


def test_a_number_that_only_begins_like_the_old_one_does_not_tell_of_it(content: Path) -> None:
    rewrite(content, RESULTS, "value: 41.0\n", "value: 43\n    note: 2009-07-17 更正：原为 41.05\n")
    [finding] = found(content)
    assert finding.message.endswith("说明里没有写“原为 41.0”")
    assert "41.05" not in finding.fix  # the right telling takes the place of the wrong one
    rewrite(content, RESULTS, "41.05", "41.0，录入有误")
    assert found(content) == []


@pytest.mark.parametrize(
    "said",
    [
        "更正：原为 41.0，录入有误",
        "2009年7月17日更正，原为 41.0，录入有误",
        "更正（2009-07-17），原为 41.0，录入有误",
        "2009-07-32 更正，原为 41.0，录入有误",
    ],
)
def test_a_changed_result_says_when_it_was_corrected(content: Path, said: str) -> None:
    rewrite(content, RESULTS, "value: 41.0\n", f"value: 43\n    note: {said}\n")
    [finding] = found(content)
    assert finding.message.endswith("从“41.0”改成了“43”，说明里没有写哪天更正")
    to_copy = finding.fix.partition("\n")[2].replace(REASON, "录入有误")
    assert to_copy == "    note: 2009-07-17 更正，结果原为 41.0，录入有误"
    rewrite(content, RESULTS, f"    note: {said}", to_copy)
    assert found(content) == []
    # The day of an earlier correction is not that of the next; on the same day it is written again.
    commit(content)
    again = f"    note: 2009-07-17 更正，结果原为 41.0，录入有误。{said.replace('41.0', '43')}"
    rewrite(content, RESULTS, f"value: 43\n{to_copy}", f"value: 44\n{again}")
    [finding] = found(content)
    assert finding.message.endswith("说明里没有写哪天更正")
    to_copy = finding.fix.partition("\n")[2].replace(REASON, "录入有误")
    assert to_copy.count("2009-07-17 更正，结果原为") == 2
    rewrite(content, RESULTS, again, to_copy)
    assert found(content) == []


def test_a_result_is_not_corrected_on_a_day_to_come(content: Path) -> None:
    note = "    note: 2009-07-18 更正，原为 41.0，录入有误\n"
    rewrite(content, RESULTS, "value: 41.0\n", "value: 43\n" + note)
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "error")
    assert finding.source_line == note.rstrip()
    assert finding.message.endswith("更正日期 2009-07-18 还没到，网站按 2009-07-17 算")
    assert finding.fix.startswith("改成真的更正那天，如 2009-07-17 更正；")
    rewrite(content, RESULTS, "2009-07-18", "2009-07-17")
    assert found(content) == []


def test_what_was_told_of_an_earlier_change_tells_nothing_of_the_next(content: Path) -> None:
    note = "    note: 更正，原为 18，录入有误。又更正，原为 20，改回\n"
    rewrite(content, RESULTS, "value: 41.0\n", "value: 18\n" + note)
    commit(content)
    rewrite(content, RESULTS, "value: 18\n", "value: 27\n")
    assert rules(content) == ["a-changed-result-says-so"]


def test_only_what_is_not_told_is_asked_for(content: Path) -> None:
    rewrite(
        content, RESULTS, "value: 30\n    qualifier: 多", "value: 31\n    note: 更正，原为 30，误录"
    )
    [finding] = found(content)
    assert "公布过的限定词从“多”改成了“无”" in finding.message
    assert "结果原为" not in finding.fix
    assert "误录。2009-07-17 更正，限定词原为 多，" in finding.fix


def test_other_digits_of_the_same_result_are_no_change(content: Path) -> None:
    rewrite(content, RESULTS, "value: 41.0\n", "value: 41\n")
    assert found(content) == []


def test_why_a_target_was_missed_is_not_told_otherwise_unseen(content: Path) -> None:
    text = (content / RESULTS).read_text("utf-8")
    reason = next(line for line in text.split("\n") if "miss_reason:" in line)
    rewrite(content, RESULTS, reason, reason + "；2012-02-01 补充：还有雷击")
    assert found(content) == []
    rewrite(content, RESULTS, reason, "    miss_reason: 天气")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "notice")
    assert finding.source_line.startswith("    miss_reason: 天气")
    assert "公布过的未达标原因从" in finding.message


def test_what_a_note_told_is_not_told_otherwise_unseen(content: Path) -> None:
    note = "    note: 系统只记到整数，“近 95”低于 95"
    rewrite(content, RESULTS, note, note + "；2012-02-01 补充：系统已升级")
    assert found(content) == []
    rewrite(content, RESULTS, note + "；2012-02-01 补充：系统已升级\n", "")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "notice")
    assert finding.message.startswith("manual-answer 公布过的说明从“系统只记到整数")
    assert finding.message.endswith("改成了“无”")
    # When the figure changes as well, the note to copy holds what was told.
    rewrite(content, RESULTS, "value: 95\n", "value: 94\n")
    errors = [one for one in found(content) if one.severity == "error"]
    to_copy = errors[0].fix.partition("\n")[2].replace(REASON, "录入有误")
    assert "低于 95。2009-07-17 更正，结果原为 95，" in to_copy
    rewrite(content, RESULTS, "value: 94\n", f"value: 94\n{to_copy}\n")
    assert found(content) == []


def test_of_a_figure_that_came_the_note_why_there_was_none_goes(content: Path) -> None:
    note = "2009-07-17 更正，结果原为 未统计，已经装好"
    rewrite(content, RESULTS, "value: 未统计\n    note: 确认系统还没有装好",
            f"value: 100\n    note: {note}")  # fmt: skip
    assert found(content) == []
    # Nor does the note to copy bring it back.
    for wrong in ("", "    note: 2009-07-17 更正，原为 4\n", "    note: 补报\n"):
        git(content, "checkout", "-q", ".")
        rewrite(
            content,
            RESULTS,
            "value: 未统计\n    note: 确认系统还没有装好\n",
            f"value: 100\n{wrong}",
        )
        [finding] = found(content)
        kept = "补报。" if "补报" in wrong else ""
        to_copy = finding.fix.partition("\n")[2]
        assert to_copy == f"    note: {kept}2009-07-17 更正，结果原为 未统计，{REASON}"


def test_of_a_miss_that_was_none_the_reason_goes(content: Path) -> None:
    text = (content / RESULTS).read_text("utf-8")
    missed = text[text.index("    value: 95\n") : text.index("  confirm-rate:")]
    told = re.search(r"    note: .*低于 95", missed)
    assert told is not None
    note = told[0] + "。2009-07-16 更正，结果原为 95、限定词原为 近，录入有误\n"
    (content / RESULTS).write_text(text.replace(missed, f"    value: 97\n{note}"), "utf-8")
    assert found(content) == []


def test_a_published_result_stays_though_a_reminder_tells_of_it_too(content: Path) -> None:
    newest = "data/results/2012-q1.yml"
    text = (content / newest).read_text("utf-8")
    first = re.search(r"  first-reply:\n(?:    .*\n)+", text)
    assert first is not None
    rewrite(content, newest, first[0], "")
    assert [one.message for one in found(content)] == ["公布过的 first-reply 的结果没有了"]


def test_a_published_result_stays(content: Path) -> None:
    rewrite(content, RESULTS, "  first-reply:\n    value: 41.0\n", "")
    assert [one.message for one in found(content)] == ["公布过的 first-reply 的结果没有了"]
    (content / RESULTS).unlink()
    assert [one.message for one in found(content)] == [f"公布过的 {RESULTS} 没有了"]


def test_a_result_that_is_missing_from_the_list_of_addresses_is_told_once(content: Path) -> None:
    address = "/data/results/2011-q4/first-reply.json"
    (content / "addresses.txt").write_text(address + "\n", "utf-8")
    rewrite(content, RESULTS, "  first-reply:\n    value: 41.0\n", "")
    checked = check(content)
    assert [one.rule for one in checked.findings] == ["a-published-address-stays"]
    past = history.past(content, "HEAD", checked.bytes_by_path)
    assert altered(checked, past, TODAY) == []


def test_what_a_promise_said_is_told_when_it_changes(content: Path) -> None:
    path = "commitments/2012/1.md"
    text = (content / path).read_text("utf-8")
    line = next(one for one in text.split("\n") if one.startswith("title:"))
    rewrite(content, path, line, "title: 尽量快一些")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-published-promise-is-kept-as-given", "notice")
    assert finding.source_line == "title: 尽量快一些"
    assert finding.message.endswith(f"从“{line.removeprefix('title: ')}”改成了“尽量快一些”")


@pytest.mark.parametrize(
    ("old", "new", "gone", "instead"),
    [
        ("from: 2012-01-01", "from: 2012-04-01", "2012-q1", "from 写真正生效的那天"),
        ("  - first-reply\n", "", "2012-q1", "留着原来的指标"),
        ("from: 2012-01-01", "from: 2012-03-31", "", ""),  # it holds on a day of the quarter
        ("indicators:\n", "indicators:\n  - call-success\n", "", ""),
        ("until: 2012-12-31", "until: 2012-06-30", "", ""),
    ],
)
def test_results_that_are_no_longer_told_of_a_promise_are_named(
    content: Path, old: str, new: str, gone: str, instead: str
) -> None:
    rewrite(content, "commitments/2012/3.md", old, new)
    [finding] = found(content)
    assert ("公布过的结果不再算这一项" in finding.message) == bool(gone)
    assert f"：{gone} 公布过" in finding.message or not gone
    assert finding.fix.startswith(instead or "在正文写一句")


def test_lines_of_a_promise_that_go_are_told_and_those_that_come_are_not(content: Path) -> None:
    path = "commitments/2012/1.md"
    text = (content / path).read_text("utf-8")
    (content / path).write_text(text + "\n2012-06-01 起多了一件事。\n", "utf-8")
    assert found(content) == []
    body = text.partition("\n---\n")[2]
    (content / path).write_text(text.replace(body, "\n新的正文。\n"), "utf-8")
    [finding] = found(content)
    assert "没有了或改了" in finding.message
    (content / path).write_text(text.replace("state: published", "state: awaiting_text"), "utf-8")
    [finding] = found(content)
    assert finding.source_line == "state: awaiting_text"


@pytest.mark.parametrize(
    "day", ["", "2012-06-01 起，", "2012 年 6 月 1 日起，", "2012年6月1日起，"]
)
def test_what_is_added_to_a_promise_says_when(content: Path, day: str) -> None:
    path = "commitments/2012/1.md"
    text = (content / path).read_text("utf-8")
    (content / path).write_text(f"{text}\n## 例外\n\n{day}节假日不算。\n", "utf-8")
    told = [(one.rule, one.severity, one.message) for one in found(content)]
    message = "已公布的承诺，正文里加了“## 例外”，没有写是哪天加的"
    assert told == [("a-published-promise-is-kept-as-given", "notice", message)] * (not day)


@pytest.mark.parametrize(
    ("day", "as_of"),
    [("2009 年 2 月 15 日", AS_OF), ("2011-12-01", ""), ("2009-02-30", AS_OF)],
)
def test_a_day_of_long_ago_is_not_when_it_was_added(content: Path, day: str, as_of: str) -> None:
    if not as_of:
        rewrite(content, "data/site.yml", AS_OF, "")
        commit(content)
    path = "commitments/2012/1.md"
    text = (content / path).read_text("utf-8")
    line = f"本承诺不适用于 {day}以前入网的客户。"
    (content / path).write_text(f"{text}\n{line}\n", "utf-8")
    [finding] = found(content)
    assert finding.severity == "notice"
    assert "，没有写是哪天加的，里面的日子早于上一次发布（" in finding.message
    now = "2009-02-16" if as_of else "2999-12-31"
    (content / path).write_text(f"{text}\n{line}（{now} 补充）\n", "utf-8")
    assert found(content) == []


def test_lines_of_a_promise_that_change_places_are_told(content: Path) -> None:
    path = "commitments/2012/1.md"
    first, second = "| 公布 | 第 1 天 |\n", "| 上线 | 第 8 天起 |\n"
    rewrite(content, path, first + second, second + first)
    [finding] = found(content)
    assert finding.message == "已公布的承诺，正文里“| 上线 | 第 8 天起 |”这一行换了地方"
    assert finding.severity == "notice"


def test_a_picture_in_a_published_promise_keeps_its_bytes(content: Path) -> None:
    path, picture = "commitments/2012/1.md", content / "pages/images/steps.svg"
    text = (content / path).read_text("utf-8")
    (content / path).write_text(text + "\n![步骤](/images/steps.svg)\n", "utf-8")
    commit(content)
    picture.write_text(picture.read_text("utf-8").replace("</svg>", "<g/></svg>"), "utf-8")
    [finding] = found(content)
    assert (finding.path, finding.rule) == (path, "a-published-promise-is-kept-as-given")
    assert (finding.severity, finding.source_line) == ("notice", "![步骤](/images/steps.svg)")


def test_a_published_promise_stays_though_its_address_leads_on(content: Path) -> None:
    (content / "commitments/2012/4.md").unlink()
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /commitments/2012/4/\n  to: /commitments/\n")
    checked = check(content)
    told = altered(checked, history.past(content, "HEAD", checked.bytes_by_path), TODAY)
    assert [one.message for one in told] == ["公布过的承诺没有了"]


def test_a_published_promise_that_is_gone_is_told_once(content: Path) -> None:
    (content / "addresses.txt").write_text("/commitments/2012/4/\n", "utf-8")
    (content / "commitments/2012/4.md").unlink()
    checked = check(content)
    assert "a-published-address-stays" in {one.rule for one in checked.findings}
    past = history.past(content, "HEAD", checked.bytes_by_path)
    assert altered(checked, past, TODAY) == []


def test_a_promise_that_is_a_draft_may_change_and_go(content: Path) -> None:
    path = "commitments/2012/6.md"
    text = (content / "commitments/2012/4.md").read_text("utf-8")
    text = text.replace("title:", "draft: 是\ntitle:", 1)
    (content / path).write_text(text, "utf-8")
    commit(content)
    (content / path).write_text(text.replace("足不出户", "在家"), "utf-8")
    assert found(content) == []
    (content / path).unlink()
    assert found(content) == []


@pytest.mark.parametrize(("line", "told"), [("", True), ("draft: 是\n", False)])
def test_a_promise_that_nobody_can_read_any_more_is_told(
    content: Path, line: str, *, told: bool
) -> None:
    path = "commitments/2012/4.md"
    readable = (content / path).read_text("utf-8")
    rewrite(content, path, "title:", f"{line}was_a_field: 甲\ntitle:")
    commit(content)
    (content / path).write_text(readable, "utf-8")
    assert [(one.path, one.rule, one.severity) for one in found(content)] == [
        (path, "published-form-is-readable", "notice")
    ] * told
    (content / path).unlink()
    checked = check(content)
    past = history.past(content, "HEAD", checked.bytes_by_path)
    gone = [one for one in altered(checked, past, TODAY) if one.path == path]
    assert [one.message for one in gone] == ["公布过的承诺没有了"] * told


AWARDS = "data/awards.yml"


def test_what_is_said_of_an_award_is_told_when_it_changes(content: Path) -> None:
    rewrite(content, AWARDS, "on: 2012-03-15", "on: 2012-03-16")
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("what-was-listed-is-kept-as-given", "notice")
    assert finding.source_line == "    on: 2012-03-16"
    assert finding.message == "“最佳客户服务奖”公布过的日期从“2012-03-15”改成了“2012-03-16”"
    commit(content)
    rewrite(content, AWARDS, "  - id: best-service-2\n", "  - id: best-service-1\n")
    [finding] = found(content)
    assert finding.message == "公布过的“最佳客户服务奖”（best-service-2）没有了"


def test_what_was_done_first_is_told_when_it_changes(content: Path) -> None:
    rewrite(content, AWARDS, "title: 在示例地区开通自助终端", "title: 在示例地区开通终端")
    [finding] = found(content)
    assert finding.message.endswith("从“在示例地区开通自助终端”改成了“在示例地区开通终端”")


def test_published_awards_stay(content: Path) -> None:
    (content / AWARDS).unlink()
    [finding] = found(content)
    assert (finding.message, finding.severity) == (f"公布过的 {AWARDS} 没有了", "error")


def test_new_awards_need_no_word(content: Path) -> None:
    first = re.search(r"  - id: village-coverage\n(?:    .*\n)+", (content / AWARDS).read_text())
    assert first is not None
    rewrite(content, AWARDS, first[0], "")
    commit(content)
    rewrite(content, AWARDS, "firsts:\n", first[0] + "firsts:\n")
    assert found(content) == []


def test_what_a_channel_is_called_and_a_share_that_is_covered_are_told_when_they_change(
    content: Path,
) -> None:
    channels, coverage = "data/channels.yml", "data/coverage.yml"
    title = next(
        line for line in (content / channels).read_text("utf-8").split("\n") if "title:" in line
    )
    rewrite(content, channels, title, title + "（只限贵宾）")
    share = next(
        line for line in (content / coverage).read_text("utf-8").split("\n") if "value:" in line
    )
    rewrite(content, coverage, share, share.partition(":")[0] + ": 12.5")
    assert rules(content) == ["what-was-listed-is-kept-as-given"] * 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('contact: "00000"', 'contact: "00001"', "联系方式从“00000”改成了“00001”"),
        ("figure: 800", "figure: 900", "数字从“800”改成了“900”"),
        ("qualifier: 余", "qualifier: 超过", "限定词从“余”改成了“超过”"),
        ("    qualifier: 余\n", "", "限定词从“余”改成了“无”"),
    ],
)
def test_how_a_channel_is_reached_and_how_large_it_is_are_told_when_they_change(
    content: Path, old: str, new: str, told: str
) -> None:
    rewrite(content, "data/channels.yml", old, new)
    if old.startswith("contact"):
        rewrite(content, "data/site.yml", 'operator_hotline: "00000"', 'operator_hotline: "00001"')
    [finding] = found(content)
    assert told in finding.message
    assert (finding.rule, finding.severity) == ("what-was-listed-is-kept-as-given", "notice")


def test_a_new_host_of_the_site_is_told(content: Path) -> None:
    rewrite(
        content, "data/site.yml", "https://portal.yunling.example", "https://www.yunling.example"
    )
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("the-site-keeps-what-it-said", "notice")
    assert "域名从 portal.yunling.example 换成了 www.yunling.example" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("https://portal.yunling.example/", "https://portal.yunling.example/a/",
         "网址从 https://portal.yunling.example/ 换成了 https://portal.yunling.example/a/："),
        ("https://portal.yunling.example/", "https://portal.yunling.example:8443/",
         "换成了 https://portal.yunling.example:8443/："),
        ("operator: 云岭示例通信", "operator: 云岭示例移动",
         "运营方从“云岭示例通信”改成了“云岭示例移动”"),
        ('supervision: "00001"', 'supervision: "00002"', "服务监督从“00001”改成了“00002”"),
        ("  appeal_12300_url: https://appeal.yunling.example/\n", "", "/”改成了“无”"),
        ("https://appeal.yunling.example/", "https://appeal.yunling.example/b",
         "12300 申诉网址从“https://appeal.yunling.example/”改成了"),
        ("title: 示例开放许可", "title: 示例许可", "数据许可从“许可名称：示例开放许可；"),
        ("freshness_days: 45", "freshness_days: 90", "公布时限天数从“45”改成了“90”"),
    ],
)  # fmt: skip
def test_what_the_settings_told_is_told_when_it_changes(
    content: Path, old: str, new: str, told: str
) -> None:
    rewrite(content, "data/site.yml", old, new)
    [finding] = [one for one in found(content) if one.path == "data/site.yml"]
    assert (finding.rule, finding.severity) == ("the-site-keeps-what-it-said", "notice")
    assert told in finding.message
    commit(content)
    assert found(content) == []


@pytest.mark.parametrize(
    "same", ["https://portal.yunling.example", "https://Portal.YUNLING.example/"]
)
def test_an_address_of_the_site_may_be_written_otherwise(content: Path, same: str) -> None:
    rewrite(content, "data/site.yml", "url: https://portal.yunling.example/", f"url: {same}")
    assert found(content) == []


def test_what_the_settings_did_not_tell_before_may_be_told(content: Path) -> None:
    rewrite(content, "data/site.yml", '  supervision: "00001"\n', "")
    commit(content)
    rewrite(content, "data/site.yml", "complaint:\n", 'complaint:\n  supervision: "00001"\n')
    rewrite(content, "data/site.yml", "notice_days: 7", "notice_days: 8")
    assert found(content) == []


def test_samples_that_are_hidden_are_told_with_the_pages_that_go(content: Path) -> None:
    rewrite(content, PATH, '{"kind": "sample"}', '{"kind": "pending"}')
    draft = "notices/2009/GD2009-0150.md"
    write(content, draft, plan_number="09GD000150", plan_name="漫聊")
    rewrite(content, draft, "---\n", "---\ndraft: 是\n")
    commit(content)
    shown = len(pages_of(content))
    rewrite(content, "data/site.yml", "samples: shown", "samples: hidden")
    [finding] = found(content)
    gone = shown - len(pages_of(content))
    assert gone > 10
    assert (finding.rule, finding.severity) == ("shown-samples-stay-shown", "notice")
    assert finding.source_line == "samples: hidden"
    assert finding.message.endswith(f"公布过的网页少 {gone} 个")
    commit(content)
    assert found(content) == []


def pages_of(content: Path) -> frozenset[str]:
    return check(content).portal.addresses


def test_a_redirect_that_was_published_stays(content: Path) -> None:
    path = "data/redirects.yml"
    old = re.findall(r"from: (\S+)", (content / path).read_text("utf-8"))
    (content / path).unlink()
    told = found(content)
    assert {one.rule for one in told} == {"a-published-redirect-stays"}
    assert len(told) == len(old)
    assert f"- from: {old[0]}\n  to: /" in told[0].fix


def test_a_redirect_that_leads_elsewhere_is_told_while_its_page_is_there(content: Path) -> None:
    path = "data/redirects.yml"
    rewrite(content, path, "to: /notices/\n", "to: /channels/\n")
    rewrite(content, path, "to: /help/complain/", "to: /help/signs/")
    told = found(content)
    assert {(one.rule, one.severity) for one in told} == {("a-published-redirect-stays", "notice")}
    assert sorted(str(one.source_line) for one in told) == [
        "  to: /channels/",
        "  to: /help/signs/",
    ]
    message = "旧网址 /help/how-to-complain/ 原来转到 /help/complain/，那一页还在，现在却转到 /help/signs/"
    assert message in {one.message for one in told}


@pytest.mark.parametrize("more", ["- from: /help/signs/\n  to: /help/\n", ""])
def test_a_redirect_follows_its_page(content: Path, more: str) -> None:
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /help/marks/\n  to: /help/signs/\n")
    commit(content)
    (content / "pages/help/signs.md").unlink()
    rewrite(content, "data/redirects.yml", "to: /help/signs/\n", "to: /help/\n" + more)
    assert [one.rule for one in found(content)] == ["a-published-address-stays"] * (not more)


@pytest.mark.parametrize(
    ("was", "is_there"),
    [
        ("/notices/2009/", True),
        ("/notices/kind/plan/", True),
        ("/commitments/2012/", True),
        ("/notices/brand/mantan/", False),  # no notice names it any more
        ("/notices/2008/", False),
        ("/notices/kind/plan/9/", False),
    ],
)
def test_of_a_page_that_may_have_gone_nobody_says_that_it_is_there(
    content: Path, was: str, *, is_there: bool
) -> None:
    path = "data/redirects.yml"
    with (content / path).open("a", encoding="utf-8") as file:
        file.write(f"- from: /old/list/\n  to: {was}\n")
    commit(content)
    rewrite(content, path, f"  to: {was}\n", "  to: /channels/\n")
    assert rules(content) == ["a-published-redirect-stays"] * is_there


def test_a_picture_in_a_published_notice_keeps_its_bytes(content: Path) -> None:
    picture = content / "pages/images/steps.svg"
    write(content, body=BODY + "\n![价目](/images/steps.svg)\n")
    commit(content)
    picture.write_text(picture.read_text("utf-8").replace("</svg>", "<g/></svg>"), "utf-8")
    [finding] = found(content)
    assert (finding.path, finding.rule) == (PATH, "a-picture-of-a-notice-stays")
    assert finding.source_line == "![价目](/images/steps.svg)"
    write(content)
    commit(content)
    write(content, "notices/2009/GD2009-0999.md", "![价目](/images/steps.svg)\n",
          plan_number="09GD009999", plan_name="另一个", title="另一份")  # fmt: skip
    picture.write_text(picture.read_text("utf-8").replace("<g/>", "<g></g>"), "utf-8")
    assert found(content) == []  # a new notice was never shown with another


def test_a_notice_that_nobody_can_read_any_more_stays_too(content: Path) -> None:
    rewrite(content, PATH, "kind:", "kindd:")
    commit(content)
    (content / PATH).unlink()
    [finding] = found(content)
    assert (finding.severity, finding.message) == ("error", "公布过的公告没有了")


def test_lines_that_change_places_are_told_though_another_correction_is(content: Path) -> None:
    body = "## 说明\n\n收费的：\n\n- 语音信箱\n\n免费的：\n\n- 来电显示\n\n办理后短信通知\n"
    write(content, body=body)
    commit(content)
    swapped = body.replace("语音信箱", "X").replace("来电显示", "语音信箱").replace("X", "来电显示")
    correction = {"on": "2009-07-17", "field": "body", "was": "办理后短信通知",
                  "now": "办理后短信通知。", "why": "漏了句号"}  # fmt: skip
    write(content, body=swapped.replace("通知\n", "通知。\n"), corrections=[correction])
    assert rules(content) == ["a-change-has-a-correction"]
    write(content, body=body.replace("通知\n", "通知。\n"), corrections=[correction])
    assert found(content) == []


def test_a_folder_that_was_moved_cannot_be_compared(content: Path) -> None:
    moved = content.parent / "inhalt"
    content.rename(moved)
    with pytest.raises(ObstacleError, match="另一个文件夹"):
        found(moved)


def test_a_promise_that_awaited_its_words_may_get_them(content: Path) -> None:
    path = "commitments/2012/1.md"
    rewrite(content, path, "state: published", "state: awaiting_text")
    commit(content)
    rewrite(content, path, "state: awaiting_text", "state: published")
    rewrite(content, path, "title: ", "title: 新")
    assert found(content) == []


def test_a_changed_price_shows_the_line_and_the_entry_to_write(content: Path) -> None:
    text = notice_text(BODY).replace('{"amount": "58"', '{"amount": "68"')
    (content / PATH).write_text(text, "utf-8")
    [finding] = found(content)
    assert (finding.path, finding.rule) == (PATH, "a-change-has-a-correction")
    assert text.split("\n")[finding.line - 1].startswith("price:")
    assert "“58 元/月”改成了“68 元/月”" in finding.message
    assert finding.fix.endswith(
        "\ncorrections:\n"
        "  - on: 2009-07-17\n"
        "    field: price\n"
        "    was: 58 元/月\n"
        "    now: 68 元/月\n"
        "    why: 写明为什么改"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"price": {"amount": "58.00", "unit": "元/月"}},
        {"price": {"amount": "68", "unit": "元/年", "tax_included": "否", "text": "按天: 折算"}},
        {"withdrawn_on": "2009-09-01"},
        {"areas": ["全省"]},
        {"restrictions": ["甲、乙", "# 丙", "“丁”: 戊"]},
        {"includes": [{"item": "短信", "amount": "100", "unit": "条", "note": "限网内"}]},
        {"promotion": {"amount": "38", "months": "6"}},
        {"overage": "第一行\n第二行"},
        {"title": "'关于' \"引号\" 与 - 破折号"},
        {"liability": "[方括号]"},
        {"kind": "addon", "audience": "business"},
        {
            "auto_renew": {"renews": "是", "term": "按月"},
            "lock_in": "用满 12 个月",
            "contract_months": "12",
        },
        {"sales_channels": ["hall", "hotline"], "brands": ["神州行", "全球通"]},
        {"source": {"kind": "pending"}},
        {"body": BODY.replace("短信", "电话")},
        {"body": BODY + "\n新的一段。\n\n再一段: #\n"},
        {"body": BODY.replace("- 一\n", "")},
        {"body": BODY.replace("- 一\n- 二", "- 二\n- 一")},
        {"body": BODY.replace("- 二", "  - 二")},
        {"body": BODY + "\n5 \\< 6 注: 一\n"},
        {"body": BODY.replace("短信通知", "AT&amp;T &lt;b&gt;&nbsp;5\u00a0元")},
        {"body": BODY + "\nAT&amp;T \\*客户\\*: '甲' \"乙\" &amp;lt; # 丙\n"},
        {"body": BODY.replace("- 二", "- \\*二&amp;三\n- [四](/help/)")},
        {"body": ""},
        {"body": "全新\n\n> 引用\n", "price": {"amount": "1", "unit": "元"}},
    ],
    ids=str,
)
def test_following_the_message_to_the_letter_passes(
    content: Path, fields: dict[str, object]
) -> None:
    write(content, **({"body": BODY} | fields))  # type: ignore[arg-type]
    first = found(content)
    assert {finding.rule for finding in first} == {"a-change-has-a-correction"}
    assert len(first) == len(fields)
    text = "\n".join(finding.fix.partition("\n")[2] for finding in first)
    text = text.replace(REASON, "录入有误")
    assert text.count("corrections:") == 1
    now = (content / PATH).read_text("utf-8").replace("source:", text + "\nsource:", 1)
    (content / PATH).write_text(now, "utf-8")
    assert found(content) == []


@pytest.mark.parametrize("line", ["联系 AT&amp;T 客户，每月 58 元。", "\\*AT&amp;T\\* 58 元: 甲"])
@pytest.mark.parametrize("in_row", [False, True])
def test_of_a_published_line_with_an_entity_the_entry_shown_passes(
    content: Path, line: str, *, in_row: bool
) -> None:
    old = "{on: 2009-03-01, field: other, was: 甲, now: 乙, why: 丙}"
    for words in (line, line.replace("58", "56")):
        text = notice_text(words + "\n")
        if in_row:
            text = text.replace("source:", f"corrections: [{old}]\nsource:", 1)
        (content / PATH).write_text(text, "utf-8")
        if words == line:
            commit(content)
    [finding] = found(content)
    if in_row:
        entry = finding.fix.partition("\n")[2].replace(REASON, "录入有误")
        text = text.replace("]\nsource:", f"{entry}]\nsource:", 1)
        (content / PATH).write_text(text, "utf-8")
    else:
        follow(content, finding)
    assert found(content) == []
    said = check(content).portal.notices["GD2009-0137"].corrections[-1]
    assert "AT&T" in said.was


def test_nothing_written_out_is_to_be_taken_back_not_corrected(content: Path) -> None:
    write(content, body="")
    commit(content)
    write(content, body="", other="无")
    assert found(content) == [], "a field that is not there says the same"
    write(content, body="无\n")
    [finding] = found(content)
    assert "没有写和写着“无”" in finding.message
    assert "删去现在写的“无”" in finding.fix
    assert "corrections" not in finding.fix


def test_an_item_that_is_only_moved_in_is_told_as_that(content: Path) -> None:
    write(content, body=BODY.replace("- 二", "  - 二"))
    [finding] = found(content)
    assert "“- 二”前面的空格和公布时不一样" in finding.message
    assert finding.fix.startswith("不是有意的，就把空格改回去；有意的，")
    follow(content, finding)
    assert found(content) == []


def test_a_new_entry_is_indented_as_the_others_are(content: Path) -> None:
    said = "corrections:\n- on: 2009-03-01\n  field: other\n  was: 甲\n  now: 乙\n  why: 丙\n"
    text = notice_text(BODY).replace("source:", said + "source:")
    (content / PATH).write_text(text, "utf-8")
    commit(content)
    (content / PATH).write_text(text.replace("次月 1 日生效", "当天生效", 1), "utf-8")
    [finding] = found(content)
    assert "\n- on: 2009-07-17\n  field: order_effect\n" in finding.fix
    follow(content, finding)
    assert found(content) == []


@pytest.mark.parametrize(
    "brackets",
    ["[{}]", "[{},]", "[\n  {},\n  ]", "[ {}\n]  "],
    ids=["one", "comma", "rows", "wide"],
)
@pytest.mark.parametrize("fee", ["0.15 元/分钟", "按 [附表]，见 {一}: 甲, 乙 # 丙"])
def test_in_a_list_in_brackets_the_new_entry_is_in_braces(
    content: Path, brackets: str, fee: str
) -> None:
    old = "{on: 2009-03-01, field: other, was: 甲, now: 乙, why: 丙}"
    said = f"corrections: {brackets.replace('{}', old)}\n"
    text = notice_text(BODY).replace("source:", said + "source:")
    (content / PATH).write_text(text, "utf-8")
    commit(content)
    write(content, overage=fee)
    (content / PATH).write_text(
        (content / PATH).read_text("utf-8").replace("source:", said + "source:", 1), "utf-8"
    )
    [finding] = found(content)
    advice, _, to_copy = finding.fix.partition("\n")
    assert advice.startswith("在 corrections 最后的 ] 前面加上这一项")
    before, closing, rest = (content / PATH).read_text("utf-8").rpartition("]")
    assert rest.lstrip().startswith("source:")
    added = before.rstrip() + to_copy.replace(REASON, "录入有误")
    (content / PATH).write_text(added + closing + rest, "utf-8")
    assert found(content) == []


def test_a_correction_that_tells_something_else_does_not_pass(content: Path) -> None:
    for wrong in ({"was": "0.25 元"}, {"now": "0.16 元"}, {"field": "other"}, {"field": "body"}):
        write(content, overage="0.15 元", corrections=[correction(**wrong)])
        assert rules(content) == ["a-change-has-a-correction"], wrong


def test_a_wrong_entry_is_to_be_put_right_not_doubled(content: Path) -> None:
    write(content, overage="0.15 元", corrections=[correction(was="0.25 元")])
    [finding] = found(content)
    assert "改成下面这样" in finding.fix
    assert finding.fix.count("corrections:") == 0


def test_an_old_correction_does_not_cover_a_new_change(content: Path) -> None:
    write(content, overage="0.15 元", corrections=[correction()])
    commit(content)
    write(content, overage="无", corrections=[correction()])
    commit(content)
    write(content, overage="0.15 元", corrections=[correction()])
    assert rules(content) == ["a-change-has-a-correction"]


@pytest.mark.parametrize(
    ("field", "was", "now"),
    [
        ("overage", "无", "0.15 元"),
        ("price", "58 元/月", "56 元/月"),
        ("price.amount", "58", "56"),
        ("areas", "广州", "深圳"),
        ("body", "办理后短信通知", "办理后电话通知"),
    ],
)
def test_a_correction_whose_change_was_forgotten_is_an_error(
    content: Path, field: str, was: str, now: str
) -> None:
    write(content, areas=["广州"])
    commit(content)
    write(content, areas=["广州"], corrections=[correction(field=field, was=was, now=now)])
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("a-change-has-a-correction", "error")
    assert f"改成了“{now}”，它却还和公布时一样" in finding.message
    assert finding.fix.startswith(f"忘了改的，就把 {field} 也改成“{now}”；")
    changed: dict[str, dict[str, Any]] = {
        "overage": {"overage": "0.15 元"},
        "price": {"price": {"amount": "56", "unit": "元/月"}},
        "price.amount": {"price": {"amount": "56", "unit": "元/月"}},
        "areas": {"areas": ["深圳"]},
        "body": {"body": BODY.replace("短信", "电话")},
    }
    told = [correction(field=field, was=was, now=now)]
    fields: dict[str, Any] = {"areas": ["广州"], "corrections": told} | changed[field]
    write(content, **fields)
    assert found(content) == []


def test_of_what_changed_long_ago_a_correction_may_be_added(content: Path) -> None:
    for field, was, now in (("overage", "0.2 元", "无"), ("body", "电话通知", "短信通知")):
        write(content, corrections=[correction(field=field, was=was, now=now)])
        [finding] = found(content)
        assert (finding.rule, finding.severity) == ("a-change-has-a-correction", "notice")
        assert "它却和公布时一样" in finding.message


def test_a_published_correction_that_says_it_wrong_has_one_of_its_own(content: Path) -> None:
    write(content, overage="0.15 元", corrections=[correction()])
    commit(content)
    write(content, overage="0.15 元", corrections=[correction(why="漏抄")])
    [finding] = found(content)
    assert "更正本身写错了的，在最后另加一项，field 写 corrections" in finding.fix
    again = correction(field="corrections", was="漏写", now="漏抄", why="原因写错")
    write(content, overage="0.15 元", corrections=[correction(), again])
    assert found(content) == []


def test_spaces_before_the_first_line_are_to_be_taken_back(content: Path) -> None:
    body = "一段话，5 元。\n\n又一段。\n"
    write(content, body=body)
    commit(content)
    write(content, body="  " + body.replace("\n\n", "\n"))
    shifted, joined = found(content)
    assert "“一段话，5 元。”前面的空格和公布时不一样" in shifted.message
    assert shifted.fix == "不用写更正，把空格改回公布时的样子"
    write(content, body=body.replace("\n\n", "\n"))
    follow(content, joined)
    assert found(content) == []


def test_a_correction_of_what_was_not_changed_is_told(content: Path) -> None:
    for field in ("body", "price.amount"):
        write(content, corrections=[correction(field=field)])
        [finding] = found(content)
        assert (finding.rule, finding.severity) == ("a-change-has-a-correction", "notice")
        assert "它却和公布时一样" in finding.message
        assert field in str(finding.source_line)


@pytest.mark.parametrize(
    ("field", "said", "part"),
    [
        ("withdrawn_on", ("2009-10-08", "2009-10-20"), ("10-08", "10-20")),
        ("effective_on", ("2009-03-02", "2009-03-10"), ("02", "10")),
        ("supersedes", (["GD2009-0001"], ["GD2009-0002"]), ("0001", "0002")),
        ("brands", (["校园卡"], ["大学卡"]), ("校园", "大学")),
    ],
)
def test_a_correction_of_a_day_or_an_id_tells_the_whole_of_it(
    content: Path, field: str, said: tuple[str | list[str], ...], part: tuple[str, str]
) -> None:
    for number in ("0001", "0002"):
        names = {"title": f"旧公告 {number}", "plan_name": number, "plan_number": f"P{number}"}
        write(content, f"notices/2009/GD2009-{number}.md", **names)
    write(content, **{field: said[0]})  # type: ignore[arg-type]
    commit(content)
    told = {"on": "2009-07-17", "field": field, "was": part[0], "now": part[1], "why": "误录"}
    write(content, **{field: said[1], "corrections": [told]})  # type: ignore[arg-type]
    (one,) = [one for one in found(content) if one.severity == "error"]
    assert one.rule == "a-change-has-a-correction"
    was = said[0] if isinstance(said[0], str) else said[0][0]
    assert f"was: {was}," in one.fix
    assert "把 corrections 里新加的这一项改成下面这样" in one.fix


def test_a_new_brand_does_not_take_the_address_of_a_published_one(content: Path) -> None:
    write(content, brands=["星途"])
    commit(content)
    more = {"title": "又一份", "plan_number": "P2", "plan_name": "又一种"}
    new = "notices/2009/GD2009-0100.md"
    # Entered late: it says that it was published before the other.
    write(content, new, brands=["全球通", "兴途"], published_on="2009-02-01", **more)
    (one,) = [one for one in found(content) if one.severity == "error"]
    assert (one.rule, one.path) == ("a-new-brand-has-its-own-address", new)
    assert "“星途”" in one.message
    assert "/notices/brand/xingtu/" in one.message
    assert "就写 星途" in one.fix
    write(content, new, brands=["全球通", "兴途卡"], **more)
    assert "a-new-brand-has-its-own-address" not in rules(content)


def test_a_brand_that_is_only_written_otherwise_keeps_its_address(content: Path) -> None:
    write(content, brands=["星途"])
    commit(content)
    told = {"on": "2009-07-17", "field": "brands", "was": "星途", "now": "兴途", "why": "误录"}
    write(content, brands=["兴途"], corrections=[told])
    assert found(content) == []


def test_a_part_of_a_group_can_be_named(content: Path) -> None:
    part = correction(field="price.amount", was="58", now="68")
    write(content, price={"amount": "68", "unit": "元/月"}, corrections=[part])
    assert found(content) == []
    write(content, price={"amount": "68", "unit": "元/年"}, corrections=[part])
    assert [one.message[:18] for one in found(content)] == ["已公布的“资费标准 · 单位”从“元"]


def test_a_word_of_a_list_may_be_told_as_it_stands_in_the_file(content: Path) -> None:
    write(content, kind="addon", corrections=[correction(field="kind", was="plan", now="addon")])
    assert found(content) == []
    write(content, kind="addon", corrections=[correction(field="kind", was="套餐", now="加装包")])
    assert found(content) == []


def test_writing_the_same_in_another_way_is_no_change(content: Path) -> None:
    text = (content / PATH).read_text("utf-8")
    _, front, body = text.split("---\n")
    lines = front.splitlines()
    other = "\n".join(reversed(lines)).replace('"广州"', "广州").replace('"无"', "无")
    mended = (
        f"---\r\n## 说明\r\n{other}\r\ncorrections: []\r\n---\r\n\r\n\r\n{body.strip()}  \r\n\r\n"
    )
    (content / PATH).write_bytes(mended.encode())
    assert check(content).portal.notices["GD2009-0137"] == a_notice()
    assert found(content) == []


FIELDS = {"overage": "AT&T 0.15 元", "order_effect": "次日: 生效", "other": "新客户\n限一户"}
ROWS = (
    "  - on: 2009-07-10\n    field: overage\n    was: 无\n    now: AT&T 0.15 元\n    why: 漏写\n",
    "  - on: 2009-07-11\n    field: order_effect\n    was: 无\n    now: '次日: 生效'\n    why: 漏写\n",
    "  - on: 2009-07-12\n    field: other\n    was: 无\n"
    "    now: |-\n      新客户\n      限一户\n    why: 漏写\n",
)
IN_BRACES = (
    "{on: 2009-07-10, field: overage, was: 无, now: AT&T 0.15 元, why: 漏写}",
    "{on: 2009-07-11, field: order_effect, was: 无, now: '次日: 生效', why: 漏写}",
    '{on: 2009-07-12, field: other, was: 无, now: "新客户\\n限一户", why: "漏写, 一"}',
)


@pytest.mark.parametrize("gone", [0, 1, 2])
@pytest.mark.parametrize("in_braces", [False, True])
def test_a_correction_that_is_gone_is_put_back_as_it_is_shown(
    content: Path, gone: int, *, in_braces: bool
) -> None:
    def publish(some: Iterable[str]) -> None:
        said = (
            f"corrections: [{''.join(some)}]\n" if in_braces else "corrections:\n" + "".join(some)
        )
        text = notice_text(BODY, **FIELDS).replace("source:", said + "source:")
        (content / PATH).write_text(text, "utf-8")

    every = [one + ", " for one in IN_BRACES] if in_braces else [*ROWS]
    every[2] = every[2].removesuffix(", ")
    publish(every)
    commit(content)
    left = [one for index, one in enumerate(every) if index != gone]
    left[1] = left[1].removesuffix(", ")
    publish(left)
    [finding] = found(content)
    assert finding.message.endswith("被删去了")
    advice, _, to_copy = finding.fix.partition("\n")
    assert advice.startswith("在这一项的后面" if gone == 2 else "在这一项的前面")
    publish([*left[:gone], to_copy + "\n" * (not in_braces), *left[gone:]])
    assert found(content) == []


def test_a_commit_taken_back_is_mended_by_both_messages(content: Path) -> None:
    said = "corrections:\n" + ROWS[0]
    text = notice_text(BODY, overage=FIELDS["overage"]).replace("source:", said + "source:")
    (content / PATH).write_text(text, "utf-8")
    commit(content)
    write(content)
    changed, gone = sorted(found(content), key=lambda one: one.rule)
    assert changed.fix.startswith("先放回公布过的更正，再在 corrections 的最后加上这一项，")
    follow(content, gone)
    follow(content, changed)
    assert found(content) == []


def test_a_correction_that_a_merge_left_out_is_put_back_beside_the_other(content: Path) -> None:
    theirs = correction(on="2009-07-10", field="eligibility", was="无", now="新客户")
    write(content, eligibility="新客户", corrections=[theirs])
    commit(content)
    write(content, eligibility="新客户", overage="0.15 元", corrections=[correction()])
    [finding] = found(content)
    assert finding.message.endswith("被删去了")
    assert finding.fix.startswith("在这一项的前面放回下面这一项")
    both = [theirs, correction()]
    write(content, eligibility="新客户", overage="0.15 元", corrections=both)
    assert found(content) == []


def test_a_removed_notice_is_told(content: Path) -> None:
    (content / PATH).unlink()
    [finding] = found(content)
    assert (finding.path, finding.rule) == (PATH, "a-published-notice-stays")


@pytest.mark.parametrize("name", ["2009/GD2009-0138.md", "2009/gd2009-0137.md"])
def test_a_renamed_notice_is_a_removed_one_and_its_new_name_is_told(
    content: Path, name: str
) -> None:
    (content / PATH).rename(content / "notices" / name)
    told = [one for one in found(content) if one.severity == "error"]
    assert [(one.path, one.rule) for one in told] == [(PATH, "a-published-notice-stays")]
    assert told[0].message.endswith(f"，像是改成了 notices/{name}")
    assert told[0].fix.startswith(f"改回 {PATH}；")


@pytest.mark.parametrize("folder", ["2009年", "2010/2009", "旧/2009"])
def test_of_a_folder_that_was_moved_one_finding_says_where_it_belongs(
    content: Path, folder: str
) -> None:
    for number in range(150, 156):
        write(content, PATH.replace("0137", f"0{number}"), plan_number=f"09GD000{number}")
    commit(content)
    (content / "notices" / folder).parent.mkdir(exist_ok=True)
    (content / "notices/2009").rename(content / "notices" / folder)
    checked = check(content)
    past = history.past(content, "HEAD", checked.bytes_by_path)
    told = [*checked.findings, *altered(checked, past, TODAY)]
    [one] = [one for one in told if one.severity == "error"]
    assert one.message == f"notices/{folder}/ 里的 7 个文件都放错了文件夹"
    assert one.fix.startswith("都移到 notices/2009/；")
    (content / "notices" / folder).rename(content / "notices/2009")
    assert found(content) == []


def test_a_number_never_goes_to_another_plan(content: Path) -> None:
    renumbered = correction(field="plan_number", was="09GD000137", now="09GD000999")
    write(content, plan_number="09GD000999", corrections=[renumbered])
    assert found(content) == []
    for number in ("09GD000137", "09gd-000137"):
        write(content, "notices/2009/GD2009-0200.md", plan_name="漫游包", plan_number=number)
        checked = check(content)
        # The correction tells it, without any history.
        [finding] = [one for one in checked.findings if one.severity == "error"]
        assert finding.rule == "a-plan-number-is-used-once"
        assert finding.path == "notices/2009/GD2009-0200.md"
        past = history.past(content, "HEAD", checked.bytes_by_path)
        assert altered(checked, past, TODAY) == []


def test_a_notice_written_over_another_is_told_once_and_no_correction_makes_it_pass(
    content: Path,
) -> None:
    names = {
        "title": "关于推出漫游包的公告",
        "plan_name": "漫游包",
        "plan_number": "09GD000200",
        "overage": "0.15 元",
    }
    told = [correction(field=name, was=BORING[name], now=now) for name, now in names.items()]
    for corrections in ([], told):
        write(content, **names, corrections=corrections)
        [finding] = found(content)
        assert (finding.path, finding.rule) == (PATH, "a-published-notice-stays")
        assert "公布时是“畅聊 58”（09GD000137）的公告" in finding.message
        assert "没用过的编号" in finding.fix
    for name in ("plan_name", "plan_number"):  # one of them alone is the same plan, corrected
        write(content, **{name: names[name]}, corrections=[])
        assert rules(content) == ["a-change-has-a-correction"]


def test_the_number_of_a_removed_notice_is_not_free(content: Path) -> None:
    (content / PATH).unlink()
    write(content, "notices/2009/GD2009-0200.md", plan_name="漫游包")
    assert sorted(rules(content)) == [
        "a-published-notice-stays",
        "a-published-number-keeps-its-plan",
    ]


def test_published_corrections_stay_as_they_are(content: Path) -> None:
    write(content, overage="0.15 元", corrections=[correction()])
    commit(content)
    altered_ones: tuple[list[dict[str, str]], ...] = (
        [],
        [correction(why="别的")],
        [correction(field="other"), correction()],
        [correction(on="2009-07-18")],
    )
    for corrections in altered_ones:
        write(content, overage="0.15 元", corrections=corrections)
        assert rules(content) == ["published-corrections-stay"], corrections
    both = [correction(), correction(field="other", now="乙")]
    write(content, overage="0.15 元", other="乙", corrections=both)
    assert found(content) == []


def test_published_corrections_that_are_gone_are_told_where_they_stood(content: Path) -> None:
    both = [correction(), correction(on="2009-07-18", field="other", was="甲", now="无")]
    write(content, overage="0.15 元", corrections=both)
    commit(content)
    write(content, overage="0.15 元")
    [finding] = found(content)
    assert "第 1 项更正（2009-07-17，超出资费）已经公布，被删去了" in finding.message
    assert str(finding.source_line).startswith("source:")
    assert finding.fix.startswith("在 source: 前面放回下面几行，照抄\ncorrections:\n  - on: ")
    follow(content, finding)
    assert found(content) == []
    for left, told in ((both[1:], "第 1 项"), (both[:1], "第 2 项")):
        write(content, overage="0.15 元", corrections=left)
        [finding] = found(content)
        assert finding.message.startswith(told)
        assert finding.message.endswith("被删去了")
        assert str(finding.source_line).startswith("corrections:")
    write(content, overage="0.15 元", corrections=[correction(why="别的"), both[1]])
    assert found(content)[0].message.endswith("被改动了")


def test_new_notices_are_free(content: Path) -> None:
    of_its_own = {"title": "关于漫聊套餐的公告", "plan_name": "漫聊", "plan_number": "09GD000200"}
    write(content, "notices/2009/GD2009-0200.md", **of_its_own)
    assert found(content) == []


def test_any_revision_can_be_asked(content: Path) -> None:
    write(content, overage="0.15 元")
    commit(content)
    assert found(content, "HEAD") == []
    assert rules(content, "HEAD~1") == ["a-change-has-a-correction"]
    assert rules(content, git(content, "rev-parse", "HEAD~1")) == ["a-change-has-a-correction"]


@pytest.mark.parametrize("text", ["没有字段\n", "---\n- 甲\n---\n", "---\ncorrections: 甲\n---\n"])
def test_a_form_that_nobody_can_read_any_more_is_told(content: Path, text: str) -> None:
    (content / PATH).write_text(text, "utf-8")
    commit(content)
    write(content)
    assert [(one.rule, one.severity) for one in found(content)] == [
        ("published-form-is-readable", "notice")
    ]


def test_of_a_form_that_fits_no_more_what_does_is_compared(content: Path) -> None:
    write(content, contract_months="24 个月", body=BODY + "\n<b>粗</b>\n")
    rewrite(content, PATH, "kind:", "kindd:")
    commit(content)
    write(content, lock_in="一个月", price={"amount": "188", "unit": "元/月"}, body=BODY + "\n粗\n")
    told = [one.message for one in found(content)]
    [unread] = [text for text in told if "读不懂" in text]
    assert "“公告类型、合约期限”的写法读不懂，没法对照；别的都对照了" in unread
    changed = sorted(text.partition("从")[0] for text in told if text != unread)
    assert changed == ["已公布的“在网要求”", "已公布的“正文”", "已公布的“资费标准”"]


def test_a_field_that_nobody_can_read_any_more_may_have_its_correction(content: Path) -> None:
    write(content, overage="", price={"amount": "128", "unit": "元/月"})
    commit(content)
    write(content, overage="0.15 元", price={"amount": "188", "unit": "元/月"},
          corrections=[correction(field="overage", was="空着"),
                       correction(field="price", was="128 元/月", now="188 元/月")])  # fmt: skip
    assert found(content) == []


def test_an_unreadable_draft_was_never_published(content: Path) -> None:
    write(content, contract_months="24 个月")
    rewrite(content, PATH, "---\n", "---\ndraft: 是\n")
    commit(content)
    write(content, overage="0.15 元")
    assert found(content) == []


def test_a_folder_that_is_new_to_history_is_told(content: Path) -> None:
    rewrite(content, "data/site.yml", AS_OF, "")  # no day is of another time
    git(content.parent, "checkout", "-q", "--orphan", "empty")
    git(content.parent, "rm", "-rfq", "--cached", ".")
    git(content.parent, "commit", "-q", "--allow-empty", "-m", "nothing yet")
    assert [(one.rule, one.severity) for one in found(content)] == [
        ("published-form-is-readable", "notice")
    ]


def refused(content: Path, since: str) -> str:
    with pytest.raises(ObstacleError) as error:
        history.past(content, since, {})
    return f"{error.value.what}{error.value.fix}"


def test_an_unknown_revision_is_told(content: Path) -> None:
    assert "没有 nonsense 这个版本" in refused(content, "nonsense")
    assert "没有 --help 这个版本" in refused(content, "--help")
    assert "没有  这个版本" in refused(content, "")


def test_a_folder_outside_any_repository_is_told(tmp_path: Path) -> None:
    assert "不在 git 仓库里" in refused(tmp_path, "HEAD")


def test_a_shallow_clone_that_lacks_the_revision_is_told(content: Path, tmp_path: Path) -> None:
    write(content, overage="0.15 元")
    commit(content)
    address = f"file://{content.parent}"
    subprocess.run(["git", "clone", "-q", "--depth=1", address, str(tmp_path / "c")], check=True)
    told = refused(tmp_path / "c/content", "HEAD~1")
    assert "只有最近的历史" in told
    assert "fetch-depth: 0" in told
    assert len(history.past(tmp_path / "c/content", "HEAD", {}).differing) > 1


def test_the_surroundings_of_a_hook_do_not_mislead(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(content, overage="0.15 元")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    assert len(found(content)) == 1


def verb(content: Path, *words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "scripts/check.py", "--content", str(content), *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | ({"PATH": path} if path is not None else {}),
    )


def test_the_verb_exits_1_with_the_entry_and_0_once_it_stands(content: Path) -> None:
    write(content, overage="0.15 元")
    done = verb(content, "--since", "HEAD", "--as-of", "2009-07-17")
    assert done.returncode == 1
    assert "\ncorrections:\n  - on: 2009-07-17\n    field: overage\n" in done.stdout
    write(content, overage="0.15 元", corrections=[correction()])
    assert verb(content, "--since", "HEAD", "--as-of", "2012-05-10").returncode == 0


def test_the_verb_tells_the_same_to_programs(content: Path) -> None:
    write(content, overage="0.15 元")
    since = ("--since", "HEAD", "--as-of", "2012-05-10")
    rows = json.loads(verb(content, *since, "--format", "json").stdout)
    assert [row["rule"] for row in rows] == ["a-change-has-a-correction"]
    assert rows[0]["path"].endswith(PATH)
    github = verb(content, *since, "--format", "github").stdout
    assert "%0Acorrections:%0A  - on: " in github


def test_the_verb_exits_2_when_it_cannot_compare(content: Path, tmp_path: Path) -> None:
    done = verb(content, "--since", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没法对照" in done.stderr
    done = verb(content, "--since", "HEAD", path=str(tmp_path))
    assert (done.returncode, "没有找到 git" in done.stderr) == (2, True)


def test_only_what_differs_is_read(content: Path) -> None:
    for number in range(1000):
        write(content, f"notices/2009/N{number}.md", plan_number=f"N{number}")
    commit(content)
    write(content, overage="0.15 元")
    now = {one.path: one.data for one in sources.tree(content)[0]}
    past = history.past(content, "HEAD", now)
    assert list(past.differing) == [PATH]


def as_draft(content: Path) -> None:
    text = notice_text(BODY).replace("---\n", "---\ndraft: 是\n", 1)
    (content / PATH).write_text(text, "utf-8")


def test_a_published_notice_cannot_become_a_draft(content: Path) -> None:
    as_draft(content)
    [finding] = found(content)
    assert (finding.rule, finding.line) == ("a-published-notice-stays", 2)
    assert "draft: 是" in finding.fix


def test_a_draft_may_change_go_away_and_be_published(content: Path) -> None:
    as_draft(content)
    commit(content)
    write(content, price={"amount": "68", "unit": "元/月"})
    assert found(content) == []
    (content / PATH).unlink()
    assert found(content) == []


def test_saying_that_it_is_no_draft_changes_nothing(content: Path) -> None:
    text = notice_text(BODY).replace("---\n", "---\ndraft: 否\n", 1)
    (content / PATH).write_text(text, "utf-8")
    assert found(content) == []


def test_a_page_that_goes_away_is_told_though_it_stands_on_no_list(content: Path) -> None:
    (content / "pages/help/signs.md").unlink()
    (gone,) = found(content)
    assert (gone.rule, gone.path) == ("a-published-address-stays", "pages/help/signs.md")
    assert "“/help/signs/”" in gone.message


def test_a_page_that_becomes_a_draft_is_told(content: Path) -> None:
    page = content / "pages/help/signs.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\ndraft: 是\n", 1), "utf-8")
    assert rules(content) == ["a-published-address-stays"]


def test_a_page_that_moved_and_leads_on_is_no_loss(content: Path) -> None:
    (content / "pages/help/signs.md").rename(content / "pages/help/marks.md")
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /help/signs/\n  to: /help/marks/\n")
    assert found(content) == []


def test_a_page_that_is_gone_may_lead_to_the_home_page(content: Path) -> None:
    (content / "pages/help/signs.md").unlink()
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write("- from: /help/signs/\n  to: /\n")
    assert found(content) == []


def test_while_redirects_cannot_be_read_no_page_is_told_to_be_gone(content: Path) -> None:
    (content / "pages/help/signs.md").unlink()
    (content / "data/redirects.yml").write_text("from: /help/signs/\nto: /help/\n", "utf-8")
    checked = check(content)
    assert [one.rule for one in checked.findings] == ["file-has-its-shape"]
    past = history.past(content, "HEAD", checked.bytes_by_path)
    assert altered(checked, past, TODAY) == []


def test_of_a_successor_written_the_wrong_way_round_no_correction_is_asked_for(
    content: Path,
) -> None:
    write(
        content, PATH.replace("0137", "0150"), published_on="2009-05-16", effective_on="2009-06-01"
    )
    write(content, supersedes=["GD2009-0150"])
    checked = check(content)
    [told] = [one for one in checked.findings if one.severity == "error"]
    assert told.rule == "supersession-is-sound"
    assert told.fix.startswith(
        "写反了：从这里删去 supersedes，在 GD2009-0150 里写 supersedes: [GD2009-0137]"
    )
    past = history.past(content, "HEAD", checked.bytes_by_path)
    assert altered(checked, past, TODAY) == []


def test_of_a_correction_that_names_a_label_only_the_name_is_told(content: Path) -> None:
    entry = {
        "on": "2009-07-17",
        "field": "资费标准",
        "was": "58 元/月",
        "now": "68 元/月",
        "why": "录入",
    }
    write(content, price={"amount": "68", "unit": "元/月"}, corrections=[entry])
    checked = check(content)
    told = next(one for one in checked.findings if one.severity == "error")
    assert told.rule == "a-correction-names-a-field"
    assert told.fix == "是不是“price”？改成 price"
    assert altered(checked, history.past(content, "HEAD", checked.bytes_by_path), TODAY) == []
    write(
        content, price={"amount": "68", "unit": "元/月"}, corrections=[entry | {"field": "price"}]
    )
    assert found(content) == []


def test_of_a_correction_that_names_no_field_at_all_only_the_name_is_told(content: Path) -> None:
    entry = {"on": "2009-07-17", "field": "优惠券", "was": "一", "now": "二", "why": "录入"}
    write(content, eligibility="新客户", corrections=[entry])
    checked = check(content)
    assert "a-correction-names-a-field" in {one.rule for one in checked.findings}
    assert altered(checked, history.past(content, "HEAD", checked.bytes_by_path), TODAY) == []


def test_a_new_correction_put_first_is_moved_to_the_end(content: Path) -> None:
    old = {"on": "2009-07-10", "field": "eligibility", "was": "新客户", "now": "无", "why": "录入"}
    write(content, eligibility="无", corrections=[old])
    commit(content)
    new = {"on": "2009-07-10", "field": "overage", "was": "无", "now": "0.1 元", "why": "录入"}
    write(content, eligibility="无", overage="0.1 元", corrections=[new, old])
    told = [one for one in found(content) if one.severity == "error"]
    assert "published-corrections-stay" in {one.rule for one in told}
    moved = next(one for one in told if one.rule == "published-corrections-stay")
    assert moved.message == "新加的第 1 项更正写在了已经公布的前面"
    assert moved.fix == "把新加的这一项移到最后，别的不动"
    # When the days tell of it already, it is told once.
    write(
        content, eligibility="无", overage="0.1 元", corrections=[new | {"on": "2009-07-17"}, old]
    )
    checked = check(content)
    assert any("移到最后" in one.fix for one in checked.findings)
    past = history.past(content, "HEAD", checked.bytes_by_path)
    assert "published-corrections-stay" not in {one.rule for one in altered(checked, past, TODAY)}


def test_a_new_notice_dated_before_what_is_published_is_told(content: Path) -> None:
    other = PATH.replace("0137", "0150")
    write(content, other)
    assert found(content) == []
    rewrite(content, "data/site.yml", AS_OF, "")
    (content / other).unlink()
    commit(content)
    write(content, other)
    told = [one for one in found(content) if one.path == other]
    assert [(one.rule, one.severity) for one in told] == [("what-is-new-is-dated-anew", "notice")]
    assert "早于上一次发布" in told[0].message
    (content / other).write_text(
        (content / other).read_text("utf-8").replace("---\n", "---\ndraft: 是\n", 1), "utf-8"
    )
    assert [one for one in found(content) if one.path == other] == []
    for number in range(150, 157):
        write(content, PATH.replace("0137", f"0{number}"), plan_number=f"09GD000{number}")
    told = [one for one in found(content) if one.rule == "what-is-new-is-dated-anew"]
    assert [one.message.partition("；")[2] for one in told] == ["另有 6 份也是这样"]


def test_a_new_correction_of_a_result_dated_before_what_is_published_is_told(
    content: Path,
) -> None:
    rewrite(content, "data/site.yml", AS_OF, "")
    commit(content)
    note = "    note: 2009-07-17 更正，结果原为 41.0，录入有误\n"
    rewrite(content, RESULTS, "value: 41.0\n", "value: 43\n" + note)
    [finding] = found(content)
    assert (finding.rule, finding.severity) == ("what-is-new-is-dated-anew", "notice")
    assert finding.source_line == note.rstrip()
    assert "新加的更正，日期 2009-07-17 却早于上一次发布（" in finding.message
    commit(content)
    assert found(content) == []


def test_new_results_dated_before_what_is_published_are_told(content: Path) -> None:
    rewrite(content, "data/site.yml", AS_OF, "")
    text = (content / RESULTS).read_text("utf-8")
    (content / RESULTS).unlink()
    commit(content)
    (content / RESULTS).write_text(text, "utf-8")
    [finding] = found(content)
    assert (finding.path, finding.rule, finding.severity) == (
        RESULTS,
        "what-is-new-is-dated-anew",
        "notice",
    )
    assert finding.message.startswith("新放上来的结果，公布日期 2012-01-20 却早于上一次发布")
    commit(content)
    assert found(content) == []


def test_a_figure_that_a_published_quarter_had_not_says_when_it_came(content: Path) -> None:
    item, today = "  first-reply:\n    value: 41.0\n", date(2012, 5, 10)
    rewrite(content, RESULTS, item, "")
    commit(content)
    rewrite(content, RESULTS, "results:\n", f"results:\n{item}    note: 最长的一件。\n")
    assert found(content, today=date(2012, 1, 20)) == []  # it is of that day
    [finding] = found(content, today=today)
    assert (finding.rule, finding.severity) == ("a-changed-result-says-so", "notice")
    assert finding.source_line == "    value: 41.0"
    assert "2011-q4 的结果 2012-01-20 公布时没有 first-reply 这一项" in finding.message
    to_copy = finding.fix.partition("\n")[2]
    assert to_copy == "    note: 最长的一件。2012-05-10 更正，原来没有公布这一项"
    rewrite(content, RESULTS, "    note: 最长的一件。", to_copy)
    assert found(content, today=today) == []
    [ahead] = found(content, today=date(2012, 5, 9))
    assert (ahead.rule, ahead.severity) == ("a-changed-result-says-so", "error")
    rewrite(
        content, RESULTS, f"    value: 41.0\n{to_copy}", "    value: 未统计\n    note: 系统改造"
    )
    assert found(content, today=today) == []


@pytest.mark.parametrize("now", [AS_OF, "as_of: 2009-07-17\n", ""])
def test_a_site_that_fixes_its_day_was_last_published_on_that_day(content: Path, now: str) -> None:
    other = PATH.replace("0137", "0150")
    rewrite(content, "data/site.yml", AS_OF, now)  # what is published now is new since then
    write(content, other, published_on="2009-02-15")
    [finding] = [one for one in found(content) if one.path == other]
    assert (finding.rule, finding.severity) == ("what-is-new-is-dated-anew", "notice")
    assert finding.message.endswith("却早于上一次发布（网站按 2009-02-16 算）")
    write(content, other, published_on="2009-02-16")
    assert [one for one in found(content) if one.path == other] == []


def test_an_edition_that_takes_results_from_the_one_before_it_is_told(content: Path) -> None:
    rewrite(content, "data/site.yml", AS_OF, "")
    older, newer = "data/results/2012-q1.yml", "data/results/2013-q1.yml"
    text = (content / older).read_text("utf-8").replace("2012-04-20", "2013-04-20")
    (content / newer).write_text(text.replace("2012-q1", "2013-q1"), "utf-8")
    commit(content)
    path = "commitments/2013/1.md"
    text = (content / "commitments/2012/2.md").read_text("utf-8")
    text = text.replace("title: ", "title: 新的", 1).replace("from: 2012-01", "from: 2013")
    (content / path).parent.mkdir()
    (content / path).write_text(text, "utf-8")
    [finding] = [one for one in found(content) if one.rule == "what-is-new-is-dated-anew"]
    assert (finding.path, finding.severity) == (path, "notice")
    assert finding.source_line == "from: 2013"
    assert "2013-q1 的结果公布时算 2012 年的承诺" in finding.message
    rewrite(content, path, "from: 2013", "from: 2013-05-01")
    assert "what-is-new-is-dated-anew" not in rules(content)
    rewrite(content, path, "from: 2013-05-01", "from: 2013")
    commit(content)
    assert found(content) == []


@pytest.mark.parametrize(
    ("name", "plan", "fixes"),
    [
        ("YL2012-0030", "12YL000030", []),
        ("YL2012-030", "12YL000030", ["改成 YL2012-0030；"]),
        ("yl2012-0030", "12yl00030", ["改成 YL2012-0030；", "改成 12YL000030；"]),
        ("YL2012-018", "12YL000030", ["改成 YL2012-0021 的样子，用没用过的号；"]),
        ("GD2009-0200", "12-YL-30", ["改成 12YL000021 的样子，用没用过的号；"]),
    ],
)
def test_a_new_number_that_is_formed_like_no_other_is_told(
    content: Path, name: str, plan: str, fixes: list[str]
) -> None:
    # One that was published in its own form makes no other one right or wrong.
    write(content, f"notices/2009/{name}.md", plan_number=plan, plan_name="别的套餐")
    told = [one for one in found(content) if one.rule == "a-new-number-looks-like-the-others"]
    assert [one.fix.partition("公布以后")[0] for one in told] == fixes
    assert {one.severity for one in told} <= {"notice"}
    commit(content)
    assert found(content) == []  # what is published stays
