"""`check.py --fix` mends slips of the hand, keeps everything else, and says what it changed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from conftest import EXAMPLE
from portal.environment import ROOT
from portal.fitting import fit
from portal.mending import mend
from portal.sources import Source
from test_broken import BROKEN

HEAD = "# 说明：写给同事的话\ntitle: 关于本站  # 标题\n"


def mended(head: str, body: str = "正文。\n") -> str:
    found = mend(Source("pages/about.md", f"---\n{head}---\n\n{body}".encode()))
    return found.after if found else ""


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("order：3\n", "order: 3\n"),
        ("order:3\n", "order: 3\n"),
        ("order:　3\n", "order: 3\n"),
        ("\torder: 3\n", "order: 3\n"),
        ("次序: 3\n", "order: 3\n"),
        ("Order: ３\n", "order: 3\n"),
        ("order：３\n", "order: 3\n"),
        ("description: @all\n", 'description: "@all"\n'),
        ('description: 说"好"\n', ""),
        ("source:\n\tkind: report\n\ttitle: 报\n\tpublisher: 社\n\ton: 2009年7月17日\n",
         "source:\n  kind: report\n  title: 报\n  publisher: 社\n  on: 2009-07-17\n"),
        ("source:\n  kind: 示例\n", "source:\n  kind: sample\n"),
        ("order: “3”\n", ""),
    ],
)  # fmt: skip
def test_a_slip_is_mended_and_nothing_else(slip: str, meant: str) -> None:
    expected = f"---\n{HEAD}{meant}---\n\n正文。\n" if meant else ""
    assert mended(HEAD + slip) == expected


def test_bodies_are_mended_too() -> None:
    found = mended(HEAD, "＃＃ 标题\n\n１．一\n２．二\n\n[帮助]（/help/）\n")
    assert found.endswith("\n## 标题\n\n1. 一\n2. 二\n\n[帮助](/help/)\n")


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    data = "\ufeff---\r\ntitle：好\r\n---\r\n\r\n正文。\r\n".encode()
    found = mend(Source("pages/about.md", data))
    assert found is not None
    assert found.after == "\ufeff---\r\ntitle: 好\r\n---\r\n\r\n正文。\r\n"


def in_any_order(text: str, seed: int) -> str:
    """The text with the fields of its front matter in another order, each with a comment."""
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    lead, *fields = re.split(r"^(?=[a-z_]+:)", front + "\n", flags=re.MULTILINE)
    Random(seed).shuffle(fields)  # noqa: S311 # nothing here is a secret
    commented = "".join(f"# {field.split(':')[0]}\n{field}" for field in fields)
    return f"---\n{lead}\n{commented}---\n{body}"


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("[cn]o*/2*/*.md")), ids=lambda path: path.stem)
def test_fields_are_put_in_order_with_their_lines_and_comments(path: Path) -> None:
    place = path.relative_to(EXAMPLE).as_posix()
    text = path.read_text("utf-8")
    for seed in range(3):
        found = mend(Source(place, in_any_order(text, seed).encode()))
        after = found.after if found else in_any_order(text, seed)
        plain = re.sub(r"^# [a-z_]+\n", "", after, flags=re.MULTILINE)
        assert re.sub(r"\A(---\n(?:# .*\n)?)\n", r"\1", plain) == text
        assert re.findall(r"^# ([a-z_]+)\n\1:", after, re.MULTILINE) == re.findall(
            r"^([a-z_]+):", text.split("\n---\n")[0], re.MULTILINE
        )


def test_fields_of_groups_and_items_are_put_in_order_and_long_texts_stay_whole() -> None:
    before = (
        "awards:\n- title: 甲\n  # 编号\n  id: a\n  event: |\n    # 字\n\n  recipient: 乙\n"
        + ("  on: 2009\n  source: {kind: sample}\n# 末尾\n")
    )
    found = mend(Source("data/awards.yml", before.encode()))
    assert found is not None
    assert found.after == before.replace(
        "- title: 甲\n  # 编号\n  id: a\n", "  # 编号\n- id: a\n  title: 甲\n"
    ).replace("\n  recipient: 乙\n  on: 2009\n", "  on: 2009\n\n  recipient: 乙\n")


def broken_sources() -> list[Source]:
    paths = [path for path in sorted(BROKEN.rglob("*")) if path.suffix in (".md", ".yml")]
    return [
        Source("/".join(path.relative_to(BROKEN).parts[1:]), path.read_bytes()) for path in paths
    ]


def test_mending_twice_changes_nothing_and_never_makes_it_worse() -> None:
    changed = 0
    for source in broken_sources():
        once = mend(source)
        if once is None:
            continue
        changed += 1
        after = Source(source.path, once.after.encode())
        assert mend(after) is None, source.path
        assert len(fit(after)[1]) <= len(fit(source)[1])
    assert changed > 60


def test_the_verb_mends_and_shows_the_difference(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(BROKEN / "_base", content)
    (content / "pages" / "about.md").write_text("---\ntitle：好\n---\n\n正文。\n", "utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--content", str(content)]
    first = subprocess.run([*command, "--fix"], capture_output=True, check=False)
    assert first.returncode == 0, first.stdout.decode()
    assert "-title：好\n+title: 好\n" in first.stdout.decode().replace("\r\n", "\n")
    assert (content / "pages" / "about.md").read_bytes().startswith(b"---\ntitle: ")
    again = subprocess.run([*command, "--fix"], capture_output=True, check=False)
    assert again.stdout.decode().strip() == "没有要改的。"


def test_the_verb_tells_what_else_it_wrote_and_reminds_of_nothing_that_is_done(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    shutil.copytree(BROKEN / "_base", content)
    (content / "addresses.txt").write_text("/help/\n", "utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--content", str(content)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "这份清单还没有记下" in told
    assert f"check.py --fix --content {content}，" in told
    told = subprocess.run([*command, "--fix"], capture_output=True, text=True, check=False).stdout
    assert told.split() == ["新的地址记进了", f"{content}/addresses.txt。", "没有要改的。"]
