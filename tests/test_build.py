"""A build makes the whole site or leaves the old one as it was, byte for byte."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY, built
from portal import assembling, cache, telling, trees
from portal.building import build
from portal.environment import ROOT
from portal.findings import has_errors
from portal.standing import Order
from portal.trees import MANIFEST, contents
from portal.workshop import Workshop, refuse_harm


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder outside the repository, free to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "内容 '资料'"))


def _run(
    verb: str, content: Path, site: Path, *options: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / verb), "--content", str(content)]
    return subprocess.run(
        [*command, "--site", str(site), *options],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def _build(content: Path, site: Path) -> subprocess.CompletedProcess[str]:
    return _run("build.py", content, site)


def _a_notice(content: Path) -> Path:
    return next(iter(sorted((content / "notices").glob("*/*.md"))))


def test_a_folder_outside_the_repository_is_built_and_left_alone(
    content: Path, tmp_path: Path
) -> None:
    before = contents(content)
    done = _build(content, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert contents(content) == before
    assert (tmp_path / "site" / "index.html").exists()


def test_who_builds_on_a_disk_where_all_may_write_is_told_why_it_is_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    order = Order(EXAMPLE, tmp_path / "site", EXAMPLE_DAY, EXAMPLE_DAY)
    assert telling.build_and_tell(order) == 0
    assert "谁都能写" not in capsys.readouterr().err
    kept = cache.is_kept(Workshop(order.site).cache)
    # Such a disk shows what was just written for its owner alone as anybody's.
    monkeypatch.setattr(cache, "_is_ours", lambda told: bool(told.st_mode & 0o002))
    assert telling.build_and_tell(order) == 0
    told = capsys.readouterr().err
    assert kept
    assert "谁都能写" in told
    assert "改法：" in told
    assert telling.build_and_tell(replace(order, cache=False)) == 0
    assert "谁都能写" not in capsys.readouterr().err


def test_an_editors_mistake_leaves_the_site_as_it_was(content: Path, tmp_path: Path) -> None:
    site = built(content, tmp_path / "site")
    before = contents(site)
    notice = _a_notice(content)
    notice.write_text(notice.read_text("utf-8").replace("kind: plan", "kind: plam"), "utf-8")
    notice.write_text(notice.read_text("utf-8").replace("\ntitle:", "\ntitel:"), "utf-8")
    done = _build(content, site)
    assert done.returncode == 1
    assert notice.name in done.stdout
    assert "title" in done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert contents(site) == before


def test_a_stopped_engine_leaves_the_site_as_it_was(content: Path, tmp_path: Path) -> None:
    site = built(content, tmp_path / "site")
    before = contents(site)
    page = content / "pages" / "help.md"
    page.write_text(page.read_text("utf-8") + "\n更多。\n", "utf-8")
    shutil.rmtree(Workshop(site).html, ignore_errors=True)
    Workshop(site).html.write_text("in the way", "utf-8")
    done = _build(content, site)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert contents(site) == before


def _supersede_itself(content: Path) -> None:
    notice = _a_notice(content)
    lines = notice.read_text("utf-8").replace("\n---\n", f"\nsupersedes: [{notice.stem}]\n---\n", 1)
    notice.write_text(lines, "utf-8")


def _without(path: str) -> Callable[[Path], None]:
    return lambda content: (content / path).unlink()


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param(_without("data/site.yml"), id="no settings"),
        pytest.param(_without("data/indicators.yml"), id="no indicators"),
        pytest.param(_without("data/channels.yml"), id="no channels"),
        pytest.param(_without("pages/notices.md"), id="no page of a tab"),
        pytest.param(_supersede_itself, id="a circle"),
    ],
)
def test_what_is_judged_while_other_work_goes_on_is_told_the_same(
    slip: Callable[[Path], None], content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is with many files: the other work may fail for what has not been found yet."""
    site = built(content, tmp_path / "site")
    before = contents(site)
    slip(content)
    order = Order(content, site, EXAMPLE_DAY, EXAMPLE_DAY)
    told = build(order, lambda _: None)
    monkeypatch.setattr(assembling, "FEWEST_JUDGED", 1)
    assert build(order, lambda _: None) == told
    assert has_errors(told)
    assert contents(site) == before


