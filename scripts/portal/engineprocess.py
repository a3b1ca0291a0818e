"""The process an engine runs in: it makes itself ready, waits to be told to begin, and ends.

It is started by `engine` as `-m portal.engineprocess ENGINE KEPT ARGUMENT…`: `KEPT` is the file for
what the theme's templates were compiled to, which takes half of the engine's time.
"""

import importlib
import sys
from contextlib import suppress
from functools import partialmethod
from pathlib import Path

from jinja2 import Environment

from portal import cache
from portal.compiled import Compiled
from portal.environment import lock_digest


def main(engine: str, kept: Path, arguments: list[str]) -> None:
    """Import the engine and all that its settings name; run its command when a line comes.

    It ends with whoever would have told it. What is wrong with the settings is said once it began.
    """
    before = cache.load(kept, lock_digest()) or {}
    compiled = Compiled(before)
    # Engines and themes leave this to Jinja, which asks nobody but who makes an environment.
    made = partialmethod(Environment.__init__, bytecode_cache=compiled)
    Environment.__init__ = made  # type: ignore[assignment,method-assign]
    importlib.import_module(f"{engine}.commands.build")
    command = importlib.import_module(f"{engine}.__main__").cli
    with suppress(Exception):
        importlib.import_module(f"{engine}.config").load_config(arguments[-1])
    if not sys.stdin.readline():
        return
    try:
        command(arguments, prog_name=engine)
    finally:
        if compiled.codes != before:
            cache.store(kept, lock_digest(), compiled.codes)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
