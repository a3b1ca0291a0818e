"""Bodies: good ones pass at once, and the second wall stands without the first."""

import re
from html import unescape

import pytest

from conftest import EXAMPLE
from portal import bodies, prose
from portal.bodies import body_slips, slips_found
from portal.cleaning import stripped
from portal.environment import ROOT


@pytest.mark.parametrize(
    "body",
    [
        "正文。\n\n- 一\n- 二\n\n1. 一\n2. 二\n",
        "## 一\n\n### 二\n\n一句。\n\n## 三\n\n一句。\n",
        "| 甲 | 乙 |\n| --- | --: |\n| 1 | `a\\|b` |\n",
        "写作 `<b>` 的不是标签，\\*两边带星号\\* 的也不是强调，**这才是**。\n",
        "```\n<script> {{x}} http://a\n```\n",
        "[帮助](/help/)，[电话](tel:10086)，[信](mailto:a@example.com)，[站](https://example.com/a?b=c&d#e)，[旧站](http://example.com/)\n",
        "> 引用\n\n---\n\n完。\n",
        "8:00–20:00，1.5 元/分钟，10086 热线，C++，a_b_c，5 < 6，A&B。\n",
        "（一）办理\n\n（二）退订\n",
        "![图上是三家服务厅](/images/a.png)\n",
        "[文件](https://example.com/a%20b.pdf)，两边带星号的写作 \\*\\*甲\\*\\*。\n",
        "1. 一\n\n    中间的话。\n\n2. 二\n\n2009\\. 不是编号。\n",
        "## 一\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n",
        "> 说明 *强调*，**加粗**。\n",
        "> **加粗**，*强调*，**又** *又*，**甲*乙*丙**。\n",
        "[帮助][x]、[投诉] 和 ![图][P]\n\n[x]: /help/\n[投诉]: /help/complain/\n[p]: /images/a.png\n",
        "1. 一\n1. 二\n1. 三\n",
        "项目 | 价格\n--- | ---\n月租 | 58 元\n",
        "首页 | 帮助 | 投诉\n\n首页 | 帮助 | 投诉\n",
        "写作 `甲 | 乙` 的\n和 `丙 | 丁` 的是一行。\n",
        "写作 甲 \\| 乙 的\n和 丙 \\| 丁 的是一行。\n",
        "- 甲 | 乙\n- 丙 | 丁\n",
        "```\n甲 | 乙\n丙 | 丁\n\n甲  乙  丙\n丁  戊  己\n```\n",
        "甲  乙\n丙  丁\n",
        "甲方  乙方  日期\n签在这里。\n",
        "| 甲    | 乙    |\n| ----- | ----- |\n| 1     | 2     |\n",
        "甲|乙 是一行\n丙|丁 是另一行\n",
        "写作 `甲|乙|丙` 的\n和 `丁|戊|己` 的是一行，甲\\|乙\\|丙 和\n丁\\|戊\\|己 也是。\n",
        "网上服务厅 | 全天\\\n云岭服务厅 | 09:00 到 18:00\n",
        "1. 一\n    1. 甲\n    2. 乙\n2. 二\n\n文。\n\n1. 一\n",
        "- 一\n\n    1. 甲\n\n- 二\n\n    1. 乙\n",
        "[注]：提前退订须付违约金 300 元。\n\n[说明]：/notices/ '说明'\n",
    ],
)
def test_a_good_body_passes(body: str) -> None:
    assert body_slips(body, in_page=True) == []
    assert stripped(body) is None


@pytest.mark.parametrize(
    "body",
    [
        "第一行 \n第二行\n",
        "第一行  \n\n第二行  \n- 一  \n- 二  \n",
        "| 甲 |  \n| --- |  \n| 1 |  \n",
        "#100# 查询余额\n",
        "拨打：\n##002# 取消转接\n",
        "1、一\n\n2、二\n",
        "说明。\n\n1.一\n",
    ],
)
def test_what_reads_as_it_is_written_is_not_told(body: str) -> None:
    assert slips_found(body, in_page=False) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("小标题\n------\n\n文\n", "heading-marks"),
        ("小标题\n======\n\n文\n", "heading-marks"),
        ("# 一级\n\n文\n", "one-main-heading"),
        ("### 三级\n\n文\n", "heading-levels"),
        ("## 一\n\n一句。\n\n#### 二\n\n文\n", "heading-levels"),
        ("#话题\n", "heading-marks"),
        ("如:\n\n    月费 = 1\n", "no-indented-paragraphs"),
        ("1、一\n2、二\n", "list-marks"),
        ("1.一\n2.二\n", "list-marks"),
        ("电话\t10086\n", "table-lines"),
        ("第一行  \n第二行，0.15 元\n", "lines-stay-apart"),
        ("1. 一\n3. 二\n7. 三\n", "list-marks"),
        ("项目  价格  备注\n月租  58 元　　无\n", "table-lines"),
        ("项目 | 价格\n月租 | 58 元\n", "table-lines"),
        ("项目|价格|备注\n月租|58 元|无\n", "table-lines"),
        ("项目|价格\n月租|58 元\n开户|10 元\n", "table-lines"),
        ("2. 一\n4. 二\n", "list-marks"),
        ("1. 一\n1. 二\n2. 三\n", "list-marks"),
        ("1. 一\n   2. 甲\n3. 二\n", "list-marks"),
    ],
)
def test_common_markdown_of_a_notice_stops_nothing(body: str, rule: str) -> None:
    slips = body_slips(body, in_page=False)
    assert {(slip.rule, slip.severity, slip.mended) for slip in slips} == {(rule, "notice", None)}


