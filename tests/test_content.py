"""The real content: it checks, its samples are marked, and they exercise what a notice can be."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from portal.checking import Checked, check
from portal.facts.life import Status
from portal.facts.notices import announced
from portal.records.area import CITIES, WHOLE_PROVINCE
from portal.records.commitment import CommitmentState
from portal.records.indicator import kept
from portal.records.notice import Audience, NoticeKind, Scope
from portal.records.source import SourceKind

CONTENT = Path(__file__).parent.parent / "content"
AS_OF = date(2009, 7, 17)
BRANDS = {"全球通", "神州行", "动感地带", "集团客户", "中小企业"}


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(CONTENT)


def test_the_content_has_nothing_to_mend(checked: Checked) -> None:
    assert checked.findings == []


def test_the_site_stands_on_the_day_of_the_report(checked: Checked) -> None:
    assert checked.portal.site.as_of == AS_OF


def test_no_filing_number_is_made_up(checked: Checked) -> None:
    site = checked.portal.site
    assert (site.icp, site.police_filing, site.complaint.appeal_12300_url) == (None, None, None)
    assert not any(notice.filing_number for notice in checked.portal.notices.values())


def test_every_notice_and_every_result_is_a_sample(checked: Checked) -> None:
    notices = checked.portal.notices.values()
    assert {notice.source.kind for notice in notices} == {SourceKind.SAMPLE}
    assert {one.source.kind for one in checked.portal.results.values()} == {SourceKind.SAMPLE}


def test_nothing_said_of_the_operator_is_a_sample(checked: Checked) -> None:
    portal = checked.portal
    cited = [
        *(one.source for one in portal.commitments.values()),
        *(one.source for one in portal.awards.awards),
        *(one.source for one in portal.awards.firsts),
        *(one.source for one in portal.channels.values()),
        *(one.source for one in portal.coverage),
    ]
    assert {source.kind for source in cited} == {SourceKind.REPORT, SourceKind.PENDING}


def test_four_promises_are_known_and_four_await_their_text(checked: Checked) -> None:
    states = Counter(one.state for one in checked.portal.commitments.values())
    assert states == {CommitmentState.PUBLISHED: 4, CommitmentState.AWAITING_TEXT: 4}


def test_only_the_fourth_award_is_dated_and_no_first_is(checked: Checked) -> None:
    awards = checked.portal.awards
    dated = {one.id: one.on for one in awards.awards if one.on}
    assert dated == {"best-service-4": "2009-07-15"}
    assert len(awards.awards) == 4
    assert [one.on for one in awards.firsts] == [None] * 7


def test_qualifiers_of_the_report_are_kept(checked: Checked) -> None:
    scales = {name: one.scale for name, one in checked.portal.channels.items() if one.scale}
    assert {name: one.qualifier for name, one in scales.items()} == {
        "hall": "超过",
        "hotline": "超过",
    }
    assert [one.qualifier for one in checked.portal.coverage] == [None, None, "以上", None]


def test_an_indicator_of_a_promise_names_that_promise(checked: Checked) -> None:
    for name, promise in checked.portal.commitments.items():
        number = int(name.split("/")[1])
        for indicator in promise.indicators:
            assert checked.portal.indicators[indicator].commitment == number


def test_every_target_has_its_source(checked: Checked) -> None:
    for indicator in checked.portal.indicators.values():
        assert (indicator.target is None) == (indicator.target_source is None), indicator.id


def test_the_results_show_a_miss_and_an_unmeasured_value(checked: Checked) -> None:
    portal = checked.portal
    shown = [
        (portal.indicators[name], result)
        for one in portal.results.values()
        for name, result in one.results.items()
    ]
    assert sum(kept(indicator, result) is False for indicator, result in shown) == 1
    assert sum(result.value is None for _, result in shown) == 1


def test_the_samples_exercise_what_a_notice_can_be(checked: Checked) -> None:
    notices = checked.portal.notices.values()
    areas = {area for notice in notices for area in notice.areas}
    assert len(notices) >= 45
    assert {notice.kind for notice in notices} == set(NoticeKind)
    assert {notice.audience for notice in notices} == set(Audience)
    assert {notice.scope for notice in notices} == set(Scope)
    assert {brand for notice in notices for brand in notice.brands} == BRANDS
    assert {notice.published_on.year for notice in notices} == {2007, 2008, 2009}
    assert WHOLE_PROVINCE in areas
    assert len(areas & set(CITIES)) >= 8
    assert any(notice.promotion for notice in notices)
    assert any(notice.contract_months and notice.largest_penalty for notice in notices)
    assert any(notice.corrections for notice in notices)
    assert any(notice.commitments for notice in notices)


def test_the_samples_show_every_status_on_the_day(checked: Checked) -> None:
    shown = {one.status for one in announced(checked.portal, AS_OF).values()}
    assert shown == set(Status)


def test_three_samples_replace_one_another(checked: Checked) -> None:
    notices = checked.portal.notices
    assert any(
        notices[older].supersedes for notice in notices.values() for older in notice.supersedes
    )
