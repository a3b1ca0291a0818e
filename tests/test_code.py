"""The code is formatted, lint-free and typed, and the kinds of values say what they raise."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TOOLS = {
    "is formatted": ["ruff", "format", "--check", "."],
    "is free of lint": ["ruff", "check", "."],
    "is typed": ["mypy"],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_the_code(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]
OVERLOOKED = [
    *(
        (files, rule)
        for files, rules in SETTINGS["lint"]["per-file-ignores"].items()
        for rule in rules
    ),
    *(("**/*.py", rule) for rule in SETTINGS["lint"]["ignore"]),
]


@pytest.mark.parametrize(("files", "rule"), OVERLOOKED)
def test_what_is_overlooked_is_there(files: str, rule: str) -> None:
    """An exception that nothing needs any more would hide what comes next."""
    own = ["--isolated", "--target-version", "py311", "--line-length", str(SETTINGS["line-length"])]
    of_files = ["--config", f'lint.per-file-ignores = {{"!{files}" = ["{rule}"]}}']
    command = ["ruff", "check", "--quiet", *own, *of_files, "--select", rule, "scripts", "tests"]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, f"{rule} is overlooked in {files} for nothing: {done.stderr}"


RECORDS = sorted((ROOT / "scripts/portal/records").glob("*.py"))
REFUSAL = "PydanticCustomError"


def silent(tree: ast.Module) -> list[str]:
    """The public functions that refuse a value and do not say how, nor does their module."""
    about = ast.get_docstring(tree) or ""
    return [
        part.name
        for part in tree.body
        if isinstance(part, ast.FunctionDef)
        and not part.name.startswith("_")
        and any(isinstance(inner, ast.Raise) for inner in ast.walk(part))
        and REFUSAL not in about + (ast.get_docstring(part) or "")
    ]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_kind_says_what_it_raises(path: Path) -> None:
    assert silent(ast.parse(path.read_text("utf-8"))) == []


def test_a_kind_that_does_not_say_so_is_seen() -> None:
    assert silent(ast.parse('def a():\n    """A."""\n    raise wrong()')) == ["a"]
