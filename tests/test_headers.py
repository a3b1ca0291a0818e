"""The security policy allows the site's own scripts and nothing else, and is said three ways."""

import re
from pathlib import Path

import pytest

from portal.addresses import HASHED
from portal.headers import ELSEWHERE_FILE, NGINX_FILE, files, policy

EVERYWHERE = (
    "Cache-Control", "Content-Security-Policy", "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy",
    "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options",
)  # fmt: skip
PAGE = "<head><script>one()</script><script src=a.js></script></head>"
OPEN = ["calendars", "commitments", "data", "feeds", "notices"]


def test_an_inline_script_is_allowed_by_its_digest() -> None:
    said = policy([PAGE])
    assert said.count("'sha256-") == 1
    assert "unsafe" not in said


@pytest.mark.parametrize(
    "kind", ['"application/json"', "application/json", '"application/ld+json"', '"text/plain"']
)
def test_data_is_no_script(kind: str) -> None:
    assert policy([f'{PAGE}<script id="a" type={kind}>{{"a": 1}}</script>']) == policy([PAGE])


@pytest.mark.parametrize(
    "attributes",
    [
        'type="module"',
        "type='text/javascript'",
        "type=module",
        'type="importmap"',
        'data-type="application/json"',
        'data-src="a.js"',
    ],
)
def test_what_may_run_is_allowed_by_its_digest_whatever_its_attributes(attributes: str) -> None:
    assert "'sha256-" in policy([f"<script {attributes}>two()</script>"])


def test_all_pages_share_one_policy_whatever_their_order() -> None:
    other = "<script>two()</script>"
    assert policy([PAGE, other]) == policy([other, PAGE])
    assert policy([PAGE, other]).count("'sha256-") == 2


def test_a_host_gets_one_block_for_all_and_one_for_lasting_folders() -> None:
    paths = ["index.html", "assets/app.0123abcd.js", "assets/workers/w.0123abcd.js", "a/logo.svg"]
    paths += ["images/hall-20090717.jpg"]  # a day, no digest
    text = files("default-src 'none'", paths)[ELSEWHERE_FILE].decode()
    assert [line for line in text.splitlines() if not line.startswith(" ")] == [
        "/*",
        *(f"/{folder}/*" for folder in OPEN),
        "/assets/*",
    ]
    assert "frame-ancestors 'none'" in text
    assert max(map(len, text.splitlines())) <= 2000, "Cloudflare reads no longer lines"


# Whether a file stays for ever what it is. The offline tests ask a browser the same.
LASTING = {
    "assets/app.0123abcd.js": True,
    "assets/search/files/c1.00a1b2c3.txt": True,
    "assets/favicon.svg": False,
    "images/hall-20090717.svg": False,  # a day, no digest
    "images/assets/hall.20090717.svg": False,
    "notices/2009/GD-20090717.json": False,
}


@pytest.mark.parametrize(("path", "lasting"), LASTING.items())
def test_only_what_names_its_digest_below_assets_is_kept_for_ever(path: str, lasting: bool) -> None:
    assert bool(re.search(HASHED, path)) is lasting
    assert bool(re.search(HASHED, f"/{path}")) is lasting, "as nginx asks"


def test_whatever_programs_read_stands_in_an_open_folder(example_site: Path) -> None:
    kinds = {".json", ".csv", ".ics", ".atom"}
    paths = [path.relative_to(example_site) for path in example_site.rglob("*.*")]
    folders = {path.parts[0] for path in paths if path.suffix in kinds and len(path.parts) > 1}
    assert folders - {"assets", "search"} == {*OPEN}


def test_every_nginx_location_says_every_header() -> None:
    text = files("default-src 'none'", [])[NGINX_FILE].decode()
    blocks = re.split(r"^location ", text, flags=re.MULTILINE)
    assert len(blocks) > 5
    for block in blocks:
        said = re.findall(r"add_header ([\w-]+) ", block)
        assert {*said} - {"Access-Control-Allow-Origin"} == {*EVERYWHERE}, block


def pages_of(site: Path) -> list[tuple[str, str]]:
    return [
        (path.relative_to(site).as_posix(), path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    ]


@pytest.fixture(params=["example_site", "content_site"])
def pages(request: pytest.FixtureRequest) -> list[tuple[str, str]]:
    return pages_of(request.getfixturevalue(request.param))


def test_each_page_allows_its_own_inline_scripts(pages: list[tuple[str, str]]) -> None:
    for path, text in pages:
        said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert said, path
        own = set(re.findall(r"'sha256-[^']+'", policy([text])))
        assert own <= set(said[1].replace("; ", " ").split()), path


def test_the_policy_stands_before_anything_it_speaks_of(pages: list[tuple[str, str]]) -> None:
    for path, text in pages:
        head = text[text.index("<head>") : text.index("Content-Security-Policy")]
        assert re.findall(r"<(\w+)", head) == ["head", "meta", "meta"], path


def test_no_page_needs_inline_style_or_handlers(pages: list[tuple[str, str]]) -> None:
    careless = re.compile(
        r"""<style|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=\s*["']|href="javascript:"""
    )
    for path, text in pages:
        found = careless.search(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
        assert not found, f"{path}: {found and found[0][:80]}"


def test_a_careless_page_would_be_seen() -> None:
    assert policy([PAGE]) != policy(["<script>one(1)</script>"])


def test_the_site_says_where_to_report_a_weakness(example_site: Path) -> None:
    text = (example_site / ".well-known/security.txt").read_text("utf-8")
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith("https://")
    assert fields["Expires"] == "2013-05-10T00:00:00Z"
    assert fields["Canonical"].endswith("/.well-known/security.txt")


def test_nothing_is_said_where_no_place_is_known(content_site: Path) -> None:
    assert not (content_site / ".well-known").exists()
