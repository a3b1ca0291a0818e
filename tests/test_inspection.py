"""Every wrong link of a built site is found, at its line; a site with one is not put in place."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY, rendered
from portal import assembling, staging
from portal.addresses import INDEX, NOT_FOUND
from portal.artifacts import units
from portal.building import build
from portal.checking import check
from portal.elsewhere import is_looked_into
from portal.environment import ROOT
from portal.facts import derive
from portal.finishing import finish
from portal.inspection import Broken, Inspection, placed
from portal.links import Link
from portal.looks import Looker
from portal.making import Made, Maker
from portal.search.gathering import Pages, findable
from portal.standing import Order
from portal.trees import data
from portal.workshop import Workshop

PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>甲</title>
{head}
</head>
<body>
<h1 id="top-of-all">甲</h1>
<p id="here">一段话。</p>
{body}
</body>
</html>
"""
SOUND = """\
<a href="../b/index.html#there">乙</a> <a href="../b/">乙</a> <a href="#here">上面</a>
<a href='../b/index.html'>单引号</a> <a href=../b/index.html>无引号</a> <a href="#top">顶</a>
<a href="https://example.com/">别处</a> <a href="tel:10086">电话</a> <a href="mailto:a@example.com">信</a>
<img src="../p.svg" srcset="../p.svg 1x, ../p.svg 2x" alt=""> <a href="../%E4%B8%99.html?q=1">丙</a>
"""


def files_of(site: Path) -> frozenset[str]:
    return frozenset(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    )


def broken(site: Path) -> list[Broken]:
    files = files_of(site)
    base_url = ""
    if "build.json" in files:
        base_url = json.loads((site / "build.json").read_bytes())["base_url"]
    return Inspection(site, files, base_url).broken(files)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """A site of three pages, where page a has this head and body and the stylesheet this text."""

    def made(body: str = "", head: str = "", css: str = "") -> Path:
        for name in ("a", "b"):
            (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / "a/index.html").write_text(PAGE.format(head=head, body=body), "utf-8")
        there = '<p id="there"><a href="../a/index.html">甲</a></p>'
        (tmp_path / "b/index.html").write_text(PAGE.format(head="", body=there), "utf-8")
        (tmp_path / "丙.html").write_text(PAGE.format(head="", body=""), "utf-8")
        (tmp_path / "p.svg").write_text("<svg/>", "utf-8")
        (tmp_path / "s.css").write_text(css, "utf-8")
        return tmp_path

    return made


def test_sound_links_of_every_kind_are_left_alone(site: Callable[..., Path]) -> None:
    css = '@import "b.css"; a { background: url(p.svg) } b { mask: url("data:image/svg+xml,x") }'
    folder = site(SOUND, '<link rel="canonical" href="https://portal.example/a/">', css)
    (folder / "b.css").write_text("", "utf-8")
    assert broken(folder) == []


PLANTED = {
    "a page that is not there": '<a href="../none/index.html">x</a>',
    "a page in the wrong case": '<a href="../B/index.html">x</a>',
    "index.htm": '<a href="../b/index.htm">x</a>',
    "an address from the root of the host": '<a href="/b/index.html">x</a>',
    "a Chinese name that is not there": '<a href="../丁.html">x</a>',
    "a folder without its slash": '<a href="../b">x</a>',
    "a way out of the site": '<a href="../../b/index.html">x</a>',
    "a picture": '<img src="../q.png" alt="">',
    "a picture of a set": '<img srcset="../p.svg 1x, ../q.svg 2x" alt="">',
    "the poster of a film": '<video poster="../q.png"></video>',
    "an anchor on the page": '<a href="#nowhere">x</a>',
    "an anchor on another page": '<a href="../b/index.html#nowhere">x</a>',
    "a script": '<script src="../q.js"></script>',
    "a script that comes when asked for": '<script type="text/plain" data-src="../q.js"></script>',
    "an address for a script": '<template data-href="../none/index.html"></template>',
    "a script from elsewhere, when asked for": '<script data-src="https://cdn.example/a.js"></script>',
    "a picture from elsewhere": '<img src="https://cdn.example/p.png" alt="">',
    "a script from elsewhere": '<script src="//cdn.example/a.js"></script>',
    "a film from elsewhere": '<object data="https://cdn.example/p.swf"></object>',
    "a picture in a picture from elsewhere": '<svg><image href="//cdn.example/p.png"/></svg>',
    "an old link in a picture": '<svg><use xlink:href="https://cdn.example/p.svg#a"/></svg>',
    "a form that sends elsewhere": '<form action="https://cdn.example/"></form>',
    "a link that tells elsewhere": '<a href="../b/index.html" ping="https://cdn.example/">x</a>',
    "a style from elsewhere": '<p style="background: url(//cdn.example/p.png)">x</p>',
    "a style sheet in the page": "<style>p { mask: url(https://cdn.example/p.svg) }</style>",
    "a script in the page": '<script>fetch("https://cdn.example/p.json")</script>',
    "an address written over two lines": '<a class="x"\n   href="../none/index.html">x</a>',
}