@pytest.mark.parametrize(
    "body",
    [
        "到厅办理，次月生效。\n---\n\n文\n",
        "    尊敬的客户：您好。\n",
        "##标题\n\n文\n",
        "甲\t乙\n丙\t丁\n",
        "甲\t乙\t丙\n",
        "价格：\n| 项目 | 价格 |\n| 月租 | 58 元 |\n",
        "项目 | 价格 | 备注\n--- | ---\n月租 | 58 元 | 无\n",
        "1、[一](javascript:x)\n2、二\n",
        "#话题 [一](javascript:x)\n",
    ],
)
def test_what_comes_out_otherwise_than_meant_still_stops(body: str) -> None:
    assert "error" in {slip.severity for slip in body_slips(body, in_page=False)}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("[注]: 提前退订须付违约金300元", "[注]：提前退订须付违约金300元"),
        ("[说明]: /notices/ '丢失的字'", "[说明]：/notices/ '丢失的字'"),
        ("[a]: b", "[a]：b"),
        ("[注]:\n300元", "[注]："),
        ("> [注]: 乙", "> [注]：乙"),
        ("[看](/help/)\n\n[x]: /help/", "[x]：/help/"),
        ("[看][x]\n\n[x]: /help/\n[x]: /help/complain/", "[x]：/help/complain/"),
    ],
)
@pytest.mark.parametrize("in_page", [False, True])
def test_words_that_would_be_taken_for_the_address_of_a_link_are_an_error(
    line: str, meant: str, *, in_page: bool
) -> None:
    [slip] = body_slips(f"每月 58 元。\n\n{line}\n", in_page)
    assert (slip.rule, slip.severity) == ("links-lead-somewhere", "error")
    assert f"写成 {meant.removeprefix('> ')}" in slip.fix
    row = meant.replace("：", ":", 1)
    at = next(n for n, one in enumerate(line.split("\n")) if one.replace(": ", ":") == row)
    rows = line.split("\n")
    rows[at] = meant
    text = "\n".join(rows)
    assert body_slips(f"每月 58 元。\n\n{text}\n", in_page) == []
    shown = unescape(re.sub("<[^>]*>", "", prose.html(text)))
    # Beside an address of that name the one in brackets is a link.
    assert meant.strip("> ") in shown or re.sub(r"[\[\]]", "", meant) in shown


def test_the_engine_of_the_pages_takes_such_a_line_out_of_a_paragraph_too() -> None:
    body = "每月 58 元。\n[注]: 违约金300元\n[又]: 这里 有空格\n"
    assert [slip.line for slip in slips_found(body, in_page=True)] == [2]
    assert slips_found(body, in_page=False) == []


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("[x](javascript:alert(1))", '<a href="javascript:alert(1)">'),
        ("[x](data:text/html,x)", '<a href="data:text/html,x">'),
        ('<a href="/" onclick="x()">x</a>', '<a href="/" onclick="x()">'),
        ("![x](javascript:x)", '<img alt="x" src="javascript:x">'),
        ("<!-- x -->", "<!-- x -->"),
    ],
)
def test_the_second_wall_stands_alone(
    body: str, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stripped(body) == lost
    for wall in ("line_slips", "_block_slips", "link_slips"):
        monkeypatch.setattr(bodies, wall, lambda *_: [])
    for in_page in (True, False):
        assert [slip.rule for slip in body_slips(body, in_page)] == ["nothing-is-stripped"]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("`a | b` | 甲\n`c` | 乙\n", r"| `a \| b` | 甲 |"),
        ("``a`|b``|甲|乙\n丙|丁|戊\n", r"| ``a`\|b`` | 甲 | 乙 |"),
        ("- 姓名  电话  地址\n  王某  10086  云岭\n", "| 姓名 | 电话 | 地址 |"),
        ("> 2) 项目 | 价格\n> 月租 | 58 元\n", "| 项目 | 价格 |"),
    ],
)
def test_a_row_to_write_holds_what_was_written(body: str, row: str) -> None:
    [slip] = slips_found(body, in_page=True)
    assert f"每行写成 {row} 的样子" in slip.fix


def test_lines_that_a_page_keeps_apart_do_not_run_together() -> None:
    body = "网上服务厅 | 全天  \n云岭服务厅 | 09:00 到 18:00\n"
    assert slips_found(body, in_page=True) == []
    [slip] = slips_found(body, in_page=False)
    assert (slip.rule, slip.severity) == ("lines-stay-apart", "notice")


def test_a_body_of_endless_lines_is_not_read_to_its_end() -> None:
    [slip] = body_slips("=\n" * 50_000, in_page=True)
    assert (slip.rule, slip.fix) == ("lines-are-readable", "拆成几页")


def test_what_the_first_look_passes_over_has_no_slip() -> None:
    folders = (EXAMPLE, ROOT / "tests" / "broken", ROOT / "content")
    texts = [path.read_bytes() for folder in folders for path in folder.rglob("*.md")]
    bodies = {text.decode("utf-8", "replace").rpartition("\n---\n")[2] for text in texts}
    # Of lines that begin alike one will do.
    lines = {line[:3]: line for body in bodies for line in body.split("\n")}.values()
    some = [f"\n{line}\n{line}" for line in lines]
    passed = [
        body
        for body in (*bodies, *some)
        for in_page in (True, False)
        if not body_slips(body, in_page) and slips_found(body, in_page)
    ]
    assert not passed
