"""What rules about days and amounts say of the last that is right, and of the first that is wrong."""

from datetime import date

import pytest

from portal.checking import check_read, overdue
from portal.sources import Source
from test_broken import AS_OF, base

NOTICE, PROMISE = "notices/2009/A-1.md", "commitments/2009/1.md"
RESULTS, COVERAGE = "data/results/2009-q1.yml", "data/coverage.yml"
ENDS = [("withdrawn_on: 无", "withdrawn_on: 2009-07-31")]
ENDED = ("state: published", "state: ended")
CORRECTED = (
    "source:",
    "corrections:\n  - on: 2009-03-05\n    field: eligibility\n    was: 有\n    now: 无\n    why: 写错\nsource:",
)
SHARE = "- id: villages\n  area: 行政村\n  value: {}\n  unit: '%'\n  on: 2009-07-01\n  source:\n    kind: sample\n"
Edits = list[tuple[str, str]]


def told(path: str, edits: Edits, rule: str, day: date) -> list[str]:
    """What the rule says on the day when so much of the file is written otherwise."""
    text = base()[path].data.decode() if path in base() else ""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    files = base() | {path: Source(path, text.encode())}
    found = check_read(([files[one] for one in sorted(files)], []))
    findings = [*found.findings, *overdue(found, day)]
    return [one.message for one in findings if one.rule == rule and one.path == path]


@pytest.mark.parametrize(
    ("path", "edits", "rule", "right", "wrong"),
    [
        (NOTICE, ENDS, "an-ending-notice-has-a-successor", "2009-07-16", "2009-07-17"),
        (NOTICE, ENDS, "an-ending-notice-has-a-successor", "2009-08-01", "2009-07-31"),
        (NOTICE, [], "nothing-is-published-ahead", "2009-02-16", "2009-02-15"),
        (NOTICE, [], "nothing-is-published-ahead", "2007-02-15", "2007-02-16"),
        (NOTICE, [CORRECTED], "nothing-is-published-ahead", "2009-03-05", "2009-03-04"),
        (NOTICE, [CORRECTED], "nothing-is-published-ahead", "2007-02-15", "2007-03-05"),
        (PROMISE, [("from:", "review_by: 2009-06-30\nfrom:")],
         "a-commitment-is-reviewed-in-time", "2009-06-30", "2009-07-01"),
        (PROMISE, [ENDED, ("source:", "until: 2009-06-30\nsource:")],
         "an-end-is-dated", "2009-06-30", "2009-06-29"),
        (PROMISE, [("source:", "until: 2009-06-30\nsource:")],
         "an-end-is-dated", "2009-06-30", "2009-07-01"),
        (NOTICE, [("kind: sample", "kind: official\n  publisher: 示例单位\n  title: 示例文件\n  on: 2009-02-10")],
         "what-is-told-has-happened", "2009-02-10", "2009-02-09"),
    ],
)  # fmt: skip
def test_a_day_is_told_of_from_the_first_on_which_it_is_wrong(
    path: str, edits: Edits, rule: str, right: str, wrong: str
) -> None:
    assert not told(path, edits, rule, date.fromisoformat(right))
    assert told(path, edits, rule, date.fromisoformat(wrong))


@pytest.mark.parametrize(
    ("path", "edit", "right", "wrong", "rule"),
    [
        (RESULTS, ("2009-04-20", "{}"), "2009-04-01", "2009-03-31",
         "dates-follow-on"),
        (NOTICE, ("overage:", "promotion:\n  amount: {}\n  months: 3\noverage:"), "57.99", "58",
         "a-promotion-is-below-the-price"),
        (COVERAGE, ("", SHARE), "100", "100.1",
         "a-share-is-at-most-everything"),
        (COVERAGE, ("", SHARE), "1.1", "1",
         "a-share-is-at-most-everything"),
    ],
)  # fmt: skip
def test_the_first_that_is_wrong_is_told_and_the_last_that_is_right_is_not(
    path: str, edit: tuple[str, str], right: str, wrong: str, rule: str
) -> None:
    old, new = edit
    assert not told(path, [(old, new.format(right))], rule, AS_OF)
    assert told(path, [(old, new.format(wrong))], rule, AS_OF)


def test_a_withdrawal_that_ends_soon_needs_none_after_it() -> None:
    withdrawal = [*ENDS, ("kind: plan", "kind: withdrawal")]
    day = date(2009, 7, 20)
    assert told(NOTICE, ENDS, "an-ending-notice-has-a-successor", day)
    assert not told(NOTICE, withdrawal, "an-ending-notice-has-a-successor", day)