RULES = {"//": "nothing-from-elsewhere", "#nowhere": "anchor-exists"}


@pytest.mark.parametrize("body", PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found_on_its_line(site: Callable[..., Path], body: str) -> None:
    [found] = broken(site(SOUND + body))
    assert (found.page, found.link.line) == ("a/index.html", 13)
    rule = next((rule for sign, rule in RULES.items() if sign in body), "link-leads-somewhere")
    assert found.rule == rule


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="0; url=../none/index.html">',
        '<link rel="preload" as="font" href="../none.woff2">',
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link rel="preconnect" href="//fonts.example">',
        '<meta http-equiv="refresh" content="0; url=https://portal.example/b/">',
        '<base href="https://portal.example/">',
        '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' https://a.example">',
    ],
    ids=[
        "a redirect",
        "a font",
        "a stylesheet from elsewhere",
        "a host to be asked soon",
        "a redirect to elsewhere",
        "a base elsewhere",
        "a policy that allows elsewhere",
    ],
)
def test_a_planted_fault_in_the_head_is_found(site: Callable[..., Path], head: str) -> None:
    assert [one.link.line for one in broken(site(SOUND, head))] == [4]


@pytest.mark.parametrize(
    "css",
    [
        "a {}\nb { background: url(q.png) }",
        'a {}\n@import "none.css";',
        "a {}\n@font-face { src: url('https://fonts.example/f.woff2') }",
    ],
)
def test_a_planted_fault_in_a_stylesheet_is_found(site: Callable[..., Path], css: str) -> None:
    assert [(one.page, one.link.line) for one in broken(site(css=css))] == [("s.css", 2)]


ELSEWHERE = {
    "a.js": 'a();\nfetch("https://cdn.example/a.json")',
    "part.js": "a();\nimportScripts('//cdn.example/a.js')",
    "made.js": "a();\nfetch(`https://${name}/api`)",
    "talk.js": 'a();\nnew WebSocket("wss://cdn.example/")',
    "set.css": 'a {}\nb { background: image-set("https://cdn.example/a.png" 1x) }',
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n<image href="https://cdn.example/a.png"/></svg>',
    "old.svg": '<svg>\n<use xlink:href="//cdn.example/a.svg#b"/></svg>',
    "styled.svg": "<svg>\n<style>a { fill: url(https://cdn.example/a.svg#b) }</style></svg>",
    "dtd.svg": '<!DOCTYPE svg SYSTEM\n"https://cdn.example/a.dtd">\n<svg/>',
    "a.xml": '<?xml version="1.0"?>\n<?xml-stylesheet href="https://cdn.example/a.xsl"?>\n<a/>',
    "opensearch.xml": "<a>\n<Image>https://cdn.example/a.ico</Image></a>",
    "feeds/all.atom": '<feed>\n<link rel="next" href="https://cdn.example/all.atom"/></feed>',
    "feeds/logo.atom": "<feed>\n<logo>https://cdn.example/a.png</logo></feed>",
    "feeds/all.json": '{"version": "https://jsonfeed.org/version/1.1",\n"icon": "//cdn.example/a"}',
    "manifest.webmanifest": '{"icons": [\n{"src": "https://cdn.example/a.png"}]}',
    "data/schema/a.json": '{\n"$ref": "https://cdn.example/a.json"}',
    "calendars/a.ics": "BEGIN:VEVENT\r\nATTACH;FMTTYPE=image/png:https://cdn.example/a.png\r\n",
    "_headers": "/*\n  Content-Security-Policy: script-src https://cdn.example",
    "_nginx.conf": "a;\nproxy_pass https://cdn.example/;",
    "robots.txt": "User-agent: *\nSitemap: https://cdn.example/sitemap.xml",
}


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_file_of_any_kind_that_asks_another_host_is_found(
    site: Callable[..., Path], path: str
) -> None:
    folder = site()
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(ELSEWHERE[path], "utf-8", newline="")
    found = broken(folder)
    assert [(one.page, one.link.line, one.rule) for one in found] == [
        (path, 2, "nothing-from-elsewhere")
    ]
    looker = Looker()
    looker.file(path, ELSEWHERE[path].encode())
    assert looker.seen.quiet == set()


