"""The workshop of a site: the folders a build works in, and the lock that keeps out a second one."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.environment import ROOT

# What a killed build leaves behind is gone within a second; a build that goes on takes longer.
ATTEMPTS = 30
SECONDS_BETWEEN = 0.1


class BusyError(Exception):
    """Another build of the same site is running."""


@dataclass(frozen=True)
class Workshop:
    """Folders beside the site, on its file system, so that trees can be exchanged in one step."""

    site: Path

    @property
    def folder(self) -> Path:
        """`build/` of the repository for its own site, else a hidden folder beside the site."""
        if self.site.resolve() == ROOT / "site":
            return ROOT / "build"
        return self.site.parent / f".{self.site.name}.build"

    @property
    def staged(self) -> Path:
        """What the engine reads."""
        return self.folder / "content"

    @property
    def html(self) -> Path:
        """What the engine writes."""
        return self.folder / "html"

    @property
    def tree(self) -> Path:
        """The tree that is not public: brought up to date, then exchanged with the site."""
        return self.folder / "tree"

    @property
    def cache(self) -> Path:
        """What may be deleted without changing a byte of the output."""
        return self.folder / "cache"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workshop alone; raises BusyError when somebody else goes on doing so."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as handle:
            # The engine inherits it too: while anything of a killed build still writes, it is held.
            os.set_inheritable(handle.fileno(), True)
            _hold(handle.fileno())
            yield


def _hold(handle: int) -> None:
    for attempt in range(ATTEMPTS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if attempt + 1 == ATTEMPTS:
                raise BusyError from None
            time.sleep(SECONDS_BETWEEN)
