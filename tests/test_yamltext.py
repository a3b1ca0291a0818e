"""YAML is read as text: nothing is guessed, and what cannot be read is told at its place."""

import pytest
import yaml

from portal import sources, yamltext
from portal.yamlerrors import unreadable
from test_broken import BROKEN


@pytest.mark.parametrize(
    "written", ["20:00", "010", "0x1F", "1_000", "no", "on", "1e3", "2009-07-17", "59.00", "无"]
)
def test_a_value_stays_the_characters_written(written: str) -> None:
    assert yamltext.parse(f"a: {written}\n") == ({"a": written}, [])


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  一：二\n  # 不是注释\n  三: 四 #5\nb: 1\n",
        'a: "一\n  二：三"\nb: 1\n',
        "a: 一，\n  二：三\nb: 1\n",
        "a: [一, 二,\n  三]\nb: 1\n",
        "# 说明：这里\na: 1  # 注释\n\nb:\n  # 缩进的注释\n  - 提示：不得转让\n  - c: d\n    e: f\n",
        "a: https://example.com/#b\nb: 'C:\\d'\n",
        "a: “一”和“二”\nb: 3*5\nc: R&D\n",
        '"a": 1\n',
    ],
)
def test_what_is_right_has_no_slip(text: str) -> None:
    assert yamltext.parse(text)[1] == []


def test_an_unknown_trouble_is_told_at_its_place() -> None:
    error = yaml.MarkedYAMLError(problem="?", problem_mark=yaml.Mark("", 0, 2, 3, None, 0))
    slip = unreadable(error, "a: 1\nb: 2\nc: 3\n")
    assert (slip.line, slip.column, slip.rule) == (3, 4, "yaml-syntax")


def test_places_are_those_of_the_author() -> None:
    places = yamltext.Places("a: 1\nb:\n  - c: 2\n    d:\n")
    assert places.value(("b", 0, "c")) == (3, 8)
    assert places.value(("b", 0, "d")) == (4, 5)
    assert places.value(("b", 0, "e")) == (3, 5)
    assert places.key(("b", 0, "c")) == (3, 5)


def test_no_text_that_skips_the_close_look_has_anything_to_find() -> None:
    """The quick look may send too many texts on to the close one, never too few."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(BROKEN.rglob("B-1.md"))]
    fronts = [split.front for text in texts if (split := sources.split(text))]
    assert len(fronts) > 80
    skipped = [front for front in fronts if not yamltext._trapped(front) and _readable(front)]
    assert skipped
    assert [yamltext._silent_slips(front) for front in skipped] == [[]] * len(skipped)


def _readable(front: str) -> bool:
    try:
        return yamltext.compose(front) is not None
    except yaml.YAMLError:
        return False


@pytest.mark.parametrize("row", ['"kind": plan', "'kind' : plan", '"kind": "plan"'])
def test_a_key_in_quotes_is_a_key_also_where_something_else_calls_for_a_closer_look(
    row: str,
) -> None:
    assert yamltext.parse(f"# 甲 & 乙\n{row}\n") == ({"kind": "plan"}, [])
