"""Whether corrections explain a change: what was, made what it now says, gives what stands now."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from portal.records.notice import BODY, Correction
from portal.records.reading import label, lines
from portal.records.values import NOTHING

FEWEST_SIGNS = 2
MOST_OUTCOMES = 64


def explain(corrections: Sequence[Correction], before: str, now: str) -> bool:
    """Whether replacing `was` by `now`, one correction after the other, turns one into the other.

    `was` is the whole of what was written or a part of it; a part never cuts a number or a word.
    Spaces and line ends do not count.
    """
    outcomes = {_flat(before)}
    for correction in corrections:
        outcomes = {made for text in outcomes for made in _outcomes(text, correction)}
        if len(outcomes) > MOST_OUTCOMES:
            return False
    return bool(corrections) and _flat(now) in outcomes


def is_misnamed(correction: Correction) -> bool:
    """Whether the field that it names is none of a notice."""
    return correction.field != BODY and label(correction.field) == correction.field


def explain_lines(corrections: Sequence[Correction], before: str, now: str) -> bool:
    """Whether the lines that the corrections take out and put in are those that differ.

    A line they do not name stands where it stood: what is free must not come under what costs.
    """
    told: Counter[str] = Counter()
    for correction in corrections:
        told.subtract(_quoted(correction.was))
        told.update(_quoted(correction.now))
    old, new = [*map(_flat, lines(before))], [*map(_flat, lines(now))]
    seen = Counter(new)
    seen.subtract(old)
    rest = ([line for line in some if line not in told] for some in (old, new))
    return bool(corrections) and _counts(told) == _counts(seen) and next(rest) == next(rest)


def changed_lines(before: str, now: str) -> tuple[str, str, int]:
    """The lines of a body that went and that came, 无 for none, and where (from 1) the first is."""
    old, new = lines(before), lines(now)
    gone: list[str] = []
    come: list[str] = []
    first = len(new)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[i:j]
            come += new[k:m]
            first = min(first, k)
    return _joined(gone), _joined(come), _line_number(now, first)


def _outcomes(text: str, correction: Correction) -> set[str]:
    was, now = _flat(correction.was), _flat(correction.now)
    if was == text:
        return {now}
    if len(was) < FEWEST_SIGNS:
        return set()
    head = r"(?<![0-9A-Za-z.])" if was[0].isalnum() else ""
    tail = r"(?![0-9A-Za-z]|\.[0-9])" if was[-1].isalnum() else ""
    spots = [found.span() for found in re.finditer(head + re.escape(was) + tail, text)]
    singly = {text[:start] + now + text[end:] for start, end in spots}
    return singly | {_everywhere(text, spots, now)}


def _everywhere(text: str, spots: Iterable[tuple[int, int]], now: str) -> str:
    made, last = "", 0
    for start, end in spots:
        made += text[last:start] + now
        last = end
    return made + text[last:]


def _quoted(said: str) -> Iterable[str]:
    return () if said == NOTHING else map(_flat, lines(said))


def _counts(counter: Counter[str]) -> dict[str, int]:
    return {line: number for line, number in counter.items() if number}


def _joined(found: Sequence[str]) -> str:
    return "\n".join(line.strip() for line in found) or NOTHING


def _line_number(body: str, index: int) -> int:
    wordy = [number for number, line in enumerate(body.split("\n"), 1) if line.strip()]
    return wordy[min(index, len(wordy) - 1)] if wordy else 1


def _flat(text: str) -> str:
    return " ".join(text.split())
