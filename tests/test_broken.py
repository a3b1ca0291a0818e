"""Every case of tests/broken/ gives exactly its findings; every rule has a case.

A case is a folder: the smallest wrong file or files, at the paths they have below content/, and
findings.txt with the exact words. `without.txt` names files of the base that the case lacks. The
files stand over tests/broken/_base/, a content folder with nothing wrong.
`pytest tests/test_broken.py --update` writes findings.txt anew: read the difference.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from portal import fieldguide
from portal.checking import Checked, check_read, overdue
from portal.findings import Finding, as_text
from portal.rules import SINCE, name_of
from portal.sources import Source

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path for path in BROKEN.iterdir() if path.is_dir() and path.name != "_base")
AS_OF = date(2009, 7, 17)
FOLDER = "content/"
OWN_FILES = ("findings.txt", "without.txt")
# What needs more than files with a text: a file system, a history, a spreadsheet.
ELSEWHERE = {
    "regular-files-only": "test_sources.py",
    "file-is-readable": "test_sources.py",
    "folders-are-shallow": "test_sources.py",
    "file-is-small-enough": "test_sources.py",
    "files-can-be-checked": "test_findings.py",
    "yaml-syntax": "test_yamltext.py",
    "nothing-is-stripped": "test_bodies.py",
    "published-form-is-readable": "test_since.py",
    "link-leads-somewhere": "test_inspection.py",
    "anchor-exists": "test_inspection.py",
    "nothing-from-elsewhere": "test_inspection.py",
    "up-to-date": "test_schema.py",
    "known-column": "test_spreadsheet.py",
    "value-not-formula": "test_spreadsheet.py",
    "number-as-shown": "test_spreadsheet.py",
    "new-or-the-same": "test_spreadsheet.py",
    "row-has-an-id": "test_spreadsheet.py",
}


@cache
def base() -> dict[str, Source]:
    return read(BROKEN / "_base")


def read(folder: Path) -> dict[str, Source]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: Source(path, data) for path, data in found.items() if path not in OWN_FILES}


def checked(case: Path) -> Checked:
    without = case / "without.txt"
    lacking = without.read_text("utf-8").split() if without.exists() else []
    files = {path: source for path, source in base().items() if path not in lacking}
    files |= read(case)
    return check_read(([files[path] for path in sorted(files)], []))


def findings(case: Path) -> list[Finding]:
    found = checked(case)
    return sorted([*found.findings, *overdue(found, AS_OF)])


def told(found: list[Finding]) -> str:
    return as_text(found) + "\n"


def names_the_folder(case: Path, finding: Finding) -> bool:
    """Whether it says content/, which is wrong of any other folder: `findings.named` puts in the
    name. A message may quote it, where the author wrote it.
    """
    written = "".join(source.data.decode("utf-8", "replace") for source in read(case).values())
    message = finding.message if FOLDER not in written else ""
    return FOLDER in finding.fix + message


def test_the_base_has_nothing_to_mend() -> None:
    assert told(findings(BROKEN / "_base")) == "没有要改的。\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_is_told_in_exactly_these_words(case: Path, update: bool) -> None:
    found = findings(case)
    words = told(found)
    if update:
        (case / "findings.txt").write_text(words, "utf-8")
    assert words == (case / "findings.txt").read_text("utf-8")
    assert re.search("^    (改法|做法)：", words, re.MULTILINE), "a case tells a mistake"
    assert not [one for one in found if names_the_folder(case, one)], "`named` names the folder"


def test_every_rule_has_a_case() -> None:
    named = {
        rule
        for case in CASES
        for rule in re.findall(
            r"\[([a-z0-9-]+)\]$", (case / "findings.txt").read_text("utf-8"), re.MULTILINE
        )
    }
    since = {name_of(rule) for rule in SINCE}  # test_since.py
    lacking = set(fieldguide.rules()) - named - set(ELSEWHERE) - since
    assert not lacking, "write a case under tests/broken/ for each"
    assert not named & set(ELSEWHERE), "no longer elsewhere"
