"""The workshop of a site: the folders a build works in, and the lock that keeps out a second one."""

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal import console
from portal.environment import ROOT
from portal.obstacles import ObstacleError
from portal.trees import MANIFEST

# What a killed build leaves behind is gone within a second; a build that goes on takes longer.
ATTEMPTS = 30
SECONDS_BETWEEN = 0.1


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
        """Hold the workshop alone.

        Raises ObstacleError when somebody else goes on doing so, OSError when it cannot be made.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as handle:
            # The engine inherits it too: while anything of a killed build still writes, it is held.
            os.set_inheritable(handle.fileno(), True)
            _hold(handle.fileno())
            yield


_ELSEWHERE = "换一个空文件夹或新的名字，如 --site ../site"


def refuse_harm(site: Path, content: Path) -> None:
    """Raises ObstacleError when no site can be put there without harm.

    The folder is exchanged for another as a whole: what is no part of a site would go with it.
    """
    _must_reach_no_further(site, content.resolve())
    _must_hold_nothing_else(site)
    _must_not_be_somebody_elses(site.resolve())


def _must_reach_no_further(site: Path, content: Path) -> None:
    full = site.resolve()
    for name, folder in {"项目": ROOT, "内容": content}.items():
        if folder.is_relative_to(full):
            raise ObstacleError(
                f"--site：{site} 会整个换成网站，{name}文件夹就在这里。", _ELSEWHERE
            )
    # Who stands in a folder that is exchanged goes on standing in the old one.
    if Path.cwd().is_relative_to(full):
        what = f"--site：{site} 会整个换成网站，现在所在的文件夹就在这里。"
        raise ObstacleError(what, f"先到别的文件夹（cd）再运行，或{_ELSEWHERE}")
    if full.is_relative_to(content):
        raise ObstacleError(f"--site：{site} 在内容文件夹里面。", _ELSEWHERE)


def _must_hold_nothing_else(site: Path) -> None:
    if site.is_symlink():
        raise ObstacleError(
            f"--site：{site} 是链接，不是文件夹。", f"写文件夹本身：--site {site.resolve()}"
        )
    if site.exists() and not site.is_dir():
        raise ObstacleError(f"--site：{site} 是文件，不是文件夹。", _ELSEWHERE)
    try:
        is_foreign = site.exists() and not (site / MANIFEST).exists() and any(site.iterdir())
    except OSError as error:
        raise ObstacleError(f"--site：{console.reason(error)}。", _ELSEWHERE) from None
    if is_foreign:
        what = f"--site：{site} 里有别的文件，不是以前生成的网站（没有 {MANIFEST}），会被网站换掉。"
        raise ObstacleError(what, f"{_ELSEWHERE}；里面的都不要了，就先删去这个文件夹")


def _must_not_be_somebody_elses(site: Path) -> None:
    """Where everybody may make folders, as in /tmp, one of these two names may be somebody else's.

    Linux judges links there by the same rule (`fs.protected_symlinks`): they are trusted when they are of
    the person, of root, or of whom the folder around them belongs to, who could change it anyway.
    """
    for folder in (site, Workshop(site).folder):
        try:
            around, told = folder.parent.stat(), folder.lstat()
        except OSError:
            continue  # it is not there yet, or the build says what is wrong with it
        if around.st_mode & stat.S_ISVTX and told.st_uid not in (os.geteuid(), 0, around.st_uid):
            what = f"--site：{folder} 是别的用户放在那里的，里面的东西信不过。"
            raise ObstacleError(what, "把网站放进自己的文件夹，如 --site ~/site")


def _hold(handle: int) -> None:
    for attempt in range(ATTEMPTS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if attempt + 1 == ATTEMPTS:
                raise ObstacleError("另一个构建正在进行。", "等它结束，再运行一次") from None
            time.sleep(SECONDS_BETWEEN)
