"""What is read as plain YAML, libyaml reads the same, and who looks for slips finds none in it."""

from collections.abc import Iterator

import pytest

from portal import sources, yamlplain, yamltext
from portal.environment import ROOT
from portal.skeletons import scalar
from portal.slips import LONGEST_LINE

PLAIN = """
# yaml-language-server: $schema=../../schema/notice.json
title: 关于推出“畅聊”58 套餐的公告（第 2 次），单价 0.15 元
plan_name: '一: 二'
plan_number: "09GD：1"
areas: [广州, 深 圳,a-b]

empty: []
url: https://example.com/a?b=c
price:
  amount: 58
  at:
    from_: 20:00
items:
  - item: sms
    amount: 100

  - item: 国内
codes:
  - sms 5
  - a-b
"""
SIGNS = (
    *" \t\n\r:-#,.?!'\"[]{}&*@`%|>\\~=()<>/_0Aa一，、：；（“”‘《\x00\x7f\x85\xa0\xad\u200b\u2028\u3000\ufeff\ufffd",
    ": ", "- ", "? ", " #", "\n ", "\n  ", "\n- ", "\n  - ", ":\n", "''", '""', "[]", "{}", ", ",
    "---\n", "...\n", "a: 1\n", "  a: 1\n", "title: 1\n", "    - b\n", "<<: ", "!!str ", "&a ", "*a",
    "一：", "一 = ", "＝", "－", "•", "🙂", "\U000e0001",
)  # fmt: skip


def agrees(text: str) -> bool:
    """Whether the text is plain; if it is, all who look at it closely say the same."""
    said = yamlplain.value(text)
    if said is None:
        return False
    closely = yamltext.read_closely(text)
    assert closely == yamltext.Reading(text, said, []), text
    assert list(flat(said)) == list(flat(closely.value)), text
    return True


def flat(value: object) -> Iterator[object]:
    """All there is in a value, with the order of the fields."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from flat(inner)
    elif isinstance(value, list):
        yield len(value)
        for inner in value:
            yield from flat(inner)
    else:
        yield value


def mutated(text: str) -> Iterator[str]:
    """The text with each sign at each place, put in or in the place of another; and with gaps."""
    for at in range(len(text) + 1):
        head, tail, rest = text[:at], text[at:], text[at + 1 :]
        yield head + rest
        for sign in SIGNS:
            yield head + sign + tail
            yield head + sign + rest
    rows = text.split("\n")
    for number, row in enumerate(rows):
        for other in (" " + row, "  " + row, row[1:], row[2:], row + " ", row + "\n" + row):
            yield "\n".join([*rows[:number], other, *rows[number + 1 :]])
        for place in range(len(rows)):
            yield "\n".join([*rows[:number], *rows[number + 1 :][:place], row])


def test_a_plain_text_is_read() -> None:
    assert agrees(PLAIN)
    said = yamlplain.value(PLAIN) or {}
    assert said["items"] == [{"item": "sms", "amount": "100"}, {"item": "国内"}]


def test_whatever_is_done_to_a_plain_text_it_is_read_as_libyaml_reads_it_or_left_alone() -> None:
    told = [agrees(text) for text in mutated(PLAIN)]
    assert 1_000 < sum(told) < len(told) - 1_000


@pytest.mark.parametrize("folder", ["tests/broken", "tests/example", "content"])
def test_every_text_there_is_is_read_as_libyaml_reads_it_or_left_alone(folder: str) -> None:
    paths = [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in (".md", ".yml")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    fronts = [(cut.front if (cut := sources.split(text)) else text) for text in texts]
    assert sum(map(agrees, fronts)) > len(fronts) / 5


@pytest.mark.parametrize("text", ["", "\n", "a", "- ", "a:", "a: b", "# a", "a:\n  b:\n", "0: a\n"])
def test_little_texts_are_no_exception(text: str) -> None:
    agrees(text)


def test_deep_and_long_texts_are_left_alone() -> None:
    deep = "".join("  " * level + "a:\n" for level in range(20)) + "  " * 20 + "a: b\n"
    assert yamlplain.value(deep) is None
    assert yamlplain.value("a: " + "一" * LONGEST_LINE) is None


def test_what_the_verb_new_writes_is_plain() -> None:
    written = [scalar(words) for words in ("58", "10 元: 每月", "每月，5%", "《规范》第 3 条")]
    assert agrees("".join(f"a{'b' * at}: {words}\n" for at, words in enumerate(written)))
