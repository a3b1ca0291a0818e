"""Frames are cut once and filled many times; a filled page is what the engine would have made."""

import re
from pathlib import Path

import pytest

from conftest import EXAMPLE, EXAMPLE_DAY, rendered
from portal import staging
from portal.addresses import root_of
from portal.artifacts import OUTPUTS, make
from portal.artifacts.artifact import Page
from portal.artifacts.studio import Studio
from portal.checking import check
from portal.facts import Facts, derive
from portal.finishing import Finished, finish
from portal.frames import cut, fill
from portal.making import THEME
from portal.workshop import Workshop

BLOCKS = frozenset({"body"})


def test_a_placeholder_is_replaced_and_its_links_lead_from_the_page() -> None:
    frame = cut('<a href="/">x</a><p>{{body}}</p><i>{{ word }}</i>', BLOCKS)
    values = {"body": '<a href="/help/">y</a>', "word": "z"}
    page = '<a href="../index.html">x</a><a href="../help/index.html">y</a><i>z</i>'
    assert fill(frame, values, "../") == page.encode()


def test_only_a_block_takes_its_paragraph_with_it() -> None:
    frame = cut("<p>{{word}}</p><p>{{body}}</p>", BLOCKS)
    assert fill(frame, {"word": "a", "body": "<h2>b</h2>"}, "") == b"<p>a</p><h2>b</h2>"


def test_braces_in_a_value_are_not_filled_again() -> None:
    frame = cut("<p>{{body}}</p>", BLOCKS)
    assert fill(frame, {"body": "{{body}}"}, "") == b"{{body}}"


def test_what_is_settled_before_is_filled_all_the_same() -> None:
    frame = cut('<a href="/{{where}}">{{word}}</a>{{crumbs}}', BLOCKS)
    values = {"where": "help/", "word": "z", "crumbs": '<a href="/">x</a>'}
    settled = frame.settled({"crumbs": values["crumbs"], "where": values["where"]})
    assert settled.names == {"word"}
    page = '<a href="../help/index.html">z</a><a href="../index.html">x</a>'
    assert fill(settled, {"word": "z"}, "../") == page.encode()


def test_a_placeholder_without_a_value_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        fill(cut("{{nobody}}", BLOCKS), {}, "")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return derive(check(EXAMPLE).portal, EXAMPLE_DAY, "https://portal.example/")


def _rendered(facts: Facts, pages: dict[str, str], folder: Path) -> Finished:
    workshop = Workshop(folder / "site")
    staging.write(workshop.staged, staging.staged(facts.portal) | pages)
    return finish(rendered(workshop, fresh=False), b"")


@pytest.fixture(scope="module")
def plain(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The frames."""
    return _rendered(facts, {}, tmp_path_factory.mktemp("frames"))


@pytest.fixture(scope="module")
def filled(facts: Facts, plain: Finished) -> dict[str, list[Page]]:
    """The pages of each output that is filled into frames."""
    studio = Studio(THEME, plain.names)
    return {
        name: [
            page
            for unit in output.units(facts)
            for page in make(facts, (name, unit), studio)
            if isinstance(page, Page)
        ]
        for name, output in OUTPUTS.items()
        if name != "pages"
    }


@pytest.fixture(scope="module")
def through(
    facts: Facts, filled: dict[str, list[Page]], tmp_path_factory: pytest.TempPathFactory
) -> Finished:
    """All these pages sent through the engine itself."""
    sources = {
        f"{page.address}index.md": staging.page("{{title}}", _block(page), toc=False)
        for pages in filled.values()
        for page in pages
    }
    return _rendered(facts, sources, tmp_path_factory.mktemp("sent"))


@pytest.mark.parametrize("output", [name for name in OUTPUTS if name != "pages"])
def test_filled_pages_are_the_pages_the_engine_makes(
    output: str, filled: dict[str, list[Page]], plain: Finished, through: Finished
) -> None:
    for page in filled[output]:
        frame, sent = plain.frames[page.frame], through.frames[page.address]
        values = dict.fromkeys(sent.names | frame.names, "x") | {"body": _block(page)}
        root = root_of(page.address)
        assert _normal(fill(frame, values, root)) == _normal(fill(sent, values, root))


def _block(page: Page) -> str:
    """The body as one block of HTML: Markdown passes such a block through as it is.

    What an editor put in double braces is parted: sent through the engine it would be a placeholder.
    """
    body = page.values["body"].replace("{{", "{ {")
    lines = (line for line in body.splitlines() if line.strip())
    return "<div>\n" + "\n".join(lines) + "\n</div>"


def _normal(html: bytes) -> bytes:
    return re.sub(rb"\s+", b" ", re.sub(rb">\s+<", b"><", html))
