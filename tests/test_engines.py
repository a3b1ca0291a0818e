"""The same staged pages become the same site under the other engine."""

from pathlib import Path

import pytest

from conftest import EXAMPLE, built
from portal.environment import ROOT


def contents(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("content", [EXAMPLE, ROOT / "content"], ids=["example", "content"])
def test_properdocs_builds_the_site_that_mkdocs_builds(content: Path, tmp_path: Path) -> None:
    ours = contents(built(content, tmp_path / "mkdocs"))
    theirs = contents(built(content, tmp_path / "properdocs", engine="properdocs"))
    assert theirs.keys() == ours.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert len(ours) > 20
