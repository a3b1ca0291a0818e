"""One stylesheet: only what is used of the theme's, and nothing of a rule lost on the way."""

import re

import pytest

from portal.making import THEME
from portal.pruning import pruned
from portal.styles import FOLDER, joined
from portal.tables import aligned_by_class, framed


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".md-grid{margin:0}.md-nav__link{color:red}", ".md-grid{margin:0}"),
        (".md-nav,.md-typeset a{top:0}", ".md-typeset a{top:0}"),
        ("@media print{.md-nav{top:0}}", ""),
        ("@media print{.md-nav{top:0}a{top:1px}}", "@media print{a{top:1px}}"),
        ('a:after{content:"}{"}.mermaid{top:0}', 'a:after{content:"}{"}'),
        ('@charset "UTF-8";a{top:0}', '@charset "UTF-8";a{top:0}'),
        (":root{--md-nav-icon--next:url(x)}:root{--a:1}", ":root{--a:1}"),
        (":is(.md-nav,a) b{top:0}", ""),
        (".md-typeset .md-button--primary,.md-input:hover,.md-copyright__highlight{top:0}", ""),
        ("@font-face{font-family:x}", "@font-face{font-family:x}"),
    ],
)
def test_rules_for_parts_that_no_page_has_are_left_out(css: str, kept: str) -> None:
    assert pruned(css) == kept


def test_the_portals_own_rules_come_after_the_themes_and_paper_last() -> None:
    sheets = {
        FOLDER + "main.css": b"a{top:0}",
        FOLDER + "print.css": b"@media print{a{top:4px}}",
        FOLDER + "tokens.css": b"/* colours */ a{top:1px}",
    }
    assert joined(sheets, b"a{top:3px}").split() == [
        b"a{top:0}", b"a{top:1px}", b"a{top:3px}", b"@media", b"print{a{top:4px}}",
    ]  # fmt: skip


def test_a_table_stands_in_a_frame_named_by_its_headings_and_only_once() -> None:
    table = "<p>x</p><table><thead><tr><th>价格</th><th></th><th><b>单位</b></th></tr></table>"
    once = framed(table)
    assert 'role="region" aria-label="价格、单位"><table role="table" class="table stacks">' in once
    assert framed(once) == once


def test_a_table_of_three_columns_tells_its_roles_since_its_rows_may_be_laid_out_as_blocks() -> (
    None
):
    row = "<tr><td>四川</td><td>不变</td><td>报道</td></tr>"
    head = "<thead><tr><th>谁</th><th>内容</th><th>来源</th></tr></thead>"
    made = framed(f"<table>{head}<tbody>{row}</tbody></table>")
    assert '<table role="table" class="table stacks"><thead role="rowgroup"><tr role="row">' in made
    assert made.count('<th role="columnheader">') == 3
    told = '<td role="rowheader">四川</td><td role="cell">不变</td><td role="cell">报道</td>'
    assert f'<tbody role="rowgroup"><tr role="row">{told}</tr>' in made


def test_a_day_in_a_table_is_in_one_piece() -> None:
    table = (
        '<table><tr><td>自 2009-07-01 起</td><td><a href="/2009-07-01/">看</a></td></tr></table>'
    )
    assert "<td>自 <time>2009-07-01</time> 起</td>" in framed(table)
    assert '<a href="/2009-07-01/">看</a>' in framed(table)


def test_alignment_is_said_by_a_class() -> None:
    assert aligned_by_class('<td style="text-align: right;">1</td>') == '<td class="right">1</td>'


TOKENS = (THEME / "overrides" / FOLDER / "tokens.css").read_text("utf-8")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
NEUTRAL = {"#fff", "#000"}


def test_the_accent_is_written_once_for_each_theme() -> None:
    for name in ("accent", "accent-deep"):
        light, dark = re.findall(rf"--{name}: (#\w+)", TOKENS)
        assert [TOKENS.count(light), TOKENS.count(dark)] == [1, 1], "name the token: var(--...)"


def test_the_icon_in_the_tab_has_the_accent() -> None:
    icon = (THEME / "overrides/assets/favicon.svg").read_text("utf-8")
    accent = re.search(r"--accent: (#\w+)", TOKENS)
    assert accent
    assert set(COLOUR.findall(icon)) - NEUTRAL == {accent[1]}, "no style reaches it: as tokens.css"


def test_a_page_or_a_drawing_has_no_colour_but_those_of_the_tokens() -> None:
    """So would a theme-color, which no style reaches either."""
    colours = set(COLOUR.findall(TOKENS)) | NEUTRAL
    said = re.compile(rf"""["']({COLOUR.pattern})["']""", re.IGNORECASE)
    files = [path for path in THEME.rglob("*.*") if path.suffix in {".html", ".svg", ".xml"}]
    found = {one for path in files for one in said.findall(path.read_text("utf-8"))}
    assert found - NEUTRAL  # the icon's
    assert found <= colours
