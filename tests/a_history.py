"""A content folder under git: what was published, what is edited, and what `--since` finds then."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

from a_notice import notice_text
from conftest import EXAMPLE, change
from portal import history
from portal.checking import altered, check
from portal.findings import Finding

TODAY = date(2009, 7, 17)
PATH = "notices/2009/GD2009-0137.md"
# The example speaks of 2012; what is new here is dated from the day of the boring notice on.
AS_OF = "as_of: 2009-02-16\n"
BODY = "## 说明\n\n办理后短信通知。\n\n- 一\n- 二\n"


def git(folder: Path, *words: str) -> str:
    person = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(folder), *person, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def published(folder: Path) -> Path:
    """The example operator with one boring notice, committed once in a repository there."""
    content = folder / "仓库" / "content"
    shutil.copytree(EXAMPLE, content)
    (content / "addresses.txt").unlink()  # only git knows what there was
    rewrite(content, "data/site.yml", "as_of: 2012-05-10\n", AS_OF)
    git(content.parent, "init", "-q")
    write(content)
    commit(content)
    return content


def write(content: Path, path: str = PATH, body: str = BODY, **fields: object) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(notice_text(body, **fields), "utf-8")


def rewrite(content: Path, path: str, old: str, new: str) -> None:
    change(content / path, old, new)


def commit(content: Path) -> None:
    git(content, "add", "-A")
    git(content, "commit", "-q", "-m", "published")


def found(content: Path, since: str = "HEAD", today: date = TODAY) -> list[Finding]:
    checked = check(content)
    assert [one for one in checked.findings if one.severity == "error"] == []
    return altered(checked, history.past(content, since, checked.bytes_by_path), today)


def rules(content: Path, since: str = "HEAD") -> list[str]:
    return [finding.rule for finding in found(content, since)]


def correction(**changes: str) -> dict[str, str]:
    whole = {"on": "2009-07-17", "field": "overage", "was": "无", "now": "0.15 元", "why": "漏写"}
    return whole | changes
