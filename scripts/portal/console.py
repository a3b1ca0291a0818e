"""Speak to the person at the terminal: the one module that prints."""

import sys
from pathlib import Path

from rich.console import Console

from portal.environment import ROOT

_STEPS = Console(stderr=True)


def say(text: str) -> None:
    """Print, on any console: a sign that the console cannot show becomes a question mark."""
    _speakable()
    print(text, flush=True)


def ask(question: str) -> str:
    """What the person answers."""
    _speakable()
    return input(question)


def complain(what: str, fix: str) -> int:
    """Tell what is wrong with the usage or the surroundings; returns exit code 2."""
    _speakable()
    print(f"{what}\n    改法：{fix}", file=sys.stderr, flush=True)
    return 2


def progress(step: str) -> None:
    """Tell what is being done; on standard error, so that results can be piped."""
    _speakable()
    _STEPS.print(f"[dim]{step}……[/dim]" if _STEPS.is_terminal else f"{step}……", highlight=False)


def shown(folder: Path) -> str:
    """A folder as a person names it: relative to the repository when it lies inside."""
    full = folder.resolve()
    return full.relative_to(ROOT).as_posix() if full.is_relative_to(ROOT) else str(folder)


def _speakable() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