NAMES = {
    "a.js": 'document.createElementNS("http://www.w3.org/2000/svg", "a") // https://cdn.example/',
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:a="https://a.example/a"><a/></svg>',
    "feeds/a.atom": '<feed xmlns:fh="http://purl.org/syndication/history/1.0"><id>tag:a,2009:a</id>'
    '<link href="https://portal.example/feeds/a.atom"/><title>见 https://a.example/</title></feed>',
    "feeds/a.json": '{"version": "https://jsonfeed.org/version/1.1",'
    '"feed_url": "https://portal.example/feeds/a.json"}',
    "data/a.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema",'
    '"source": {"url": "https://paper.example/1"}}',
    "calendars/a.ics": "PRODID:-//portal.example//calendar//ZH\r\nURL:https://portal.example/a/\r\n",
    "robots.txt": "Sitemap: https://portal.example/sitemap.xml",
}


@pytest.mark.parametrize("path", NAMES)
def test_a_name_that_looks_like_an_address_is_no_request(
    site: Callable[..., Path], path: str
) -> None:
    """Namespaces, ids, facts of the open data, text, and the site's own address."""
    folder = site()
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(NAMES[path], "utf-8", newline="")
    files = files_of(folder)
    assert Inspection(folder, files, "https://portal.example/").broken(files) == []


def test_the_remedy_names_what_was_probably_meant(site: Callable[..., Path]) -> None:
    found = broken(site('<a href="../B/index.html">x</a> <a href="../b/index.html#ther">x</a>'))
    assert [one.fix for one in found] == ["写成 /b/", "是不是“#there”"]


def test_the_remedy_is_what_an_editor_writes_and_never_the_page_itself(
    site: Callable[..., Path],
) -> None:
    folder = site(
        '<a href="complain.md">x</a> <a href="../b">x</a> <a href="../../b/index.html">x</a>'
    )
    (folder / "complain").mkdir()
    (folder / "complain/index.html").write_text(PAGE.format(head="", body=""), "utf-8")
    assert [one.fix for one in broken(folder)] == [
        "是不是 /complain/？改成它",
        "写成 /b/",
        "站内的地址从 / 写起，如 /help/",
    ]


def orphans(folder: Path) -> list[str]:
    """Pages that no other page leads to, so that a reader never finds them."""
    pages = sorted(path for path in files_of(folder) if path.endswith(".html"))
    looker = Looker()
    for page in pages:
        looker.page(page, (folder / page).read_bytes())
    found = looker.seen.linked | {INDEX, NOT_FOUND}
    return [page for page in pages if page not in found]


def test_a_page_that_nothing_leads_to_is_an_orphan(site: Callable[..., Path]) -> None:
    assert orphans(site('<a href="../b/index.html">乙</a>')) == ["丙.html"]


def test_every_page_of_the_real_site_can_be_reached(content_site: Path) -> None:
    """But addresses that only lead on, and the page that is shown without a network."""
    lonely = [page for page in orphans(content_site) if not _leads_on(content_site / page)]
    assert lonely == ["offline/index.html"]


def _leads_on(page: Path) -> bool:
    return 'http-equiv="refresh"' in page.read_text("utf-8")


def test_a_wrong_link_is_placed_where_the_editor_wrote_it() -> None:
    link = Link("../help/none/index.html", "href", 80, 1)
    one = Broken("a/index.html", link, "help/none/index.html", "r", "不存在", "删去")
    text = "---\ntitle: 甲\n---\n\n见[帮助](/help/none/)。\n"
    (found,) = placed([one], {"a/index.html": "pages/a.md"}, lambda _: text)
    assert (found.path, found.line, found.column) == ("pages/a.md", 5, 8)
    assert found.source_line == "见[帮助](/help/none/)。"


@pytest.mark.parametrize("name", ["example_site", "content_site"])
def test_the_sites_have_no_wrong_link(name: str, request: pytest.FixtureRequest) -> None:
    assert broken(request.getfixturevalue(name)) == []


def test_a_site_with_a_wrong_link_does_not_take_the_place_of_a_sound_one(tmp_path: Path) -> None:
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(ROOT / "tests/example", content)
    order = Order(content, site, date(2012, 5, 10), jobs=1)
    assert not [one for one in build(order, lambda _: None) if one.severity == "error"]
    before = {path: (site / path).read_bytes() for path in files_of(site)}

    notice = next(iter(sorted((content / "notices").rglob("*.md"))))
    notice.write_text(notice.read_text("utf-8") + "\n见[别处](/nowhere/at/all/)。\n", "utf-8")
    last = notice.read_text("utf-8").count("\n")
    for _ in range(2):  # the second build finds its tree as the first one left it
        found = [one for one in build(order, lambda _: None) if one.severity == "error"]
        assert [(one.path, one.line) for one in found] == [
            (notice.relative_to(content).as_posix(), last)
        ]
        assert {path: (site / path).read_bytes() for path in files_of(site)} == before


