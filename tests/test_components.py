"""Every component shows its examples: well-formed, with nothing empty, and told when to use it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY
from portal import trees
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.facts import derive
from portal.making import THEME
from portal.records.notice import PRICE_UNITS, NoticeKind
from portal.records.source import Source
from portal.showroom import Component, components

FILES = trees.contents(THEME / "components")
NAMES = sorted({path.split("/")[0] for path in FILES})
VOID = {"br", "hr", "img", "input", "line", "link", "meta", "path", "rect", "wbr"}
REAL = Source.model_validate(
    {"kind": "official", "title": "通报", "publisher": "示例通信", "on": "2012-04-20"}
)
TELLING = {"a", "button", "dt", "h2", "h3", "summary", "th", "title"}


class _Outline(HTMLParser):
    """The tags that stay open, and those that should say something and do not."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.empty: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [name for name, _ in attrs]
        if tag not in VOID:
            self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        opened, words = self.open.pop()
        assert opened == tag
        if tag in TELLING and not words:
            self.empty.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            for _, words in self.open:
                words.append(data)


class Names(dict[str, str]):
    """Every asset under its plain name."""

    def __missing__(self, name: str) -> str:
        return f"/{name}"


@pytest.fixture(scope="module")
def shown() -> dict[str, Component]:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    return {one.name: one for one in components(FILES, facts, Studio(THEME, Names()))}


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_well_formed_and_names_what_can_be_used(
    name: str, shown: dict[str, Component]
) -> None:
    for example in shown[name].examples:
        outline = _Outline()
        outline.feed(example.html)
        assert example.html, example.name
        assert outline.open == [], example.name
        assert outline.empty == [], example.name
        assert "style" not in outline.attributes


@pytest.mark.parametrize("name", NAMES)
def test_every_component_says_when_to_use_it(name: str) -> None:
    readme = FILES[f"{name}/README.md"].decode().splitlines()
    assert readme[0] == f"# {name}"
    assert len(readme) <= 8
    assert any(line.startswith("- Use it:") for line in readme)


def test_every_macro_of_a_component_is_used_outside_its_examples() -> None:
    templates = [path for path in THEME.rglob("*.*") if path.suffix in {".html", ".txt", ".atom"}]
    said = "\n".join(path.read_text("utf-8") for path in templates)
    named = re.findall(
        r"{% macro (\w+)\(",
        "".join(data.decode() for path, data in FILES.items() if path.endswith("template.html")),
    )
    assert len(named) > len(NAMES) / 2
    assert [one for one in named if not re.search(rf"(?<!macro )\b{one}\(", said)] == []


def test_a_chart_says_which_of_its_quarters_are_samples() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    track = facts.tracks["call-success"]
    first, last = track.measured
    told = replace(last, published=last.published.model_copy(update={"source": REAL}))
    chart = '{% from "target-chart/template.html" import target_chart %}{{ target_chart(track) }}'
    studio = Studio(THEME, Names())
    mixed = studio.render_text(chart, track=replace(track, measured=(first, told)))
    assert "2011 年第四季度是示例，不是真实的结果。" in mixed
    assert "（示例）" not in mixed
    assert mixed.count(">示例</text>") == 1
    alone = studio.render_text(chart, track=replace(track, measured=(told,)))
    assert "示例，" not in alone


def test_a_promise_says_how_many_of_its_results_are_what_the_worst_first() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    alone, mixed, all_kept = facts.current_promises[:3]
    page = (
        '{% from "promise-card/template.html" import promise_card %}'
        '{% from "promise-state/template.html" import result_summary %}'
        "{{ promise_card(promise) }}{{ result_summary(promise) }}"
    )
    said = [
        re.sub("<[^>]*>", "", Studio(THEME, Names()).render_text(page, promise=promise))
        for promise in (alone, mixed, all_kept)
    ]
    assert not re.search("项指标|全部|项里", said[0])
    assert "未达标 2 项里 1 项 2012 年第一季度" in said[1]
    assert "2012 年第一季度，2 项指标：1 项未达标，1 项未设目标。" in said[1]
    assert "达标 全部 2 项 2012 年第一季度" in said[2]
    assert "2012 年第一季度，2 项指标：2 项达标。" in said[2]


def test_a_card_says_once_that_the_promise_or_its_results_are_samples() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    promise = facts.current_promises[2]
    real = replace(promise, commitment=promise.commitment.model_copy(update={"source": REAL}))
    card = '{% from "promise-card/template.html" import promise_card %}{{ promise_card(promise) }}'
    for told in (promise, real):
        shown = Studio(THEME, Names()).render_text(card, promise=told)
        assert shown.count('<span class="sample">示例</span>') == 1


def test_what_an_indicator_measures_is_said_before_anything_is_opened() -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    track = facts.tracks["call-success"]
    page = '{% from "indicator-result/template.html" import indicator_result %}{{ indicator_result(track) }}'
    shown, _, folded = Studio(THEME, Names()).render_text(page, track=track).partition("<details>")
    assert track.indicator.definition in shown
    assert track.indicator.definition not in folded


def test_a_stop_sale_to_come_says_when_the_sale_stops_and_nowhere_that_something_begins() -> None:
    facts = derive(check(EXAMPLE).portal, date(2012, 5, 1), "https://portal.example/")
    studio = Studio(THEME, Names())
    told = facts.notices["YL2012-0011"]
    row = studio.render("notice-row.html", told=told)
    assert told.status.value == "announced"
    assert '<span class="notice-row__stop">停售公告</span></a>' in row
    assert "还有 35 天停售（<time>2012-06-05</time>）" in row
    assert 'data-stops="2012-06-05"' in row
    assert row.count("停售公告") == 1
    page = studio.render_text(
        '{% from "plain-words/template.html" import plain_words %}'
        '{% from "succession/template.html" import chain %}'
        "{{ plain_words(told) }}{{ chain(family) }}",
        told=told,
        family=SimpleNamespace(family=[told], told=told),
    )
    assert "这是停售公告：<time>2012-06-05</time> 起不再办理。" in page
    assert "<time>2012-06-05</time> 停售：" in page
    assert not re.search("上线|生效（", row + page)


@pytest.mark.parametrize(("included", "said"), [(True, False), (None, False), (False, True)])
def test_plain_words_say_when_tax_comes_on_top(included: bool | None, said: bool) -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")
    told = facts.notices["YL2012-0008"]
    price = told.notice.price.model_copy(update={"tax_included": included})
    told = replace(told, notice=told.notice.model_copy(update={"price": price}))
    words = '{% from "plain-words/template.html" import plain_words %}{{ plain_words(told) }}'
    page = Studio(THEME, Names()).render_text(words, told=told)
    assert ("（不含税）" in page) is said


@pytest.mark.parametrize(("words", "whole"), [("things", NoticeKind), ("each", PRICE_UNITS)])
def test_plain_words_has_a_word_for_each(words: str, whole: Iterable[str]) -> None:
    said = f'{{% import "plain-words/template.html" as plain %}}{{{{ plain.{words} | list | join(" ") }}}}'
    known = Studio(THEME, Names()).render_text(said).split()
    lacking = "give each its words in theme/components/plain-words/template.html"
    assert sorted(known) == sorted(whole), lacking


STYLES = sorted(path for path in FILES if path.endswith("style.css"))


@pytest.mark.parametrize("path", STYLES)
def test_a_style_has_no_colours_of_its_own(path: str) -> None:
    style = FILES[path].decode()
    outside_print = style.split("@media print", maxsplit=1)[0]
    assert "#" not in outside_print.replace("\\#", ""), f"{path}: name a colour of tokens.css"
