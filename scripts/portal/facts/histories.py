"""What a notice has said over time, told back from what it says now by its corrections."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from portal.records.notice import Correction, Notice, NoticeKind
from portal.records.reading import listed
from portal.records.values import NOTHING

# A day, since when it was so, and the day on which it was so no more.
Span = tuple[date, date, date]
_ID = re.compile(r"[A-Za-z0-9-]+")
_KINDS = {word: kind for kind in NoticeKind for word in (kind.value, kind.label)}


def days(notice: Notice, field: str) -> Iterator[Span]:
    """The days that a field has named, the newest first: each with since and until when it was so.

    It was so from the one day on, and on the other not any more.
    """
    stands: date | None = getattr(notice, field)
    for one, since, until in _spans(notice, field):
        if stands is not None:
            yield stands, since, until
        stands = _day_before(one, stands) if one else None


def predecessors(notice: Notice) -> Iterator[tuple[frozenset[str], date, date]]:
    """The notices that it has superseded, as `days`; ids of none may be among them."""
    stands = frozenset(notice.supersedes)
    for one, since, until in _spans(notice, "supersedes"):
        yield stands, since, until
        if one:
            stands = stands - {*_ID.findall(one.now)} | {*_ID.findall(one.was)}


def words(notice: Notice, field: str) -> Iterator[tuple[str, date]]:
    """The words that corrections may have taken out of a list of words, as written, each with the day."""
    for one in notice.corrections:
        if one.field == field:
            yield from ((word, one.on) for word in listed(one.was) if word != NOTHING)


def kinds(notice: Notice) -> Iterator[tuple[NoticeKind, date]]:
    """The kinds that a notice has been of, each with the day on which it was so no more."""
    yield notice.kind, date.max
    yield from ((_KINDS[word], day) for word, day in words(notice, "kind") if word in _KINDS)


def _spans(notice: Notice, field: str) -> Iterator[tuple[Correction | None, date, date]]:
    """The corrections of a field, the last first, each with how long was so what it says; then None."""
    until = date.max
    for one in reversed(notice.corrections):
        if one.field == field:
            yield one, one.on, until
            until = one.on
    yield None, notice.published_on, until


def _day_before(one: Correction, stands: date | None) -> date | None:
    """The day that was corrected; None for 无, and for what people wrote instead of a day."""
    was, now, told = one.was.strip(), one.now.strip(), str(stands)
    readings = [was]
    # An old correction may tell of a part of the date only: of which, when it stands there twice?
    if -1 < told.find(now) == told.rfind(now):
        readings.append(told.replace(now, was))
    for written in readings:
        with suppress(ValueError):
            return date.fromisoformat(written)
    return None
