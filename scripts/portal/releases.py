"""Releases of a site beside its public folder: one is public, the swap between them is atomic.

TARGET becomes a symbolic link to one of the folders in TARGET.releases/. Whatever happens before
the swap (a full disk, a lost permission, a kill) leaves what is public as it was; what goes wrong
after it is no failure: the release is public, and says what could not be cleared away.

What a rollback took back stands there as NUMBER.withdrawn: nothing goes back to it.
"""

import fcntl
import math
import os
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from portal import console, targets, trees
from portal.headers import NGINX_FILE
from portal.obstacles import ObstacleError
from portal.packing import UnfitError, faults, pack

# The administrator's copy of the rules that a site carries for nginx.
_RULES = "/etc/nginx/snippets/portal.conf"
_WITHDRAWN = ".withdrawn"
# Five digits last for a lifetime; 20260101 is somebody's copy.
_NAME = re.compile(rf"([0-9]{{4}}|[1-9][0-9]{{4}})({re.escape(_WITHDRAWN)})?")


@dataclass(frozen=True)
class Release:
    """One published site, kept beside the public folder."""

    number: int
    folder: Path
    is_public: bool
    is_withdrawn: bool = False  # taken back, or its publication was killed before the swap
    has_new_rules: bool = False  # for nginx, which goes on with those of what was public before
    left_over: OSError | None = None  # why what was public before could not be cleared away
    damaged: Sequence[tuple[int, str]] = ()  # what a rollback passed over, each with a reason


def publish(site: Path, target: Path, keep: int, jobs: int = 1) -> Release:
    """The new release, public at `target`; the newest `keep` releases stay for a rollback.

    Raises ObstacleError when it would do harm or another publication is under way, UnfitError as
    `pack` does, OSError when the disk does not let it; what is public is then as it was.
    """
    targets.refuse_harm(target, site)
    with _alone(target) as home:
        _tidy(target, home)
        public = _public(target, home)
        fresh = home / "new"
        try:
            pack(site, fresh, public, jobs)
        except (OSError, UnfitError):
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        gives_way = targets.is_folder(target) and targets.is_site(target)
        number = _next_number(home, 2 if gives_way else 1)
        os.sync()
        has_new_rules = _has_new_rules(target, fresh)
        release = fresh.rename(home / f"{number:04}")
        try:
            _swap(target, release)
        except OSError:
            if _public(target, home) != release:
                shutil.rmtree(release.rename(fresh), ignore_errors=True)
            raise
        left_over = _left_over(target, home, keep)
        return Release(number, release, True, has_new_rules=has_new_rules, left_over=left_over)


def rollback(target: Path) -> Release:
    """What was public before the public release, verified and made public again.

    What gives way is withdrawn: whatever is published next, nothing goes back to it.

    A release that is no longer as it was published is passed over. Raises ObstacleError as `publish`
    does and when there is no release before, UnfitError when none of those is as it was, OSError
    when the disk does not let it.
    """
    targets.refuse_harm(target)
    releases(target)  # where there are none, nothing is made either
    with _alone(target) as home:
        _tidy(target, home)
        older = [one for one in releases(target) if not one.is_public and not one.is_withdrawn]
        if not older:
            raise ObstacleError("没有更早的版本。", "重新构建要回到的提交，再发布")
        damaged = []
        while older and (reason := _damage(older[-1])):
            damaged.append((older.pop().number, reason))
        if not older:
            raise UnfitError(*(f"版本 {number} 坏了：{reason}" for number, reason in damaged))
        chosen = replace(older[-1], is_public=True, damaged=damaged)
        done = replace(chosen, has_new_rules=_has_new_rules(target, chosen.folder))
        _swap(target, chosen.folder)
        return replace(done, left_over=_left_over(target, home))


def releases(target: Path) -> list[Release]:
    """All releases that are kept, oldest first.

    Raises ObstacleError when nothing was ever published there.
    """
    if not target.name or not _numbers(_home(target)):
        raise ObstacleError(
            f"{target} 没有发布过网站。",
            "看看公开的文件夹写对了没有；第一次发布写 publish.py 网站 公开的文件夹",
        )
    home = _home(target)
    public = _public(target, home)
    kept = [(number, home / f"{number:04}") for number in _numbers(home)]
    found = [Release(number, folder, folder == public) for number, folder in kept]
    after = int(public.name) if public else math.inf
    found = [replace(one, is_withdrawn=one.number > after) for one in found]
    taken_back = [(number, _aside(home, number)) for number in _numbers(home, withdrawn=True)]
    found += [Release(number, folder, False, True) for number, folder in taken_back]
    return sorted(found, key=lambda one: one.number)


