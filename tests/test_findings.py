"""Findings are told in every form: on a terminal, in a pull request, to a program, on an old console."""

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from portal import checking
from portal.environment import ROOT
from portal.findings import Finding, as_coloured_text, as_github, as_json, as_text, named
from portal.sources import Source

BASE = ROOT / "tests" / "broken" / "_base"
WRONG = "---\ntitle：关于 😀\n---\n\n正文。\n"
ONE = Finding(
    "a,b:c.md", 2, 8, "a-rule", "“关”100% 不对", "改成 100%", source_line="title: 关于ｅ́ 好"
)


@pytest.mark.parametrize(
    ("line", "column", "cells"),
    [("title: 关于x", 10, 11), ("a\tb", 3, 2), ("e\u0301e", 3, 1), ("😀x", 2, 2), ("ｅx", 2, 2)],
)
def test_the_caret_stands_under_the_sign(line: str, column: int, cells: int) -> None:
    text = as_text([Finding("a.md", 1, column, "r", "错", "改", source_line=line)])
    shown, caret = text.split("\n")[1:3]
    assert shown == "    " + line.replace("\t", " ")
    assert caret == " " * (4 + cells) + "^"


BAD = "a\x1b[2Jb\u202ec\x9b31m"


@pytest.mark.parametrize(
    "one",
    [
        replace(ONE, path=BAD),
        replace(ONE, message=BAD),
        replace(ONE, fix=BAD),
        replace(ONE, fix=f"改\n{BAD}"),
        replace(ONE, source_line=BAD),
    ],
    ids=["path", "message", "fix", "what to copy", "line"],
)
def test_what_a_terminal_would_act_upon_is_not_sent_to_it(one: Finding) -> None:
    assert "a?[2Jb?c?31m" in as_text([one])


@pytest.mark.parametrize("verb", ["check.py", "check.py --format github", "build.py --site {site}"])
def test_a_name_that_a_terminal_would_act_upon_is_shown_as_question_marks(
    tmp_path: Path, verb: str
) -> None:
    content = tmp_path / "c\x1b[31m\u202e"
    shutil.copytree(BASE, content)
    (content / "pages" / "a\x1b]0;t\x07\u202e.md").write_text("", "utf-8")
    words = verb.format(site=tmp_path / "s").split()
    command = [
        sys.executable,
        str(ROOT / "scripts" / words[0]),
        *words[1:],
        "--content",
        str(content),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "a?]0;t??.md" in done.stdout, done.stderr
    assert not set("\x1b\x07\u202e") & set(done.stdout + done.stderr)


def test_colours_change_no_word() -> None:
    coloured = as_coloured_text([ONE])
    assert "\x1b[" in coloured
    plain = coloured
    for code in ("1", "31", "33", "32", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == as_text([ONE])


def test_an_annotation_escapes_what_the_forge_reads() -> None:
    told = as_github([ONE])
    assert told.startswith(
        "::error file=a%2Cb%3Ac.md,line=2,col=8,title=a-rule::“关”100%25 不对。%0A"
    )
    assert "\n" not in told


def test_files_in_the_advice_are_named_as_the_file_of_the_finding() -> None:
    fix = "在 data/redirects.yml 里加上，或移到 pages/help/a.md；网址是 /notices/2009/A-1/\npages/b"
    message = "没有“pages/c.md”，content/pages/d.md 和 addresses.txt 有"
    [one] = named([Finding("data/a.yml", 1, 1, "r", message, fix)], "content")
    assert one.path == "content/data/a.yml"
    assert one.message == "没有“pages/c.md”，content/pages/d.md 和 content/addresses.txt 有"
    assert one.fix == (
        "在 content/data/redirects.yml 里加上，或移到 content/pages/help/a.md；"
        "网址是 /notices/2009/A-1/\npages/b"
    )


@pytest.mark.parametrize("command", ["scripts/check.py --fix", "scripts/new.py results 2009-q3"])
def test_a_command_names_the_folder_that_was_asked_for(command: str) -> None:
    fix = f"运行 python3 {command}，和别的改动一起提交"
    told = [Finding("data/a.yml", 1, 1, "r", "没有", fix)]
    assert named(told, "content")[0].fix == fix
    assert f"{command} --content 'my content'，" in named(told, "my content")[0].fix


def test_programs_get_exactly_these_keys() -> None:
    (row,) = json.loads(as_json([ONE]))
    assert list(row) == ["path", "line", "column", "rule", "message", "fix", "severity"]


def check(folder: Path, *options: str, **surroundings: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--content", str(folder)]
    return subprocess.run(
        [*command, *options], capture_output=True, check=False, env=os.environ | surroundings
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    folder = tmp_path / "内容 '资料'"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "about.md").write_text(WRONG, "utf-8")
    return folder


@pytest.mark.parametrize("coding", ["gbk", "ascii", "utf-8", "latin-1"])
def test_any_console_gets_the_findings(wrong: Path, coding: str) -> None:
    found = check(wrong, PYTHONIOENCODING=coding, LC_ALL="C")
    assert found.returncode == 1
    assert b"Traceback" not in found.stderr
    assert b"about.md:2:" in found.stdout


def test_a_terminal_gets_colours_and_a_pipe_none(wrong: Path) -> None:
    assert b"\x1b" not in check(wrong).stdout
    own, other = pty.openpty()
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--content", str(wrong)]
    with subprocess.Popen(command, stdout=other, env=os.environ | {"TERM": "xterm"}) as process:
        os.close(other)
        shown = b""
        with io.FileIO(own) as terminal:
            try:
                while piece := terminal.read(4096):
                    shown += piece
            except OSError:
                pass  # the other end was closed: everything is read
        process.wait()
    assert b"\x1b[31m" in shown


def test_a_bug_of_ours_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Source) -> None:
        raise RecursionError

    monkeypatch.setattr(checking, "fit", fails)
    found = checking.check(BASE)
    rules = {one.rule for one in found.findings}
    assert rules == {"files-can-be-checked"}
