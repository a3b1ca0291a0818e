"""The search index holds every token of every document, in few small files, always the same."""

import json
import random
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from answers import Seen

from conftest import EXAMPLE, EXAMPLE_DAY
from portal.cache import Memory
from portal.checking import check
from portal.engine import EngineError
from portal.environment import ROOT
from portal.facts import derive
from portal.facts.life import ENDING_DAYS
from portal.search import gathering, lexicon, lists, tokens
from portal.search.articles import article, texts_of
from portal.search.corpus import batch, named
from portal.search.dialog import FACTS, SOUNDS, STARTER, STUB, WORKER, own_worker
from portal.search.documents import SearchDocument, in_order
from portal.search.facets import OLD_DAYS, days, prices, status_lines
from portal.search.gathering import Pages, findable, index_files
from portal.search.index import MANIFEST, Artifact, Day, Vocabulary, files_of
from portal.search.letters import fold
from portal.search.shards import Shard, first_tokens
from portal.search.tokens import Postings

DAY = Day(date(2009, 7, 17))
VOCABULARY = Vocabulary([["话费", "资费"]], {"kind": {"plan": "套餐"}}, "全省")


def a_notice(number: int, **given: object) -> Seen:
    told = {
        "address": f"notices/2009/GD2009-{number:04d}/",
        "title": f"关于推出畅聊 {number} 套餐的公告",
        "body": "国内通话 0.15 元/分钟，M-Zone 客户可办。",
        "numbers": (f"09GD{number:06d}", f"GD2009-{number:04d}"),
        "published_on": date(2009, 1, 1),
        "effective_on": date(2009, 2, 1),
    }
    return Seen(**{**told, **given})  # type: ignore[arg-type]


def bodies(some: Iterable[SearchDocument]) -> list[str]:
    return [one.body if isinstance(one, Seen) else "" for one in some]


def indexed(documents: Iterable[SearchDocument]) -> list[Artifact]:
    """The index of the documents, taken apart all at once."""
    ordered = in_order(documents)
    whole = batch([named(one) for one in ordered], bodies(ordered))
    return list(files_of(ordered, [whole], VOCABULARY, DAY))


def read_list(text: str, count: int) -> list[int]:
    """What search-worker/letters.js reads."""
    if text[0] == "=":
        bits = ((ord(sign) - 0x21) >> bit & 1 for sign in text[1:] for bit in range(6))
        return [place for place, bit in enumerate(bits) if bit]
    places, place, higher = [], -1, 0
    for sign in text[1:]:
        digit = ord(sign) - 0x21
        if digit >= 64:
            higher = higher * 30 + digit - 64
        else:
            place += higher * 64 + digit + 1
            higher = 0
            places.append(place)
    return places if text[0] == "+" else sorted(set(range(count)) - set(places))


def held(postings: Postings, texts: Iterable[str]) -> dict[str, set[int]]:
    return {text: set(postings.documents[start:end].tolist()) for text, (start, end) in zip(
        texts, pairwise(postings.bounds.tolist()), strict=True)}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("資費", "资费"), ("ＧＤ２００９", "gd2009"), ("５Ｇ套餐", "5g套餐"), ("覆蓋", "覆盖"), ("WLAN", "wlan"),
        ("①㎡", "1m2"), ("裡", "里"), ("", ""),
    ],
)  # fmt: skip
def test_letters_are_folded_however_they_were_typed(typed: str, meant: str) -> None:
    assert fold(typed) == meant


def test_a_row_of_texts_is_taken_apart_as_each_text_alone() -> None:
    chance = random.Random(4)  # noqa: S311 # repeatable, not secret
    letters = "资费套餐流量广州，。 \n５g9-./资費①𠮷"
    texts = ["".join(chance.choices(letters, k=chance.randrange(40))) for _ in range(300)]
    expected: dict[str, set[int]] = defaultdict(set)
    for place, text in enumerate(texts):
        for run in "".join(
            s if s >= "\xc0" and s not in "，。" else " " for s in fold(text)
        ).split():
            for token in (*run, *map("".join, pairwise(run))):
                expected[token].add(place)
    found = tokens.grams(tokens.rows(texts))
    assert held(found, tokens.gram_texts(found.keys)) == expected


def test_words_joined_by_a_hyphen_are_found_apart_and_together() -> None:
    found = tokens.words(tokens.rows(["M-Zone 用户", "GD2009-0137", "zone"]))
    assert held(found, tokens.word_texts(found.keys)) == {
        "m": {0}, "zone": {0, 2}, "mzone": {0}, "gd2009": {1}, "0137": {1}, "gd20090137": {1},
    }  # fmt: skip


