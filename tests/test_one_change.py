"""A date that is changed changes what shows that notice, and not one file more."""

import json
from pathlib import Path

from conftest import built

# What tells of all files, whatever changes.
OF_THE_WHOLE = {"build.json", "site-manifest.json"}
IN_FORMS = {
    "calendars/all.ics",
    "calendars/area/yunfu.ics",
    "calendars/brand/lingshanghang.ics",
    "data/datapackage.json",
    "data/notices.csv",
    "data/notices.json",
    "feeds/all.atom",
    "feeds/all.json",
    "feeds/area/yunfu.atom",
    "feeds/area/yunfu.json",
    "feeds/kind/standard.atom",
    "feeds/kind/standard.json",
    "notices/2012/YL2012-0012/YL2012-0012.json",
    "notices/2012/YL2012-0012/YL2012-0012.txt",
    "notices/seals.txt",
    "sitemap.xml",
}
PAGE = "notices/2012/YL2012-0012/index.html"
# The manifest tells the names of the others, which carry digests.
SEARCH = "assets/search/"


def test_a_changed_date_changes_the_files_of_that_notice_and_no_others(
    content: Path, tmp_path: Path
) -> None:
    before = held(built(content, tmp_path / "one"))
    file = content / "notices" / "2012" / "YL2012-0012.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("effective_on: 2012-04-01", "effective_on: 2012-04-02"), "utf-8")
    after = held(built(content, tmp_path / "two"))
    changed = {path for path in before.keys() | after if before.get(path) != after.get(path)}
    searched = {path for path in changed & after.keys() if path.startswith(SEARCH)}
    assert 1 < len(searched) < 0.4 * sum(path.startswith(SEARCH) for path in after)
    told = {path for path in changed if not path.startswith(SEARCH)} - OF_THE_WHOLE
    assert {path for path in told if not path.endswith("index.html")} == IN_FORMS
    pages = told - IN_FORMS
    assert PAGE in pages
    for path in pages:
        html = (tmp_path / "two" / path).read_text("utf-8")
        assert path == PAGE or 'YL2012-0012/index.html"' in html, path


def held(site: Path) -> dict[str, str]:
    files: dict[str, str] = json.loads((site / "site-manifest.json").read_bytes())["files"]
    return files
