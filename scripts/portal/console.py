"""Speak to the person at the terminal: the one module that prints."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from portal.environment import ROOT
from portal.findings import Finding, as_coloured_text, as_text
from portal.reasons import why

# What a terminal acts upon, or that turns the words round: names of files and answers of servers hold any.
_ACTED_ON = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def say(text: str) -> None:
    """Print, on any console: a sign that it cannot show, or acts upon, becomes a question mark."""
    _print(_ACTED_ON.sub("?", text))


def say_findings(findings: Sequence[Finding]) -> None:
    """Print findings: in colours on a terminal that has them, plain anywhere else."""
    words = as_coloured_text if _has_colours(sys.stdout) else as_text
    _print(words(findings))


def ask(question: str) -> str:
    """What the person answers."""
    _speakable()
    return input(_ACTED_ON.sub("?", question))


def complain(what: str, fix: str) -> int:
    """Tell what is wrong with the usage or the surroundings; returns exit code 2."""
    _speakable()
    print(_ACTED_ON.sub("?", f"{what}\n    改法：{fix}"), file=sys.stderr, flush=True)
    return 2


def leave(code: int) -> NoReturn:
    """End the verb at once: letting go of ten thousand records one by one takes half a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in the person's words."""
    return f"{why(error)}：{error.filename}" if error.filename else why(error)


def progress(step: str) -> None:
    """Tell what is being done; on standard error, so that results can be piped."""
    _speakable()
    dim, plain = ("\x1b[2m", "\x1b[0m") if _has_colours(sys.stderr) else ("", "")
    print(f"{dim}{step}……{plain}", file=sys.stderr, flush=True)


def shown(folder: Path) -> str:
    """A folder as a person names it: relative to the repository when it lies inside."""
    full = folder.resolve()
    return full.relative_to(ROOT).as_posix() if full.is_relative_to(ROOT) else str(folder)


def _has_colours(stream: TextIO) -> bool:
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb" or os.name == "nt"
    return stream.isatty() and not plain


def _print(text: str) -> None:
    _speakable()
    print(text, flush=True)


def _speakable() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
