"""What a notice changed against the one it supersedes: fields as people read them, and the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Any, Literal

from portal import prose
from portal.bodyrows import RULER
from portal.facts.terms import term
from portal.records.notice import Notice
from portal.records.reading import NO_NAMES, labels, lines

# What says how two notices hang together, not what either of them offers.
NOT_COMPARED = frozenset({"supersedes", "corrections", "source"})
CONTEXT_LINES = 2
MOST_WORDS = 2000
# Lines that share less than this are told as a line gone and a line come, not word by word.
ALIKE = 0.5
# What a reader looks for first, and what hardly concerns one.
_FIRST = ("price", "promotion", "includes", "overage")
_LAST = ("title", "published_on", "filing_number", "sales_channels", "commitments")
_COMPARED = sorted(
    (one for one in labels(Notice) if one[0] not in NOT_COMPARED),
    key=lambda one: (one[0] not in _FIRST, one[0] in _LAST),
)
# Of these, equal ones read alike; of amounts they do not: 59 and 59.00 are equal.
_READ_ALIKE = (str, date, int, type(None), tuple)
# Lists that say the same in any order.
_UNORDERED = frozenset({"areas", "brands", "sales_channels", "commitments"})

Mark = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs: its name, its label, and both values as people read them."""

    field: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; in a line of the text difference, what of it is new or gone."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text difference. `skipped` counts unchanged lines left out before it."""

    mark: Mark
    parts: tuple[Part, ...]
    skipped: int = 0


@dataclass(frozen=True)
class Comparison:
    """A notice beside its predecessor; what is asked for is worked out when asked, and once."""

    older: Notice
    newer: Notice
    older_body: str
    newer_body: str
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)

    @cached_property
    def fields(self) -> tuple[Change, ...]:
        """The fields that differ, what costs first; `names` stand for channel ids."""
        return tuple(_field_changes(self.older, self.newer, self.names))

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines of the body that differ, with two lines around them; empty when none does."""
        return tuple(_with_context(list(_lines(self.older_body, self.newer_body))))


def _field_changes(older: Notice, newer: Notice, names: Mapping[str, str]) -> Iterator[Change]:
    for name, title in _COMPARED:
        was, now = getattr(older, name), getattr(newer, name)
        if was == now and _reads_alike(was):
            continue
        if name in _UNORDERED and set(was) == set(now):
            continue
        if name == "cancel" and set(was.channels) == set(now.channels):
            was = was.model_copy(update={"channels": now.channels})
            older = older.model_copy(update={name: was})
        before, after = term(older, name, names), term(newer, name, names)
        if before != after:
            yield Change(name, title, before, after)


def _reads_alike(value: Any) -> bool:
    """Whether whatever equals the value reads as it does, in a list too."""
    return isinstance(value[0] if value and type(value) is tuple else value, _READ_ALIKE)


def _lines(older: str, newer: str) -> Iterator[Line]:
    old, new = _plain(older), _plain(newer)
    read = _readings({*old, *new})
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (_whole(read[line], "same") for line in old[i:j])
        elif kind == "replace" and j - i == m - k:
            for before, after in zip(old[i:j], new[k:m], strict=True):
                yield from _changed(read[before], read[after])
        else:
            yield from (_whole(read[line], "removed") for line in old[i:j])
            yield from (_whole(read[line], "added") for line in new[k:m])


def _readings(written: Iterable[str]) -> dict[str, str]:
    """What a reader reads of each line; lines that read alike stand as they are written.

    A link that leads elsewhere is a change that nobody would see otherwise.
    """
    read = {line: prose.words(line) or line for line in written}
    taken = Counter(read.values())
    taken.update(line for line, words in read.items() if line != words)
    return {line: words if taken[words] == 1 else line for line, words in read.items()}


def _plain(body: str) -> list[str]:
    """The lines of a body without signs of headings; cells are told apart by spaces."""
    shown = map(_shown, lines(body))
    return [line for line in shown if line is not None]


@lru_cache(4096)  # the same lines stand in many bodies, and each is looked at from both sides
def _shown(line: str) -> str | None:
    """The line so; nothing of one that is drawn below the head of a table, or below a heading."""
    if RULER.fullmatch(line) or (line.startswith("=") and not line.strip("= \t")):
        return None
    line = _HEADING.sub("", line)
    return _cells(line) if line.lstrip().startswith("|") else line


def _cells(row: str) -> str:
    """The cells of a row of a table; a bar behind a backslash is a sign within a cell."""
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(row.strip())]
    # What stands before the first bar and behind the last is no cell.
    return "　".join(cells[1:] if cells[-1] else cells[1:-1])


def _whole(line: str, mark: Mark) -> Line:
    return Line(mark, (Part(line, mark),))


def _changed(before: str, after: str) -> Iterator[Line]:
    """A line as it was and as it is, cut into what stayed and what did not."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > MOST_WORDS or not _alike(matcher):
        yield from (_whole(before, "removed"), _whole(after, "added"))
        return
    gone: list[Part] = []
    come: list[Part] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        mark: tuple[Mark, Mark] = ("same", "same") if kind == "equal" else ("removed", "added")
        if i < j:
            gone.append(Part("".join(old[i:j]), mark[0]))
        if k < m:
            come.append(Part("".join(new[k:m]), mark[1]))
    yield Line("removed", tuple(gone))
    yield Line("added", tuple(come))


def _alike(matcher: SequenceMatcher[str]) -> bool:
    # quick_ratio counts words without their order, an upper bound: most pairs end there.
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


_HEADING = re.compile(r"#{1,6} +")
_BAR = re.compile(r"(?<!\\)\|")
# A number or a Latin word is one word; every other sign is one of its own.
_WORDS = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9]+)*|.", re.DOTALL)


def _with_context(found: list[Line]) -> Iterator[Line]:
    near: set[int] = set()
    for index, line in enumerate(found):
        if line.mark != "same":
            near |= set(range(index - CONTEXT_LINES, index + CONTEXT_LINES + 1))
    skipped = 0
    for index, line in enumerate(found):
        if index in near:
            yield Line(line.mark, line.parts, skipped)
            skipped = 0
        else:
            skipped += 1
