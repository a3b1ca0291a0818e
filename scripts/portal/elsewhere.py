"""One file of the site → the addresses on other hosts that a program reading it asks unbidden.

An address is asked for by its place, never by what it looks like. Asked for are: in a page what an
element, a style or a script loads, sends to or jumps to; in scripts and stylesheets an address that
stands right behind a quote or in `url()`; in SVG and XML the same and an element that is nothing
but an address; in JSON what stands under a key that programs follow (`_FOLLOWED`); in calendars
attachments and sources; in settings of web servers any address. Not asked for are links that a
person follows (`<a>`, canonical, alternate, license), names that only look like addresses
(namespaces, `@context`, ids), addresses that are facts in the open data, and all text.
"""

import re
from collections.abc import Iterator

Found = tuple[str, int]  # the address, and the byte at which it begins

_ADDRESS = rb"""(?:(?:https?|wss?|ftp):)?//(?!www\.w3\.org/)[\w$\[][^\s"'`<>)\\]*"""
_FOLLOWED = (
    rb"avatar|banner_image|favicon|feed_url|hubs?|icons?|image|next_url|scope|src|start_url|\$ref"
)
_IN_CODE = re.compile(rb"""(?:["'`]|url\()\s*(%s)""" % _ADDRESS)
_IN_MARKUP = re.compile(
    rb"""xmlns(?::\w+)?\s*=\s*["'][^"']*|["']\s*(%s)|url\(\s*(%s)|>\s*(%s)\s*<"""
    % (_ADDRESS, _ADDRESS, _ADDRESS)
)
_IN_JSON = re.compile(rb'"(?:%s)"\s*:\s*"(%s)' % (_FOLLOWED, _ADDRESS))
_IN_CALENDARS = re.compile(
    rb"^(?:ATTACH|IMAGE|SOURCE|CONFERENCE)(?:;[^:\r\n]*)?:(%s)" % _ADDRESS, re.MULTILINE
)
_IN_SETTINGS = re.compile(rb"(%s)" % _ADDRESS)
_KINDS = {
    ".js": _IN_CODE,
    ".css": _IN_CODE,
    ".svg": _IN_MARKUP,
    ".xml": _IN_MARKUP,
    ".atom": _IN_MARKUP,
    ".json": _IN_JSON,
    ".webmanifest": _IN_JSON,
    ".ics": _IN_CALENDARS,
    "_headers": _IN_SETTINGS,
    "_nginx.conf": _IN_SETTINGS,
    "robots.txt": _IN_SETTINGS,
}
_NAMESPACE = b"//www.w3.org/"
# Names that files of the site begin with.
_NAMES = (
    _NAMESPACE, b"//purl.org/syndication/history/", b"//www.sitemaps.org/schemas/",
    b"//a9.com/-/spec/opensearch/", b"//jsonfeed.org/version/", b"//json-schema.org/draft/",
    b"PRODID:-//", b"//calendar", b"//ZH\r\n",
)  # fmt: skip
_HEAD = 1000
_QUIET_LINK = re.compile(rb"\b(?:canonical|alternate|license)\b")
# Where an address can begin that is asked for: other places in a tag are words, of a label say.
_BEGINS = re.compile(rb"""(?:=["']?|[,(;]["']?|url=)\s*(?:[a-z]+:)?$""", re.IGNORECASE)
_FOLLOWED_BY_HAND = re.compile(rb"""<(?:a|area) (?:[^>]* )?href=["']?(?:[a-z]+:)?$""")


def is_looked_into(path: str) -> bool:
    """Whether a file can ask other hosts; pages are looked at with their links.

    The copy beside each of ten thousand notices cannot: of the keys that are followed its schema
    has only `scope`, and what stands there is one of a few words.
    """
    return _kind(path) in _KINDS and not (path.startswith("notices/") and path.endswith(".json"))


def asked(path: str, data: bytes, base_url: str) -> Iterator[Found]:
    """What a file that is no page asks of other hosts; `base_url` is the site's own."""
    own = base_url.encode()
    if own and not _unknown(data, own):
        return
    for found in _KINDS[_kind(path)].finditer(data):
        place = found.lastindex
        if place and not (own and found[place].startswith(own)):
            yield found[place].decode("utf-8", "replace"), found.start(place)


def asked_by_code(code: str) -> list[str]:
    """The same for a style or a script that stands in a page."""
    return [written for written, _ in asked(".js", code.encode(), "")]


def may_ask(page: bytes) -> bool:
    """Whether a page may ask another host: soon told for all that surely do not."""
    at = page.find(b"//")
    while at >= 0:
        if not page.startswith(_NAMESPACE, at):
            block = _data_block(page, at)
            if not block and _is_doubtful(page, at):
                return True
            at = max(at, block)
        at = page.find(b"//", at + 2)
    return False


def _kind(path: str) -> str:
    # Tens of thousands of paths: a path object for each would take as long as looking into the few.
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return path if path in _KINDS else name[dot:] if dot > 0 else ""


def _unknown(data: bytes, own: bytes) -> int:
    """How many addresses there are that neither are the site's own nor one of the names."""
    head = data[:_HEAD]
    return data.count(b"//") - data.count(own) - sum(map(head.count, _NAMES))


def _data_block(page: bytes, at: int) -> int:
    """Where the data end that `at` stands in, which no browser follows; 0 when it stands in none."""
    tag = page.rfind(b"<", 0, at)
    if not page.startswith(b"<script", tag):
        return 0
    behind = page.find(b">", tag)
    ends = page.find(b"<", behind)
    return ends if 0 <= behind < at and b'type="application/' in page[tag:behind] else 0


def _is_doubtful(page: bytes, at: int) -> bool:
    tag = page.rfind(b"<", 0, at)
    if page.find(b">", tag, at) >= 0:
        return page.startswith((b"<script", b"<style"), tag)
    if page.startswith(b"<meta ", tag):
        return b"http-equiv" in page[tag : page.find(b">", at)]
    if not _BEGINS.search(page, max(tag, at - 12), at):
        return False
    if page.startswith((b"<a ", b"<area "), tag):
        return not _FOLLOWED_BY_HAND.match(page[tag:at])
    link = page.startswith(b"<link ", tag)
    return not (link and _QUIET_LINK.search(page, tag, page.find(b">", at)))
