"""Predecessors and successors, told both ways."""

from datetime import date

import pytest

from a_notice import a_notice
from portal.facts.chains import Claim, Links, chains, turns
from portal.facts.histories import days, kinds, predecessors, words
from portal.facts.life import life
from portal.facts.notices import Announced
from portal.facts.pedigree import Pedigree
from portal.fitting import Entry
from portal.portal import gather
from portal.records.notice import Notice, NoticeKind, gap_days
from portal.rules import (
    a_newer_notice_names_the_older,
    no_gap_between_notices,
    two_successors_have_a_reason,
)

FIRST = a_notice(effective_on="2009-03-01", withdrawn_on="2009-06-01")
SECOND = a_notice(effective_on="2009-06-01", withdrawn_on="2009-08-01", supersedes=["A"])
THIRD = a_notice(effective_on="2009-09-01", supersedes=["B"])
CHAIN = {"C": THIRD, "A": FIRST, "B": SECOND, "Z": a_notice()}


def test_a_chain_is_told_both_ways_and_whole() -> None:
    found = chains(CHAIN)
    assert found.of("A") == Links((), ("B",), ("A", "B", "C"))
    assert found.of("B") == Links(("A",), ("C",), ("A", "B", "C"))
    assert found.of("C") == Links(("B",), (), ("A", "B", "C"))


def as_announced(notices: dict[str, Notice], day: date) -> dict[str, Announced]:
    found = chains(notices)
    return {
        name: Announced(
            name, one, "", "", life(one, found.superseded_on(name), day), found.of(name)
        )
        for name, one in notices.items()
    }


def test_a_reader_of_an_old_notice_is_led_to_the_end_of_its_chain() -> None:
    notices = as_announced(CHAIN, date(2009, 7, 17))
    ends = {name: Pedigree(told, notices, {}).later for name, told in notices.items()}
    assert ends == {"A": (notices["C"],), "B": (), "C": (), "Z": ()}


@pytest.mark.parametrize(
    ("day", "later"),
    [("2009-06-30", "CDE"), ("2009-07-01", "CDE"), ("2009-08-01", "DE"), ("2009-09-01", "E")],
)
def test_of_what_came_later_those_are_told_that_hold_or_will(day: str, later: str) -> None:
    first, second = CHAIN["A"], CHAIN["B"]
    then = {"C": "2009-07-01", "D": "2009-08-01", "E": "2009-09-01"}
    older = {"C": "B", "D": "C", "E": "D"}
    made = {
        name: a_notice(effective_on=effective, supersedes=[older[name]])
        for name, effective in then.items()
    }
    notices = as_announced({"A": first, "B": second} | made, date.fromisoformat(day))
    found = Pedigree(notices["A"], notices, {}).later
    assert "".join(one.identity for one in found) == later


def test_a_notice_that_stands_alone_has_no_links() -> None:
    assert chains(CHAIN).of("Z") == Links()


def test_a_notice_is_superseded_when_the_successor_takes_effect() -> None:
    found = chains(CHAIN)
    assert found.superseded_on("A") == date(2009, 6, 1)
    assert found.superseded_on("C") is None


def test_the_first_of_several_successors_counts_while_it_is_said_to_be_one() -> None:
    first = Claim("B", date(2009, 6, 1), date(2009, 5, 1), date(2009, 5, 20))  # taken back
    second = Claim("C", date(2009, 7, 1), date(2009, 5, 10), date.max)
    expected = (
        (date.max, date.min, date(2009, 5, 1)),
        (date(2009, 6, 1), date(2009, 5, 1), date(2009, 5, 20)),
        (date(2009, 7, 1), date(2009, 5, 20), date.max),
    )
    assert turns((first, second)) == turns((second, first)) == expected


def test_what_was_ever_said_of_a_successor_is_told_with_when_it_was_said() -> None:
    later = {"on": "2009-05-10", "field": "effective_on", "was": "2009-07-01", "now": "2009-08-01"}
    other = {"on": "2009-05-20", "field": "supersedes", "was": "B、X", "now": "A", "why": "写错"}
    fields = {"published_on": "2009-05-01", "effective_on": "2009-08-01", "supersedes": ["A"]}
    heir = a_notice(**fields, corrections=[later | {"why": "延后"}, other])
    found = chains({"A": FIRST, "B": FIRST, "C": heir})
    assert found.claims("A") == (Claim("C", date(2009, 8, 1), date(2009, 5, 20), date.max),)
    assert found.claims("B") == (
        Claim("C", date(2009, 8, 1), date(2009, 5, 10), date(2009, 5, 20)),
        Claim("C", date(2009, 7, 1), date(2009, 5, 1), date(2009, 5, 10)),
    )
    assert {*found.said} == {"A", "B"}
    assert (found.of("A").newer, found.of("B").newer) == (("C",), ())


@pytest.mark.parametrize(
    ("was", "now", "before"),
    [
        ("2009-07-01", "2009-08-01", ["2009-07-01"]),
        ("7", "8", ["2009-07-01"]),  # a part that stands there once
        ("2010", "2009", ["2010-08-01"]),
        ("1", "0", []),  # of which nought?
        ("七月一日", "2009-08-01", []),
        ("无", "2009-08-01", []),
    ],
)
def test_the_day_that_was_corrected_is_told_back(was: str, now: str, before: list[str]) -> None:
    said = {"on": "2009-05-10", "field": "effective_on", "was": was, "now": now, "why": "延后"}
    one = a_notice(published_on="2009-05-01", effective_on="2009-08-01", corrections=[said])
    assert [*days(one, "effective_on")] == [
        (date(2009, 8, 1), date(2009, 5, 10), date.max),
        *((date.fromisoformat(day), date(2009, 5, 1), date(2009, 5, 10)) for day in before),
    ]


