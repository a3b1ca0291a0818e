"""Publishing: what is public is whole at every moment, whatever happens to the publisher."""

import errno
import fcntl
import gzip
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest

from portal import targets
from portal.edition import WITNESS
from portal.environment import ROOT
from portal.headers import NGINX_FILE
from portal.obstacles import ObstacleError
from portal.packing import UnfitError, digests
from portal.releases import publish, releases, rollback
from portal.trees import MANIFEST, digest

NOBODY = 65534

# Later Pythons warn that a fork copies only one thread, which is all these children need.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def a_site(folder: Path, version: int, pages: int = 3, padding: int = 2000) -> Path:
    """A site whose every file names its version; its script's name carries a digest."""
    script = f"assets/app.{version:08x}.js"
    files = {
        f"{number}/index.html": f"{version} {script} {'。' * padding}" for number in range(pages)
    }
    files |= {script: f"// {version}", "index.html": f"{version} {script}"}
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    listed = {path: digest((folder / path).read_bytes()) for path in files}
    (folder / MANIFEST).write_text(json.dumps({"files": listed}), "utf-8")
    return folder


def version_at(target: Path) -> int:
    """The one version that all public files name."""
    texts = [file.read_text("utf-8") for file in target.rglob("index.html")]
    versions = {text.split()[0] for text in texts}
    assert len(texts) > 1
    assert len(versions) == 1
    return int(versions.pop())


