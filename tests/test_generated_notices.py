"""The generator of notices under tests/bench/ writes folders that are complete and repeatable."""

import subprocess
import sys
from pathlib import Path

from portal.checking import check
from portal.findings import has_errors
from portal.records.notice import NoticeKind
from portal.trees import contents

GENERATOR = Path(__file__).parent / "bench/notices.py"


def test_generated_notices_break_no_rule_and_cover_every_kind(tmp_path: Path) -> None:
    checked = check(_generated(500, tmp_path / "content"))
    assert not has_errors(checked.findings)
    kinds = {notice.kind for notice in checked.portal.notices.values()}
    assert kinds == set(NoticeKind)
    assert any(notice.corrections for notice in checked.portal.notices.values())
    assert any(notice.promotion for notice in checked.portal.notices.values())


def test_more_notices_begin_with_the_same_bytes(tmp_path: Path) -> None:
    few, many = (
        contents(_generated(40, tmp_path / "few")),
        contents(_generated(90, tmp_path / "many")),
    )
    assert len(many) == len(few) + 50
    assert few.items() <= many.items()


def _generated(count: int, folder: Path) -> Path:
    subprocess.run([sys.executable, str(GENERATOR), str(count), str(folder)], check=True)
    return folder
