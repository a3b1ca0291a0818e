"""Run the engine: staged Markdown in, HTML out, and nothing kept from it but that HTML."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal import cache
from portal.environment import ROOT, RUNTIME
from portal.trees import contents
from portal.workshop import Workshop

SETTINGS = ROOT / "mkdocs.yml"
OVERRIDES = ROOT / "theme" / "overrides"
ENGINES = ("mkdocs", "properdocs")


class EngineError(Exception):
    """The engine stopped; its message is the engine's last line."""


def rendered(engine: str, workshop: Workshop, *, fresh: bool) -> dict[str, bytes]:
    """Path to bytes of what the engine makes of the workshop's staged files.

    The last output serves again when nothing that it depends on has changed, unless `fresh`.
    """
    key, memory = _key(engine, workshop.staged), workshop.cache / "engine"
    made: dict[str, bytes] | None = None if fresh else cache.load(memory, key)
    if made is None:
        shutil.rmtree(workshop.html, ignore_errors=True)
        render(engine, workshop.staged, workshop.html)
        made = contents(workshop.html)
        cache.store(memory, key, made)
    return made


def _key(engine: str, staged: Path) -> str:
    said = hashlib.sha256(engine.encode())
    for path in (RUNTIME, SETTINGS):
        said.update(path.read_bytes())
    for folder in (OVERRIDES, staged):
        for name, data in contents(folder).items():
            said.update(f"{name}\0{len(data)}\0".encode() + data)
    return said.hexdigest()


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
        # It inherits the lock: were this build killed, the next waits until the engine has stopped.
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False,
        close_fds=False,
    )  # fmt: skip
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines() or [""]
        raise EngineError(said[-1])
