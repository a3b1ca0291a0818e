"""A tree knows what it holds, also after somebody else changed it or a build was interrupted."""

import os
from pathlib import Path

import pytest

from portal import trees


def _made(tree: Path, files: dict[str, bytes]) -> Path:
    trees.open_for_change(tree)
    for path, data in files.items():
        trees.write(tree, path, data)
        os.utime(tree / path, (1, 1))  # older than the manifest, whose clock ticks slowly
    trees.close(tree, {path: trees.digest(data) for path, data in files.items()})
    return tree


def test_a_tree_holds_what_was_written(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a/index.html": b"a", "b.txt": b"b"})
    assert trees.holdings(tree) == {"a/index.html": trees.digest(b"a"), "b.txt": trees.digest(b"b")}


def test_a_file_changed_by_another_hand_is_measured_anew(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a.txt": b"a"})
    (tree / "a.txt").write_bytes(b"changed")
    (tree / "more.txt").write_bytes(b"more")
    held = trees.holdings(tree)
    assert held == {"a.txt": trees.digest(b"changed"), "more.txt": trees.digest(b"more")}


def test_a_copy_that_brought_its_time_along_is_measured_anew(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a.txt": b"a", "b/c.txt": b"c"})
    for path in ("a.txt", "b/more.txt"):
        (tree / path).write_bytes(b"older")
        os.utime(tree / path, (1, 1))
    os.utime(tree / "b", (1, 1))  # as rsync -a leaves a folder
    older = trees.digest(b"older")
    wanted = {"a.txt": older, "b/c.txt": trees.digest(b"c"), "b/more.txt": older}
    assert trees.holdings(tree) == wanted
    assert not trees.whole(tree)
    assert "a.txt" not in trees.caught_up(tmp_path / "other", tree)


def test_who_wants_all_measured_believes_no_manifest(tmp_path: Path) -> None:
    public = _made(tmp_path / "public", {"1": b"1", "2": b"2"})
    tree = _made(tmp_path / "tree", {"1": b"1", "2": b"older"})
    for folder in (public, tree):
        (folder / "1").write_bytes(b"X")
        os.utime(folder / trees.MANIFEST, (2**33, 2**33))  # of a clock that was far ahead
    assert trees.caught_up(tree, public)["1"] == trees.digest(b"1")
    trees.close(public, {"1": trees.digest(b"1"), "2": trees.digest(b"2")})
    held = trees.caught_up(tree, public, measured=True)
    assert held == {"1": trees.digest(b"X"), "2": trees.digest(b"2")}


def test_an_interrupted_tree_is_measured_anew(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a.txt": b"a"})
    trees.open_for_change(tree)
    (tree / "a.txt").write_bytes(b"half")
    assert trees.holdings(tree) == {"a.txt": trees.digest(b"half")}


def test_a_damaged_manifest_is_not_believed(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a.txt": b"a"})
    (tree / trees.MANIFEST).write_bytes(b"{")
    assert trees.holdings(tree) == {"a.txt": trees.digest(b"a")}


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"a/b/c.txt": b"c", "a/d.txt": b"d"})
    trees.remove(tree, ["a/b/c.txt"])
    assert [path.name for path in sorted(tree.rglob("*"))] == ["a", "d.txt", trees.MANIFEST]


def test_exchanging_swaps_two_folders(tmp_path: Path) -> None:
    one, other = _made(tmp_path / "one", {"1": b"1"}), _made(tmp_path / "other", {"2": b"2"})
    trees.exchange(one, other)
    assert (one / "2").exists()
    assert (other / "1").exists()


def test_the_first_tree_takes_the_place_itself(tmp_path: Path) -> None:
    one = _made(tmp_path / "one", {"1": b"1"})
    trees.exchange(one, tmp_path / "site")
    assert (tmp_path / "site" / "1").exists()
    assert not one.exists()


def test_a_tree_that_caught_up_shares_files_until_they_are_written(tmp_path: Path) -> None:
    public = _made(tmp_path / "public", {"a/b/1": b"1", "2": b"2", "3": b"3"})
    tree = _made(tmp_path / "tree", {"2": b"older", "3": b"3", "more": b"more"})
    held = trees.caught_up(tree, public)
    texts = {"a/b/1": b"1", "2": b"2", "3": b"3", "more": b"more"}
    assert held == {path: trees.digest(text) for path, text in texts.items()}
    assert trees.stated(tree) == trees.holdings(tree) == held
    shared = {path for path in texts if (public / path).exists()}
    assert {path for path in shared if (public / path).samefile(tree / path)} == {"a/b/1", "2"}
    trees.write(tree, "2", b"new")
    assert (public / "2").read_bytes() == b"2"
    assert (tree / "2").read_bytes() == b"new"


def test_a_tree_does_not_catch_up_with_what_another_hand_changed(tmp_path: Path) -> None:
    public = _made(tmp_path / "public", {"1": b"1", "2": b"2"})
    (public / "1").write_bytes(b"changed")
    (public / "2").unlink()
    assert trees.caught_up(tmp_path / "tree", public) == {}
    assert trees.caught_up(tmp_path / "tree", tmp_path / "missing") == {}


def test_a_tree_is_whole_only_while_it_holds_what_it_states(tmp_path: Path) -> None:
    tree = _made(tmp_path / "tree", {"1": b"1", "2": b"2"})
    assert trees.whole(tree)
    (tree / "1").unlink()
    assert not trees.whole(tree)
    assert not trees.whole(tmp_path / "missing")


def test_what_another_hand_put_into_a_tree_is_found_however_old_it_says_it_is(
    tmp_path: Path,
) -> None:
    tree = _made(tmp_path / "tree", {"a/b/1": b"1", "a/2": b"2"})
    for path in ("a/b/more", "a/new/deep/more"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(b"more")
        os.utime(tree / path, (0, 0))
    (tree / "a/2").unlink()
    more = trees.digest(b"more")
    wanted = {"a/b/1": trees.digest(b"1"), "a/b/more": more, "a/new/deep/more": more}
    assert trees.holdings(tree) == wanted
    assert not trees.whole(tree)


def test_who_builds_again_and_again_believes_what_it_stated_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else changes the trees of a preview; looking at all files takes longer than an edit."""
    old = _made(tmp_path / "old", {"a.txt": b"a"})
    monkeypatch.setattr(trees, "_remembered", [])
    trees.remember()
    assert not trees.is_remembered(old)
    tree = _made(tmp_path / "tree", {"a.txt": b"a", "b.txt": b"b"})
    held = trees.holdings(tree)
    (tree / "a.txt").unlink()
    assert trees.is_remembered(tree)
    assert trees.holdings(tree) == held
    trees.exchange(old, tree)
    assert trees.holdings(old) == held
    assert trees.holdings(tree) == {"a.txt": trees.digest(b"a")}
    # What is being changed is believed no more, nor what another hand states.
    trees.open_for_change(old)
    assert not trees.is_remembered(old)
    assert trees.holdings(old) == {"b.txt": trees.digest(b"b")}
    for name in "abcdef":
        _made(tmp_path / "again", {name: b""})
    assert len(trees._remembered[0]) == trees.MOST_REMEMBERED
    assert trees.is_remembered(tmp_path / "again")


def test_a_folder_that_a_killed_exchange_left_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "_renameat2", lambda *_: False)
    one, other = _made(tmp_path / "one", {"1": b"1"}), _made(tmp_path / "site", {"2": b"2"})
    _made(tmp_path / "site.old", {"3": b"3"})
    trees.exchange(one, other)
    assert trees.holdings(other) == {"1": trees.digest(b"1")}
    assert trees.holdings(one) == {"2": trees.digest(b"2")}
    assert not (tmp_path / "site.old").exists()
