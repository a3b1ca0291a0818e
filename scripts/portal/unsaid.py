"""What changed in a published notice and no correction says, and the new corrections that say nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pydantic import BaseModel

from portal.corrections import (
    Changed,
    Regrouped,
    changed_lines,
    explain,
    explain_groups,
    explain_lines,
    regrouped,
    shifts_are_told,
)
from portal.published import Pair
from portal.records.notice import BODY, Correction, Notice
from portal.records.reading import lines, listed, reading
from portal.records.values import NOTHING, Choice

# Nobody invents more than this beside what is true.
MOST_NEEDLESS = 3
MOST_TRIED = 12
# What addresses, feeds and calendars are made of.
_LISTS = frozenset({"supersedes", "brands"})
_DAY = re.compile(rf"\d{{4}}-\d\d-\d\d|{NOTHING}")


@dataclass(frozen=True)
class Unsaid:
    """A change that no correction explains, told as people read it.

    `grouped` is there when only blank lines changed, `changed` when lines of the body did.
    """

    field: str
    was: str
    now: str
    body_line: int = 0
    grouped: Regrouped | None = None
    changed: Changed | None = None

    @property
    def is_unwritten(self) -> bool:
        """Whether nothing was written on the one side, and that there is nothing on the other."""
        return self.was == self.now == NOTHING


def unsaid(pair: Pair) -> list[Unsaid]:
    """The changes that no new correction explains, field by field, then those of the body."""
    nothing = needless(pair)
    corrections = pair.now.record.corrections
    added = [
        one for index, one in enumerate(corrections) if index not in nothing and one in pair.added
    ]
    return [found for name in _names() for found in _unsaid_of(pair, name, added)]


def needless(pair: Pair) -> frozenset[int]:
    """Which corrections, counted from 0, are new and no part of a change that the others explain."""
    if not pair.kept:
        return frozenset()
    start = len(pair.before.record.corrections)
    added = [*enumerate(pair.now.record.corrections)][start:]
    # Of the other fields this is told without any history.
    alike = {index for index, one in added if one.was == one.now and one.field == BODY}
    groups: dict[str, list[tuple[int, Correction]]] = {}
    for index, one in added:
        if index not in alike:
            groups.setdefault(one.field.partition(".")[0], []).append((index, one))
    return frozenset(alike) | frozenset(
        index
        for name, said in groups.items()
        if name in _names() and _unsaid_of(pair, name, [])
        for index in _needless(pair, name, said)
    )


def _needless(pair: Pair, name: str, said: list[tuple[int, Correction]]) -> list[int]:
    """The fewest of the corrections of a field without which the others explain its change."""
    for count in range(min(len(said), MOST_NEEDLESS + 1) if len(said) <= MOST_TRIED else 1):
        for left_out in combinations(said, count):
            rest = [one for one in said if one not in left_out]
            kept = [one for _, one in rest]
            if not _unsaid_of(pair, name, kept):
                counted = _counted(pair, name, kept)
                return sorted(
                    index for index, one in said if (index, one) in left_out or one not in counted
                )
    return []


def _names() -> list[str]:
    return [*(name for name in Notice.model_fields if name != "corrections"), BODY]


def _unsaid_of(pair: Pair, name: str, added: Sequence[Correction]) -> list[Unsaid]:
    if name == BODY:
        return list(_unsaid_body(pair, added))
    before, now = (getattr(one.record, name) for one in (pair.before, pair.now))
    return list(_unsaid(name, before, now, added))


def _counted(pair: Pair, name: str, added: Sequence[Correction]) -> list[Correction]:
    """Those by which the change was explained: all that are of the field, and tell enough of it."""
    before, now = pair.before.body, pair.now.body
    if name == BODY:
        alike = lines(before) == lines(now)
        return [one for one in added if not alike or explain([one], before, now)]
    return _told(name, getattr(pair.before.record, name), getattr(pair.now.record, name), added)


def _told(path: str, before: object, now: object, added: Sequence[Correction]) -> list[Correction]:
    if repr(before) == repr(now):
        return []
    told = [one for one in added if one.field == path and _is_exact(one, before, now)]
    if told or not (isinstance(before, BaseModel) and isinstance(now, BaseModel)):
        return told
    parts = ((f"{path}.{name}", getattr(before, name), getattr(now, name)) for name in vars(now))
    return [one for part in parts for one in _told(*part, added)]


def _unsaid(
    path: str, before: object, now: object, added: Sequence[Correction]
) -> Iterator[Unsaid]:
    # The words of two values can be the same although the values are not; repr tells them apart.
    if repr(before) == repr(now):
        return
    told = [one for one in added if one.field == path and _is_exact(one, before, now)]
    within = any(one.field.startswith(path + ".") for one in added)
    if within and not told and isinstance(before, BaseModel) and isinstance(now, BaseModel):
        for name in type(now).model_fields:
            yield from _unsaid(f"{path}.{name}", getattr(before, name), getattr(now, name), added)
    elif not any(explain(told, *forms) for forms in _forms(before, now)):
        yield Unsaid(path, reading(before), reading(now))


def _is_exact(correction: Correction, before: object, now: object) -> bool:
    """Whether it tells whole days, ids and brands: what was published of them is found by these."""
    said = correction.was.strip(), correction.now.strip()
    if isinstance(before, date) or isinstance(now, date):
        return all(map(_DAY.fullmatch, said))
    if correction.field in _LISTS and isinstance(before, tuple) and isinstance(now, tuple):
        words = {*before, *now, NOTHING}
        return all(one in words for text in said for one in listed(text))
    return True


def _forms(before: object, now: object) -> Iterator[tuple[str, str]]:
    """Both values as people read them; words of a list also as they stand in the file."""
    yield reading(before), reading(now)
    if isinstance(before, Choice) and isinstance(now, Choice):
        yield before.value, now.value


def _unsaid_body(pair: Pair, added: Sequence[Correction]) -> Iterator[Unsaid]:
    before, now = pair.before.body, pair.now.body
    told = [one for one in added if one.field == BODY]
    if lines(before) != lines(now) and not _is_told(told, before, now):
        change = changed_lines(before, now)
        yield Unsaid(BODY, change.was, change.now, change.line, changed=change)
    found = regrouped(before, now)
    if found and not explain_groups(told, found):
        yield Unsaid(BODY, found.was, found.now, found.line, found)


def _is_told(told: Sequence[Correction], before: str, now: str) -> bool:
    explained = explain_lines(told, before, now) or explain(told, before, now)
    return explained and shifts_are_told(told, before, now)
