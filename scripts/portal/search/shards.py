"""Tokens with their lists of documents, cut into small files by ranges of tokens.

A file has one line for each token: the token, the documents that hold it, the documents whose
head holds it. Tokens come in the order of their UTF-16 units, so that a browser finds the file of
a token, or the files of all tokens that start alike, from the first token of each file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

import numpy as np

from portal.search.corpus import Corpus, Holders
from portal.search.lists import all_lists, written
from portal.search.tokens import (
    Documents,
    Keys,
    Postings,
    amount_texts,
    gram_texts,
    part_text,
    ticked,
    word_texts,
)

LEAST, MOST = 2000, 4000
PART_MARK = "#"
AMOUNT_MARK = "%"
GROUP_MARK = "&"
# Tokens of letters and digits, and those with a mark, come before all Chinese ones.
PLAIN_BEFORE = "{"
_NONE: Documents = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Shard:
    """One file: the first token in it, and its lines."""

    first: str
    text: str

    @property
    def name(self) -> str:
        """The signs of its first token: it stays whatever the other files hold."""
        return "t" + "-".join(f"{ord(sign):x}" for sign in self.first)


def shards(corpus: Corpus, groups: Sequence[Sequence[str]], holders: Holders) -> list[Shard]:
    """All tokens of the corpus, and one token for each group of synonyms."""
    lines = list(_lines(corpus, groups, holders))
    ends = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found, start = [], 0
    while start < len(lines):
        stop = _stop(lines, ends, start)
        found.append(_shard(lines[start:stop]))
        start = stop
    return found


def first_tokens(files: Sequence[Shard]) -> str:
    """The first token of each file; Chinese ones that begin alike as one word.

    取.一整 is 取, 取一 and 取整: the manifest tells it to everybody who searches.
    """
    rows: list[str] = []
    for first in (file.first for file in files):
        plain = first[:1] < PLAIN_BEFORE
        if plain or not rows or rows[-1][0] != first[0]:
            rows.append(first if plain else first[0])
        if not plain:
            rows[-1] += first[1:] or "."
    return " ".join(rows)


def _stop(lines: Sequence[str], ends: Sequence[int], start: int) -> int:
    """Before which line a file ends that begins with `start`.

    Of all lines where it may, one with a token of few letters, for the manifest tells it; of those
    the one with the least digest: files before which an edit made one longer soon end where they
    ended.
    """
    first = bisect_left(ends, ends[start] + LEAST)
    last = bisect_right(ends, ends[start] + MOST) - 1
    if last == len(lines) or last < first:
        return max(last, start + 1)
    return min(range(first, last + 1), key=lambda place: _worth(lines[place]))


def _worth(line: str) -> tuple[int, int]:
    token = line.partition("\t")[0]
    return len(token), crc32(token.encode())


def _shard(lines: list[str]) -> Shard:
    return Shard(lines[0].partition("\t")[0], "\n".join(lines))


def _lines(corpus: Corpus, groups: Sequence[Sequence[str]], holders: Holders) -> Iterator[str]:
    parts = zip(corpus.numbers.keys.tolist(), written(corpus.numbers, corpus.count), strict=True)
    yield from (f"{PART_MARK}{part_text(key)}\t{found}" for key, found in parts)
    whole, head = corpus.whole, corpus.head
    amounts = _with_heads(whole.amounts, head.amounts, corpus.count, amount_texts)
    yield from (f"{AMOUNT_MARK}{line}" for line in amounts)
    yield from _group_lines(corpus, groups, holders)
    yield from _with_heads(whole.words, head.words, corpus.count, word_texts)
    yield from _with_heads(whole.grams, head.grams, corpus.count, gram_texts)


def _with_heads(
    whole: Postings, head: Postings, count: int, texts: Callable[[Keys], list[str]]
) -> Iterator[str]:
    heads = dict(zip(head.keys.tolist(), written(head, count), strict=True))
    tokens = zip(whole.keys.tolist(), texts(whole.keys), written(whole, count), strict=True)
    for key, text, found in tokens:
        yield f"{text}\t{found}\t{heads[key]}" if key in heads else f"{text}\t{found}"


def _group_lines(
    corpus: Corpus, groups: Sequence[Sequence[str]], holders: Holders
) -> Iterator[str]:
    # What leads a group of its own is wider than this one: the browser asks for its token as well.
    leading = {group[0] for group in groups}
    own = [[group[0], *(word for word in group[1:] if word not in leading)] for group in groups]
    used = [[word for word in words if len(holders[word])] for words in own]
    whole = [[holders[word] for word in words] for words in used]
    head = [[corpus.head.holding(word) for word in words] for words in used]
    rows = (
        all_lists([_together(some, corpus.count) for some in lists], corpus.count)
        for lists in (whole, head)
    )
    for number, found in enumerate(zip(*rows, strict=True)):
        yield "\t".join([f"{GROUP_MARK}{number:04d}", *found])


def _together(lists: Sequence[Documents], count: int) -> Documents:
    """All documents of the lists, in order: ticked off, for to sort them takes longer."""
    return np.flatnonzero(ticked(np.concatenate([_NONE, *lists]), count))
