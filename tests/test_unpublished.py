"""Drafts are judged and previewed like all else, and stand nowhere in what is published."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY, built
from portal.building import build
from portal.checking import check
from portal.packing import UnfitError, pack
from portal.standing import Order

DRAFTS = {
    "notices/2012/YL2012-0021": "云享 128 套餐",
    "commitments/2012/5": "换号码不换套餐",
    "help/upcoming": "明年的打算",
}


@pytest.fixture(scope="module")
def preview_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(EXAMPLE, tmp_path_factory.mktemp("preview") / "site", drafts=True)


def test_no_file_of_a_build_holds_a_word_of_a_draft(example_site: Path) -> None:
    files = [path for path in example_site.rglob("*") if path.is_file()]
    said = [*DRAFTS, *DRAFTS.values(), "YL2012-0021", "12YL000021", "草稿", '"draft"']
    for path in files:
        data = path.read_bytes()
        assert [one for one in said if one.encode() in data] == [], path
    paths = {path.relative_to(example_site).as_posix() for path in files}
    assert [path for path in paths for one in DRAFTS if path.startswith(one)] == []


@pytest.mark.parametrize(("address", "words"), DRAFTS.items())
def test_the_preview_shows_a_draft_and_says_so(
    preview_site: Path, address: str, words: str
) -> None:
    page = (preview_site / address / "index.html").read_text("utf-8")
    assert words in page
    assert ">草稿</strong>" in page


def test_the_preview_says_so_in_lists_and_nowhere_else(preview_site: Path) -> None:
    rows = (preview_site / "notices" / "2012" / "index.html").read_text("utf-8")
    assert rows.count("草稿") == 1
    assert (preview_site / "index.html").read_text("utf-8").count("草稿") >= 1
    published = (preview_site / "notices" / "2012" / "YL2012-0018" / "index.html").read_text()
    assert "草稿" not in published


def test_a_preview_with_drafts_cannot_be_put_on_a_server(
    preview_site: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnfitError, match="3 份草稿"):
        pack(preview_site, tmp_path / "release", None, 1)
    assert "drafts" not in json.loads(
        (built(EXAMPLE, tmp_path / "site") / "build.json").read_text()
    )


def test_a_draft_leaves_the_site_of_a_preview_at_a_build_and_comes_when_it_is_none(
    content: Path,
    tmp_path: Path,
) -> None:
    page = content / "pages" / "help" / "upcoming.md"
    shown = Path("help", "upcoming", "index.html")
    site = built(content, tmp_path / "site", drafts=True)
    assert (site / shown).is_file()
    built(content, site)
    assert not (site / shown).exists()
    page.write_text("---\ntitle: 明年的打算\n---\n\n定下来了。\n", "utf-8")
    built(content, site)
    assert (site / shown).is_file()


def test_a_draft_is_judged_like_all_else(content: Path, tmp_path: Path) -> None:
    page = content / "pages" / "help" / "upcoming.md"
    page.write_text(page.read_text("utf-8") + "\n[没有](/help/nothing/)\n", "utf-8")
    findings = build(Order(content, tmp_path / "site", EXAMPLE_DAY), lambda _: None)
    assert [(one.path, one.rule) for one in findings] == [
        ("pages/help/upcoming.md", "links-lead-somewhere")
    ]


def test_what_is_left_open_in_a_draft_is_shown_in_the_preview_and_stops_no_build(
    content: Path,
    tmp_path: Path,
) -> None:
    page = content / "notices" / "2012" / "YL2012-0021.md"
    page.write_text(re.sub("eligibility: .*", "eligibility: （待核实）", page.read_text("utf-8")))
    assert {(one.rule, one.severity) for one in check(content).findings} == {
        ("no-placeholders", "notice")
    }
    site = built(content, tmp_path / "site", drafts=True)
    shown = (site / "notices" / "2012" / "YL2012-0021" / "index.html").read_text("utf-8")
    assert "（待核实）" in shown
    page.write_text(page.read_text("utf-8").replace("draft: 是\n", ""), "utf-8")
    assert [one.severity for one in check(content).findings] == ["error"]


def test_a_picture_that_only_a_draft_shows_waits_with_it(content: Path) -> None:
    images = content / "pages" / "images"
    shutil.copyfile(images / "steps.svg", images / "next.svg")
    _append(content / "pages" / "help" / "upcoming.md", "\n![明年的三步](/images/next.svg)\n")
    waiting = check(content)
    assert not waiting.findings
    assert set(waiting.portal.pictures) == {"images/steps.svg"}
    assert "images/next.svg" in waiting.with_drafts.pictures
    _append(content / "pages" / "help" / "signs.md", "\n![三步](/images/%6Eext.svg)\n")
    assert "images/next.svg" in check(content).portal.pictures


def test_the_record_of_a_draft_is_that_of_anything_published() -> None:
    checked = check(EXAMPLE)
    whole = checked.with_drafts
    assert set(whole.notices) - set(checked.portal.notices) == {"YL2012-0021"}
    assert type(whole.notices["YL2012-0021"]) is type(whole.notices["YL2012-0018"])
    assert "draft" not in type(whole.notices["YL2012-0021"]).model_fields


def _append(page: Path, more: str) -> None:
    page.write_text(page.read_text("utf-8") + more, "utf-8")
