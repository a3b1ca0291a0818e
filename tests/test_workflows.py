"""The workflows are least-privilege, pinned and well-formed, and the gates that say so can fail."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent

ZIZMOR = ["zizmor", "--offline", "--strict-collection", "--persona", "auditor", "--no-progress"]
SCHEMA = ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]

WELL_FORMED_BUT_CARELESS = """\
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - run: echo "${{ github.event.pull_request.title }}"
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    words = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing() -> None:
    done = run(*ZIZMOR, ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_workflow_follows_the_schema() -> None:
    done = run(*SCHEMA, *map(str, WORKFLOWS))
    assert done.returncode == 0, done.stdout + done.stderr


def test_dependabot_follows_the_schema() -> None:
    done = run(*SCHEMA[:2], "vendor.dependabot", str(ROOT / ".github/dependabot.yml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_audit_fails_on_a_careless_workflow(tmp_path: Path) -> None:
    bad = tmp_path / ".github/workflows/bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(WELL_FORMED_BUT_CARELESS, "utf-8")
    done = run(*ZIZMOR, str(tmp_path))
    assert done.returncode != 0
    for audit in ("dangerous-triggers", "template-injection", "unpinned-uses", "artipacked"):
        assert audit in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    step: []\n",
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pip install a: b\n",
    ],
    ids=["a misspelt key", "a colon in a plain scalar"],
)
def test_the_schema_fails_on_a_malformed_workflow(tmp_path: Path, text: str) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(text, "utf-8")
    assert run(*SCHEMA, str(bad)).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_asks_for_nothing_by_default_and_ends_in_time(path: Path) -> None:
    workflow = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 # text only
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    for name, job in workflow["jobs"].items():
        assert int(job["timeout-minutes"]) <= 30, name
        assert "permissions" in job, name
        assert "continue-on-error" not in job, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_with_its_version(path: Path) -> None:
    for use in re.findall(r"uses: *(.+)", path.read_text("utf-8")):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_run_the_verbs_a_person_runs(path: Path) -> None:
    workflow = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 # text only
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            for verb in re.findall(r"(?:scripts|\.ci)/[\w.]+", step.get("run", "")):
                assert (ROOT / verb).is_file(), f"{path.name}: {verb} is not there"
