"""Which notice a plan's number leads to, and in how small a file that stands."""

from typing import Any

import pytest

from a_notice import facts_of as facts
from portal.artifacts import plan_numbers
from portal.artifacts.artifact import File
from portal.artifacts.studio import Studio
from portal.making import THEME

SOON = {"published_on": "2009-07-10", "effective_on": "2009-08-01"}
NOW = {"published_on": "2009-01-01", "effective_on": "2009-02-01"}
GONE = {"published_on": "2008-01-01", "effective_on": "2008-02-01", "withdrawn_on": "2009-01-15"}
LONG_GONE = {
    "published_on": "2007-01-01",
    "effective_on": "2007-02-01",
    "withdrawn_on": "2007-12-31",
}


@pytest.mark.parametrize(
    ("notices", "leads_to"),
    [
        ({"A": GONE, "B": NOW, "C": SOON}, "B"),
        ({"A": GONE, "C": SOON}, "C"),
        ({"A": GONE, "Z": LONG_GONE}, "A"),
        (
            {"A": SOON, "C": GONE | {"effective_on": "2009-09-01", "withdrawn_on": "2009-07-01"}},
            "A",
        ),
        (
            {
                "A": GONE | {"effective_on": "2008-03-01"},
                "B": GONE | {"published_on": "2008-01-02"},
            },
            "A",
        ),
        ({"A": NOW, "B": NOW}, "B"),
        ({"B": NOW, "A": NOW}, "B"),
    ],
)
def test_a_number_leads_to_what_holds_now_else_to_what_comes_else_to_what_was_last(
    notices: dict[str, dict[str, Any]], leads_to: str
) -> None:
    assert plan_numbers.numbers(facts(notices)) == {"09GD000137": leads_to}


def test_a_number_is_the_same_however_it_is_written() -> None:
    found = facts({"A": {"plan_number": "粤a 001"}})
    assert plan_numbers.numbers(found) == {"粤A001": "A"}
    assert plan_numbers.plain(" 粤ａ００\t1\n") == "粤A001"


@pytest.mark.parametrize("identity", ["B-1", "b-1"])
def test_what_is_an_id_too_means_that_notice(identity: str) -> None:
    assert plan_numbers.numbers(facts({"A": {"plan_number": "b-1"}, identity: {}})) == {
        "09GD000137": identity
    }


def test_the_mark_changes_when_a_number_leads_elsewhere_and_only_then() -> None:
    notices: list[dict[str, dict[str, Any]]] = [
        {"A": {}},
        {"A": {"price": {"amount": "60", "unit": "元/月"}}},
        {"A": {"plan_number": "09GD9"}},
        {"B": {}},
    ]
    one, dearer, renumbered, moved = (
        plan_numbers.mark(facts(these), plan_numbers.FOLDER) for these in notices
    )
    assert one == dearer
    assert len({one, renumbered, moved}) == 3


def test_ten_thousand_numbers_are_small_files_with_each_number_in_its_own() -> None:
    """The forms of numbers that differ least: the year and the last digits."""
    written = [f"{year:02}GD{number:06}" for year in range(10) for number in range(1000)]
    counts = [0] * plan_numbers.FILES
    for number in written:
        counts[plan_numbers.place(number)] += 1
    assert max(counts) < 2 * len(written) / plan_numbers.FILES


def test_every_number_stands_in_the_file_it_adds_up_to() -> None:
    found = facts({f"N{at:03}": {"plan_number": f"09GD{at:06}"} for at in range(300)})
    made = list(plan_numbers.make(found, plan_numbers.FOLDER, Studio(THEME, {})))
    lines = []
    for one in made:
        assert isinstance(one, File)
        for line in one.data.decode().splitlines():
            number, identity = line.split("\t")
            assert one.path == f"compare/numbers/{plan_numbers.place(number)}.txt"
            lines.append((number, identity))
    assert sorted(lines) == [(f"09GD{at:06}", f"N{at:03}") for at in range(300)]
