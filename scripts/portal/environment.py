"""Put the running verb into an environment that holds the locked packages.

Only the standard library is used here, and by what is imported here: this module runs before
anything is installed. A Python from 3.7 on can read it and the verbs, so that it is told that it
is too old.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import venv
from contextlib import suppress
from pathlib import Path

from portal.reasons import why

with suppress(ImportError):  # 3.7 has none, and is told so before anybody asks for it
    from importlib import metadata

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
_BUILT_FROM = ("content", "mkdocs.yml", "requirements.txt", "scripts", "theme")
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


def enter(*locks: Path, builds: bool = False) -> None:
    """Go on in an environment that holds every package of `locks`; make it on first use.

    What `builds` needs locks and links as only POSIX has them, and stops on Windows.

    Returns at once when the running Python already holds the locked versions. Otherwise the
    process is replaced by the same command under `.venv`. Exits 2 when that cannot be made.
    """
    if sys.version_info < OLDEST_PYTHON:
        _stop("需要 Python 3.11 或更新的版本。", f"现在是 {sys.version.split()[0]}，请安装新版本。")
    if builds and os.name == "nt":
        _stop(
            "这个命令在 Windows 上不能用。",
            "装 WSL，在里面照样运行；或者不装，看网页上的 preview。check.py 和 new.py 可以直接用。",
        )
    # Where it is switched off, every start would compile all modules anew: half a second.
    sys.dont_write_bytecode = False
    if all(_holds(lock) for lock in locks):
        return
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if Path(sys.prefix) == folder:
        _stop("安装之后仍缺少锁定的依赖。", "删去 .venv 文件夹，再运行一次。")
    _install(folder, python, locks)
    _become([str(python), *sys.argv])


def commit() -> str | None:
    """The commit a site is made of; None when that cannot be said, or when files differ from it.

    Only files that a build reads count: a note beside them changes no site.
    """
    asked = ["--no-optional-locks", "-C", str(ROOT), "status", "--porcelain=v2", "--branch"]
    try:
        done = subprocess.run(
            ["git", *asked, "--untracked-files=normal", "--", *_BUILT_FROM],  # noqa: S607 # any git
            capture_output=True,
            env=for_git(),
            check=False,
        )
    except OSError:
        return None
    # Lines of other kinds than # tell of a change.
    unchanged = re.fullmatch(rb"# branch\.oid ([0-9a-f]+)\n(?:#.*\n)*", done.stdout)
    return unchanged[1].decode() if unchanged else None


def for_git() -> dict[str, str]:
    """The environment without what git sets for its hooks: it would point at another repository."""
    return {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}


def lock_digest() -> str:
    """The SHA-256 of the file that locks the packages."""
    return hashlib.sha256(RUNTIME.read_bytes()).hexdigest()


def _holds(lock: Path) -> bool:
    wanted: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE
    ):
        wanted.setdefault(name, set()).add(version)
    try:
        return all(metadata.version(name) in versions for name, versions in wanted.items())
    except metadata.PackageNotFoundError:
        return False


def _install(folder: Path, python: Path, locks: tuple[Path, ...]) -> None:
    stamps = {folder / lock.name: hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}
    if all(
        stamp.exists() and stamp.read_text("utf-8") == digest for stamp, digest in stamps.items()
    ):
        return
    print("正在安装依赖：第一次运行，或锁定的版本变了，要几分钟……", file=sys.stderr, flush=True)
    if not _has_pip(python):
        _make(folder)
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    files = [word for lock in locks for word in ("-r", str(lock))]
    command = [str(python), "-m", "pip", "install", *options, *files]
    if subprocess.run(command, check=False).returncode != 0:
        fix = (
            "看上面 pip 的说明；多半是网络不通，接通后再运行一次；不是，就删去 .venv 文件夹再运行。"
        )
        _stop("依赖没有装上。", fix)
    for stamp, digest in stamps.items():
        stamp.write_text(digest, "utf-8")


def _has_pip(python: Path) -> bool:
    """Whether it is there and can install: a first run that was interrupted leaves half of it."""
    command = [str(python), "-m", "pip", "install", "--help"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make(folder: Path) -> None:
    try:
        venv.create(folder, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        fix = "安装 python3-venv，例如 sudo apt install python3-venv，再运行一次。"
        _stop("这里的 Python 缺少 venv 的一部分（ensurepip），装不了依赖。", fix)
    except OSError as error:
        fix = "看看磁盘是不是满了、文件夹能不能写，再运行一次。"
        _stop(f"{folder} 建不起来：{why(error)}。", fix)


def _become(command: list[str]) -> None:
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606 # the same verb again, under .venv


def _stop(what: str, fix: str) -> None:
    print(f"{what}\n    改法：{fix}", file=sys.stderr)
    sys.exit(2)
