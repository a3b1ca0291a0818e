"""The process an engine runs in: it makes itself ready, waits to be told to begin, and ends.

It is started by `engine` as `-m portal.engineprocess ENGINE KEPT ARGUMENT…`: `KEPT` is the file for
what the theme's templates were compiled to, which takes half of the engine's time. Our scripts are
minified here as well: the library is written in Go, and a process that holds it cannot be forked.
"""

import importlib
import os
import shutil
import sys
import time
from contextlib import suppress
from functools import wraps
from pathlib import Path
from threading import Thread
from typing import Any

from jinja2 import Environment

from portal import cache
from portal.compiled import Compiled
from portal.engine import OVERRIDES
from portal.environment import lock_digest

SECONDS_BETWEEN = 0.1
# Of the language that our scripts are written in, for old phones: nothing newer is put into them.
SCRIPTS_YEAR = 2017
SCRIPTS = Path("assets/javascripts")
_IN_ONE = '(function () {{\n"use strict";\n{}\n}})();\n'


def main(engine: str, kept: Path, arguments: list[str]) -> None:
    """Import the engine and all that its settings name; run its command when a line comes.

    It ends with whoever would have told it. What is wrong with the settings is said once it began.
    """
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    key = lock_digest()
    before = cache.load(kept, key) or {}
    compiled = Compiled(before)
    _let_compile_with(compiled)
    importlib.import_module(f"{engine}.commands.build")
    command = importlib.import_module(f"{engine}.__main__").cli
    with suppress(Exception):
        importlib.import_module(f"{engine}.config").load_config(arguments[-1])
    if not sys.stdin.readline():
        return
    try:
        command(arguments, prog_name=engine)
    except SystemExit as end:
        if not end.code:
            _minify(Path(os.environ["PORTAL_ENGINE"]))
        raise
    finally:
        if compiled.codes != before:
            cache.store(kept, key, compiled.codes)


def _let_compile_with(compiled: Compiled) -> None:
    """Every environment of Jinja made from now on keeps compiled templates, as if it had asked to."""
    made = Environment.__init__

    @wraps(made)
    def make(self: Environment, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        self.bytecode_cache = self.bytecode_cache or compiled

    Environment.__init__ = make  # type: ignore[method-assign]


def _minify(site: Path) -> None:
    """Our scripts say the same in fewer bytes; names that others may call stay as they are.

    What authors keep apart in a folder is one script of that name, in a function of its own: so
    what its parts call each other may become short as well.
    """
    minify = importlib.import_module("minify")
    minify.config({"js-version": SCRIPTS_YEAR})
    sources = sorted(path.relative_to(OVERRIDES) for path in OVERRIDES.rglob("*.js"))
    made = {place: site / place for place in sources if (site / place).exists()}
    texts = {place: path.read_text("utf-8") for place, path in made.items()}
    for folder in {place.parent for place in made if place.parent.parent == SCRIPTS}:
        parts = [place for place in made if place.parent == folder]
        texts[folder.with_suffix(".js")] = _IN_ONE.format("\n".join(map(texts.pop, parts)))
        shutil.rmtree(site / folder)
    for place, text in texts.items():
        (site / place).write_text(f"{minify.string('application/javascript', text)}\n", "utf-8")


def _end_with(parent: int) -> None:
    """An engine whose build was killed writes no further."""
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
