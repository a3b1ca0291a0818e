"""What the documents name exists, their examples are right, and no machine stands in a tracked file."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from portal.checking import check_with
from portal.environment import ROOT
from portal.records.notice import SERVICE_ITEMS, NoticeKind
from portal.rules.no_example_is_left import LEFT
from stages import README, ROW, listing, rows


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git holds or would hold."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    names = [name for name in done.stdout.decode().split("\0") if name]
    return tuple(path for name in names if (path := ROOT / name).is_file())


DOCUMENTS = [
    path
    for path in tracked()
    if path.suffix == ".md"
    and path.relative_to(ROOT).parts[0] not in {"content", "theme"}
    and (path.parent.name == "tests" or "tests" not in path.relative_to(ROOT).parts)
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_first_screen_of_the_readme_is_one_screen() -> None:
    first = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    assert first.count("\n") <= 40
    for word in ("scripts/serve.py", "scripts/test.py", "CONTRIBUTING.md", "scripts/README.md"):
        assert word in first


def test_every_measurement_is_told_of() -> None:
    told = (ROOT / "tests/README.md").read_text("utf-8")
    bench = sorted((ROOT / "tests/bench").glob("*.py"))
    run = [path.name for path in bench if '"__main__"' in path.read_text("utf-8")]
    assert len(run) > 3
    assert [name for name in run if f"bench/{name}" not in told] == []


@cache
def help_of(verb: str, *what: str) -> str:
    done = subprocess.run(
        [sys.executable, verb, *what, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands(text: str) -> set[tuple[str, str]]:
    """Verb and options of every command that a text tells a person to run."""
    return set(re.findall(r"python3 (scripts/\w+\.py)((?: +[^\s`|#]+)*)", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_in_a_document_exists(path: Path) -> None:
    for verb, words in commands(path.read_text("utf-8")):
        assert (ROOT / verb).is_file(), verb
        if verb == "scripts/test.py":
            continue
        what = words.split()[:1] if verb == "scripts/new.py" else []
        for option in re.findall(r"--[\w-]+", words):
            assert option in help_of(verb, *what), f"{verb} {option}"


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", address):
            continue
        file, _, part = address.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), address
        if part:
            headings = re.findall(r"^#+ +(.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert part in {anchor(heading) for heading in headings}, address


def test_the_examples_for_editors_are_right() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(r"```(?:markdown|yaml)\n(.*?)```", text, re.DOTALL)
    notice = blocks[0]
    corrected = notice.replace("source:", blocks[1] + "source:")
    held = (ROOT / "content/data/awards.yml").read_text("utf-8")
    awards = held.replace("awards:\n", f"awards:\n{blocks[4]}", 1)
    written = {
        "notices/2009/GD2009-0137.md": notice,
        "notices/2009/GD2009-0138.md": corrected,
        "commitments/2010/1.md": blocks[2],
        "data/results/2009-q3.yml": blocks[3],
        "data/awards.yml": awards,
    }
    found = [
        one for one in check_with(ROOT / "content", written).findings if one.severity == "error"
    ]
    # What they leave to be written is told.
    assert {(one.path, one.rule) for one in found} == {("data/awards.yml", "no-example-is-left")}
    assert all(word in text for words in LEFT.values() for word in words)


def test_the_choices_that_editors_are_told_are_those_there_are() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    kinds, items = re.findall(r"`(?:kind|item)`（.*?）可以是：(.*?)[；。]", text, re.DOTALL)
    assert re.findall(r"`(\w+)` ([^、\s]+)", kinds) == [
        (one.value, one.label) for one in NoticeKind
    ]
    assert tuple(items.split("、")) == SERVICE_ITEMS


FOREIGN = re.compile(
    r"/(?:" + "wor" + r"k|far" + r"m)/"
    r"|index-" + r"url|registry\." + r"npmjs|pypi\." + r"(?:org|python)"
    r"|pythonhos" + r"ted|deb\." + r"debian"
)


def test_no_machine_and_no_registry_stands_in_a_tracked_file() -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{name_of(path)}: {hit[0]}" for hit in FOREIGN.finditer(text)]
    assert not found


def sentence(module: str) -> str:
    """The first sentence that a module says of itself."""
    folder = ROOT / "scripts/portal" / module
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def test_every_module_stands_in_its_stage_with_its_own_words(update: bool) -> None:
    """A new module is put into the list by hand, where it belongs; --update writes the words."""
    if update:
        tables, rest = listing()
        tables = ROW.sub(lambda row: row[0].replace(row[2], sentence(row[1])), tables)
        README.write_text(tables + rest, "utf-8")
    portal = ROOT / "scripts/portal"
    modules = {path.stem for path in portal.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in portal.glob("*/__init__.py")}
    listed = dict(rows())
    assert len(listed) == len(rows()), "a module stands in two rows"
    unplaced, gone = (modules | packages) - listed.keys(), listed.keys() - modules - packages
    assert not unplaced, f"put a row into the table of the right stage: {sorted(unplaced)}"
    assert not gone, f"take the rows out: {sorted(gone)}"
    assert listed == {name: sentence(name) for name in listed}
