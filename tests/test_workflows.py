"""The workflows are least-privilege, pinned and well-formed, and the gates that say so can fail."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.environment import ROOT
from portal.findings import Finding, as_text
from test_documents import DOCUMENTS, commands, help_of

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


# As `check.py` says what nobody did in time; of nothing else, so it ends with 0.
OVERDUE = as_text([Finding("a.md", 3, 1, "an-end-is-dated", "没有结束", "写上", "notice")]).strip()


def run(*command: str) -> subprocess.CompletedProcess[str]:
    words = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing() -> None:
    done = run(*ZIZMOR, ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_workflow_follows_the_schema() -> None:
    done = run(*SCHEMA, *map(str, WORKFLOWS))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_preview_of_a_change_is_made_by_the_verb_that_shows_drafts() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"][
        "site"
    ]["steps"]
    kept = next(one["with"] for one in steps if one.get("with", {}).get("name") == "preview")
    made = [one.get("run", "") for one in steps]
    assert any(f"serve.py --once --site {kept['path']}" in run for run in made)


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
    documents = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    for name, job in jobs(path).items():
        said = "\n".join(step.get("run", "") for step in job["steps"])
        assert not re.search(r"\b(?:pip|pytest|mkdocs)\b|python3? -", said), name
        for script in re.findall(r"\.ci/\w+", said):
            assert os.access(ROOT / script, os.X_OK), f"{name}: {script} does not run"
        for verb, words in commands(said):
            assert verb in documents, f"{name}: no document tells a person of {verb}"
            for option in re.findall(r"--[\w-]+", words):
                assert option in help_of(verb), f"{name}: {verb} {option}"


def jobs(path: Path) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 # text only
    return workflow["jobs"]  # type: ignore[no-any-return]


class Machine:
    """A folder in which a command runs with stand-ins for the programs it calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".ci").mkdir()
        (folder / "bin").mkdir()

    def holds(self, program: str, does: str) -> None:
        """A program that does this, in shell."""
        path = self.folder / program
        path.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
        path.chmod(0o755)

    def runs(self, script: str, **environment: str) -> int:
        """The exit code of a script, run as a runner does; `said` is what its programs noted."""
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.folder,
            env=os.environ | {"PATH": path} | environment,
            check=False,
        )
        return done.returncode

    @property
    def said(self) -> str:
        note = self.folder / "note"
        return note.read_text("utf-8") if note.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.holds(".ci/issue", 'printf "%s\\n" "$1" >>note; cat >>note')
    return made


def step_of(workflow: str, job: str, words: str) -> str:
    steps = jobs(ROOT / ".github/workflows" / workflow)[job]["steps"]
    (found,) = [one["run"] for one in steps if words in one.get("run", "")]
    return str(found)


@pytest.mark.parametrize(
    ("ref", "published"),
    [
        ("main", "2"),
        ("$(git rev-parse main~1)", "1"),
        ("$(git rev-parse --short=7 main~1)", "1"),  # as pages show it
        ("$(git rev-parse origin/side)", None),
        ("0123456", None),
        ("--help", None),
    ],
)
def test_only_what_was_merged_is_published_by_hand(
    machine: Machine, ref: str, published: str | None
) -> None:
    git = "git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m"
    made = f"git init -q -b main origin; cd origin; {git} 1; {git} 2; git switch -qc side; {git} 3"
    assert machine.runs(f"{made}; git switch -q main; cd ..; git clone -q origin clone") == 0
    step = step_of("publish.yml", "build", "is-ancestor")
    code = machine.runs(f'cd clone; export REF="{ref}"\n{step}')
    assert code == (1 if published is None else 0)
    assert machine.runs("git -C clone log -1 --format=%s >note") == 0
    assert machine.said.strip() == (published or "2")


@pytest.mark.parametrize(
    ("built", "attempt", "code"), [("1", "1", 0), ("2", "2", 0), ("1", "2", 1)]
)
def test_a_site_that_an_earlier_attempt_built_is_not_deployed(
    machine: Machine, built: str, attempt: str, code: int
) -> None:
    step = step_of("publish.yml", "deploy", "GITHUB_RUN_ATTEMPT")
    assert machine.runs(step, BUILT=built, GITHUB_RUN_ATTEMPT=attempt) == code


