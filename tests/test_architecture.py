"""The laws of scripts/portal: imports point one way, and only the ends touch the world."""

import ast
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

from stages import rows

SCRIPTS = Path(__file__).parents[1] / "scripts"
PORTAL = SCRIPTS / "portal"
VERBS = sorted(SCRIPTS.glob("*.py"))
MODULES = sorted(PORTAL.rglob("*.py"))

# Where each module or package stands in the tables of scripts/README.md.
PLACES = {module: place for place, (module, _) in enumerate(rows())}

# What touches the world, and why it may.
WORLDLY = {
    "environment": "makes .venv before anything is installed",
    "console": "prints for the verbs",
    "sources": "reads content/",
    "history": "asks git how the notices stood",
    "cache": "remembers what was made in the build folder",
    "spreadsheet": "reads the sheet that an editor brings",
    "writing": "writes what new.py and check.py --fix make",
    "inspection": "reads the built site",
    "packing": "copies a built site for the server",
    "secondopinion": "serves a built site to LinkChecker, and starts it",
    "releases": "swaps what is public",
    "targets": "looks at what stands where a site is to be public",
    "staging": "writes what the engine reads",
    "engineprocess": "is the process of the engine",
    "engine": "starts the engine and keeps its last output",
    "trees": "writes the site and exchanges it",
    "workshop": "makes and locks the folders of a build",
    "usage": "looks whether a folder that was asked for is there",
    "clock": "reads the clock for the verbs",
    "standby": "starts the process that builds for the preview",
    "preview": "serves and watches for the verb serve",
    "workers": "starts the processes that share the work",
}
WORLD = {
    "glob", "io", "locale", "multiprocessing", "os", "platform", "random", "secrets", "shutil",
    "signal", "socket", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
DEEDS = {
    "chmod", "exists", "expanduser", "glob", "is_dir", "is_file", "iterdir", "lstat", "mkdir",
    "now", "open", "read_bytes", "read_text", "readlink", "rename", "resolve", "rglob", "rmdir",
    "stat", "symlink_to", "today", "touch", "unlink", "utcnow", "write_bytes", "write_text",
}  # fmt: skip
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}

LARGEST_MODULE = 350  # the aim is 60 to 150: above this a second idea hides inside
LARGEST_VERB = 90


def name_of(path: Path) -> str:
    parts = path.relative_to(SCRIPTS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}: write out where it is imported from"
            assert node.level == 0, f"{path}: write out where it is imported from"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in NAMES else node.module)
    return frozenset(found)


def neighbours(module: str) -> set[str]:
    """What a module of the library imports of the library."""
    return (NAMES.keys() & imports(NAMES[module])) - {module, "portal"}


def reach(module: str, seen: set[str] | None = None) -> set[str]:
    seen = set() if seen is None else seen
    for target in neighbours(module) - seen:
        seen.add(target)
        reach(target, seen)
    return seen


def place(module: str) -> int:
    """The row of a module, or of its package; the library itself stands above all of them."""
    return PLACES[module.split(".")[1]] if "." in module else -1


def forward(module: str, imported: Set[str]) -> set[str]:
    """What is imported although it stands further down."""
    return {target for target in imported if place(target) > place(module)}


def test_imports_never_go_in_a_circle() -> None:
    circles = {module for module in NAMES if module in reach(module)}
    assert not circles


@pytest.mark.parametrize("module", sorted(NAMES))
def test_imports_point_back_along_the_pipeline(module: str) -> None:
    later = forward(module, neighbours(module))
    assert not later, f"{module} stands above {sorted(later)} in scripts/README.md"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_imports_a_verb(path: Path) -> None:
    verbs = {verb.stem for verb in VERBS}
    assert not {name for name in imports(path) if name.split(".")[0] in verbs}


# It looks whether anything is to be done before it imports what would do it.
IMPORTS_LATE = PORTAL / "building.py"


@pytest.mark.parametrize(
    "path", [one for one in (*VERBS, *MODULES) if one != IMPORTS_LATE], ids=name_of
)
def test_no_function_imports(path: Path) -> None:
    hidden = [
        inner.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def worldly_acts(path: Path) -> Iterator[str]:
    yield from sorted(imports(path) & WORLD)
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}:
            yield f"line {node.lineno}: {node.func.id}"
        if isinstance(node.func, ast.Attribute) and node.func.attr in DEEDS:
            yield f"line {node.lineno}: .{node.func.attr}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_ends_touch_files_clock_environment_and_processes(path: Path) -> None:
    name = name_of(path).removeprefix("portal.")
    acts = list(worldly_acts(path))
    if name in WORLDLY:
        assert acts, f"{name} no longer touches the world: take it out of the list"
    else:
        assert not acts, f"{name}: {acts}"


def patterns(path: Path) -> set[str]:
    """The regular expressions that a module writes out, but for those that nobody would look up."""
    return {
        node.args[0].value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("re.")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and len(node.args[0].value) >= 12
    }


def test_a_pattern_stands_in_one_module() -> None:
    found = Counter(pattern for path in MODULES for pattern in patterns(path))
    assert len(found) > 100
    assert [pattern for pattern, count in found.items() if count > 1] == []


def test_names_say_what_is_inside() -> None:
    assert not {path for path in MODULES if path.stem in BANNED_NAMES}


@pytest.mark.parametrize("path", [*VERBS, *MODULES], ids=name_of)
def test_a_file_is_small_enough_to_read_at_once(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= (LARGEST_MODULE if path in MODULES else LARGEST_VERB)


def test_the_laws_can_be_broken(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import os\nfrom pathlib import Path\nPath('a').read_text('utf-8')\n", "utf-8")
    assert list(worldly_acts(bad)) == ["os", "line 3: .read_text"]
    assert forward("portal.sources", {"portal.findings", "portal.checking"}) == {"portal.checking"}
    assert forward("portal", {"portal.findings"}) == {"portal.findings"}
