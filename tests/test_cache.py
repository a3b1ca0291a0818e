"""What is remembered may vanish, be cut short or be damaged at any time: the result is the same."""

import os
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from conftest import EXAMPLE
from portal import cache, sources
from portal.cache import Memory, remembered
from portal.checking import check, fit_read


def test_what_is_stored_is_loaded_under_its_key_only(tmp_path: Path) -> None:
    cache.store(tmp_path / "it", "key", {"a": 1})
    assert cache.load(tmp_path / "it", "key") == {"a": 1}
    assert cache.load(tmp_path / "it", "other key") is None
    assert cache.load(tmp_path / "missing", "key") is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 60, -1])
def test_a_file_cut_short_is_a_miss(tmp_path: Path, length: int) -> None:
    cache.store(tmp_path / "it", "key", list(range(100)))
    whole = (tmp_path / "it").read_bytes()
    (tmp_path / "it").write_bytes(whole[:length])
    assert cache.load(tmp_path / "it", "key") is None


def test_a_file_with_a_flipped_bit_is_a_miss(tmp_path: Path) -> None:
    cache.store(tmp_path / "it", "key", list(range(100)))
    damaged = bytearray((tmp_path / "it").read_bytes())
    damaged[50] ^= 1
    (tmp_path / "it").write_bytes(damaged)
    assert cache.load(tmp_path / "it", "key") is None


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_a_miss(tmp_path: Path, mode: int) -> None:
    cache.store(tmp_path / "it", "key", "value")
    (tmp_path / "it").chmod(mode)
    assert cache.load(tmp_path / "it", "key") == (None if mode & 0o022 else "value")


def test_what_a_process_keeps_serves_it_though_others_may_write_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a file system that shows every file as anybody's: the preview stays fast there."""
    monkeypatch.setattr(cache, "_kept", [])
    cache.keep_loaded()
    cache.store(tmp_path / "it", "key", value := ["value"])
    (tmp_path / "it").chmod(0o666)
    assert cache.load(tmp_path / "it", "key") is value


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_of_somebody_else_is_a_miss_and_is_written_anew(tmp_path: Path) -> None:
    cache.store(tmp_path / "it", "key", "value")
    os.chown(tmp_path / "it", 12345, -1)
    assert cache.load(tmp_path / "it", "key") is None
    cache.store(tmp_path / "it", "key", "value")
    assert cache.load(tmp_path / "it", "key") == "value"


def test_a_file_of_root_is_loaded_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As what an image brings with it; one that is neither root's nor one's own is not."""
    cache.store(tmp_path / "it", "key", "value")
    owner = (tmp_path / "it").stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert cache.load(tmp_path / "it", "key") == ("value" if owner == 0 else None)


def test_what_is_stored_is_ones_own_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        cache.store(tmp_path / "it", "key", "value")
    finally:
        os.umask(before)
    assert cache.load(tmp_path / "it", "key") == "value"


def test_nothing_is_stored_through_a_link(tmp_path: Path) -> None:
    """A name that is no secret may be taken by somebody else before."""
    mine = tmp_path / "mine"
    mine.write_text("mine", "utf-8")
    (tmp_path / f"it.{os.getpid()}.new").symlink_to(mine)
    cache.store(tmp_path / "it", "key", "value")
    assert mine.read_text("utf-8") == "mine"
    assert cache.load(tmp_path / "it", "key") == "value"


def test_only_what_bears_another_mark_is_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def make(names: Sequence[str]) -> dict[str, str]:
        made.extend(names)
        return {name: f"{name} of {marks[name]}" for name in names}

    memory = Memory(tmp_path, "key")
    marks = {f"file {number}": "old" for number in range(300)}
    remembered(memory, marks, make, jobs=1)
    made.clear()
    marks["file 7"] = "new"
    marks["file 300"] = "new"
    del marks["file 8"]
    found = remembered(memory, marks, make, jobs=1)
    assert sorted(made) == ["file 300", "file 7"]
    assert [*found.items()] == [(name, f"{name} of {mark}") for name, mark in marks.items()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_checking_with_a_memory_finds_what_checking_without_one_finds(
    content: Path, tmp_path: Path, jobs: int
) -> None:
    page = next(content.glob("notices/*/*.md"))
    page.write_text(page.read_text("utf-8").replace("kind:", "kindd:", 1), "utf-8")
    plain = check(content)
    for _ in range(3):
        told = fit_read(sources.tree(content), jobs, Memory(tmp_path / "memory", "key"))
        assert told.judged() == plain.findings
        assert told.portal == plain.portal
    assert plain.findings


def test_a_damaged_memory_changes_nothing(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory", "key")
    read = sources.tree(EXAMPLE)
    plain = fit_read(read, 1, memory).portal
    for number, part in enumerate(sorted(memory.folder.iterdir())):
        part.write_bytes(part.read_bytes()[: number * 7])
    assert fit_read(read, 1, memory).portal == plain
    assert fit_read(read, 1, memory).portal == plain


def test_two_processes_may_store_the_same_at_once(tmp_path: Path) -> None:
    fork = get_context("fork")
    processes = [fork.Process(target=_store_often, args=(tmp_path / "it",)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert cache.load(tmp_path / "it", "key") == "value"


def _store_often(path: Path) -> None:
    for _ in range(200):
        cache.store(path, "key", "value")