def in_a_child(work: Callable[[], object]) -> int:
    """Start `work` in a process of its own; 0 when it ends well, 1 when an OSError stops it."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except OSError:
        os._exit(1)
    finally:
        os._exit(2)


def code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_published_site_is_what_was_built(tmp_path: Path) -> None:
    site, target = a_site(tmp_path / "site", 1), tmp_path / "public"
    publish(site, target, keep=3)
    for file in filter(Path.is_file, site.rglob("*")):
        assert (target / file.relative_to(site)).read_bytes() == file.read_bytes()


def test_text_stands_beside_its_compressed_copies(tmp_path: Path) -> None:
    publish(a_site(tmp_path / "site", 1), tmp_path / "public", keep=3)
    page = tmp_path / "public/1/index.html"
    assert gzip.decompress(Path(f"{page}.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress(Path(f"{page}.br").read_bytes()) == page.read_bytes()


@pytest.mark.parametrize("umask", [0o027, 0o077])
def test_a_web_server_reads_what_was_published_under_any_umask(tmp_path: Path, umask: int) -> None:
    site, target = a_site(tmp_path / "site", 1), tmp_path / "served/portal/public"
    (tmp_path / "served").mkdir(0o700)  # another made it, and knows why
    before = os.umask(umask)
    try:
        publish(site, target, keep=3)
    finally:
        os.umask(before)
    made = [target.parent, *target.with_name("public.releases").rglob("*")]
    folders = [path for path in made if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o755}
    assert target.with_name("public.releases").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "served").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "fault",
    [
        "altered",
        "missing",
        "unlisted",
        "linked",
        "witness altered",
        "witness foreign",
        "no manifest",
    ],
)
def test_a_site_that_is_not_as_listed_is_not_published(tmp_path: Path, fault: str) -> None:
    target = tmp_path / "public"
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    site = a_site(tmp_path / "site", 2)
    page = site / "1/index.html"
    match fault:
        case "altered":
            page.write_text("2 别的内容", "utf-8")
        case "missing":
            page.unlink()
        case "unlisted":
            (site / "left-over.html").write_text("2", "utf-8")
        case "linked":
            shutil.copy(page, tmp_path / "elsewhere")
            page.unlink()
            page.symlink_to(tmp_path / "elsewhere")
        case "witness altered":
            (site / WITNESS).write_text("{", "utf-8")
        case "witness foreign":
            (site / WITNESS).write_text("[]", "utf-8")
            listed = {WITNESS: digest(b"[]"), **digests(site)}
            (site / MANIFEST).write_text(json.dumps({"files": listed}), "utf-8")
        case _:
            (site / MANIFEST).unlink()
    with pytest.raises(UnfitError):
        publish(site, target, keep=3)
    assert version_at(target) == 1
    assert len(releases(target)) == 1
    assert not (tmp_path / "public.releases/new").exists()


def test_a_folder_gives_way_to_a_link_in_one_step(tmp_path: Path) -> None:
    target = a_site(tmp_path / "public", 1)
    publish(a_site(tmp_path / "site", 2), target, keep=3)
    assert version_at(target) == 2
    rollback(target)
    assert version_at(target) == 1


@pytest.mark.parametrize("published", [1, 2, 3])
def test_a_folder_that_gave_way_to_a_rollback_stands_in_nobodys_way(
    tmp_path: Path, published: int
) -> None:
    target = tmp_path / "public"
    for version in range(1, published + 1):
        publish(a_site(tmp_path / "site", version), target, keep=9)
    for by_hand in (77, 78):
        target.unlink()
        a_site(target, by_hand)
        assert rollback(target).left_over is None
        assert version_at(releases(target)[-1].folder) == by_hand
        assert releases(target)[-1].is_withdrawn
    publish(a_site(tmp_path / "site", 4), target, keep=9)
    assert version_at(target) == 4
    kept = [version_at(one.folder) for one in releases(target)]
    assert sorted(kept) == [*range(1, published + 1), 4, 77, 78]


def test_a_rollback_goes_back_release_by_release(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in (1, 2, 3):
        publish(a_site(tmp_path / "site", version), target, keep=3)
    rollback(target)
    assert version_at(target) == 2
    rollback(target)
    assert version_at(target) == 1
    with pytest.raises(ObstacleError):
        rollback(target)
    publish(a_site(tmp_path / "site", 4), target, keep=9)
    assert version_at(target) == 4
    assert [one.number for one in releases(target) if one.is_public] == [4]


def test_what_was_taken_back_is_not_gone_back_to(tmp_path: Path) -> None:
    site, target = tmp_path / "site", tmp_path / "public"
    for version in (1, 2, 3):
        publish(a_site(site, version), target, keep=9)
    rollback(target)
    assert [one.number for one in releases(target) if one.is_withdrawn] == [3]
    publish(a_site(site, 4), target, keep=9)
    assert [one.number for one in releases(target) if one.is_withdrawn] == [3]
    assert rollback(target).number == 2
    assert version_at(target) == 2
    assert rollback(target).number == 1


def test_what_was_public_is_kept_over_what_was_taken_back(tmp_path: Path) -> None:
    site, target = tmp_path / "site", tmp_path / "public"
    for version in (1, 2, 3):
        publish(a_site(site, version), target, keep=9)
    rollback(target)
    publish(a_site(site, 4), target, keep=2)
    assert [one.number for one in releases(target)] == [2, 4]


def test_a_release_after_the_public_one_never_was_or_is_no_more(tmp_path: Path) -> None:
    site, target = tmp_path / "site", tmp_path / "public"
    for version in (1, 2, 3):
        publish(a_site(site, version), target, keep=9)
    target.unlink()
    target.symlink_to("public.releases/0002")  # as a kill before the swap, or a hand, leaves it
    assert [one.number for one in releases(target) if one.is_withdrawn] == [3]
    assert publish(a_site(site, 4), target, keep=9).number == 4
    assert rollback(target).number == 2


def test_what_somebody_left_beside_the_releases_is_none(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    for name in ("²", "notes", "0002", "0007"):  # a digit, and no number; numbers, and no sites
        (tmp_path / "public.releases" / name).mkdir()
    for name in ("20260101", "5", "00005"):
        a_site(tmp_path / "public.releases" / name, 77)
    publish(a_site(tmp_path / "site", 2), target, keep=3)
    assert [one.number for one in releases(target)] == [1, 3]
    assert rollback(target).number == 1
    assert len(list((tmp_path / "public.releases").iterdir())) == 1 + 7 + 2


def test_a_release_that_was_touched_is_not_gone_back_to(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in (1, 2):
        publish(a_site(tmp_path / "site", version), target, keep=3)
    (releases(target)[0].folder / "1/index.html").write_text("1 改过", "utf-8")
    with pytest.raises(UnfitError):
        rollback(target)
    assert version_at(target) == 2
    done = run("--rollback", target)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "版本 1 坏了：1/index.html 与清单不符",
        "没有发布，公开的网站没有变。",
        "    改法：重新构建要回到的提交，再发布",
    ]


@pytest.mark.parametrize("damage", ["a page", "the manifest", "no manifest"])
def test_a_release_that_was_touched_is_passed_over(tmp_path: Path, damage: str) -> None:
    target = tmp_path / "public"
    for version in (1, 2, 3):
        publish(a_site(tmp_path / "site", version), target, keep=3)
    touched = releases(target)[1].folder
    if damage == "no manifest":
        (touched / MANIFEST).unlink()
    else:
        (touched / (MANIFEST if damage == "the manifest" else "1/index.html")).write_text("{")
    done = run("--rollback", target)
    assert (done.returncode, version_at(target)) == (0, 1), done.stderr
    assert ("版本 2 坏了，没有用它：" in done.stdout) == (damage != "no manifest")


def test_only_the_newest_releases_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in range(1, 6):
        publish(a_site(tmp_path / "site", version), target, keep=2)
    assert [one.number for one in releases(target)] == [4, 5]


def test_hashed_assets_stay_reachable_for_one_release_more(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in (1, 2):
        publish(a_site(tmp_path / "site", version), target, keep=3)
    assert (target / "assets/app.00000001.js").is_file()
    publish(a_site(tmp_path / "site", 3), target, keep=3)
    assert (target / "assets/app.00000002.js").is_file()
    assert not (target / "assets/app.00000001.js").exists()


def test_what_did_not_change_keeps_its_time(tmp_path: Path) -> None:
    site, target = a_site(tmp_path / "site", 1), tmp_path / "public"
    publish(site, target, keep=3)
    before = (target / "1/index.html").stat().st_mtime_ns
    publish(a_site(site, 1), target, keep=3)
    assert (target / "1/index.html").stat().st_mtime_ns == before


def test_two_cannot_publish_at_once(tmp_path: Path) -> None:
    site, target = a_site(tmp_path / "site", 1), tmp_path / "public"
    publish(site, target, keep=3)
    with (tmp_path / "public.releases/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ObstacleError):
            publish(site, target, keep=3)


def test_a_site_is_not_published_into_itself(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", 1)
    with pytest.raises(ObstacleError):
        publish(site, site / "public", keep=3)


HARM = {
    "a file": "是文件",
    "a link to a file": "是文件",
    "other files": "里有别的文件",
    "the site": "要发布的网站就在这里面",
    "the project": "项目文件夹就在这里面",
    "where we stand": "现在所在的文件夹就在这里面",
    "the root": "不能换成网站",
}


def harmed(folder: Path, harm: str) -> Path:
    """A target that a publication would take away from its owner."""
    target = folder / "public"
    match harm:
        case "a file" | "a link to a file":
            (folder / "diary.txt").write_text("甲", "utf-8")
            if harm == "a file":
                return folder / "diary.txt"
            target.symlink_to("diary.txt")
        case "other files":
            (target / "photos").mkdir(parents=True)
        case "the site":
            return folder
        case "the project" | "where we stand":
            a_site(target, 7)
        case _:
            return Path("/")
    return target


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_what_is_no_published_site_does_not_give_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str, verb: str
) -> None:
    site, target = a_site(tmp_path / "site", 1), harmed(tmp_path, harm)
    before = sorted(tmp_path.rglob("*"))
    if harm == "where we stand":
        monkeypatch.chdir(target)
    if harm == "the project":
        monkeypatch.setattr(targets, "ROOT", target)
    with pytest.raises(ObstacleError) as refused:
        publish(site, target, keep=1) if verb == "publish" else rollback(target)
    if (verb, harm) != ("rollback", "the site"):  # of a rollback, nobody names a site
        assert HARM[harm] in refused.value.what
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_gives_way_and_is_no_release(tmp_path: Path) -> None:
    target = tmp_path / "public"
    target.mkdir()
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    assert version_at(target) == 1
    assert [one.number for one in releases(target)] == [1]
    assert not (tmp_path / ".public.next").exists()


def test_a_folder_among_the_releases_that_is_none_stays(tmp_path: Path) -> None:
    target, foreign = tmp_path / "public", tmp_path / "public.releases/0001/photos"
    foreign.mkdir(parents=True)
    for version in range(1, 5):
        publish(a_site(tmp_path / "site", version), target, keep=2)
    assert foreign.is_dir()
    assert [one.number for one in releases(target)] == [4, 5]


def test_readers_never_miss_a_file_nor_meet_a_mixture(tmp_path: Path) -> None:
    target, ended = tmp_path / "public", threading.Event()
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    reads, begun, wrong = [0], [1], []

    def read_on() -> None:
        while not ended.is_set():
            started = begun[0]
            try:
                version, script = (target / "index.html").read_text("utf-8").split()
                if (target / script).read_text("utf-8") != f"// {version}":
                    wrong.append(f"{script} is not of {version}")
            except OSError as error:
                # Assets stay for one release: a reader who slept through two may miss one.
                if begun[0] == started:
                    wrong.append(str(error))
            reads[0] += 2

    reader = threading.Thread(target=read_on)
    reader.start()
    for version in range(2, 52):
        begun[0] = version
        publish(a_site(tmp_path / "site", version), target, keep=3)
    while reads[0] < 10_000 and not wrong:
        ended.wait(0.01)
    ended.set()
    reader.join()
    assert not wrong


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    target, site = tmp_path / "public", tmp_path / "site"
    publish(a_site(site, 1, pages=40), target, keep=3)
    seen = set()
    for version in range(2, 52):
        old = version_at(target)
        a_site(site, version, pages=40)
        child = in_a_child(lambda: publish(site, target, keep=3))
        threading.Event().wait((version - 2) * 0.002)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = version_at(target)
        assert now in {old, version}
        seen.add(now == version)
    publish(a_site(site, 99), target, keep=3)
    assert version_at(target) == 99
    assert False in seen, "no kill came before the swap"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the machine lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here; the limit on a file's size stands in")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_site(tmp_path: Path, small_disk: Path) -> None:
    target = small_disk / "public"
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    with pytest.raises(OSError, match="No space left"):
        publish(a_site(tmp_path / "site", 2, pages=400), target, keep=3)
    assert version_at(target) == 1
    done = run(tmp_path / "site", target)
    assert done.returncode == 2
    assert "公开的网站没有变：磁盘满了" in done.stderr
    publish(a_site(tmp_path / "site", 3), target, keep=3)
    assert version_at(target) == 3


def test_a_write_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    site = a_site(tmp_path / "site", 2, padding=20_000)

    def publish_with_little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        publish(site, target, keep=3)

    assert code_of(in_a_child(publish_with_little_room)) == 1
    assert version_at(target) == 1


@pytest.mark.parametrize("lost", ["public", "public.releases"])
def test_a_lost_permission_leaves_the_old_site(tmp_path: Path, lost: str) -> None:
    target = tmp_path / "served/public"
    target.parent.mkdir()
    publish(a_site(tmp_path / "site", 1), target, keep=3)
    site = a_site(tmp_path / "site", 2)
    closed = target.parent if lost == "public" else target.parent / lost
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    closed.chmod(0o555)

    def publish_as_nobody() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        publish(site, target, keep=3)

    assert code_of(in_a_child(publish_as_nobody)) == 1
    closed.chmod(0o755)
    assert version_at(target) == 1


@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_what_was_not_swapped_is_no_release_and_the_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    target = tmp_path / "public"
    for version in (1, 2):
        publish(a_site(tmp_path / "site", version), target, keep=3)

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self), "elsewhere")

    with monkeypatch.context() as lost:  # nobody is refused who tests as root
        lost.setattr(Path, "symlink_to", refuse)
        with pytest.raises(PermissionError) as refused:
            publish(a_site(tmp_path / "site", 3), target, keep=1) if verb == "publish" else (
                rollback(target)
            )
    assert refused.value.filename == str(tmp_path)
    assert version_at(target) == 2
    assert [(one.number, one.is_withdrawn) for one in releases(target)] == [(1, False), (2, False)]
    assert not (tmp_path / "public.releases/new").exists()
    assert rollback(target).number == 1


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/publish.py", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_verb_publishes_lists_and_takes_back(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in (1, 2):
        done = run(a_site(tmp_path / "site", version), target, "--keep", 2)
        assert done.returncode == 0, done.stderr
    assert run("--rollback", target).returncode == 0
    assert version_at(target) == 1
    lines = run("--list", target).stdout.splitlines()
    assert [line.split()[-1] for line in lines] == ["公开", "已撤下"]


@pytest.mark.parametrize("option", ["--list", "--rollback"])
def test_what_was_never_published_is_told_and_nothing_is_made(tmp_path: Path, option: str) -> None:
    target = tmp_path / "served/public"
    done = run(option, target)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{target} 没有发布过网站。" in done.stderr
    assert not target.parent.exists()
    assert run(option, "/").returncode == 2


def test_listing_and_going_back_are_not_asked_for_at_once(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for version in (1, 2):
        publish(a_site(tmp_path / "site", version), target, keep=2)
    done = run("--list", "--rollback", target)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--rollback 和 --list 不能一起写。" in done.stderr
    assert version_at(target) == 2


def ruled(folder: Path, version: int, rules: str) -> Path:
    """The same site with rules for nginx, which its manifest lists."""
    site = a_site(folder, version)
    (site / NGINX_FILE).write_text(rules, "utf-8")
    listed = digests(site) | {NGINX_FILE: digest(rules.encode())}
    (site / MANIFEST).write_text(json.dumps({"files": listed}), "utf-8")
    return site


def test_new_rules_for_nginx_are_told_with_what_to_do(tmp_path: Path) -> None:
    target, site = tmp_path / "public", tmp_path / "site"
    told = []
    for version, rules in enumerate(["a;", "a;", "b;"], 1):
        told.append(run(ruled(site, version, rules), target).stdout)
    told += [run("--rollback", target).stdout for _ in range(2)]
    assert ["nginx 还在用旧的规则" in one for one in told] == [False, False, True, True, False]
    assert f"sudo cp {target / NGINX_FILE} /etc/nginx/snippets/portal.conf" in told[2]
    assert told[2].endswith("sudo nginx -t && sudo nginx -s reload\n")


def test_rules_of_a_folder_that_gave_way_are_those_of_before(tmp_path: Path) -> None:
    target, site = ruled(tmp_path / "public", 1, "a;"), tmp_path / "site"
    assert publish(ruled(site, 2, "b;"), target, keep=3).has_new_rules
    assert not publish(ruled(site, 3, "b;"), target, keep=3).has_new_rules


def test_no_document_has_nginx_read_rules_that_whoever_publishes_can_write() -> None:
    documents = (ROOT / "scripts/README.md").read_text("utf-8")
    (included,) = re.findall(r"^ *include (.+);$", documents, re.MULTILINE)
    assert included == "/etc/nginx/snippets/portal.conf"


def test_an_old_release_that_cannot_go_is_no_failure(tmp_path: Path) -> None:
    target = tmp_path / "public"
    assert run(a_site(tmp_path / "site", 1), target).returncode == 0
    (tmp_path / "public.releases/old").touch()  # where an old release is moved to be removed
    done = run(a_site(tmp_path / "site", 2), target, "--keep", 1)
    assert version_at(target) == 2
    assert done.returncode == 0, done.stderr
    assert "已发布：版本 2" in done.stdout
    assert "旧版本没有收拾好" in done.stdout


def test_the_verb_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    done = run(tmp_path / "site", tmp_path / "public")
    assert done.returncode == 1
    assert MANIFEST in done.stdout
    assert run("--rollback", tmp_path / "public").returncode == 2
    assert run(tmp_path / "site").returncode == 2
    assert not (tmp_path / "public").exists()
