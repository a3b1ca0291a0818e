"""Whatever was changed, removed or damaged in between: the site is what a first build makes."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypinyin
import pytest

from conftest import EXAMPLE, EXAMPLE_DAY, built, change
from portal import assembling, pinyin, standing, trees


def _nothing(content: Path) -> None:
    assert content.is_dir()


def _new_body(content: Path) -> None:
    change(content / "notices/2012/YL2012-0005.md", "\n---\n", "\n---\n\n新的一段。\n")


def _new_title_of_a_predecessor(content: Path) -> None:
    name = next(path for path in _notices(content) if "supersedes:" in path.read_text("utf-8"))
    older = name.read_text("utf-8").split("supersedes:")[1]
    path = next(path for path in _notices(content) if path.stem in older.split("\n---")[0])
    change(path, "title: ", "title: 改过的")


def _lead_on(content: Path, old: Path) -> None:
    with (content / "data/redirects.yml").open("a", encoding="utf-8") as file:
        file.write(f"- from: /notices/{old.parent.name}/{old.stem}/\n  to: /help/\n")


def _one_notice_less(content: Path) -> None:
    named = "".join(path.read_text("utf-8") for path in content.rglob("*.md"))
    path = next(path for path in _notices(content) if path.stem not in named)
    path.unlink()
    _lead_on(content, path)


def _one_notice_more(content: Path) -> None:
    path = content / "notices/2012/YL2012-0005.md"
    more = path.with_name("YL2012-9999.md")
    more.write_text(path.read_text("utf-8"), "utf-8")
    change(more, "plan_number: ", "plan_number: 9")


def _another_name_for_a_successor(content: Path) -> None:
    # Its bytes stay, its address does not.
    path = content / "notices/2012/YL2012-0003.md"
    assert "supersedes:" in path.read_text("utf-8")
    path.rename(path.with_name("YL2012-9003.md"))
    _lead_on(content, path)


def _new_operator(content: Path) -> None:
    change(content / "data/site.yml", "operator: ", "operator: 新")


def _new_channel_name(content: Path) -> None:
    change(content / "data/channels.yml", "title: ", "title: 新")


def _new_title_of_a_page(content: Path) -> None:
    # It stands in the way to every notice, and in the navigation.
    change(content / "pages/notices.md", "title: ", "title: 新")


def _new_words_on_a_page(content: Path) -> None:
    path = content / "pages/notices.md"
    path.write_text(path.read_text("utf-8") + "\n## 新的一节\n\n新的一段。\n", "utf-8")


def _new_page(content: Path) -> None:
    (content / "pages/new.md").write_text("---\ntitle: 新页\n---\n\n## 新\n\n内容。\n", "utf-8")


def new_brand(content: Path) -> None:
    # It brings a list, feeds and a calendar, which other pages lead to.
    change(content / "notices/2012/YL2012-0005.md", "brands:\n", "brands:\n  - 新牌子\n")


def new_promise(content: Path) -> None:
    change(content / "commitments/2012/5.md", "draft: 是\n", "")


def _later_successor(content: Path) -> None:
    # Lists and feeds tell from when on it takes the place of the older one.
    change(
        content / "notices/2012/YL2012-0003.md",
        "effective_on: 2012-03-01",
        "effective_on: 2012-02-28",
    )


EDITS: list[Callable[[Path], None]] = [
    _nothing, _new_body, _later_successor, _new_title_of_a_predecessor, _one_notice_less, _one_notice_more,
    _another_name_for_a_successor, _new_operator, _new_channel_name, _new_title_of_a_page,
    _new_words_on_a_page, _new_page, new_brand, new_promise,
]  # fmt: skip


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example's content with its site, built once."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(EXAMPLE, place / "content")
    built(place / "content", place / "site")
    return place


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_a_build_after_an_edit_makes_the_bytes_of_a_first_build(
    workplace: Path, tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place", symlinks=True))
    edit(place / "content")
    again = _files(built(place / "content", place / "site"))
    assert again == _files(built(place / "content", tmp_path / "first/site"))
    # And once more, when both trees exist and the older one has to catch up.
    assert _files(built(place / "content", place / "site", again=True)) == again


def test_new_words_on_a_page_make_no_notice_again(workplace: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place", symlinks=True))
    _new_words_on_a_page(place / "content")
    built(place / "content", place / "site")
    notices = place / "site/notices"
    pages = [
        notices / path.parent.name / path.stem / "index.html"
        for path in _notices(place / "content")
        if "draft: " not in path.read_text("utf-8")
    ]
    # What was not made is shared with the site that was public before.
    assert all(page.samefile(_in_the_other_tree(place, page)) for page in pages)
    made = place / "site/notices/index.html"
    assert not made.samefile(_in_the_other_tree(place, made))


def _in_the_other_tree(place: Path, page: Path) -> Path:
    return place / ".site.build/tree" / page.relative_to(place / "site")


def test_new_words_on_a_page_that_is_kept_unasked_make_another_worker(
    workplace: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place", symlinks=True))
    before = (place / "site/sw.js").read_bytes()
    path = place / "content/pages/help/complain.md"
    path.write_text(path.read_text("utf-8") + "\n新的一段。\n", "utf-8")
    assert (built(place / "content", place / "site") / "sw.js").read_bytes() != before


def test_another_day_makes_the_bytes_of_a_first_build(workplace: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place"))
    later = date(EXAMPLE_DAY.year + 1, 1, 1)
    again = _files(built(place / "content", place / "site", as_of=later))
    assert again == _files(built(place / "content", tmp_path / "first/site", as_of=later))


def test_an_edit_of_the_examples_shows_in_the_page_of_components(
    workplace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path(shutil.copytree(EXAMPLE, tmp_path / "example"))
    for module in (standing, assembling):
        monkeypatch.setattr(module, "EXAMPLE", example)
    site = tmp_path / "site"
    before = (
        built(workplace / "content", site, components=True) / "components/index.html"
    ).read_bytes()
    change(example / "commitments/2012/1.md", "title: ", "title: 改过的")
    built(workplace / "content", site, components=True)
    assert (site / "components/index.html").read_bytes() != before


def test_a_site_touched_by_another_hand_is_mended(workplace: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place"))
    before = _files(workplace / "site")
    (place / "site/index.html").write_text("broken", "utf-8")
    next((place / "site").glob("notices/*/*/index.html")).unlink()
    (place / "site/more.html").write_text("foreign", "utf-8")
    (place / "site/404.html").write_text("of a backup that kept its time", "utf-8")
    os.utime(place / "site/404.html", (1, 1))
    assert _files(built(place / "content", place / "site")) == before


def test_what_was_cut_short_beside_the_site_changes_no_byte(
    workplace: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place"))
    for path in sorted((place / ".site.build").rglob("*")):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:100])
    assert _files(built(place / "content", place / "site")) == _files(workplace / "site")


def test_without_the_cache_folder_the_bytes_are_the_same(workplace: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(workplace, tmp_path / "place"))
    _new_body(place / "content")
    shutil.rmtree(place / ".site.build/cache")
    again = _files(built(place / "content", place / "site"))
    assert again == _files(built(place / "content", tmp_path / "first/site"))


def test_names_are_spelt_once_and_handed_on_to_the_next_process(
    workplace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelt: list[str] = []
    spell = pypinyin.lazy_pinyin

    def noted(name: str) -> list[str]:
        spelt.append(name)
        return spell(name)

    monkeypatch.setattr(pypinyin, "lazy_pinyin", noted)
    monkeypatch.setattr(assembling, "SPELLINGS", tmp_path / "spellings")
    # Nothing handed on, all of it, none of it whole; and a name that nobody had spelt.
    cases = {"first": None, "again": None, "cut": 100, "new": None}
    content = Path(shutil.copytree(workplace / "content", tmp_path / "content"))
    told: dict[str, list[str]] = {}
    for name, kept in cases.items():
        pinyin.spellings.clear()
        spelt.clear()
        if kept:
            (tmp_path / "spellings").write_bytes((tmp_path / "spellings").read_bytes()[:kept])
        if name == "new":
            new_brand(content)
        files = _files(built(content, tmp_path / name / "site"))
        told[name] = [*spelt]
        assert (files == _files(workplace / "site")) is (name != "new")
    assert told["again"] == []
    # What is made of brands may be at hand still.
    assert set() < {*told["cut"]} <= {*told["first"]}
    assert "新牌子" in told["new"]
    assert {*told["new"]}.isdisjoint(told["cut"])


def _files(site: Path) -> dict[str, bytes]:
    assert trees.whole(site)
    return trees.contents(site)


def _notices(content: Path) -> list[Path]:
    return sorted(content.glob("notices/*/*.md"))
