"""Reading a content folder survives whatever a file system can hold."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import sources
from portal.checking import check
from portal.sources import LARGEST_BYTES, Source, decode, tree

PAGE = "---\ntitle: 页\n---\n\n正文。\n"


def told(folder: Path) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in tree(folder)[1]]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def test_a_file_at_rest_is_not_read_again(
    tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "AT_REST_NANOSECONDS", -(10**9))
    file, known = pages / "a.md", sources.Known()
    file.write_text(PAGE, "utf-8")
    [first], _ = tree(tmp_path, known)
    [again], _ = tree(tmp_path, known)
    assert again is first
    before = file.stat()
    time.sleep(0.02)  # longer than a tick of the coarsest clock
    file.write_text(PAGE.replace("页", "业"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    [changed], _ = tree(tmp_path, known)
    assert "业" in changed.data.decode()


def test_a_file_written_a_moment_ago_is_read_again(tmp_path: Path, pages: Path) -> None:
    (pages / "a.md").write_text(PAGE, "utf-8")
    known = sources.Known()
    tree(tmp_path, known)
    assert known == {}


def test_a_link_to_a_file_outside_is_never_read(tmp_path: Path, pages: Path) -> None:
    secret = tmp_path.parent / "secret.md"
    secret.write_text(PAGE, "utf-8")
    (pages / "a.md").symlink_to(secret)
    found, findings = tree(tmp_path)
    assert found == []
    assert [finding.rule for finding in findings] == ["regular-files-only"]


def test_only_what_is_generated_is_passed_over(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "schema").mkdir()
    for path in ("FIELDS.md", "FIELDS.md.txt", "schema/page.json", "schema.md", "pages/FIELDS.md"):
        (tmp_path / path).write_text(PAGE, "utf-8")
    read = [source.path for source in tree(tmp_path)[0]]
    assert read == ["FIELDS.md.txt", "pages/FIELDS.md", "schema.md"]


OF_OPEN_FILES = [".a.md.swp", ".a.md.swo", ".swp", ".a.md.swpx", ".a.md.kate-swp", "#a.md#", "4913"]


def test_what_editors_keep_beside_an_open_file_is_passed_over(tmp_path: Path, pages: Path) -> None:
    for name in OF_OPEN_FILES:
        (pages / name).write_bytes(b"" if name == "4913" else b"b0VIM 8.2\0\xff")
    (pages / ".#a.md").symlink_to("editor@machine.4242:1246000000")
    (pages / "a.md").write_text(PAGE, "utf-8")
    found, findings = tree(tmp_path)
    assert ([source.path for source in found], findings) == (["pages/a.md"], [])


@pytest.mark.parametrize("name", ["a.md~", "a.swp", ".a.md", ".a.svg", "4913", "5036", "a.md.bak"])
def test_what_only_looks_like_it_is_read(tmp_path: Path, pages: Path, name: str) -> None:
    (pages / name).write_text(PAGE, "utf-8")
    assert [source.path for source in tree(tmp_path)[0]] == [f"pages/{name}"]


@pytest.mark.parametrize("target", ["nowhere.md", "a.md", ".", ".."])
def test_a_link_that_leads_nowhere_or_round_is_told(
    tmp_path: Path, pages: Path, target: str
) -> None:
    (pages / "a.md").symlink_to(target)
    assert told(tmp_path) == [("pages/a.md", "regular-files-only")]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "notices").symlink_to(pages)
    (pages / "a.md").write_text(PAGE, "utf-8")
    assert told(tmp_path) == [("notices", "regular-files-only")]


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path, pages: Path) -> None:
    os.mkfifo(pages / "a.md")
    assert told(tmp_path) == [("pages/a.md", "regular-files-only")]


@pytest.fixture
def plug(pages: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as end:
        here = Path.cwd()
        os.chdir(pages)  # the whole path may be too long for a socket
        end.bind("a.md")
        os.chdir(here)
        yield


@pytest.mark.usefixtures("plug")
def test_a_socket_is_told(tmp_path: Path) -> None:
    assert told(tmp_path) == [("pages/a.md", "regular-files-only")]


def test_a_huge_file_is_told_by_its_size(tmp_path: Path, pages: Path) -> None:
    (pages / "a.md").write_bytes(b"x" * (LARGEST_BYTES + 1))
    assert told(tmp_path) == [("pages/a.md", "file-is-small-enough")]


@pytest.mark.parametrize(
    ("name", "fix"), [("a.md", "拆成几个文件"), ("a.png", "缩小图片"), ("a.mp4", "删去它")]
)
def test_a_huge_file_of_a_camera_is_told_in_megabytes_and_not_read(
    tmp_path: Path, pages: Path, name: str, fix: str
) -> None:
    with (pages / name).open("wb") as file:
        file.truncate(300 << 20)
    found, [finding] = tree(tmp_path)
    assert not found
    assert finding.message == "文件有 300 MB，最大 512 KB"
    assert finding.fix.startswith(fix)


def test_pictures_that_together_are_too_much_are_told_once_with_their_folder(
    tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 1 << 20)
    (pages / "images").mkdir()
    (pages / "a.md").write_text(PAGE, "utf-8")
    (pages / "aa.mp4").write_bytes(b"x" * (LARGEST_BYTES + 1))
    for number in range(9):
        (pages / f"images/{number}.png").write_bytes(b"x" * (300 << 10))
    found, findings = tree(tmp_path)
    assert len(found) == 1 + 4
    assert [(one.path, one.rule) for one in findings] == [
        ("pages/aa.mp4", "file-is-small-enough"),
        ("pages/images/4.png", "folders-are-shallow"),
    ]
    assert "pages/images 里的最多，有 1200 KB" in findings[1].message


def test_folders_without_end_are_told_once(tmp_path: Path, pages: Path) -> None:
    deep = pages.joinpath(*"abcdefghijklmnopqrstuvwxyz")
    deep.mkdir(parents=True)
    (deep / "a.md").write_text(PAGE, "utf-8")
    assert [rule for _, rule in told(tmp_path)] == ["folders-are-shallow"]


def test_too_many_files_are_told_once(
    tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 3)
    for number in range(9):
        (pages / f"{number}.md").write_text(PAGE, "utf-8")
    found, findings = tree(tmp_path)
    assert len(found) == 3
    assert [finding.rule for finding in findings] == ["folders-are-shallow"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, pages: Path) -> None:
    (pages / "a.md").write_text(PAGE, "utf-8")
    (pages / "a.md").chmod(0)
    assert told(tmp_path) == [("pages/a.md", "file-is-readable")]


def test_names_that_are_no_text_are_told(tmp_path: Path, pages: Path) -> None:
    with open(os.fsencode(pages) + b"/\xff\xfe.md", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(PAGE)
    assert {finding.rule for finding in check(tmp_path).findings if finding.path > "pages/"} >= {
        "file-name-is-plain"
    }


@pytest.mark.parametrize(
    "name",
    [
        "a?b.md",
        "a#b.md",
        "a%20b.md",
        "a:b.md",
        "a*b.md",
        'a"b.md',
        "a<b>.md",
        "a|b.md",
        "a\nb.md",
        "con.md",
        "aux.md",
        "nul.md",
        "com1.md",
        "a.md ",
        "a.md.",
        " a.md",
        "a\\b.md",
    ],
)
def test_a_name_that_some_computer_cannot_hold_is_told(
    tmp_path: Path, pages: Path, name: str
) -> None:
    (pages / name).write_text(PAGE, "utf-8")
    rules = [finding.rule for finding in check(tmp_path).findings if "缺少" not in finding.message]
    assert rules == ["file-name-is-plain"]


def test_names_that_differ_in_case_only_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "notices" / "2009"
    folder.mkdir(parents=True)
    for name in ("A-1.md", "a-1.md"):
        (folder / name).write_text(PAGE, "utf-8")
    rules = [finding.rule for finding in check(tmp_path).findings]
    assert rules.count("file-names-differ") == 1


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_line_end_and_a_byte_order_mark_read_the_same(end: bytes, mark: bytes) -> None:
    data = mark + PAGE.encode().replace(b"\n", end)
    assert decode(Source("pages/a.md", data)) == (PAGE, [])
