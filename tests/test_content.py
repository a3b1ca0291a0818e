"""The real content: it has no errors and makes nothing up, also when editors add to it by the book.

What is asserted names the records that stand there; whatever editors add beside them is free.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import recipes
from portal.checking import Checked, check
from portal.environment import ROOT
from portal.findings import as_text, has_errors
from portal.records.commitment import CommitmentState
from portal.records.source import CITED, Source

CONTENT = ROOT / "content"

# No notice of the operator was found: all that the demonstration came with are samples.
SAMPLE_NOTICES = {
    f"GD{year}-{number:04}"
    for year, last in {2007: 12, 2008: 18, 2009: 25}.items()
    for number in range(1, last + 1)
}
SAMPLE_RESULTS = {"2009-q1", "2009-q2"}

# What the news report of 17 July 2009 says, and no more.
PROMISES = {
    "2009/1": ("主动承诺资费下调", "让客户通信更省钱"),
    "2009/2": ("深度优化网络质量", "让客户沟通更顺畅"),
    "2009/3": ("快速解决客户疑难", "让客户使用更放心"),
    "2009/4": ("足不出户以指代步", "让客户办理更便捷"),
}
UNKNOWN_PROMISES = {"2009/5", "2009/6", "2009/7", "2009/8"}
AWARDS = {
    "best-service-4": "2009-07-15",
    "best-service-3": None,
    "best-service-2": None,
    "best-service-1": None,
}
FIRSTS = {
    "analogue-mobile", "network-centre", "call-centre", "prepaid", "m-zone", "goutong-100",
    "business-it-base",
}  # fmt: skip
SCALES = {"hall": ("1500", "超过"), "hotline": ("4000", "超过")}
CHANNELS = {
    *SCALES, "manager", "web", "ivr", "sms", "mms", "mobile-hall", "kiosk", "air-recharge",
    "line-12580",
}  # fmt: skip
COVERAGE = {
    "local-network": ("99.68", None),
    "urban": ("99.94", None),
    "highways": ("99", "以上"),
    "villages": ("100", None),
}
A_MADE_UP_NUMBER = re.compile(r"0{6}|123456|[Xx]{3}|示例|example")


def is_of_the_report(source: Source) -> bool:
    """Whether it is the report that everything of the demonstration rests on."""
    return (source.publisher, str(source.on)) == ("中新广东网", "2009-07-17")


def nothing_is_wrong(checked: Checked) -> None:
    errors = [one for one in checked.findings if one.severity == "error"]
    assert not has_errors(checked.findings), as_text(errors)


def samples_are_samples(checked: Checked) -> None:
    portal = checked.portal
    notices = SAMPLE_NOTICES & portal.notices.keys()
    assert {one for one in notices if not portal.notices[one].source.is_sample} == set()
    results = SAMPLE_RESULTS & portal.results.keys()
    assert {one for one in results if not portal.results[one].source.is_sample} == set()


def no_number_is_made_up(checked: Checked) -> None:
    site, notices = checked.portal.site, checked.portal.notices
    for written in (site.icp, site.police_filing, site.complaint.appeal_12300_url):
        assert not A_MADE_UP_NUMBER.search(written or ""), written
    samples = SAMPLE_NOTICES & notices.keys()
    assert {one for one in samples if notices[one].filing_number} == set()


def four_promises_are_those_of_the_report(checked: Checked) -> None:
    for name, said in PROMISES.items():
        promise = checked.portal.commitments[name]
        assert (promise.title, promise.benefit) == said
        assert promise.source.kind in CITED


def the_other_four_await_their_text_until_a_source_says_it(checked: Checked) -> None:
    for name in UNKNOWN_PROMISES:
        promise = checked.portal.commitments[name]
        if promise.source.kind in CITED and not is_of_the_report(promise.source):
            continue
        assert promise.state is CommitmentState.AWAITING_TEXT, name
        said = (promise.benefit, promise.measures, promise.indicators, promise.if_missed)
        assert said == (None, (), (), None), name


def awards_have_the_day_that_their_source_tells(checked: Checked) -> None:
    awards = {one.id: one for one in checked.portal.awards.awards}
    firsts = {one.id: one for one in checked.portal.firsts}
    told = [(awards[name], day) for name, day in AWARDS.items()]
    told += [(firsts[name], None) for name in FIRSTS]  # type: ignore[misc]
    for one, day in told:
        assert one.source.kind in CITED, one.id
        if day or is_of_the_report(one.source):
            assert one.on == day, one.id


def figures_are_those_of_the_report(checked: Checked) -> None:
    channels = checked.portal.channels
    for name in CHANNELS:
        scale, source = channels[name].scale, channels[name].source
        assert source.kind in CITED, name
        said = (str(scale.figure), scale.qualifier) if scale else None
        assert not is_of_the_report(source) or said == SCALES.get(name), name
    covered = {one.id: one for one in checked.portal.coverage}
    for name, said in COVERAGE.items():
        one = covered[name]
        assert one.source.kind in CITED, name
        assert not is_of_the_report(one.source) or (str(one.value), one.qualifier) == said, name


def every_target_has_its_source(checked: Checked) -> None:
    for indicator in checked.portal.indicators.values():
        if indicator.target is not None:
            assert indicator.target_source is not None, indicator.id


FACTS = [
    nothing_is_wrong,
    samples_are_samples,
    no_number_is_made_up,
    four_promises_are_those_of_the_report,
    the_other_four_await_their_text_until_a_source_says_it,
    awards_have_the_day_that_their_source_tells,
    figures_are_those_of_the_report,
    every_target_has_its_source,
]


@pytest.fixture(scope="module", params=["as it stands", *recipes.RECIPES])
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The content, and the content after each recipe of CONTRIBUTING.md."""
    if request.param == "as it stands":
        return check(CONTENT)
    content = shutil.copytree(CONTENT, tmp_path_factory.mktemp("content") / "content")
    recipes.RECIPES[request.param](content)
    return check(content)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_the_content_says_only_what_is_known(checked: Checked, fact: Callable[..., None]) -> None:
    fact(checked)