def test_what_a_notice_has_said_is_told_back_from_the_last_correction_to_the_first() -> None:
    said = [
        ("2009-03-01", "supersedes", "old-1", "A"),
        ("2009-03-02", "kind", "campaign", "套餐"),
        ("2009-04-01", "supersedes", "无", "B"),
        ("2009-04-02", "areas", "无", "深圳"),
        ("2009-04-03", "areas", "珠海、佛山", "广州"),
    ]
    whole = [
        {"on": on, "field": f, "was": was, "now": now, "why": "误"} for on, f, was, now in said
    ]
    one = a_notice(supersedes=["A", "B"], corrections=whole)
    first, second, published = date(2009, 3, 1), date(2009, 4, 1), one.published_on
    assert [({*names}, since, until) for names, since, until in predecessors(one)] == [
        ({"A", "B"}, second, date.max),
        ({"A"}, first, second),
        ({"old-1"}, published, first),
    ]
    assert [*kinds(one)] == [
        (NoticeKind.PLAN, date.max),
        (NoticeKind.CAMPAIGN, date(2009, 3, 2)),
    ]
    corrected = date(2009, 4, 3)
    assert [*words(one, "areas")] == [("珠海", corrected), ("佛山", corrected)]


def test_one_notice_may_supersede_several() -> None:
    both = {"A": FIRST, "B": FIRST, "C": a_notice(effective_on="2009-07-01", supersedes=["A", "B"])}
    assert chains(both).of("C") == Links(("A", "B"), (), ("A", "B", "C"))
    assert chains(both).of("A") == Links((), ("C",), ("A", "B", "C"))


def test_a_notice_that_was_split_leads_to_each_of_its_successors() -> None:
    split = {
        "A": a_notice(),
        "B": a_notice(areas=["广州"], effective_on="2009-08-01", supersedes=["A"]),
        "C": a_notice(areas=["深圳"], effective_on="2009-07-01", supersedes=["A"]),
    }
    assert chains(split).superseded_on("A") == date(2009, 7, 1)
    notices = as_announced(split, date(2009, 7, 17))
    pedigree = Pedigree(notices["A"], notices, {})
    assert [one.identity for one, _ in pedigree.successors] == ["B", "C"]
    assert pedigree.later == ()


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ({}, {}, ["error"]),
        ({"areas": ["广州"]}, {"areas": ["深圳", "珠海"]}, []),
        ({"areas": ["广州"]}, {"areas": ["深圳", "广州"]}, ["error"]),
        ({"areas": ["广州"]}, {"areas": ["全省"]}, ["error"]),
        ({"brands": ["全球通"]}, {"brands": ["神州行"]}, []),
        ({"brands": ["全球通"]}, {}, ["error"]),
        ({"audience": "business"}, {}, []),
        ({}, {"other": "与 B 一起取代 A，因为分成了两档"}, []),
        ({"other": "与 C 一起取代 A，因为分成了两档"}, {}, []),
        ({}, {"other": "与 B-1 一起取代 A"}, ["error"]),
        ({"audience": "business"}, {"effective_on": "2009-08-01"}, ["notice"]),
        ({}, {"supersedes": ["A", "B"]}, ["error"]),
        ({"supersedes": ["C", "A"]}, {}, ["error"]),
        ({}, {"supersedes": ["B"]}, []),
    ],
)
def test_two_successors_have_a_reason(
    one: dict[str, object], other: dict[str, object], wrong: list[str]
) -> None:
    boring = {"effective_on": "2009-07-01", "supersedes": ["A"]}
    notices = {"A": a_notice(), "B": a_notice(**boring | one), "C": a_notice(**boring | other)}
    entries = [Entry(f"notices/2009/{k}.md", "notice", k, v) for k, v in notices.items()]
    faults = list(two_successors_have_a_reason.faults(gather(entries)))
    assert [fault.severity for fault in faults] == wrong
    # Their plan number is the same: nobody is told to let one supersede the other.
    assert list(a_newer_notice_names_the_older.faults(gather(entries))) == []
    if "supersedes" in one:
        assert faults[0].path == "notices/2009/B.md"
        assert faults[0].loc == ("supersedes", 1)
        assert faults[0].fix == "删去 A 这一项"


def test_a_family_stands_in_the_order_of_its_days_and_then_of_its_ids() -> None:
    one = {
        "A": a_notice(effective_on="2009-07-01", supersedes=["Z"]),
        "C": a_notice(effective_on="2009-06-01", supersedes=["Z"]),
        "B": a_notice(effective_on="2009-06-01", supersedes=["Z"]),
        "Z": a_notice(),
    }
    assert chains(one).of("Z") == Links((), ("A", "B", "C"), ("Z", "B", "C", "A"))


def test_an_unknown_predecessor_is_left_out() -> None:
    assert chains({"B": SECOND}).of("B") == Links()


def test_a_circle_does_not_hang() -> None:
    circle = {"A": a_notice(supersedes=["B"]), "B": a_notice(supersedes=["A"])}
    assert chains(circle).of("A") == Links(("B",), ("B",), ("A", "B"))


def told(notices: dict[str, Notice]) -> list[tuple[str, str]]:
    entries = [Entry(f"notices/2009/{k}.md", "notice", k, v) for k, v in notices.items()]
    return [(f.path, f.severity) for f in no_gap_between_notices.faults(gather(entries))]


def test_days_without_either_notice_are_told_as_a_notice() -> None:
    assert gap_days(SECOND, THIRD) == 31
    assert told(CHAIN) == [("notices/2009/C.md", "notice")]


def test_notices_that_follow_on_leave_no_gap() -> None:
    assert gap_days(FIRST, SECOND) == 0
    assert gap_days(a_notice(), THIRD) == 0
