"""Bodies of notices as HTML."""

from portal import prose


def test_an_empty_corner_of_a_table_is_no_heading() -> None:
    made = prose.html("| | 月费 |\n| :-- | --: |\n| 甲 | 58 |\n")
    assert '<td></td>\n<th class="right">月费</th>' in made


def test_raw_html_is_shown_and_never_passed_on() -> None:
    assert "&lt;b onclick=x&gt;" in prose.html("甲 <b onclick=x>乙</b>\n")


def test_signs_of_emphasis_stand_beside_han() -> None:
    assert "<strong>重要：</strong>请看" in prose.html("**重要：**请看\n")