def remarks(done: Release, target: Path) -> list[str]:
    """What is left to do after a publication or a rollback, in the words of the person."""
    said = [f"版本 {number} 坏了，没有用它：{reason}。" for number, reason in done.damaged]
    if done.has_new_rules:
        fresh = shlex.quote(str(target / NGINX_FILE))
        said += [
            f"{NGINX_FILE} 变了，nginx 还在用旧的规则，新网页的一些功能可能用不了。",
            f"    改法：用 nginx 的服务器，请管理员先看改了什么：diff {_RULES} {fresh}",
            f"    没有问题，就抄过去：sudo cp {fresh} {_RULES}",
            "    再让 nginx 读新的规则：sudo nginx -t && sudo nginx -s reload",
        ]
    if done.left_over:
        said.append(f"换下来的旧版本没有收拾好：{console.reason(done.left_over)}")
    return said


def _home(target: Path) -> Path:
    return target.with_name(target.name + ".releases")


def _waiting(target: Path) -> Path:
    return target.with_name(f".{target.name}.next")


def _numbers(home: Path, *, withdrawn: bool = False) -> list[int]:
    # What has no manifest is no release: whoever put it there may want it back.
    found = filter(targets.is_site, home.iterdir()) if home.is_dir() else ()
    named = filter(None, (_NAME.fullmatch(path.name) for path in found))
    return [int(name[1]) for name in named if bool(name[2]) == withdrawn]


def _next_number(home: Path, step: int) -> int:
    """The number after all that were used, or two after them; nothing stands there under it."""
    used = max([0, *_numbers(home), *_numbers(home, withdrawn=True)])
    while any(os.path.lexists(home / f"{used + one:04}") for one in range(1, step + 1)):
        used += 1
    return used + step


def _damage(release: Release) -> str:
    try:
        return next(iter(faults(release.folder)), "")
    except UnfitError as unfit:
        return str(unfit)


def _aside(home: Path, number: int) -> Path:
    return home / f"{number:04}{_WITHDRAWN}"


def _public(target: Path, home: Path) -> Path | None:
    if not target.is_symlink():
        return None
    folder = target.parent / target.readlink()
    is_ours = folder.parent == home and _NAME.fullmatch(folder.name)
    return folder if is_ours and folder.is_dir() else None


@contextmanager
def _alone(target: Path) -> Iterator[Path]:
    home = _home(target)
    _make_open(home)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ObstacleError("另一次发布正在进行。", "等它结束，再运行一次") from None
        yield home


def _make_open(folder: Path) -> None:
    """The folder is there; made here, with those above it, the web server can go through it."""
    if not folder.is_dir():
        _make_open(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)  # a umask may have kept others out


def _tidy(target: Path, home: Path, *, taken_back: bool = False) -> None:
    """Take up what a killed run left: half a copy, half a removal, a folder just swapped out.

    What comes after the public release was taken back, or a kill came before it was public. So it
    is with the folder when it was `taken_back`.
    """
    for name in ("new", "old"):
        shutil.rmtree(home / name, ignore_errors=True)
    waiting = _waiting(target)
    if waiting.is_symlink():
        waiting.unlink()
    elif waiting.is_dir() and not any(waiting.iterdir()):
        waiting.rmdir()
    elif waiting.is_dir():
        before = _number_aside(_public(target, home), home)
        number = _next_number(home, 1) if taken_back else before
        waiting.rename(home / f"{number:04}")
    public = _public(target, home)
    for number in _numbers(home):
        if public is not None and number > int(public.name):
            (home / f"{number:04}").rename(_aside(home, number))


def _number_aside(public: Path | None, home: Path) -> int:
    """The number for a folder that gave way to a link: that before the public release, if free."""
    before = int(public.name) - 1 if public else 0
    places = home / f"{before:04}", _aside(home, before)
    return _next_number(home, 1) if before < 0 or any(map(os.path.lexists, places)) else before


def _swap(target: Path, release: Path) -> None:
    waiting = _waiting(target)
    try:
        waiting.symlink_to(release.relative_to(target.parent))
        if targets.is_folder(target):
            trees.exchange(waiting, target)
        else:
            waiting.replace(target)
    except OSError as error:
        # The system names one of the two paths; it is the folder around them that does not let it.
        raise OSError(error.errno, error.strerror, str(target.parent)) from error


def _has_new_rules(target: Path, release: Path) -> bool:
    held, fresh = target / NGINX_FILE, release / NGINX_FILE
    if not targets.is_site(target) or not fresh.is_file():
        return False  # nothing was public before, or there is nothing to tell nginx
    return not held.is_file() or held.read_bytes() != fresh.read_bytes()


def _left_over(target: Path, home: Path, keep: int | None = None) -> OSError | None:
    """Clear away what was public before and more than `keep` releases; why that could not be."""
    try:
        _tidy(target, home, taken_back=keep is None)
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        if keep is not None:
            _prune(target, home, keep)
    except OSError as error:
        return error
    return None


def _prune(target: Path, home: Path, keep: int) -> None:
    sites = sorted(releases(target), key=lambda one: (not one.is_withdrawn, one.number))
    for one in sites[:-keep]:
        if not one.is_public:
            one.folder.rename(home / "old")
            shutil.rmtree(home / "old")
