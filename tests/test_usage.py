"""A command that was typed wrongly is told in Chinese, with what to type instead: exit code 2."""

import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

import pytest

from conftest import EXAMPLE
from portal import clock
from portal.environment import ROOT
from portal.obstacles import ObstacleError
from portal.usage import Parser, day, number, pair, site_url

VERBS = sorted(
    path.name for path in (ROOT / "scripts").glob("*.py") if "Parser" in path.read_text()
)

NEW = ("notice", "award", "results", "commitments", "import", "template")


def a_parser() -> Parser:
    parser = Parser(prog="verb.py", description="About.")
    parser.add_argument("--as-of", type=day)
    parser.add_argument("--port", type=number(1, 65535))
    parser.add_argument("--hours", type=float)
    parser.add_argument("--set", type=pair)
    parser.add_argument("--url", type=site_url)
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument("--fix", action="store_true")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--list", action="store_true")
    either.add_argument("--back", action="store_true")
    inner = parser.add_subparsers(dest="what", required=True, metavar="要写什么")
    inner.add_parser("notice").add_argument("--brand")
    inner.add_parser("results").add_argument("period", metavar="季度")
    return parser


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        ("", "还缺“要写什么”。", "从这些里选：notice、results"),
        ("notce", "要写什么：没有“notce”。", "是不是 notice；从这些里选：notice、results"),
        ("results", "还缺“季度”。", "补上它"),
        ("notice --brnd x", "没有 --brnd 这个选项。", "是不是 --brand"),
        ("notice more", "多写了“more”。", "删去它"),
        ("--as-of 2009/7/17 notice", "--as-of：“2009/7/17”不是日期。", "写成 2009-07-17"),
        ("--as-of 2009-02-30 notice", "--as-of：没有“2009-02-30”这一天。", "查一查日历"),
        ("--as-of", "--as-of 后面要写一个值。", "写成 --as-of 值"),
        ("--port 0 notice", "--port：“0”不行。", "写 1 到 65535 的整数"),
        ("--port x notice", "--port：“x”不行。", "写 1 到 65535 的整数"),
        ("--hours x notice", "--hours：“x”不是数字。", "写数字"),
        ("--set x notice", "--set：“x”里没有等号。", "写成 字段=值"),
        ("--url foo notice", "--url：“foo”不是网址。", "写完整的网址"),
        ("--format xml notice", "--format：没有“xml”。", "从这些里选：text、json"),
        ("--f notice", "--f 可以是 --format、--fix。", "把选项写全"),
        ("--list --back notice", "--back 和 --list 不能一起写。", "只写其中一个"),
        ("--fix=1 notice", "--fix 后面不写值，写了“1”。", "只写 --fix"),
    ],
)
def test_what_is_wrong_and_what_to_type(
    words: str, what: str, fix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        a_parser().parse_args(words.split())
    assert ended.value.code == 2
    said, advice = capsys.readouterr().err.splitlines()
    assert said == what
    assert advice.strip().startswith(f"改法：{fix}")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://a.example/%E9%97%A8/b&c/", True),
        ("https:///", False),
        ("https://a.example/?a=1", False),
        ("https://a.example/门/", False),
        *((f"https://a{sign}.example/", False) for sign in "<>\"'`{}|\\^[]%"),
    ],
)
def test_the_address_of_a_site_is_one_to_every_program(typed: str, taken: bool) -> None:
    try:
        assert site_url(typed) == typed
    except ArgumentTypeError:
        assert not taken
    else:
        assert taken


def test_help_has_chinese_headings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        a_parser().parse_args(["--help"])
    told = capsys.readouterr().out
    assert "用法：verb.py" in told
    for english in ("usage", "options:", "positional", "show this help"):
        assert english not in told


@pytest.mark.parametrize("verb", [*VERBS, "new.py"])
def test_no_verb_complains_in_english(verb: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / verb), "--no-such-option"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "改法：" in done.stderr
    words = re.sub(r"(python3 scripts/)?[\w-]+\.py( \w+)?|--[\w-]+", "", done.stderr)
    assert not re.search("[A-Za-z]{3}", re.sub("|".join(NEW), "", words))


COMMANDS = [
    *([verb] for verb in VERBS),
    ["new.py"],
    *(["new.py", word] for word in NEW),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_says_in_chinese_what_a_verb_is_for(command: list[str]) -> None:
    verb, *words = command
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / verb), *words, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    usage, about, *_ = done.stdout.split("\n\n")
    assert usage.startswith("用法：")
    assert re.match("[\u4e00-\u9fff]", about), about
    # Two words of English in a row are a sentence.
    assert not re.search(r"\b[A-Za-z]{2,} [a-z]{2,}\b", done.stdout.split("\n\n", 1)[1])


def test_a_fixed_moment_is_a_day_in_beijing(monkeypatch: pytest.MonkeyPatch) -> None:
    for seconds, told in {"1247788799": date(2009, 7, 17), "1247759999": date(2009, 7, 16)}.items():
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        assert clock.today() == told


@pytest.mark.parametrize("written", ["2009-07-17", "1247788800.5", "999999999999", "9" * 30])
def test_a_moment_that_is_none_stands_in_the_way(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", written)
    with pytest.raises(ObstacleError) as told:
        clock.today()
    assert told.value.what == f"环境变量 SOURCE_DATE_EPOCH：“{written}”不是时间。"


@pytest.mark.parametrize(
    "words",
    [
        "build.py --site {site} --content {content}",
        "check.py --content {content}",
        "new.py notice --no-ask --content {content}",
        "serve.py --site {site} --content {content}",
        "serve.py --once --site {site} --content {content}",
    ],
)
def test_every_verb_that_asks_the_clock_tells_what_is_wrong_with_it(
    tmp_path: Path, words: str
) -> None:
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(EXAMPLE, content)
    settings = content / "data/site.yml"
    settings.write_text(re.sub("(?m)^as_of:.*\n", "", settings.read_text("utf-8")), "utf-8")
    verb, *options = words.format(site=site, content=content).split()
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / verb), *options],
        env=os.environ | {"SOURCE_DATE_EPOCH": "yesterday"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "SOURCE_DATE_EPOCH：“yesterday”不是时间。\n    改法：" in done.stderr
    assert "Traceback" not in done.stderr
    assert not site.exists()
