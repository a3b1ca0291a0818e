"""What the data model allows has nothing to mend, however rare it is."""

from typing import Any

from a_notice import notice_text
from portal.checking import check_read
from portal.sources import Source
from test_broken import BROKEN, read


def told(files: dict[str, str]) -> list[str]:
    """The rules, in the order of what they tell, of notices by id over the base's files."""
    held = read(BROKEN / "_base")
    for name, text in files.items():
        path = name if "/" in name else f"notices/2009/{name}.md"
        held[path] = Source(path, text.encode())
    found = check_read(([held[path] for path in sorted(held)], [])).findings
    return [one.rule for one in sorted(found) if one.rule != "fields-in-order"]


def test_two_numbers_with_hyphens_in_other_places_are_two() -> None:
    apart = {"B-1": _plan("B-1", plan_number="TC-1-12"), "B-2": _plan("B-2", plan_number="TC-11-2")}
    assert told(apart) == []
    alike = {"B-1": _plan("B-1", plan_number="TC-112"), "B-2": _plan("B-2", plan_number="TC112")}
    assert told(alike) == ["a-plan-number-is-used-once"]


def test_a_change_may_give_a_plan_another_name() -> None:
    days = {"published_on": "2009-04-01", "effective_on": "2009-05-01"}
    change = {**days, "kind": "change", "plan_number": "09GD-B-1"}
    end = {"kind": "withdrawal", "published_on": "2009-06-01", "effective_on": "2009-06-15"}
    end |= {"withdrawn_on": "2009-06-15", "plan_number": "09GD-B-1", "title": "B-2 套餐停售的公告"}
    renamed = {
        "B-1": _plan("B-1"),
        "B-2": _plan("B-2", **change, supersedes=["B-1"]),
        "B-3": _plan("B-2", **end, supersedes=["B-2"]),
    }
    assert told(renamed) == []
    assert told(renamed | {"B-2": _plan("B-2", **change)}) == ["a-plan-number-is-used-once"] * 2


def _plan(name: str, **fields: Any) -> str:
    own = {"title": f"关于推出 {name} 套餐的公告", "plan_name": f"{name} 套餐"}
    return notice_text(**own | {"plan_number": f"09GD-{name}"} | fields)
