"""Finish what the engine made: frames with links from the root, one stylesheet, lasting names."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from portal import addresses, headers
from portal.addresses import NOT_FOUND
from portal.engine import EngineError
from portal.frames import Frame, cut
from portal.markers import BLOCKS
from portal.search.dialog import STUB, STUB_PATH, own_worker
from portal.staging import FRAMES
from portal.styles import joined
from portal.tables import aligned_by_class, framed

STYLESHEET = "assets/stylesheets/portal.css"
# The engine ships its own search and source maps; none of them is published.
_DROPPED = re.compile(
    r"(?:.*\.map|assets/javascripts/(?:lunr|workers)/.*|search/search_index\.json"
    r"|sitemap\.xml(?:\.gz)?)"
)
_DIGEST = re.compile(r"\.[0-9a-f]{8}\.")
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
# A checkbox takes no autocomplete, and the header has a way past itself already: what the engine
# writes outside any block of its template is taken out here.
_UNWANTED = re.compile(
    r'(?:(?<=id="__drawer")|(?<=id="__search")) autocomplete="off"'
    r'|<a href="[^"]*" class="md-skip">.*?</a>',
    re.DOTALL,
)
_BUNDLE = re.compile(r"(assets/javascripts/bundle\.)[0-9a-f]{8}(\.min\.js)")
# What the engine's script does otherwise here, each at one place of it.
_CHANGES = (
    # It takes every other form of a page, a feed say, for a translation and asks for its sitemap;
    # a translation is one that names its language.
    (re.compile(rb"link\[rel=alternate\]"), b"link[rel=alternate][hreflang]"),
    # It closes menu and search when it starts; here it comes when the search is open already.
    (re.compile(rb'\{(\w+)\("drawer",!1\),\1\("search",!1\)\}'), b"{}"),
    # It opens the search, and rewrites the address, where the address asks something: so do ours.
    (re.compile(rb'\.has\("q"\)&&'), b'.has("")&&'),
)
# It would ask other hosts for a polyfill, for diagrams, about a repository: none of them is needed,
# and from here it asks the site itself, which has nothing there.
_ELSEWHERE = re.compile(rb"""(["`])https?://(?!www\.w3\.org)[^/"`]+(?=/)""")
_BLANK_LINES = re.compile(r"\n\s*\n")
_BLOCKS = frozenset({"body", "page_foot", *BLOCKS})


@dataclass(frozen=True)
class Finished:
    """Frames by address (the page for unknown addresses by NOT_FOUND), assets by path.

    `names` tells under which address each asset is published: `assets/javascripts/portal.js` →
    `/assets/javascripts/portal.0123abcd.js`. `policy` is the content security policy of all pages.
    """

    frames: Mapping[str, Frame]
    assets: Mapping[str, bytes]
    names: Mapping[str, str]
    policy: str

    @property
    def mark(self) -> str:
        """One digest of the frames that pages are filled into, and of the names of all assets."""
        said = hashlib.sha256(repr(sorted(self.names.items())).encode())
        for address in FRAMES:
            said.update("\0".join((address, *self.frames[address].parts, "")).encode())
        return said.hexdigest()


def finish(made: Mapping[str, bytes], styles: bytes) -> Finished:
    """What the engine's output (path to bytes) becomes; `styles` are the components'."""
    kept = {path: data for path, data in made.items() if not _DROPPED.fullmatch(path)}
    sheets = {path: data for path, data in kept.items() if path.endswith(".css")}
    assets = {p: _own(p, d) for p, d in kept.items() if not p.endswith((".html", ".css"))}
    assets[STYLESHEET] = joined(sheets, styles)
    names = {path: _lasting(path, data) for path, data in assets.items()}
    pages = {
        _address(path): _whole(path, data.decode(), names)
        for path, data in kept.items()
        if path.endswith(".html")
    }
    frames = {address: cut(page, _BLOCKS) for address, page in pages.items()}
    published = {names[path]: data for path, data in assets.items()} | {STUB_PATH: STUB}
    return Finished(frames, published, _linked(names), headers.policy(pages.values()))


def _address(path: str) -> str:
    return path if path == NOT_FOUND else path.removesuffix(addresses.INDEX)


def _whole(path: str, html: str, names: Mapping[str, str]) -> str:
    here = "" if path == NOT_FOUND else _address(path)
    whole = framed(aligned_by_class(addresses.absolute(_UNWANTED.sub("", html), here)))
    for plain, lasting in names.items():
        if plain != lasting:
            whole = whole.replace(f'"/{plain}"', f'"/{lasting}"')
    whole = _CONFIG.sub(lambda found: found[1] + _config(found[2], names) + found[3], whole)
    return _BLANK_LINES.sub("\n", whole)


def _config(text: str, names: Mapping[str, str]) -> str:
    """The engine's settings for its script, with the way to the root left open."""
    settings = json.loads(text)
    settings |= {"base": "{{base}}", "search": "{{base}}/" + own_worker(settings, names)}
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def _own(path: str, data: bytes) -> bytes:
    if not _BUNDLE.fullmatch(path):
        return data
    for found, instead in _CHANGES:
        data, times = found.subn(instead, data)
        if times != 1:
            raise EngineError(f"脚本里该改的一处有 {times} 处：主题换了做法，请看 finishing.py")
    return _ELSEWHERE.sub(rb"\1", data)


def _lasting(path: str, data: bytes) -> str:
    if _BUNDLE.fullmatch(path):
        return _BUNDLE.sub(rf"\g<1>{hashlib.sha256(data).hexdigest()[:8]}\2", path)
    if _DIGEST.search(path) or path.endswith((".svg", ".ico", ".png", ".webmanifest")):
        return path
    place = PurePosixPath(path)
    mark = hashlib.sha256(data).hexdigest()[:8]
    return str(place.with_name(f"{place.stem}.{mark}{place.suffix}"))


def _linked(names: Mapping[str, str]) -> dict[str, str]:
    return {path: f"/{lasting}" for path, lasting in names.items()}
