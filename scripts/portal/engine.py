"""Run the engine: staged Markdown in, HTML out, and nothing kept from it but that HTML."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
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
# It imports the engine, and by reading the settings all that they name, waits to be told to begin,
# and ends with whoever would have told it. What is wrong with the settings is said once it began.
_RUNNER = """
import contextlib, importlib, sys
engine, *arguments = sys.argv[1:]
importlib.import_module(engine + ".commands.build")
cli = importlib.import_module(engine + ".__main__").cli
with contextlib.suppress(Exception):
    importlib.import_module(engine + ".config").load_config(arguments[-1])
if sys.stdin.readline():
    cli(arguments, prog_name=engine)
"""
_Order = tuple[str, Path, Path]
# An engine that stands ready, by what it will make.
_ready: dict[_Order, subprocess.Popen[str]] = {}


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


def prepare(engine: str, workshop: Workshop) -> None:
    """An engine is started and waits: the next build of the workshop gets it half a second sooner."""
    asked = engine, workshop.staged, workshop.html
    if asked not in _ready:
        _ready[asked] = _started(*asked)


def _begun(engine: str, staged: Path, html: Path) -> Callable[[], None]:
    """The engine is at work; the result waits until it has ended."""
    asked = engine, staged, html
    process = _ready.pop(asked, None) or _started(*asked)
    assert process.stdin is not None  # noqa: S101 # a pipe, as asked for
    with suppress(BrokenPipeError):  # it has stopped already, and is asked why
        process.stdin.write("begin\n")
        process.stdin.flush()

    def ended() -> None:
        with process:
            told, complaint = process.communicate()
        if process.returncode != 0:
            said = (complaint or told).strip().splitlines() or [""]
            raise EngineError(said[-1])

    return ended


def _started(engine: str, staged: Path, html: Path) -> subprocess.Popen[str]:
    surroundings = os.environ | {
        "PORTAL_STAGED": str(staged.resolve()),
        "PORTAL_ENGINE": str(html.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    arguments = ["build", "--quiet", "--strict", "-f", "mkdocs.yml"]
    return subprocess.Popen(
        # Started in a build it inherits the lock: were that killed, the next waits until it stopped.
        [sys.executable, "-c", _RUNNER, engine, *arguments], cwd=ROOT, env=surroundings,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        close_fds=False,
    )  # fmt: skip
