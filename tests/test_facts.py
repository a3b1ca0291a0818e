"""What the records imply as a whole: what a correction tells, what is newest."""

from datetime import date

import pytest

from a_notice import a_notice
from portal.facts import derive, histories
from portal.fitting import Entry
from portal.portal import gather
from portal.records.award import Awards

DAY = date(2009, 7, 17)


@pytest.mark.parametrize(
    ("was", "now", "before"),
    [
        ("2009-03-03", "2009-05-05", date(2009, 3, 3)),
        ("03-05", "05-05", date(2009, 3, 5)),
        ("2008", "2009", date(2008, 5, 5)),
        ("03", "05", None),
        ("三月五日", "五月五日", None),
        ("无", "2009-05-05", None),
    ],
)
def test_a_day_is_known_from_its_correction_when_that_tells_one(
    was: str, now: str, before: date | None
) -> None:
    told = {"on": "2009-03-01", "field": "withdrawn_on", "why": "录入有误"}
    notice = a_notice(withdrawn_on="2009-05-05", corrections=[told | {"was": was, "now": now}])
    known = [one for one, _, _ in histories.days(notice, "withdrawn_on")]
    assert known == [date(2009, 5, 5), *([before] if before else [])]


def test_the_newest_award_stands_first_and_undated_ones_last() -> None:
    boring = {"title": "奖", "event": "评选", "recipient": "某公司", "source": {"kind": "sample"}}
    awards = Awards.model_validate(
        {"awards": [boring | {"id": i, "on": on} for i, on in
                    (("a", "无"), ("b", "2007"), ("c", "2009-07-15"), ("d", "2009-08"))]}
    )  # fmt: skip
    facts = derive(gather([Entry("a", "awards", "awards", awards)]), DAY, "https://portal.example/")
    assert [award.id for award in facts.awards_in_order] == ["d", "c", "b", "a"]
