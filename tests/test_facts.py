"""What the records imply as a whole: what changes soon, what is newest."""

from datetime import date, timedelta

import pytest

from a_notice import a_notice
from portal.facts import derive
from portal.fitting import Entry
from portal.portal import gather
from portal.records.award import Awards

DAY = date(2009, 7, 17)


@pytest.mark.parametrize(
    ("effective", "withdrawn", "soon"),
    [
        (1, None, True),
        (30, None, True),
        (31, None, False),
        (0, None, False),
        (-40, 1, True),
        (-40, 30, True),
        (-40, 31, False),
        (-40, 0, False),
    ],
)
def test_what_begins_or_ends_within_thirty_days_changes_soon(
    effective: int, withdrawn: int | None, soon: bool
) -> None:
    dates = {
        "published_on": "2009-05-01",
        "effective_on": str(DAY + timedelta(effective)),
        "withdrawn_on": "无" if withdrawn is None else str(DAY + timedelta(withdrawn)),
    }
    entry = Entry("n", "notice", "A-1", a_notice(**dates))
    facts = derive(gather([entry]), DAY, "https://portal.example/")
    assert bool(facts.register.changing) is soon


def test_the_newest_award_stands_first_and_undated_ones_last() -> None:
    boring = {"title": "奖", "event": "评选", "recipient": "某公司", "source": {"kind": "sample"}}
    awards = Awards.model_validate(
        {"awards": [boring | {"id": i, "on": on} for i, on in
                    (("a", "无"), ("b", "2007"), ("c", "2009-07-15"), ("d", "2009-08"))]}
    )  # fmt: skip
    facts = derive(gather([Entry("a", "awards", "awards", awards)]), DAY, "https://portal.example/")
    assert [award.id for award in facts.awards_in_order] == ["d", "c", "b", "a"]