def test_a_number_is_found_with_the_letter_after_it() -> None:
    texts = [
        "65元/月，0.15 元/分钟",
        "GD2009元，6\n元",
        "165 元、12345678元、120元、12个",
        "20 MB，1g 5gd",
        "粤资备〔2007〕188 号，188号段",
        "粤资备〔2007〕189 号",
        "36.00 元/月，9.0元，100 元，0.50 元",
    ]
    found = tokens.amounts(tokens.rows(texts))
    told = tokens.amount_texts(found.keys)
    assert told == sorted(told)
    assert held(found, told) == {
        "65/月": {0}, "65元": {0}, "0.15/分": {0}, "0.15元": {0}, "165元": {2}, "120元": {2}, "12个": {2},
        "20m": {3}, "1g": {3}, "188号": {4}, "36/月": {6}, "36元": {6}, "9元": {6}, "100元": {6}, "0.50元": {6},
    }  # fmt: skip


def test_any_three_characters_of_a_number_are_a_token() -> None:
    found = tokens.number_parts(["GD2009-0137", "GX0900", "09 TX", "GD.JZ.2005"])
    parts = [tokens.part_text(key) for key in found.keys.tolist()]
    assert parts == sorted(parts)
    number = "gd2009-0137"
    assert {number[at : at + 3] for at in range(len(number) - 2)} <= {*parts}
    # Signs that meet where the hyphen is left out are another token: 0900 is written in the second.
    told = held(found, parts)
    assert told["0900"] == {1}
    assert told["~0901"] == told["~901"] == told["~090"] == {0}
    assert told["~9tx"] == {2}
    assert told["~jz20"] == told["~djz2"] == {3}
    assert "~013" not in parts


@pytest.mark.parametrize("count", [1, 64, 65, 2000, 130_000])
def test_lists_of_documents_are_read_as_they_were_written(count: int) -> None:
    chance = random.Random(count)  # noqa: S311 # repeatable, not secret
    some = [
        [place for place in range(count) if chance.random() < share]
        for share in (0.0, 0.001, 0.1, 0.3, 0.7, 0.9, 1.0)
    ]
    written = lists.all_lists(some, count)
    assert [read_list(one, count) for one in written] == some
    if count > 1000:
        assert "".join(one[0] for one in written) == "+++==--"
    assert all(one.isprintable() for one in written)
    assert lists.all_lists([], count) == []


def test_pages_come_first_and_the_newest_notice_last() -> None:
    page = SearchDocument("help/", "帮助")
    older = a_notice(1, published_on=date(2008, 1, 1))
    newer = a_notice(2, published_on=date(2009, 1, 1))
    assert in_order([newer, older, page]) == [page, older, newer]


def test_a_page_that_awaits_its_words_answers_no_question() -> None:
    pages = [SearchDocument(f"{name}/", name, is_pending=name == "b") for name in "cba"]
    home = SearchDocument("", "home")
    assert [one.title for one in in_order([home, *pages])] == ["a", "c", "home", "b"]
    files = dict(indexed([home, *pages]))
    assert json.loads(files[MANIFEST])["answering"] == 2


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_a_promise_is_asked_for_by_its_number(number: int, said: str) -> None:
    assert gathering._in_han(number) == said


def test_words_that_no_page_uses_are_told_to_who_types_one() -> None:
    text = batch(
        [named(a_notice(1, body="查话费、交电话费、停机保号"))], ["查话费、停机保号"]
    ).whole
    groups = [
        ["话费", "资费", "电话钱", "买手机", "SMS", "SIM 卡", "停机"],
        ["停机", "机停", "停保"],
        ["机保", "保机停"],
        ["彩票", "双色球"],  # nothing of it is on the site
    ]
    holders = {word: text.holding(word) for group in groups for word in group}
    usual, files = lexicon.divided(groups, holders)
    # 买手机 would be cut at 手机, and SIM 卡 between its letters; 停机 is a group that this one may mean.
    assert usual.split("\n") == ["话费\t买手机\tsim 卡\t停机", "停机", "机保", ""]
    rows = {row for one in files for row in one.split("\n") if row}
    assert rows == {"0\t资费", "0\t电话钱", "0\tsms", "1\t机停", "1\t停保", "2\t保机停"}
    assert "1\t停保" in files[ord("停") % lexicon.WORD_FILES]