def test_every_recipe_for_editors_is_tried() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("# Developers")[0]
    told = re.sub(r"(?s)```.*?```", "", text)
    headings = re.findall(r"(?m)^###? (.+)$", told)
    first, last = headings.index("发布一份新公告"), headings.index("在自己的电脑上写")
    assert set(headings[first:last]) - {"看检查结果", "预览"} <= recipes.RECIPES.keys()


OFFICIAL = "kind: official\n  title: 公告\n  publisher: 市场经营部\n  on: 2009-01-05"
LIES = [
    ("notices/2009/GD2009-0001.md", "kind: sample", OFFICIAL, samples_are_samples),
    ("data/results/2009-q2.yml", "kind: sample", OFFICIAL, samples_are_samples),
    (
        "commitments/2009/1.md",
        "主动承诺资费下调",
        "资费下调一成",
        four_promises_are_those_of_the_report,
    ),
    (
        "commitments/2009/5.md",
        "state: awaiting_text",
        "state: published",
        the_other_four_await_their_text_until_a_source_says_it,
    ),
    (
        "commitments/2009/8.md",
        "contacts:",
        "benefit: 让客户更满意\ncontacts:",
        the_other_four_await_their_text_until_a_source_says_it,
    ),
    (
        "data/awards.yml",
        "on: 2009-07-15",
        "on: 2009-07-16",
        awards_have_the_day_that_their_source_tells,
    ),
    (
        "data/awards.yml",
        "on: 无\n    note: 报道没有写时间",
        "on: 1999\n    note: 报道没有写时间",
        awards_have_the_day_that_their_source_tells,
    ),
    ("data/coverage.yml", "  qualifier: 以上\n", "", figures_are_those_of_the_report),
    ("data/channels.yml", "figure: 1500", "figure: 1512", figures_are_those_of_the_report),
    ("data/indicators.yml", "unit:", "units:", nothing_is_wrong),
]


@pytest.mark.parametrize(("path", "true", "lie", "fact"), LIES, ids=[lie[1][:16] for lie in LIES])
def test_what_is_made_up_is_noticed(
    path: str, true: str, lie: str, fact: Callable[..., None], tmp_path: Path
) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    file = content / path
    text = file.read_text("utf-8")
    if true not in text:
        pytest.skip("an editor has found out more since: there is nothing left to make up here")
    file.write_text(text.replace(true, lie), "utf-8")
    with pytest.raises(AssertionError):
        fact(check(content))


def test_a_placeholder_is_no_filing_number(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    recipes.setting(content, "icp", "粤ICP备00000000号")
    with pytest.raises(AssertionError):
        no_number_is_made_up(check(content))
