"""Bodies of notices as HTML."""

import pytest

from portal import prose


def test_an_empty_corner_of_a_table_is_no_heading() -> None:
    made = prose.html("| | 月费 |\n| :-- | --: |\n| 甲 | 58 |\n")
    assert '<td></td>\n<th class="right">月费</th>' in made


def test_raw_html_is_shown_and_never_passed_on() -> None:
    assert "&lt;b onclick=x&gt;" in prose.html("甲 <b onclick=x>乙</b>\n")


def test_signs_of_emphasis_stand_beside_han() -> None:
    assert "<strong>重要：</strong>请看" in prose.html("**重要：**请看\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**合计**　　**16.00 元**", "合计　　16.00 元"),
        ("见[公告 A](/a/)，或拨 `10086`。", "见公告 A，或拨 10086。"),
        ("- 打给香港 2 * 3 < 7", "打给香港 2 * 3 < 7"),
        ("1. **打开**", "1. 打开"),
        ("![图](a.png) 说明", "图 说明"),
        (r"\*甲 <b>", "*甲 <b>"),
        ("-5 度", "-5 度"),
    ],
)
def test_of_a_line_its_words_are_read(written: str, read: str) -> None:
    assert prose.words(written) == read