def test_ways_of_asking_are_told_apart_from_words() -> None:
    text = batch([named(a_notice(1, body="查话费"))], ["查话费"]).whole
    groups, ways = lexicon.parted(
        [["话费", "钱…多少", "话费……剩"], ["定位", "孩子...在哪"], ["资费"]]
    )
    assert groups == [["话费"], ["定位"], ["资费"]]
    holders = {word: text.holding(word) for group in groups for word in group}
    # Nothing on the site is called 定位.
    assert lexicon.asked(groups, ways, holders) == "0\t钱…多少\t话费…剩"
    holders["定位"] = holders["话费"]
    assert lexicon.asked(groups, ways, holders).split("\n")[1] == "1\t孩子…在哪"


def test_the_same_documents_in_any_order_become_the_same_bytes() -> None:
    documents = [a_notice(number, brands=("神州行",)) for number in range(60)]
    once = indexed(documents)
    assert once == indexed(reversed(documents))


@pytest.mark.parametrize("size", [1, 7, 30])
def test_documents_taken_apart_in_batches_become_the_same_bytes(size: int) -> None:
    held = in_order([*map(a_notice, range(29)), Seen("help/", "帮助", body="5g 资费")])
    batches = [
        batch([named(one) for one in some], bodies(some))
        for some in (held[start : start + size] for start in range(0, len(held), size))
    ]
    assert list(files_of(held, batches, VOCABULARY, DAY)) == indexed(held)


def test_batches_in_another_order_than_their_documents_are_refused() -> None:
    held = in_order(map(a_notice, range(4)))
    batches = [batch([named(one)], bodies([one])) for one in reversed(held)]
    with pytest.raises(ValueError, match="order"):
        list(files_of(held, batches, VOCABULARY, DAY))


