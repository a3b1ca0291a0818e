"""What the readers of pages see in their articles, of many pages at once.

The pages are taken apart as rows of numbers, tag by tag, never character by character.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Signs = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
# Eight signs as one number, the first as its lowest digit.
Eights = npt.NDArray[np.uint64]
# The numbers of the first and the last tag of elements.
Spans = tuple[Places, Places]

_CHANGES = (b'<section class="changes"', b"</section>")
_STATUS = (b'<p class="status-line"', b"</p>")
# What readers do not see at first, what changes with the day, what speaks of other pages.
_CUT = (
    _CHANGES,
    (b'<section class="succession"', b"</section>"),
    _STATUS,
    (b'<p class="corrected"', b"</p>"),
    (b"<span data-once-ended", b"</span>"),
    (b"<figcaption", b"</figcaption>"),
    (b'<p class="chart__data"', b"</p>"),
    (b'<p class="only-large"', b"</p>"),
    (b'<p class="print-only', b"</p>"),
    (b'<p class="page-foot', b"</p>"),
    (b'<ul class="notice-list"', b"</ul>"),
)
# Half of a page of a notice: what is in these elements, which follow each other, is taken out at once.
_HEAVY = (
    (b'<figure class="qr-code', b"</figure>"),
    _STATUS,
    (b'<p class="plain-words__tools', b"</p>"),
    _CHANGES,
    (b'<details class="seal"', b"</details>"),
    (b'<aside class="compare-tray', b"</aside>"),
)
_SILENT = "aside button details form h1 noscript script style svg template"
_INLINE = "a abbr b bdi code data del em i ins kbd mark s small span strong sub sup time u wbr"
_AFTER_A_NAME = b" >\n\t\r/"
# What a tag does; all others, 0, break the line.
_JOIN, _WAY, _FIRST_SILENT = 1, 2, 3
_NAME_LENGTH = 3
_NONE: Places = np.zeros(0, np.int64)
# Something stands after every tag, and eight signs after every beginning of one.
_END = b"<" + b" " * 24 + b">\n"


def article(page: bytes) -> bytes:
    """The part of a page that readers come for, from its first tag, without what is in `_HEAVY`."""
    at, end, parts = page.find(b"<article"), page.rfind(b"</article>"), list[bytes]()
    if at < 0:
        return b""
    for first, last in _HEAVY:
        start = page.find(first, at, end)
        stop = page.find(last, start, end) if start >= 0 else -1
        if stop >= 0:
            parts.append(page[at : page.index(b">", start) + 1])
            at = stop
    return b"".join([*parts, page[at:end]])


def texts_of(articles: Sequence[bytes]) -> list[str]:
    """What the reader of each page sees in its article, without the heading.

    Words parted by inline tags only are one; all other tags break the line. The way to the page,
    which is no beginning, comes last.
    """
    row = _row(articles)
    starts, stops, new_line, firsts = _pieces(row)
    # A piece on a new line starts with the end of its tag, which is made a line break.
    starts = starts - new_line
    ends = np.cumsum(stops - starts)
    places = np.repeat(stops - ends, stops - starts) + np.arange(ends[-1] if len(ends) else 0)
    text = row.signs.take(places).tobytes().replace(b">", b"\n")
    bounds = pairwise(np.append(0, ends)[firsts].tolist())
    plain = [text[start:end].decode() for start, end in bounds]
    return [unescape(some) if "&" in some else some for some in plain]


@dataclass(frozen=True)
class _Row:
    """Articles one after the other; where each tag starts and ends, and what it does."""

    text: bytes
    signs: Signs
    first_tags: Places
    starts: Places
    ends: Places
    names: Eights
    kinds: Signs
    closing: Flags


def _row(articles: Sequence[bytes]) -> _Row:
    text = b"".join([*articles, _END])
    signs = np.frombuffer(text, np.uint8)
    # 60 is <, 62 is >: no other sign becomes 62 by its second bit.
    marks = np.flatnonzero(signs | 2 == ord(">"))
    opens = signs[marks] == ord("<")
    whole = np.flatnonzero(opens[:-1] & ~opens[1:])
    starts, ends = marks[whole], marks[whole + 1] + 1
    first_tags = np.searchsorted(starts, np.cumsum([0, *map(len, articles)]))
    closing = signs[starts + 1] == ord("/")
    names = _eights(text)[starts + 1 + closing]
    return _Row(text, signs, first_tags, starts, ends, names, _kinds(names), closing)


def _eights(text: bytes) -> Eights:
    """From every place the next eight signs."""
    return np.ndarray(len(text) - 7, "<u8", text, strides=(1,))


def _kinds(names: Eights) -> Signs:
    """What each tag does to the text."""
    codes = (names & np.uint64(0xFFFFFF)).astype(np.uint32)
    second = codes >> 8 & 0xFF
    # What comes after a name of one letter and its end is no part of it.
    codes[(second < ord("0")) | (second == ord(">"))] &= 0xFFFF
    return _TABLE[codes]


def _pieces(row: _Row) -> tuple[Places, Places, Flags, Places]:
    """Where each piece that is seen starts and stops, whether on a new line; the first of each page."""
    stops = np.append(row.starts[1:], len(row.text))
    seen = ~_within([_cut(row), *_silent(row)], len(stops))
    # Between two blocks stands a line break that is no text.
    bare = (stops - row.ends == 1) & (row.signs[row.ends] == ord("\n"))
    lines = np.cumsum(seen & ((row.kinds != _JOIN) | bare))
    kept = np.flatnonzero(seen & (stops > row.ends) & ~bare)
    new_line = np.diff(lines[kept], prepend=-1) > 0
    pages = np.searchsorted(row.first_tags, kept, "right")
    way = _within([_elements(row, np.flatnonzero(row.kinds == _WAY))], len(stops))
    order = np.argsort(2 * pages + way[kept], kind="stable")
    firsts = np.searchsorted(pages, np.arange(len(row.first_tags)) + 1)
    return row.ends[kept][order], stops[kept][order], new_line[order], firsts


def _silent(row: _Row) -> Iterator[Spans]:
    """The elements that say nothing."""
    silent = np.flatnonzero(row.kinds >= _FIRST_SILENT)
    kinds = row.kinds[silent]
    for kind in np.unique(kinds):
        yield _elements(row, silent[kinds == kind])


def _elements(row: _Row, these: Places) -> Spans:
    """The elements of one kind with these tags."""
    opens, closes = these[~row.closing[these]], these[row.closing[these]]
    found = np.append(closes, len(row.kinds))[np.searchsorted(closes, opens)]
    return _ended(row, opens, found)


def _cut(row: _Row) -> Spans:
    """The elements that are cut out, known by the first and the last eight signs of their tag."""
    called = cache(lambda name: np.flatnonzero(row.names == int.from_bytes(name, "little")))
    found, places = [_NONE], list[int]()
    for first, last in _CUT:
        opens = called(first[1:9])
        ends = _eights(row.text)[row.starts[opens] + len(first) - 8]
        opens = opens[ends == int.from_bytes(first[-8:], "little")]
        found.append(opens)
        places += [row.text.find(last, start) for start in row.starts[opens].tolist()]
    closes = np.array(places, np.int64)
    closes[closes < 0] = len(row.text)
    return _ended(row, np.concatenate(found), np.searchsorted(row.starts, closes))


def _ended(row: _Row, opens: Places, closes: Places) -> Spans:
    """Elements without an end end with the page."""
    limits = row.first_tags[np.searchsorted(row.first_tags, opens, "right")]
    return opens, np.minimum(closes, limits)


def _within(elements: Sequence[Spans], count: int) -> Flags:
    """Which of `count` tags stand in one of the elements, its first tag included."""
    opens, closes = (np.concatenate([_NONE, *some]) for some in zip(*elements, strict=True))
    ends = np.bincount(closes, minlength=count + 1)
    return np.cumsum(np.bincount(opens, minlength=count + 1) - ends)[:-1] > 0


def _table() -> Signs:
    """The kind of each tag by the first three letters of its name, which tell them apart."""
    table = np.zeros(1 << 8 * _NAME_LENGTH, np.uint8)
    kinds = dict.fromkeys(_INLINE.split(), _JOIN) | {"nav": _WAY}
    kinds |= {name: _FIRST_SILENT + place for place, name in enumerate(_SILENT.split())}
    for name, kind in kinds.items():
        for after in _AFTER_A_NAME:
            letters = (name.encode() + bytes([after, 0]))[:_NAME_LENGTH]
            table[int.from_bytes(letters, "little")] = kind
    return table


_TABLE = _table()
