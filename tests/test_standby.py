"""The process that stays builds what a fresh one builds, edit after edit, and goes with its code."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from conftest import EXAMPLE_DAY, built
from portal import standby
from portal.standby import FAILED, Standby
from portal.standing import Order
from portal.trees import contents
from test_rebuilding import EDITS, new_brand, new_promise

UNSEEN = ("assets/search/", "calendars/", "data/", "feeds/")
OF_THE_WHOLE = {
    "_headers",
    "_nginx.conf",
    "build.json",
    "notices/seals.txt",
    "site-manifest.json",
    "sitemap.xml",
}


@pytest.fixture
def builder() -> Iterator[Standby]:
    made = Standby()
    yield made
    made.stop()


@pytest.fixture
def order(content: Path, tmp_path: Path) -> Order:
    return Order(content, tmp_path / "site", EXAMPLE_DAY, jobs=2)


def test_edit_after_edit_pages_come_first_and_the_whole_is_that_of_a_first_build(
    builder: Standby, order: Order, tmp_path: Path
) -> None:
    assert builder.build(order)[0] == 0
    alone = [edit for edit in EDITS[2::2] if edit not in (new_brand, new_promise)]
    for number, edit in enumerate(alone):
        edit(order.content)
        before = contents(order.site)
        assert builder.build(replace(order, pages_first=True))[0] == 0, edit.__name__
        shown = contents(order.site)
        first = contents(built(order.content, tmp_path / f"first{number}/site", jobs=2))
        assert set(filter(_is_page, shown)) == set(filter(_is_page, first))
        for path in first:
            if path.startswith(UNSEEN) and not _is_page(path):
                assert shown.get(path) == before.get(path), (edit.__name__, path)
            elif path not in OF_THE_WHOLE:
                assert shown[path] == first[path], (edit.__name__, path)
        # Sometimes the next edit comes before the rest was made.
        if number != 1:
            assert builder.build(order)[0] == 0
            assert contents(order.site) == first, edit.__name__


@pytest.mark.parametrize("edit", [new_brand, new_promise])
def test_pages_that_lead_to_what_comes_later_come_with_the_whole(
    builder: Standby, order: Order, tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    assert builder.build(order)[0] == 0
    edit(order.content)
    assert builder.build(replace(order, pages_first=True))[0] == 0
    assert contents(order.site) == contents(built(order.content, tmp_path / "first/site", jobs=2))


def test_pages_come_with_the_whole_when_another_hand_touched_the_rest(
    builder: Standby, order: Order, tmp_path: Path
) -> None:
    page = order.content / "notices/2012/YL2012-0005.md"
    older = page.read_text("utf-8")
    for text in (older, older.replace("amount: 20", "amount: 21")):
        page.write_text(text, "utf-8")
        assert builder.build(order)[0] == 0
    (order.site / "feeds/all.atom").write_text("broken", "utf-8")
    page.write_text(older, "utf-8")
    assert builder.build(replace(order, pages_first=True))[0] == 0
    assert contents(order.site) == contents(built(order.content, tmp_path / "first/site", jobs=2))


def test_a_mistake_is_told_and_the_site_stays(builder: Standby, order: Order) -> None:
    assert builder.build(order)[0] == 0
    before = contents(order.site)
    page = order.content / "pages/help.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("title:", "titel:", 1), "utf-8")
    code, words = builder.build(order)
    assert code == 1
    assert "pages/help.md" in words
    assert contents(order.site) == before
    page.write_text(text, "utf-8")
    assert builder.build(order)[0] == 0


def test_it_builds_again_without_need_when_asked_and_both_trees_hold_the_same(
    builder: Standby, order: Order
) -> None:
    assert builder.build(order)[0] == 0
    tree = order.site.parent / f".{order.site.name}.build/tree"
    assert not tree.exists()
    assert builder.build(replace(order, again=True))[0] == 0
    assert contents(tree) == contents(order.site)


def test_a_process_that_was_stopped_is_told_and_followed_by_another(
    builder: Standby, order: Order
) -> None:
    assert builder.build(order)[0] == 0
    first = _process(builder)
    first.kill()
    first.join()
    assert builder.build(order)[0] == FAILED
    assert builder.build(order)[0] == 0


def test_new_code_is_built_by_a_new_process(
    builder: Standby, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert builder.build(order)[0] == 0
    first = _process(builder)
    assert builder.build(order)[0] == 0
    assert _process(builder) is first
    monkeypatch.setattr(standby, "code_stamp", lambda: "touched")
    assert builder.build(order)[0] == 0
    assert _process(builder) is not first
    assert not first.is_alive()


def test_a_bug_is_told_in_words_with_its_place(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(order: Order, known: object) -> int:
        raise KeyError(order.engine)

    monkeypatch.setattr(standby, "build_and_tell", broken)
    code, words = standby._built(order, {})
    assert code == -FAILED
    assert "改法：" in words
    assert words.endswith("KeyError: 'mkdocs'")
    assert "Traceback" not in words


def _process(builder: Standby) -> BaseProcess:
    assert builder._running
    return builder._running[0]


def _is_page(path: str) -> bool:
    return path.endswith(".html")
