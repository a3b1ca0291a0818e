"""A search that got worse is told by the queries it answers worst, with what should have come."""

from answers import Answered, Query, recall, told

GOOD = Answered(Query("神州行", "name", frozenset({"a/"}), frozenset({"a/"})), ["a/", "b/"])
LATE = Answered(Query("动感", "name", frozenset({"b/"}), frozenset({"b/"})), ["a/", "b/"])
POOR = Answered(Query("全球通", "name", frozenset({"c/", "d/"}), frozenset()), ["a/", "c/"])


def test_the_worst_query_is_told_first_with_what_should_have_come() -> None:
    assert recall([GOOD, LATE, POOR]) == 2.5 / 3
    first, query, came, missed, *others = told("name", [GOOD, LATE, POOR]).split("\n")
    assert first == "name: recall 0.833, the worst queries:"
    assert query == "    全球通: recall 0.50, 1/rank 0.50"
    assert came == "        came first: a/  c/"
    assert missed == "        should have come: d/"
    assert others[0].startswith("    动感: recall 1.00, 1/rank 0.50")
    assert others[3].startswith("    神州行")
