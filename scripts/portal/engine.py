"""Run the engine: staged Markdown in, HTML out, and nothing kept from it but that HTML."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.environment import ROOT

ENGINES = ("mkdocs", "properdocs")


@dataclass(frozen=True)
class EngineError(Exception):
    """The engine stopped; `words` are its own."""

    words: str


def render(engine: str, staged: Path, html: Path) -> None:
    """The folder `html` holds what the engine makes of `staged`; raises EngineError."""
    surroundings = os.environ | {
        "PORTAL_STAGED": str(staged.resolve()),
        "PORTAL_ENGINE": str(html.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", engine, "build", "--quiet", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise EngineError((done.stderr or done.stdout).strip())
