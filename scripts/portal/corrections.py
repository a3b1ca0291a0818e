"""Whether corrections explain a change: what was, made what it now says, gives what stands now."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import pairwise
from typing import Literal

from portal import prose
from portal.records.notice import BODY, Correction
from portal.records.reading import label, lines
from portal.records.values import NOTHING

FEWEST_SIGNS = 2
MOST_OUTCOMES = 256
# Air between the items of a list groups them no otherwise.
_AIRY_ITEM = re.compile(r"<li>\s*<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Changed:
    """What differs in the lines of a body, 无 for nothing, and the number of its first line now.

    `how` tells of lines that say what they said: `moved` from below one line to below another,
    `shifted` in or out, or `written` in other signs that a page shows alike; `named` is the first
    of them, `places` the lines above it, then and now.
    """

    was: str
    now: str
    line: int
    how: Literal["", "moved", "shifted", "written"] = ""
    named: str = ""
    places: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Regrouped:
    """Neighbouring lines of a body that blank lines group otherwise than before.

    `was` and `now` are these lines as they stand now, with the blank lines of then and of now;
    `line` is the number of the first above which one came or went, `came` says which.
    """

    was: str
    now: str
    came: bool
    line: int


def explain(corrections: Sequence[Correction], before: str, now: str) -> bool:
    """Whether replacing `was` by `now`, one correction after the other, turns one into the other.

    `was` is the whole of what was written or a part of it; a part never cuts a number or a word.
    Spaces and line ends do not count. What replaces nothing tells of what never was.
    """
    start, wanted = _flat(before), _flat(now)
    moving = [one for one in corrections if _flat(one.was) != _flat(one.now)]
    # Of white space only the others tell, of what stood there or stands there now.
    stood = all(_flat(one.was) in f"{start} {wanted}" for one in corrections if one not in moving)
    # Most replace what they name wherever it stands; of one place among many there are many ways.
    return bool(corrections and stood) and any(
        wanted in _replaced(start, moving, singly) for singly in (False, True)
    )


def spelled(text: str) -> str:
    """The text with the signs that a body may write as `&amp;`: a reader reads them, and so do these."""
    while "&" in text and (made := unescape(text)) != text:
        text = made
    return text


def stands(said: str, text: str) -> bool:
    """Whether the text is, or holds, what is said; never within a number or a word."""
    part, whole = _flat(said), _flat(text)
    return part == whole or (len(part) >= FEWEST_SIGNS and bool(_spots(whole, part)))


def goes_on(first: Correction, then: Correction) -> bool:
    """Whether `then` takes back what `first` put there, in a field the whole or a part of it."""
    made, taken = _flat(first.now), _flat(then.was)
    if first.field != then.field or NOTHING in (made, taken):
        return False
    return made == taken or (
        first.field != BODY and bool(_spots(made, taken) + _spots(taken, made))
    )


def is_misnamed(correction: Correction) -> bool:
    """Whether the field that it names is none of a notice."""
    return correction.field != BODY and label(correction.field) == correction.field


def explain_lines(corrections: Sequence[Correction], before: str, now: str) -> bool:
    """Whether the lines that the corrections take out and put in are those that differ.

    A line they do not name stands where it stood: what is free must not come under what costs.
    A line that they take out stood there, or an earlier one of them has put it in.
    """
    old, new = [*map(_flat, lines(before))], [*map(_flat, lines(now))]
    told: set[str] = set()
    stands = Counter(old)
    for correction in corrections:
        was, come = _quoted(correction.was), _quoted(correction.now)
        if was == come and not {*was} <= {*old, *new}:
            return False
        if was != come:
            stands.subtract(was)
            stands.update(come)
            told |= {*(Counter(was) - Counter(come)), *(Counter(come) - Counter(was))}
            if min(stands.values()) < 0:
                return False
    rest = ([line for line in some if line not in told] for some in (old, new))
    return bool(corrections) and stands == Counter(new) and next(rest) == next(rest)


def changed_lines(before: str, now: str) -> Changed:
    """The lines of a body that went and that came; of a line that only moved, what it moved past."""
    old, new = lines(before), lines(now)
    steps = [
        step
        for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if step[0] != "equal"
    ]
    gone = [index for _, i, j, _, _ in steps for index in range(i, j)]
    come = [index for _, _, _, k, m in steps for index in range(k, m)]
    line = _line_number(now, min((k for _, _, _, k, _ in steps), default=len(new)))
    if _read(before) == _read(now):
        return Changed(_text_of(old, gone), _text_of(new, come), line, "written")
    twice = {_flat(old[index]) for index in gone} & {_flat(new[index]) for index in come}
    if not twice:
        return Changed(_text_of(old, gone), _text_of(new, come), line)
    start, end = steps[0], steps[-1]
    was, stands = _with_margin(old[: end[2]], start[1]), _with_margin(new[: end[4]], start[3])
    there = next(index for index in come if _flat(new[index]) in twice)
    here = next(index for index in gone if _flat(old[index]) == _flat(new[there]))
    named = _flat(new[there])
    for heads in (True, False):
        places = _above(old, here, heads), _above(new, there, heads)
        if places[0] != places[1]:
            return Changed(was, stands, line, "moved", named, places)
    return Changed(was, stands, line, "shifted", named)


def shifts_are_told(corrections: Iterable[Correction], before: str, now: str) -> bool:
    """Whether the corrections quote every line that only stands further in or out than before."""
    old, new = lines(before), lines(now)
    flat = [*map(_flat, old)], [*map(_flat, new)]
    shifted = {
        _flat(new[k + step])
        for i, k, size in SequenceMatcher(None, *flat, autojunk=False).get_matching_blocks()
        for step in range(size)
        if old[i + step] != new[k + step]
    }
    told = (one for one in corrections if lines(one.was) != lines(one.now))
    return not shifted or shifted <= {line for one in told for line in _quoted(one.now)}


def regrouped(before: str, now: str) -> Regrouped | None:
    """What a page shows in other paragraphs, items or tables than before, though its lines stayed.

    Blank lines are no words, and yet without one a fee may stand in the list of what is free.
    """
    old, new = _lines(before), _lines(now)
    then = _as_before(old, new)
    moved = [index for index, one in enumerate(new) if then[index] != one]
    if not moved or _shown(then) == _shown(new):
        return None
    first, last = moved[0], moved[-1] + 1
    was, stands = (_text(some[first - 1 : last], str.strip) for some in (then, new))
    return Regrouped(was, stands, new[first].apart, _line_number(now, first))


def explain_groups(corrections: Iterable[Correction], found: Regrouped) -> bool:
    """Whether the corrections tell of every two lines between which a blank one went or came.

    `now` quotes the two as they stand, and `was` does not say that they stood so already.
    """
    then = _neighbours(found.was)
    told = {pair for one in corrections for pair in _neighbours(one.now) - _neighbours(one.was)}
    return _neighbours(found.now) - then <= told


@dataclass(frozen=True)
class _Line:
    """A line that carries words; `apart` says that a blank line stands above it."""

    text: str
    apart: bool


def _lines(body: str) -> list[_Line]:
    found: list[_Line] = []
    apart = False
    for written in body.split("\n"):
        if text := "".join(lines(written)):
            found.append(_Line(text, apart and bool(found)))
        apart = not text
    return found


def _as_before(old: Sequence[_Line], new: Sequence[_Line]) -> list[_Line]:
    """The new lines, with the blank lines as before between those that were neighbours then."""
    then: dict[int, int] = {}
    texts = [line.text for line in old], [line.text for line in new]
    for kind, i, j, k, m in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and j - i == m - k):
            then |= zip(range(k, m), range(i, j), strict=True)
    return [
        _Line(line.text, old[then[index]].apart)
        if index and index in then and then.get(index - 1) == then[index] - 1
        else line
        for index, line in enumerate(new)
    ]


def _shown(found: Sequence[_Line]) -> str:
    """How a page groups the lines: its HTML without white space."""
    return "".join(_AIRY_ITEM.sub(r"<li>\1", prose.html(_text(found))).split())


def _text(found: Sequence[_Line], cut: Callable[[str], str] = str) -> str:
    return "".join(("\n\n" if one.apart else "\n") + cut(one.text) for one in found).lstrip("\n")


def _neighbours(text: str) -> set[tuple[str, str, bool]]:
    """Every two lines that follow on, and whether a blank one stands between them."""
    return {(_flat(a.text), _flat(b.text), b.apart) for a, b in pairwise(_lines(text))}


def _replaced(text: str, corrections: Sequence[Correction], singly: bool) -> set[str]:
    """What the corrections can make of the text; nothing when there are too many ways."""
    outcomes = {text}
    for correction in corrections:
        outcomes = {made for one in outcomes for made in _outcomes(one, correction, singly)}
        if len(outcomes) > MOST_OUTCOMES:
            return set()
    return outcomes


def _outcomes(text: str, correction: Correction, singly: bool) -> set[str]:
    was, now = _flat(correction.was), _flat(correction.now)
    if was == text:
        return {now}
    spots = _spots(text, was) if len(was) >= FEWEST_SIGNS else []
    if not spots:
        return set()
    made = {_everywhere(text, spots, now)}
    return made | {text[:a] + now + text[b:] for a, b in spots} if singly else made


def _spots(text: str, part: str) -> list[tuple[int, int]]:
    """Where the part stands; never within a number or a word."""
    head = r"(?<![0-9A-Za-z.])" if part[0].isalnum() else ""
    tail = r"(?![0-9A-Za-z]|\.[0-9])" if part[-1].isalnum() else ""
    return [found.span() for found in re.finditer(head + re.escape(part) + tail, text)]


def _everywhere(text: str, spots: Iterable[tuple[int, int]], now: str) -> str:
    made, last = "", 0
    for start, end in spots:
        made += text[last:start] + now
        last = end
    return made + text[last:]


def _quoted(said: str) -> list[str]:
    return [] if said == NOTHING else [*map(_flat, lines(said))]


def _text_of(all_lines: Sequence[str], which: Iterable[int]) -> str:
    return "\n".join(all_lines[index].strip() for index in which) or NOTHING


def _with_margin(found: Sequence[str], start: int) -> str:
    """The lines from the one above the start on, as far in as they stand beside each other."""
    start = max(0, start - 1)
    while start and _indent(found[start]) > min(map(_indent, found[start:])):
        start -= 1
    margin = min(map(_indent, found[start:]))
    return "\n".join(line[margin:] for line in found[start:]).strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _above(found: Sequence[str], index: int, heads: bool) -> str:
    """The heading above a line, or the line right above it; "" for none."""
    above = (_flat(line) for line in reversed(found[:index]) if not heads or line.startswith("#"))
    return next(above, "")


def _read(body: str) -> str:
    return " ".join(prose.html(body).split())


def _line_number(body: str, index: int) -> int:
    wordy = [number for number, line in enumerate(body.split("\n"), 1) if line.strip()]
    return wordy[min(index, len(wordy) - 1)] if wordy else 1


def _flat(text: str) -> str:
    return " ".join(spelled(text).split())