def test_a_heading_that_goes_away_is_missed_by_the_page_that_led_to_it(tmp_path: Path) -> None:
    """Though that page stayed as it was, and was not the first to be made anew."""
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(ROOT / "tests/example", content)
    leading, led = content / "pages/help/signs.md", content / "pages/help/words.md"
    leading.write_text(leading.read_text("utf-8") + "\n见[一处](/help/words/#there)。\n", "utf-8")
    text = "---\ntitle: 词语\n---\n\n## there\n\n一段。\n"
    order = Order(content, site, date(2012, 5, 10), jobs=1)

    def errors(said: str) -> list[tuple[str, int]]:
        led.write_text(said, "utf-8")
        found = [one for one in build(order, lambda _: None) if one.severity == "error"]
        assert {one.rule for one in found} <= {"anchor-exists"}
        return [(one.path, one.line) for one in found]

    last = leading.read_text("utf-8").count("\n")
    assert errors(text) == []
    assert errors(text + "\n又一段。\n") == []
    assert errors(text.replace("## there", "## elsewhere")) == [("pages/help/signs.md", last)]
    assert errors(text) == []


def test_what_older_code_let_through_is_told_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = Path(shutil.copytree(EXAMPLE, tmp_path / "content")), tmp_path / "site"
    page = content / "notices/2012/YL2012-0005.md"
    page.write_text(page.read_text("utf-8") + "\n见[一处](/help/complain/#nowhere)。\n", "utf-8")
    order = Order(content, site, EXAMPLE_DAY, jobs=1)
    with monkeypatch.context() as older:
        older.setattr(assembling, "_inspect", lambda *_: [])
        assert build(order, lambda _: None) == []
    shutil.rmtree(Workshop(site).cache)
    for _ in range(3):
        assert [one.rule for one in build(order, lambda _: None)] == ["anchor-exists"]


def test_pages_looked_at_while_they_are_filled_show_what_they_show_on_the_disk(
    tmp_path: Path,
) -> None:
    """The frame is looked at once for many pages; nothing of any page may be missed by that."""
    maker, made = all_made(tmp_path)
    pages = sorted(
        path for files in made.files.values() for path in files if path.endswith(".html")
    )
    looker = Looker(maker.facts.base_url)
    for page in pages:
        looker.page(page, data(maker.tree, page))
    assert made.seen.pages == looker.seen.pages == set(pages)
    assert made.seen.linked == looker.seen.linked
    assert made.seen.doubtful == looker.seen.doubtful
    assert made.seen.anchors.items() <= looker.seen.anchors.items()
    files = {path for files in made.files.values() for path in files if is_looked_into(path)}
    assert made.seen.quiet == files
    assert files > {"feeds/all.atom", "data/notices.json"}


def test_search_learns_of_a_page_while_it_is_made_what_stands_in_it_on_the_disk(
    tmp_path: Path,
) -> None:
    maker, made = all_made(tmp_path)
    addresses = sorted(findable(maker.facts))
    assert len(addresses) > 10
    read = Pages(maker.html, {}).texts_of(addresses)
    assert [made.texts[address] for address in addresses] == read
    assert all(read)


def test_the_address_of_a_page_is_written_as_html_has_it(tmp_path: Path) -> None:
    maker = a_maker(tmp_path, "https://portal.example/a&b/")
    maker.make_all([unit for unit in units(maker.facts) if unit[1] == "offline/"])
    assert b'<link rel="canonical" href="https://portal.example/a&amp;b/offline/">' in maker.html(
        "offline/"
    )


def all_made(tmp_path: Path) -> tuple[Maker, Made]:
    """The example's site without what tells of the whole."""
    maker = a_maker(tmp_path, "https://portal.example/")
    return maker, maker.make_all(units(maker.facts))


def a_maker(tmp_path: Path, base_url: str) -> Maker:
    """One that makes the example's site."""
    order = Order(EXAMPLE, tmp_path / "site", EXAMPLE_DAY, jobs=1)
    facts = derive(check(EXAMPLE).portal, EXAMPLE_DAY, base_url)
    workshop = Workshop(order.site)
    workshop.cache.mkdir(parents=True)
    staging.write(workshop.staged, staging.staged(facts.portal))
    finished = finish(rendered(workshop), b"")
    return Maker(facts, finished, workshop.tree)