def test_a_bug_while_others_judge_is_no_finding(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(assembling, "FEWEST_JUDGED", 1)
    monkeypatch.setattr(assembling, "derive", broken)
    with pytest.raises(ZeroDivisionError):
        build(Order(content, tmp_path / "site", EXAMPLE_DAY, EXAMPLE_DAY), lambda _: None)


def test_a_missing_folder_is_a_mistake_of_usage(tmp_path: Path) -> None:
    done = _build(tmp_path / "nothing", tmp_path / "site")
    assert done.returncode == 2
    assert "改法" in done.stderr
    assert not (tmp_path / "site").exists()


def _a_folder_of_notes(place: Path) -> Path:
    (place / "papers/sub").mkdir(parents=True)
    (place / "papers/sub/notes.txt").write_text("笔记", "utf-8")
    return place / "papers"


def _a_file(place: Path) -> Path:
    (place / "notes.txt").write_text("笔记", "utf-8")
    return place / "notes.txt"


def _a_link(place: Path) -> Path:
    (place / "empty").mkdir()
    (place / "link").symlink_to("empty")
    return place / "link"


def _the_content(place: Path) -> Path:
    return place / "内容 '资料'"


def _in_the_content(place: Path) -> Path:
    return _the_content(place) / "site"


def _above_the_content(place: Path) -> Path:
    # As if a site had been there.
    (place / MANIFEST).write_text("{}", "utf-8")
    return place


def _the_repository(_place: Path) -> Path:
    return ROOT


@pytest.mark.parametrize("verb", ["build.py", "serve.py"])
@pytest.mark.parametrize(
    "where",
    [
        _a_folder_of_notes, _a_file, _a_link, _the_content, _in_the_content, _above_the_content,
        _the_repository,
    ],
    ids=lambda where: where.__name__.strip("_"),
)  # fmt: skip
def test_a_site_takes_the_place_of_nothing_else(
    content: Path, tmp_path: Path, verb: str, where: Callable[[Path], Path]
) -> None:
    site = where(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = _run(verb, content, site, *(["--once"] if verb == "serve.py" else []))
    assert done.returncode == 2, done.stderr
    assert f"--site：{site} " in done.stderr
    assert "改法：" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("words", [".", "../place"])
def test_the_folder_one_stands_in_is_not_taken_away(
    content: Path, tmp_path: Path, words: str
) -> None:
    (tmp_path / "place").mkdir()
    done = _run("build.py", content, Path(words), cwd=tmp_path / "place")
    assert done.returncode == 2
    assert "现在所在的文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_may_be_named_from_where_one_stands(content: Path, tmp_path: Path) -> None:
    (tmp_path / "one/empty").mkdir(parents=True)
    (tmp_path / "one/other").mkdir()
    done = _run("build.py", content, Path(".."), cwd=tmp_path / "one/other")
    assert done.returncode == 2
    done = _run("build.py", content, Path("../empty"), cwd=tmp_path / "one/other")
    assert done.returncode == 0, done.stderr
    assert trees.whole(tmp_path / "one/empty")


def test_a_first_build_that_was_interrupted_is_begun_again(content: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    Workshop(tmp_path / "site").tree.mkdir(parents=True)
    (Workshop(tmp_path / "site").tree / "index.html").write_text("half", "utf-8")
    for _ in range(2):
        done = _build(content, tmp_path / "site")
        assert done.returncode == 0, done.stderr
    assert trees.whole(tmp_path / "site")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
@pytest.mark.parametrize("name", ["site", ".site.build"])
def test_what_somebody_else_put_where_everybody_may_is_not_used(
    content: Path, tmp_path: Path, name: str
) -> None:
    public = tmp_path / "public"
    (public / name).mkdir(parents=True)
    os.chown(public / name, 12345, -1)
    refuse_harm(public / "site", content)  # raises nothing
    public.chmod(0o1777)
    done = _build(content, public / "site")
    assert done.returncode == 2
    assert f"{name} 是别的用户放在那里的" in done.stderr
    # Whoever owns the folder around it could change anything in it as well.
    os.chown(public, 12345, -1)
    refuse_harm(public / "site", content)


def test_a_second_build_of_the_same_site_waits_its_turn(content: Path, tmp_path: Path) -> None:
    with Workshop(tmp_path / "site").locked():
        done = _build(content, tmp_path / "site")
    assert done.returncode == 2
    assert "另一个构建" in done.stderr


def test_what_is_no_longer_in_the_content_leaves_the_site(content: Path, tmp_path: Path) -> None:
    page = content / "pages" / "help" / "extra.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("---\ntitle: 多一页\n---\n\n这是多出来的一页。\n", "utf-8")
    # In a preview: nobody was shown the page yet.
    site = built(content, tmp_path / "site", drafts=True)
    assert (site / "help" / "extra" / "index.html").exists()
    page.unlink()
    assert built(content, site, drafts=True) == site
    assert not (site / "help" / "extra").exists()
    assert contents(built(content, tmp_path / "fresh", drafts=True)) == contents(site)


@pytest.mark.parametrize("ended", [BrokenProcessPool("a process was killed"), EOFError()])
def test_a_process_that_was_ended_by_others_is_no_mistake_of_the_content(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ended: Exception,
) -> None:
    def killed(*_: object) -> None:
        raise ended

    monkeypatch.setattr(telling, "build", killed)
    order = Order(content=EXAMPLE, site=tmp_path / "site", today=EXAMPLE_DAY)
    assert telling.build_and_tell(order) == 2
    assert "有一个进程被系统停掉了" in capsys.readouterr().err


def test_a_site_without_the_page_on_complaints_names_the_telephone_alone(tmp_path: Path) -> None:
    content = ROOT / "tests" / "broken" / "_base"
    assert not (content / "pages" / "help" / "complain.md").exists()
    page = (built(content, tmp_path / "site") / "offline" / "index.html").read_text("utf-8")
    assert '请拨打 <a href="tel:10086">10086</a>。</p>' in page
