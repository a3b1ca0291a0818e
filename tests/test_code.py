"""The code is formatted, lint-free and typed: one command proves all."""

import subprocess
import sys
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
