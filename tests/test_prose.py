"""Bodies of notices as HTML."""

import re

import pytest

from portal import prose


def test_an_empty_corner_of_a_table_is_no_heading() -> None:
    made = prose.html("| | 月费 |\n| :-- | --: |\n| 甲 | 58 |\n")
    assert '<td></td>\n<th class="right">月费</th>' in made


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("## 一\n\n### 二\n\n## 三\n", "343"),
        ("### 一\n\n## 二\n\n### 三\n", "334"),
        ("## 一\n\n#### 二\n\n##### 三\n\n### 四\n", "3454"),
        ("一\n===\n\n二\n---\n\n### 三\n", "345"),
        ("# 一\n\n## 二\n\n### 三\n\n#### 四\n\n##### 五\n\n> ###### 六\n", "345666"),
    ],
)
def test_headings_of_a_body_stand_below_that_of_the_page_and_leave_no_level_out(
    body: str, levels: str
) -> None:
    assert "".join(re.findall(r"<h(\d)>", prose.below(prose.html(body), 3))) == levels


def test_only_headings_are_lowered() -> None:
    body = "## 一 `<h2>` **二**\n\n---\n\n```\n<h2>三</h2>\n```\n"
    made = prose.html(body)
    assert prose.below(made, 2) == made
    assert prose.below(made, 3) == made.replace("<h2>", "<h3>").replace("</h2>", "</h3>")


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
