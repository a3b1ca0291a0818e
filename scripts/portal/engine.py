"""Run the engine: staged Markdown in, HTML out, and nothing kept from it but that HTML."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from portal import cache
from portal.environment import ROOT
from portal.trees import contents
from portal.workshop import Workshop

SETTINGS = ROOT / "mkdocs.yml"
OVERRIDES = ROOT / "theme" / "overrides"
ENGINES = ("mkdocs", "properdocs")


# Path to bytes.
Files = dict[str, bytes]
# An engine that stands ready, by what it will make.
_ready: dict[tuple[str, Workshop], subprocess.Popen[str]] = {}


@dataclass(frozen=True)
class Rendering:
    """What the engine makes: `files` waits for it, unless it `is_known` from before."""

    files: Callable[[], Files]
    is_known: bool


class EngineError(Exception):
    """The engine stopped; its message is what it warned of, else its last line."""


@contextmanager
def rendered(engine: str, workshop: Workshop, *, fresh: bool) -> Iterator[Rendering]:
    """The engine makes something of the workshop's staged files meanwhile; asking waits for it.

    The last output serves again when nothing that it depends on has changed, unless `fresh`. When
    nobody has asked by the end, nobody needs it and the engine is stopped. Asking raises EngineError.
    """
    key, memory = _key(engine, workshop.staged), workshop.cache / "engine"
    before: Files | None = None if fresh else cache.load(memory, key)
    if before is not None:
        yield Rendering(lambda: before, is_known=True)
        return
    shutil.rmtree(workshop.html, ignore_errors=True)
    if fresh:
        _templates(workshop).unlink(missing_ok=True)
    process = _begun(engine, workshop)

    def ended() -> Files:
        _wait(process)
        made = contents(workshop.html)
        cache.store(memory, key, made)
        return made

    try:
        yield Rendering(ended, is_known=False)
    finally:
        if process.stdin and not process.stdin.closed:  # nobody has asked
            process.kill()
            process.communicate()


def _key(engine: str, staged: Path) -> str:
    said = hashlib.sha256(f"{cache.code_key()}\0{engine}\0".encode())
    for name, data in contents(staged).items():
        said.update(f"{name}\0{len(data)}\0".encode() + data)
    return said.hexdigest()


def prepare(engine: str, workshop: Workshop) -> None:
    """An engine is started and waits: the next build of the workshop gets it half a second sooner."""
    asked = engine, workshop
    if asked not in _ready:
        _ready[asked] = _started(*asked)


def _begun(engine: str, workshop: Workshop) -> subprocess.Popen[str]:
    asked = engine, workshop
    process = _ready.pop(asked, None)
    if process is not None and process.poll() is not None:  # others have ended it
        process.communicate()
        process = None
    process = process or _started(*asked)
    assert process.stdin is not None  # noqa: S101 # a pipe, as asked for
    with suppress(BrokenPipeError):  # it has stopped already, and is asked why
        process.stdin.write("begin\n")
        process.stdin.flush()
    return process


def _wait(process: subprocess.Popen[str]) -> None:
    told, complaint = process.communicate()
    if process.returncode != 0:
        said = (complaint or told).strip().splitlines() or [""]
        # What it warns of stops it; its last line only counts the warnings.
        warned = [line for line in said if line.startswith(("WARNING", "ERROR"))]
        raise EngineError("；".join(warned) or said[-1])


def _started(engine: str, workshop: Workshop) -> subprocess.Popen[str]:
    surroundings = os.environ | {
        "PORTAL_STAGED": str(workshop.staged.resolve()),
        "PORTAL_ENGINE": str(workshop.html.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    told = [engine, str(_templates(workshop).resolve()), "build", "--strict", "-f"]
    return subprocess.Popen(
        # Started in a build it inherits the lock: were that killed, the next waits until it stopped.
        [sys.executable, "-m", "portal.engineprocess", *told, str(SETTINGS)],
        cwd=ROOT / "scripts", env=surroundings, close_fds=False,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _templates(workshop: Workshop) -> Path:
    return workshop.cache / "engine-templates"
