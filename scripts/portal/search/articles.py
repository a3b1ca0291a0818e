"""What the readers of pages see in their articles, of many pages at once.

The pages are taken apart as rows of numbers, tag by tag, never character by character.
"""

from collections.abc import Sequence
from html import unescape
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]

# What readers do not see at first, what changes with the day, what speaks of other pages.
_CUT = (
    (b'<section class="changes"', b"</section>"),
    (b'<section class="succession"', b"</section>"),
    (b'<p class="status-line"', b"</p>"),
    (b"<span data-once-ended", b"</span>"),
    (b"<figcaption", b"</figcaption>"),
    (b'<p class="chart__data"', b"</p>"),
    (b'<p class="only-large"', b"</p>"),
)
_SILENT = "aside button details form noscript script style svg template"
_INLINE = "a abbr b bdi code data del em i ins kbd mark s small span strong sub sup time u wbr"
_AFTER_A_NAME = b" >\n\t\r/"
_BREAK, _JOIN, _FIRST_SILENT = 0, 1, 2
_NAME_LENGTH = 3


def texts_of(pages: Sequence[bytes]) -> list[str]:
    """What the reader of each page sees in its article, without the heading.

    Words parted by inline tags only are one; all other tags break the line.
    """
    articles = [_article(page) for page in pages]
    return [unescape(text) if "&" in text else text for text in _without_tags(articles)]


def _article(html: bytes) -> bytes:
    """The article from its first tag, the way to the page (which is no beginning) at its end."""
    start, end = html.find(b"<article"), html.rfind(b"</article>")
    if start < 0:
        return b""
    seen = html[start:end]
    for first, last in _CUT:
        seen = _without(seen, first, last)
    seen, _ = _parted(seen, b"<h1", b"</h1>")
    seen, way = _parted(seen, b"<nav", b"</nav>")
    return seen + way


def _without(html: bytes, first: bytes, last: bytes) -> bytes:
    while html != (rest := _parted(html, first, last)[0]):
        html = rest
    return html


def _parted(html: bytes, first: bytes, last: bytes) -> tuple[bytes, bytes]:
    """The page without an element, and the element; it ends with the page if it has no end."""
    start = html.find(first)
    if start < 0:
        return html, b""
    end = html.find(last, start)
    stop = end + len(last) if end >= 0 else len(html)
    return html[:start] + html[stop:], html[start:stop]


def _without_tags(articles: Sequence[bytes]) -> list[str]:
    row = b"".join([*articles, b"<   >"])
    signs = np.frombuffer(row, np.uint8)
    tags = np.flatnonzero(signs == ord("<"))
    first_tags = np.searchsorted(tags, np.cumsum([0, *map(len, articles)]))
    kinds, closing = _kinds(signs, tags)
    seen = ~_silenced(kinds, closing, first_tags)
    ends = np.flatnonzero(signs == ord(">"))
    starts = ends[np.searchsorted(ends, tags)] + 1
    stops = np.append(tags[1:], len(row))
    # Between two blocks stands a line break that is no text.
    bare = (stops - starts == 1) & (signs[np.minimum(starts, len(row) - 1)] == ord("\n"))
    lines = np.cumsum(seen & ((kinds == _BREAK) | bare))
    kept = np.flatnonzero(seen & (stops > starts) & ~bare)
    # A piece on a new line starts with the end of its tag, which is made a line break.
    new_line = np.diff(lines[kept], prepend=-1) > 0
    plain = row.replace(b">", b"\n")
    cuts = zip((starts[kept] - new_line).tolist(), stops[kept].tolist(), strict=True)
    pieces = [plain[start:stop] for start, stop in cuts]
    bounds = np.searchsorted(kept, first_tags).tolist()
    return [b"".join(pieces[start:stop]).decode() for start, stop in pairwise(bounds)]


def _kinds(signs: Kinds, tags: Places) -> tuple[Kinds, npt.NDArray[np.bool_]]:
    """What each tag does to the text, and whether it closes."""
    closing = signs[tags + 1] == ord("/")
    names = tags + 1 + closing
    codes = signs[names].astype(np.uint32)
    second = signs[names + 1].astype(np.uint32)
    third = signs[np.minimum(names + 2, len(signs) - 1)].astype(np.uint32)
    # The third letter of a name of one letter is no part of it.
    third[second < ord("0")] = 0
    third[second == ord(">")] = 0
    return _TABLE[(codes << 16) | (second << 8) | third], closing


def _silenced(
    kinds: Kinds, closing: npt.NDArray[np.bool_], first_tags: Places
) -> npt.NDArray[np.bool_]:
    """Which tags stand in an element that says nothing, its first tag included."""
    depth = np.zeros(len(kinds) + 1, np.int32)
    some = np.flatnonzero(kinds >= _FIRST_SILENT)
    for kind in np.unique(kinds[some]):
        these = some[kinds[some] == kind]
        opens, closes = these[~closing[these]], these[closing[these]]
        # Without an end it ends with the page.
        limits = first_tags[np.searchsorted(first_tags, opens, "right")]
        found = np.append(closes, len(kinds))[np.searchsorted(closes, opens)]
        np.add.at(depth, opens, 1)
        np.add.at(depth, np.minimum(found, limits), -1)
    return np.cumsum(depth[:-1]) > 0


def _table() -> Kinds:
    """The kind of each tag by the first three letters of its name, which tell them apart."""
    table = np.zeros(1 << 8 * _NAME_LENGTH, np.uint8)
    kinds = dict.fromkeys(_INLINE.split(), _JOIN)
    kinds |= {name: _FIRST_SILENT + place for place, name in enumerate(_SILENT.split())}
    for name, kind in kinds.items():
        for after in _AFTER_A_NAME:
            letters = (name.encode() + bytes([after, 0]))[:_NAME_LENGTH]
            table[int.from_bytes(letters, "big")] = kind
    return table


_TABLE = _table()
