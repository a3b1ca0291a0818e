"""The same staged pages become the same site under the other engine."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import EXAMPLE, built, rendered
from portal import engine, staging
from portal.checking import check
from portal.engineprocess import SCRIPTS
from portal.environment import ROOT
from portal.trees import contents
from portal.workshop import Workshop


@pytest.mark.parametrize("content", [EXAMPLE, ROOT / "content"], ids=["example", "content"])
def test_properdocs_builds_the_site_that_mkdocs_builds(content: Path, tmp_path: Path) -> None:
    ours = contents(built(content, tmp_path / "mkdocs"))
    theirs = contents(built(content, tmp_path / "properdocs", engine="properdocs"))
    assert theirs.keys() == ours.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert len(ours) > 20


def test_scripts_are_published_in_fewer_bytes_and_in_no_newer_language(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path / "site")
    staging.write(workshop.staged, staging.staged(check(EXAMPLE).portal))
    made = rendered(workshop)
    scripts = [path.relative_to(engine.OVERRIDES) for path in engine.OVERRIDES.rglob("*.js")]
    # Those of a folder are one.
    whole = {path if path.parent == SCRIPTS else path.parent for path in scripts}
    assert Path("assets/javascripts/search-worker") in whole
    ours = {name for name in made if name.endswith(".js")} & {path.as_posix() for path in scripts}
    assert ours == {path.as_posix() for path in whole if path.suffix}
    for path in whole:
        parts = [one for one in scripts if path in (one, one.parent)]
        written = b"".join((engine.OVERRIDES / one).read_bytes() for one in parts)
        published = made[path.with_suffix(".js").as_posix()]
        assert len(published) < 0.75 * len(written), path
        # ?? and ?. are of 2020: what is written without them is published without them.
        newer = re.compile(rb"\?\?|\?\.[a-zA-Z(\[]")
        assert newer.search(written) or not newer.search(published), path


def test_an_engine_that_stood_ready_makes_what_one_makes_that_is_started_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(tmp_path / "site")
    staging.write(workshop.staged, staging.staged(check(EXAMPLE).portal))
    first = rendered(workshop)
    engine.prepare("mkdocs", workshop)
    with monkeypatch.context() as ready:
        ready.delattr(engine, "_started")
        assert rendered(workshop) == first
    # It makes one site; the next has an engine of its own.
    assert rendered(workshop) == first


@pytest.mark.parametrize("kept", [None, 200, 0], ids=["whole", "cut short", "empty"])
def test_templates_that_were_compiled_before_make_the_same(
    kept: int | None, tmp_path: Path
) -> None:
    workshop = Workshop(tmp_path / "site")
    staging.write(workshop.staged, staging.staged(check(EXAMPLE).portal))
    first = rendered(workshop)
    (workshop.cache / "engine").unlink()
    compiled = workshop.cache / "engine-templates"
    whole = compiled.stat()
    assert whole.st_size > 100_000
    compiled.write_bytes(compiled.read_bytes()[:kept])
    assert rendered(workshop, fresh=False) == first
    # Only what could not be used is written anew, as another file.
    assert (compiled.stat().st_ino == whole.st_ino) is (kept is None)
    assert compiled.stat().st_size == whole.st_size


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all that makes a site besides content."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("scripts", "theme"):
        shutil.copytree(ROOT / folder, copy / folder)
    for path in (*ROOT.glob("requirements*"), ROOT / "mkdocs.yml"):
        shutil.copy(path, copy)
    return copy


RENDER = """
import sys; sys.path.insert(0, "scripts"); from pathlib import Path
from portal import engine, staging; from portal.checking import check
from portal.workshop import Workshop
workshop = Workshop(Path(sys.argv[1]))
staging.write(workshop.staged, staging.staged(check(Path(sys.argv[2])).portal))
with engine.rendered("mkdocs", workshop, fresh=False) as made:
    made.files()
print((workshop.cache / "engine").stat().st_ino)
"""


def test_what_the_engine_made_serves_until_something_else_would_make_it(
    project: Path, tmp_path: Path
) -> None:
    def kept_after(changed: str) -> str:
        with (project / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
        command = [sys.executable, "-c", RENDER, str(tmp_path / "site"), str(EXAMPLE)]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
        return done.stdout

    makers = [
        "mkdocs.yml", "requirements.txt", "requirements-dev.txt", "theme/overrides/main.html",
        "scripts/portal/engineprocess.py",
    ]  # fmt: skip
    kept = [kept_after(changed) for changed in makers]
    assert all(one != other for one, other in pairwise(kept))
    assert kept_after("README.md") == kept[-1]


def test_an_engine_that_nobody_asks_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[str]] = []
    start = engine._started

    def noted(*asked: Any) -> subprocess.Popen[str]:
        started.append(start(*asked))
        return started[-1]

    monkeypatch.setattr(engine, "_started", noted)
    workshop = Workshop(tmp_path / "site")
    staging.write(workshop.staged, staging.staged(check(EXAMPLE).portal))
    with engine.rendered("mkdocs", workshop, fresh=True):
        pass
    assert [one.returncode for one in started] == [-signal.SIGKILL]
    # In the place of one that stood ready and was ended by others another is started.
    started.clear()
    engine.prepare("mkdocs", workshop)
    started[0].kill()
    started[0].wait()
    with engine.rendered("mkdocs", workshop, fresh=True) as made:
        assert "index.html" in made.files()
    assert [one.returncode for one in started] == [-signal.SIGKILL, 0]


def test_what_the_engine_warns_of_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, theme = engine.SETTINGS.read_text("utf-8"), str(ROOT / "theme/overrides")
    settings = own.replace("theme/overrides", theme).replace("help/index.md", "help/none.md")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    monkeypatch.setattr(engine, "SETTINGS", tmp_path / "mkdocs.yml")
    workshop = Workshop(tmp_path / "site")
    staging.write(workshop.staged, staging.staged(check(EXAMPLE).portal))
    with pytest.raises(engine.EngineError, match=r"help/none\.md"):
        rendered(workshop)


def test_an_engine_that_stands_ready_ends_with_whoever_would_have_told_it(tmp_path: Path) -> None:
    script = (
        "import os, sys; sys.path.insert(0, 'scripts'); from pathlib import Path\n"
        "from portal import engine; from portal.workshop import Workshop\n"
        "engine.prepare('mkdocs', Workshop(Path(sys.argv[1]))); os._exit(0)"
    )
    # Both processes hold the one end; who holds the other hears when both are gone.
    here, there = os.pipe()
    command = [sys.executable, "-c", script, str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, check=True, pass_fds=[there])
    os.close(there)
    assert select.select([here], [], [], 60)[0] == [here]
    assert os.read(here, 1) == b""
    os.close(here)
    assert list(tmp_path.iterdir()) == []