def test_a_site_of_many_batches_has_the_index_of_one(
    example_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")

    def html(address: str) -> bytes:
        return (example_site / address / "index.html").read_bytes()

    def made(memory: Memory | None) -> list[Artifact]:
        marks = {f"{address}index.html": "" for address in findable(facts)}
        return list(index_files(facts, Pages(html, marks), memory))

    whole = made(None)
    monkeypatch.setattr(gathering, "LEAST", 1)
    monkeypatch.setattr(gathering, "MOST", 3)
    memory = Memory(tmp_path, "key")
    assert made(memory) == whole
    assert made(memory) == whole  # remembered


def test_every_file_but_the_manifest_carries_a_mark_that_the_manifest_tells() -> None:
    files = dict(indexed([a_notice(1)]))
    told = files.pop(MANIFEST).decode()
    marks = [bytes.fromhex(path.split(".")[-2][2:]) for path in files]
    assert all(b64encode(mark).decode() in told for mark in marks)


def test_the_manifest_tells_first_tokens_that_begin_alike_as_one_word() -> None:
    files = [Shard(first, "") for first in ("#07gd", "100", "取", "取一", "取整", "受理", "台")]
    assert first_tokens(files) == "#07gd 100 取.一整 受理 台."


def test_an_edit_leaves_the_files_of_other_words_their_names() -> None:
    chance = random.Random(7)  # noqa: S311 # repeatable, not secret
    letters = [chr(0x4E00 + place) for place in range(600)]
    bodies = ["".join(chance.choices(letters, k=300)) for _ in range(200)]
    before = dict(indexed(numbered(bodies)))
    after = dict(indexed(numbered([bodies[0] + "资费", *bodies[1:]])))
    changed = after.keys() - before.keys()
    assert changed
    assert len(changed) < 0.2 * len(after)


def test_a_new_notice_leaves_most_files_their_names() -> None:
    chance = random.Random(7)  # noqa: S311 # repeatable, not secret
    letters = [chr(0x4E00 + place) for place in range(600)]
    documents = numbered(["".join(chance.choices(letters, k=300)) for _ in range(200)])
    new = a_notice(999, published_on=date(2009, 7, 1), body="资费套餐")
    before = dict(indexed(documents))
    after = dict(indexed([*documents, new]))
    assert len(after.keys() - before.keys()) < 0.4 * len(after)


def numbered(bodies: list[str]) -> list[Seen]:
    return [a_notice(number, body=body) for number, body in enumerate(bodies)]


def test_a_site_without_any_document_has_an_index() -> None:
    assert MANIFEST in dict(indexed([]))


def test_a_reader_sees_inline_words_as_one_and_blocks_apart() -> None:
    html = (
        "<nav>别的</nav><article><h1>标题</h1><p><strong>先</strong>打电话</p><p>再来</p>"
        "<template><p>没有</p></template><script>没有</script>&lt;0.15&gt;</article>"
    )
    assert texts_of([article(html.encode())])[0].split() == ["先打电话", "再来", "<0.15>"]


def test_what_stands_below_every_page_is_no_text_of_it() -> None:
    foot = '<p class="page-foot no-print"><a href="https://code.example/a.md">编辑此页</a></p>'
    html = f"<article><h1>标题</h1><p>说明</p>{foot}</article>"
    assert texts_of([article(html.encode())])[0].split() == ["说明"]


def test_what_is_taken_out_at_once_says_nothing_and_parts_what_stands_around_it() -> None:
    code = '<figure class="qr-code print-only">\n<svg><path/></svg>\n</figure>'
    changes = '<section class="changes" aria-labelledby="c"><h2>改了</h2><p>原来</p></section>'
    pages = [
        f"<article><p>前</p>{middle}<p>后</p></article>".encode()
        for middle in (f"{code}<p>中</p>{changes}", code + changes, f"{code}<p>{changes}", changes)
    ]
    taken_out = [article(page) for page in pages]
    assert not any(b"path" in page or "原来".encode() in page for page in taken_out)
    texts = texts_of(taken_out)
    assert [text.split() for text in texts] == [["前", "中", "后"], *[["前", "后"]] * 3]
    assert texts == texts_of([page.removesuffix(b"</article>") for page in pages])


def test_the_dialog_asks_our_worker() -> None:
    names = {
        STARTER: "js/search-starter.a.js",
        WORKER: "js/w.b.js",
        SOUNDS: "js/s.c.js",
        FACTS: "js/f.d.js",
    }
    engines = {"search": "../assets/javascripts/workers/search.a7633da7.min.js"}
    assert own_worker(engines, names) == "js/search-starter.a.js?w.b.js&s.c.js&f.d.js"


@pytest.mark.parametrize("settings", [{}, {"search": "x/worker.js"}, {"search": None}])
def test_an_engine_that_names_its_worker_elsewhere_stops_the_build(
    settings: dict[str, str],
) -> None:
    with pytest.raises(EngineError):
        own_worker(settings, {})


def test_the_engines_index_is_a_stub() -> None:
    assert len(STUB) < 100
    assert json.loads(STUB)["docs"] == []


def test_ends_far_ahead_are_told_apart_from_what_a_reader_of_this_month_needs() -> None:
    near = a_notice(1, withdrawn_on=date(2009, 8, 1))
    far = a_notice(2, withdrawn_on=date(2010, 8, 1), effective_on=date(2010, 1, 1))
    now, later = status_lines([near, far], DAY.as_of)
    assert [line.split("\t")[:2] for line in now[1:]] == [["20090801", "w"], ["20100101", "e"]]
    assert [line.split("\t")[:2] for line in later] == [["20100801", "w"]]


def test_the_browser_counts_the_days_that_the_index_was_made_for() -> None:
    states = ROOT / "theme/overrides/assets/javascripts/search-worker/states.js"
    told = re.search(r"const ENDING_DAYS = (\d+), OLD_DAYS = (\d+);", states.read_text("utf-8"))
    assert told, "states.js no longer says its days so"
    assert [int(told[1]), int(told[2])] == [ENDING_DAYS, OLD_DAYS]
    # The last end that counts as near on the last day on which an index is not old.
    last = DAY.as_of + timedelta(days=OLD_DAYS) + timedelta(days=ENDING_DAYS)
    near, far = status_lines([a_notice(1, withdrawn_on=last)], DAY.as_of)
    assert any(line.startswith(f"{last:%Y%m%d}\tw") for line in near)
    assert not far


def test_a_notice_is_listed_at_each_of_its_prices_the_lowest_first() -> None:
    dear = a_notice(1, prices=("98 元/月", "9.5 元/月"))
    cheap = a_notice(2, prices=("18 元", "18 元"))
    amounts = [line.partition("\t")[0] for line in prices([dear, cheap])]
    assert amounts == ["9.5/月", "18", "98/月"]


def test_what_happens_on_a_day_stands_in_the_file_of_its_year() -> None:
    one = a_notice(1, published_on=date(2008, 12, 1), withdrawn_on=date(2010, 8, 1))
    other = a_notice(2, published_on=date(2009, 1, 1))
    told = {
        name: [line.split("\t")[:2] for line in lines] for name, lines in days([one, other]).items()
    }
    assert told == {
        "days-2008": [["20081201", "p"]],
        "days-2009": [["20090101", "p"], ["20090201", "e"]],
        "days-2010": [["20100801", "w"]],
    }
