"""What the system refuses is told in Chinese, wherever it is told."""

import errno
import os
import re
import venv
from pathlib import Path

import pytest

from portal import console, environment, sources, trees
from portal.reasons import why

COMMON = [
    errno.EACCES, errno.EBUSY, errno.EDQUOT, errno.EEXIST, errno.EFBIG, errno.EIO, errno.EISDIR,
    errno.ELOOP, errno.EMFILE, errno.ENAMETOOLONG, errno.ENFILE, errno.ENOENT, errno.ENOMEM,
    errno.ENOSPC, errno.ENOTDIR, errno.ENOTEMPTY, errno.EPERM, errno.EROFS, errno.ESTALE,
    errno.ETIMEDOUT,
]  # fmt: skip
UNKNOWN = "系统没有说清原因"


def refused(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", COMMON, ids=errno.errorcode.get)
def test_what_happens_to_files_is_told_in_chinese(number: int) -> None:
    assert why(refused(number)) != UNKNOWN
    assert not re.search(r"[A-Za-z]", why(refused(number)))


@pytest.mark.parametrize("error", [OSError(), OSError("no"), refused(errno.EDOM)], ids=str)
def test_what_is_not_known_is_not_made_up(error: OSError) -> None:
    assert why(error) == UNKNOWN


def test_a_file_is_named_behind_the_reason() -> None:
    assert console.reason(OSError(errno.EBUSY, "busy", "a.md")) == "别的程序正在用它：a.md"
    assert console.reason(refused(errno.EBUSY)) == "别的程序正在用它"


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ELOOP, "链接绕成了圈"), (errno.EIO, "磁盘读写出错")]
)
def test_a_file_of_the_content_that_cannot_be_read_is_told_so(
    number: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> bytes:
        raise refused(number)

    (tmp_path / "a.md").write_text("文", "utf-8")
    monkeypatch.setattr(trees, "read", fail)
    [finding] = sources.tree(tmp_path)[1]
    assert told in finding.message
    assert os.strerror(number) not in finding.message


def test_a_folder_that_cannot_be_made_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise refused(errno.ENOSPC)

    monkeypatch.setattr(venv, "create", fail)
    with pytest.raises(SystemExit):
        environment._make(tmp_path / "venv")
    assert "建不起来：磁盘满了。" in capsys.readouterr().err