VERB_OF = {
    "links": ("weekly.yml", "links.py"),
    "dependencies": ("weekly.yml", "audit.py"),
    "freshness": ("weekly.yml", "check.py"),
    "age": ("monitor.yml", "watch.py"),
}


@pytest.mark.parametrize(
    ("job", "code", "output", "said"),
    [
        ("links", 0, "没有坏链接", ""),
        ("links", 1, "坏链接", "外部链接打不开\n坏链接"),
        ("links", 2, "跑不了", None),
        ("freshness", 0, "没有要改的。", ""),
        ("freshness", 0, OVERDUE, f"内容要更新\n{OVERDUE}"),
        ("freshness", 1, "1 处要改。", "内容要更新\n1 处要改。"),
        ("freshness", 2, "跑不了", None),
        ("dependencies", 0, "没有安全公告。", ""),
        ("dependencies", 1, "1 份安全公告。", "依赖有安全公告\n1 份安全公告。"),
        ("dependencies", 1, "", None),
        ("dependencies", 2, "", None),
        ("age", 0, "是 3.0 小时以前发布的。", ""),
        (
            "age",
            1,
            "是 27.0 小时以前发布的。",
            "网站超过 26 小时没有更新\n是 27.0 小时以前发布的。\n看 publish 的运行记录。",
        ),
        ("age", 1, "", None),
        ("age", 2, "", None),
    ],
)
def test_what_a_scheduled_job_found_is_told_apart_from_that_it_could_not_run(
    machine: Machine, job: str, code: int, output: str, said: str | None
) -> None:
    says = f"cat <<'END'\n{output}\nEND\n" if output else ""
    machine.holds("bin/python3", f"{says}exit {code}")
    workflow, verb = VERB_OF[job]
    failed = machine.runs(step_of(workflow, job, verb)) != 0
    assert failed is (said is None)
    assert machine.said.strip() == (said or "")


@pytest.mark.parametrize("workflow", ["weekly.yml", "monitor.yml"])
def test_a_scheduled_job_that_could_not_run_says_so(workflow: str) -> None:
    for name, job in jobs(ROOT / ".github/workflows" / workflow).items():
        last = job["steps"][-1]
        assert last["if"] == "failure()", name
        assert "没有跑完" in last["run"], name
        assert "<" not in last["run"], f"{name}: nothing else need be there"


@pytest.mark.parametrize(
    ("deployed", "title", "words"),
    [
        ("failure", "发布没有成功", "上一次发布"),
        ("skipped", "发布没有成功", "上一次发布"),
        ("success", "发布没有签名", "已经更新"),
    ],
)
def test_a_failed_publication_tells_what_the_public_sees(
    machine: Machine, deployed: str, title: str, words: str
) -> None:
    assert machine.runs(step_of("publish.yml", "report", ".ci/issue"), DEPLOYED=deployed) == 0
    assert machine.said.startswith(f"{title}\n")
    assert words in machine.said


@pytest.mark.parametrize("there", ["", "chromium", "chromium-headless-shell"])
def test_a_bare_machine_gets_a_browser_and_runs_the_readmes_test_command(
    machine: Machine, there: str
) -> None:
    shutil.copy(ROOT / ".ci/run", machine.folder / ".ci/run")
    for tool in ("bash", "dirname", "env", "grep", "id"):
        (machine.folder / "bin" / tool).symlink_to(shutil.which(tool) or "")
    for program in ("git", "nginx", "fc-list", *filter(None, [there])):
        machine.holds(f"bin/{program}", "echo :lang=zh-cn")
    machine.holds("bin/sudo", '"$@"')
    machine.holds("bin/apt-get", 'echo "apt-get $*" >>note')
    machine.holds("bin/python3", '[ "$1" = -c ] || echo "python3 $*" >>note')
    assert machine.runs(".ci/run", PATH=str(machine.folder / "bin")) == 0
    *installed, last = machine.said.splitlines()
    assert ("chromium-headless-shell" in "".join(installed)) is (not there)
    assert last == "python3 scripts/test.py"
    assert f"\n{last} " in (ROOT / "README.md").read_text("utf-8")
