"""Only what the locks name, with the hashes they hold, is ever installed."""

import ast
import errno
import hashlib
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from a_history import git
from portal import environment

LOCKS = [environment.RUNTIME, environment.DEVELOPMENT]


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in a folder, which pip is told to look into and nowhere else; nothing is kept."""
    path = tmp_path / "pebble-1.0-py3-none-any.whl"
    head = "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pebble.py", "")
        archive.writestr("pebble-1.0.dist-info/METADATA", head)
        archive.writestr("pebble-1.0.dist-info/WHEEL", kind)
        archive.writestr("pebble-1.0.dist-info/RECORD", "")
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(tmp_path), "DRY_RUN": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return path


def install(folder: Path, line: str, python: Path = Path(sys.executable)) -> None:
    lock = folder / "requirements.txt"
    lock.write_text(line + "\n", "utf-8")
    (folder / "venv").mkdir(exist_ok=True)
    environment._install(folder / "venv", python, (lock,))


def hashed(wheel: Path) -> str:
    return f"pebble==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def test_a_package_with_its_hash_is_installed(wheel: Path, tmp_path: Path) -> None:
    install(tmp_path, hashed(wheel))
    assert (tmp_path / "venv/requirements.txt").is_file()


def test_a_first_run_that_was_interrupted_is_done_again(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)  # the first of its two steps
    python = tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    assert python.exists()
    install(tmp_path, hashed(wheel), python)
    assert (tmp_path / "venv/requirements.txt").is_file()


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (subprocess.CalledProcessError(1, "ensurepip"), "sudo apt install python3-venv"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "文件夹能不能写"),
    ],
)
def test_what_keeps_the_environment_from_being_made_is_told(
    failure: Exception,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise failure

    monkeypatch.setattr(venv, "create", fail)
    with pytest.raises(SystemExit) as stopped:
        install(tmp_path, "pebble==1.0", tmp_path / "venv/bin/python")
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("ending", [f" --hash=sha256:{'0' * 64}", ""], ids=["wrong", "none"])
def test_a_package_without_its_hash_is_refused(wheel: Path, tmp_path: Path, ending: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        install(tmp_path, "pebble==1.0" + ending)
    assert stopped.value.code == 2
    assert not (tmp_path / "venv/requirements.txt").exists()


def test_modules_are_compiled_once_whatever_the_shell_says() -> None:
    say = "environment.enter(); print(sys.dont_write_bytecode)"
    code = f"import sys; sys.path.insert(0, 'scripts'); from portal import environment; {say}"
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_building_says_so_where_it_cannot_be_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.name", "nt")
    with pytest.raises(SystemExit) as stopped:
        environment.enter(builds=True)
    monkeypatch.undo()
    assert stopped.value.code == 2
    assert "WSL" in capsys.readouterr().err


# What an old Python reads before it can be told that it is too old.
READ_FIRST = [
    *sorted((environment.ROOT / "scripts").glob("*.py")),
    environment.ROOT / "scripts/portal/__init__.py",
    environment.ROOT / "scripts/portal/environment.py",
    environment.ROOT / "scripts/portal/reasons.py",
]
RUN_FIRST = READ_FIRST[-3:]


@pytest.mark.parametrize("path", READ_FIRST, ids=lambda path: path.stem)
def test_an_old_python_can_read_what_tells_it_so(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), feature_version=(3, 7))


def new_annotations(tree: ast.Module) -> list[str]:
    """Annotations that an old Python would stumble over while it defines a function or a name."""
    evaluated = [
        part.annotation if isinstance(part, ast.arg | ast.AnnAssign) else part.returns
        for part in ast.walk(tree)
        if isinstance(part, ast.arg | ast.AnnAssign | ast.FunctionDef)
    ]
    return [
        ast.unparse(one)
        for one in evaluated
        if one and any(isinstance(part, ast.BinOp | ast.Subscript) for part in ast.walk(one))
    ]


def are_kept_unread(tree: ast.Module) -> bool:
    futures = [part for part in tree.body if isinstance(part, ast.ImportFrom)]
    return any(
        part.module == "__future__" and part.names[0].name == "annotations" for part in futures
    )


@pytest.mark.parametrize("path", RUN_FIRST, ids=lambda path: path.stem)
def test_an_old_python_need_not_understand_annotations(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert are_kept_unread(tree) or new_annotations(tree) == []


def test_what_an_old_python_cannot_read_is_seen() -> None:
    with pytest.raises(SyntaxError):
        ast.parse("if (a := 1): pass", feature_version=(3, 7))
    assert new_annotations(ast.parse("def a() -> str | None: ...")) == ["str | None"]
    assert not are_kept_unread(ast.parse("from os import path"))


@pytest.mark.parametrize("path", READ_FIRST[:-3], ids=lambda path: path.stem)
def test_every_verb_tells_an_old_python_that_it_is_too_old(path: Path) -> None:
    old = "sys.version_info, sys.version = (3, 7, 3), '3.7.3 (default)'"
    without = "sys.modules['importlib.metadata'] = None"
    code = (
        f"import runpy, sys; {old}; {without}; runpy.run_path({str(path)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", code]
    said = os.environ | {"PYTHONPATH": str(path.parent)}
    done = subprocess.run(command, env=said, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "需要 Python 3.11 或更新的版本。\n    改法：现在是 3.7.3，请安装新版本。\n"
    )


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_of_a_lock_has_its_hashes(lock: Path) -> None:
    text = lock.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 20
    assert [line for line in lines if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line)] == []


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a page in content/, committed, in the place of the project's own."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("一", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    return tmp_path


def test_a_site_names_the_commit_it_is_made_of(repository: Path) -> None:
    (repository / "notes.txt").write_text("no part of the site", "utf-8")
    assert environment.commit() == git(repository, "rev-parse", "HEAD")


@pytest.mark.parametrize("path", ["content/a.md", "content/b.md", "theme/c.css"])
def test_a_site_of_what_was_not_committed_names_no_commit(repository: Path, path: str) -> None:
    (repository / path).parent.mkdir(exist_ok=True)
    (repository / path).write_text("二", "utf-8")
    assert environment.commit() is None


def test_a_hook_of_another_repository_changes_no_answer(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git(repository, "rev-parse", "HEAD")
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "two")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert environment.commit() == head


def test_outside_a_repository_there_is_no_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    assert environment.commit() is None
