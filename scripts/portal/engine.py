"""Run the engine: staged Markdown in, HTML out, and nothing kept from it but that HTML."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from portal import cache
from portal.environment import ROOT, RUNTIME
from portal.trees import contents
from portal.workshop import Workshop

SETTINGS = ROOT / "mkdocs.yml"
OVERRIDES = ROOT / "theme" / "overrides"
ENGINES = ("mkdocs", "properdocs")


# Path to bytes.
Files = dict[str, bytes]


class EngineError(Exception):
    """The engine stopped; its message is the engine's last line."""


def rendered(engine: str, workshop: Workshop, *, fresh: bool) -> Callable[[], Files]:
    """The engine begins with the workshop's staged files; call the result for what it made of them.

    The last output serves again when nothing that it depends on has changed, unless `fresh`.
    """
    key, memory = _key(engine, workshop.staged), workshop.cache / "engine"
    before: Files | None = None if fresh else cache.load(memory, key)
    if before is not None:
        return lambda: before
    shutil.rmtree(workshop.html, ignore_errors=True)
    done = _begun(engine, workshop.staged, workshop.html)

    def ended() -> Files:
        done()
        made = contents(workshop.html)
        cache.store(memory, key, made)
        return made

    return ended


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
    _begun(engine, staged, html)()


def _begun(engine: str, staged: Path, html: Path) -> Callable[[], None]:
    """The engine is at work; the result waits until it has ended."""
    surroundings = os.environ | {
        "PORTAL_STAGED": str(staged.resolve()),
        "PORTAL_ENGINE": str(html.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", engine, "build", "--quiet", "--strict", "-f", "mkdocs.yml"]
    process = subprocess.Popen(
        # It inherits the lock: were this build killed, the next waits until the engine has stopped.
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, close_fds=False,
    )  # fmt: skip

    def ended() -> None:
        with process:
            told, complaint = process.communicate()
        if process.returncode != 0:
            said = (complaint or told).strip().splitlines() or [""]
            raise EngineError(said[-1])

    return ended
