"""Links hold from every depth, on a server and on file://."""

import pytest

from portal.addresses import absolute, file_of, relative, root_of


@pytest.mark.parametrize(
    ("address", "root"), [("", ""), ("help/", "../"), ("notices/2009/A-1/", "../../../")]
)
def test_the_root_is_found_from_every_depth(address: str, root: str) -> None:
    assert root_of(address) == root
    assert file_of(address) == address + "index.html"


@pytest.mark.parametrize(
    ("written", "linked"),
    [
        ('<a href="/">', '<a href="../index.html">'),
        ('<a href="/help/">', '<a href="../help/index.html">'),
        ('<a href="/help/#top">', '<a href="../help/index.html#top">'),
        ('<form action="/search/?q=1">', '<form action="../search/index.html?q=1">'),
        ('<img src="/assets/a.svg">', '<img src="../assets/a.svg">'),
        ('<a href="https://portal.example/">', '<a href="https://portal.example/">'),
        ('<a href="//elsewhere/">', '<a href="//elsewhere/">'),
        ('<a href="#here">', '<a href="#here">'),
        ('<a href="tel:10086">', '<a href="tel:10086">'),
        ('<p title="/help/">', '<p title="/help/">'),
    ],
)
def test_links_from_the_root_become_links_from_the_page(written: str, linked: str) -> None:
    assert relative(written, "../") == linked


@pytest.mark.parametrize(
    ("written", "rooted"),
    [
        ('<a href="../complain/">', '<a href="/help/complain/">'),
        ('<a href="../../..">', '<a href="/">'),
        ('<a href="./">', '<a href="/help/a/">'),
        ('<script src="../../assets/a.js">', '<script src="/assets/a.js">'),
        ('<a href="../b/#c">', '<a href="/help/b/#c">'),
        ('<a href="#c">', '<a href="#c">'),
        ('<a href="mailto:a@portal.example">', '<a href="mailto:a@portal.example">'),
    ],
)
def test_the_engines_links_become_links_from_the_root(written: str, rooted: str) -> None:
    assert absolute(written, "help/a/") == rooted
