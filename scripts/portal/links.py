"""One page of the built site → where its links lead: quickly for sound pages, exactly for others."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from portal.addresses import INDEX
from portal.elsewhere import asked_by_code, may_ask
from portal.findings import place_in

_OTHER_SPACES = (b"\n", b"\t", b"\r", b"\f")
_ATTRIBUTE = re.compile(
    rb""" (href|src|srcset|poster|action|data-href|data-src|id)=(?:"([^"]*)"|'([^']*)'|([^ >]+))"""
)
_MOVED = re.compile(rb'<meta http-equiv="refresh" content="[^"=]*=([^"]*)"')
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# What only a person follows; stylesheets are looked into as all other files are.
_FOLLOWED = frozenset({"href", "css"})
_BY_HAND = frozenset({"a", "area"})
_QUIET = frozenset({"canonical", "alternate", "license"})
_ASKING = (
    "href", "src", "poster", "action", "data", "formaction", "ping", "background", "manifest",
    "xlink:href", "data-href", "data-src",
)  # fmt: skip
_CSS = re.compile(r"""url\(\s*(["']?)(?!data:)([^"')]+)\1\s*\)|@import\s+(["'])([^"']+)\3""")


@dataclass(frozen=True)
class Link:
    """One address written in a page: as it stands there, by which attribute, and where."""

    written: str
    attribute: str
    line: int
    column: int

    @property
    def is_foreign(self) -> bool:
        """Whether the browser would ask another host because of it."""
        asked = self.attribute not in _FOLLOWED
        return asked and bool(re.match(r"(?:(?:https?|wss?):)?//", self.written))


@dataclass
class Scan:
    """What a quick look at a page shows; `is_doubtful` asks for an exact one."""

    targets: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    is_doubtful: bool = False


def scan(data: bytes) -> Scan:
    """All addresses and ids of a page, with a few that only look like one."""
    found = Scan()
    if b'http-equiv="refresh"' in data:
        moved = _MOVED.search(data)
        found.is_doubtful |= moved is None
        found.targets |= {_text(moved[1].strip(b"' "))} if moved else set()
    for sign in _OTHER_SPACES:
        data = data.replace(sign, b" ")
    found.is_doubtful |= may_ask(data)
    for attribute, quoted, single, bare in _ATTRIBUTE.findall(data):
        value = _text(quoted or single or bare)
        if attribute == b"id":
            found.ids.add(value)
        elif attribute == b"srcset":
            found.targets.update(_srcset(value))
        else:
            found.targets.add(value)
    return found


@lru_cache(1 << 14)
def _text(raw: bytes) -> str:
    # The navigation writes the same addresses on every page.
    return unescape(raw.decode("utf-8", "replace"))


def links(data: bytes) -> list[Link]:
    """Every link of a page, exactly, with line and column from 1."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    return reader.found


def css_links(data: bytes) -> Iterator[Link]:
    """Every address in a stylesheet."""
    text = data.decode("utf-8", "replace")
    for match in _CSS.finditer(text):
        yield Link((match[2] or match[4]).strip(), "css", *place_in(text, match.start()))


def is_elsewhere(written: str) -> bool:
    """Whether an address names a scheme or a host."""
    return bool(_SCHEME.match(written))


def resolved(written: str, page: str) -> tuple[str, str]:
    """Path from the root of the site and fragment that an address on a page leads to.

    The path begins with `..` when it leads out of the site, with `/` when it counts from the host.
    """
    address, _, fragment = written.partition("#")
    path = unquote(address.partition("?")[0])
    if not path:
        return page, unquote(fragment)
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if whole == ".":
        whole = ""
    if path.endswith(("/", "/.", "/..")) or path in {".", ".."} or not whole:
        whole = posixpath.join(whole, INDEX)
    return whole, unquote(fragment)


def _srcset(value: str) -> Iterator[str]:
    return (part.split()[0] for part in value.split(",") if part.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Link] = []
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        data_block = values.get("type", "").startswith("application/")
        self._is_code = tag in {"script", "style"} and not data_block
        self._keep(_addresses(tag, values))

    def handle_data(self, data: str) -> None:
        if self._is_code:
            self._keep(("code", written) for written in asked_by_code(data))

    def _keep(self, written: Iterable[tuple[str, str]]) -> None:
        line, column = self.getpos()
        self.found += [Link(address, name, line, column + 1) for name, address in written]


def _addresses(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Attribute and address; one that is followed by a person only, or by nobody, is a `href`."""
    for name in _ASKING:
        if name in values:
            quiet = tag in _BY_HAND or (tag == "link" and values.get("rel", "") in _QUIET)
            yield "link" if name == "href" and not quiet else name, values[name]
    for name in ("srcset", "imagesrcset"):
        yield from (("srcset", written) for written in _srcset(values.get(name, "")))
    yield from (("style", written) for written in asked_by_code(values.get("style", "")))
    if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
        _, _, address = values.get("content", "").partition("=")
        if address:
            yield "refresh", address.strip("'\" ")
    elif tag == "meta" and "http-equiv" in values:
        yield from (("policy", host) for host in asked_by_code(_quoted(values.get("content", ""))))


def _quoted(text: str) -> str:
    return "".join(f"'{word}' " for word in text.split())
