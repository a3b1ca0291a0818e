"""What happened to notices, promises and awards, each on its day: what feeds and calendars tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from portal.facts.chains import turns
from portal.facts.histories import Span, days, kinds
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.portal import Portal, is_sample
from portal.records.award import Award
from portal.records.notice import Notice, NoticeKind
from portal.records.reading import label
from portal.records.values import Choice

NEAR_DAYS = 7


class EventKind(Choice):
    """What happened."""

    ANNOUNCED = "announced", "公布"
    EFFECTIVE = "effective", "生效"
    ENDING = "ending", "七天内下线"
    WITHDRAWN = "withdrawn", "下线"
    SUPERSEDED = "superseded", "被取代"
    CORRECTED = "corrected", "更正"
    RESULTS = "results", "结果"
    AWARD = "award", "荣誉"


# What comes of a day that a notice names, and how many days before it is told.
_DATED = (
    (EventKind.EFFECTIVE, "effective_on", 0),
    (EventKind.WITHDRAWN, "withdrawn_on", 0),
    (EventKind.ENDING, "withdrawn_on", NEAR_DAYS),
)


class Event(NamedTuple):
    """Something that happened on a day and was told on `told_on`.

    `key` names it for ever; `about` is the notice, the promise or the award it happened to, and
    `detail` the period of a result, or the field that was corrected.
    """

    kind: EventKind
    key: str
    day: date
    told_on: date
    about: Announced | Promise | Award
    detail: str = ""

    @property
    def year(self) -> str:
        """The year in its name: that of the notice or the promise, of an award the one it is of.

        Not of the day it was made known on: a source found later must not give it another name.
        """
        if isinstance(self.about, Award):
            return str((self.about.on.first_day if self.about.on else self.day).year)
        return self.about.address.split("/")[1]

    @property
    def address(self) -> str:
        """The page to read about it."""
        return "awards/" if isinstance(self.about, Award) else self.about.address


def of_notice(told: Announced, as_of: date) -> Iterator[Event]:
    """What has happened to a notice by the day. Nothing is told before it was published.

    Once another has taken its place it neither takes effect nor ends; a withdrawal begins nothing.
    What was told by all that was known on its day stays, under its name, whatever is corrected
    later, in the notice or in the one that takes its place; the new day gets its own.
    """
    notice, key, known = told.notice, f"notices/{told.identity}", told.notice.published_on
    replaced = turns(told.claims)
    # A correction of the day of publication says that it was told on the other day: the one entry
    # of its announcement moves there, for there was no second announcement to tell of.
    if known <= as_of:
        yield Event(EventKind.ANNOUNCED, f"{key}/{EventKind.ANNOUNCED}", known, known, told)
    yield from _superseded(told, f"{key}/{EventKind.SUPERSEDED}", 0, replaced, as_of)
    for kind, field, days_before in _DATED:
        if kind is EventKind.EFFECTIVE and notice.kind is NoticeKind.WITHDRAWAL:
            continue
        name = f"{key}/{kind}"
        for span in reversed([*days(notice, field)]):
            told_on = _told_on(span, days_before, replaced)
            if told_on and told_on <= as_of:
                yield Event(kind, name, span[0], told_on, told)
                name = f"{key}/{kind}/{span[2]}"
    near = f"{key}/{EventKind.ENDING}/{EventKind.SUPERSEDED}"
    yield from _superseded(told, near, NEAR_DAYS, replaced, as_of)
    yield from _corrected(told, f"{key}/{EventKind.CORRECTED}", as_of)


def _superseded(
    told: Announced, name: str, days_before: int, replaced: Iterable[Span], as_of: date
) -> Iterator[Event]:
    """Each day on which another took its place, by what was known then; or a warning before it."""
    kind, first = EventKind.ENDING if days_before else EventKind.SUPERSEDED, name
    for gone, known, until in replaced:
        told_on = max(gone - timedelta(days_before), known, told.notice.published_on)
        is_news = not days_before or _ends_by_another(told.notice, gone, told_on)
        if told_on <= as_of and told_on < until and is_news:
            yield Event(kind, name, gone, told_on, told)
            name = f"{first}/{until}"


def _ends_by_another(notice: Notice, gone: date, on: date) -> bool:
    """Whether a notice that has begun is still to end, as was known on the day `on`, by which no end
    of its own was named.
    """
    begun, ended = (
        [day for day, since, until in days(notice, field) if since <= on < until]
        for field in ("effective_on", "withdrawn_on")
    )
    begins = begun[0] if begun else notice.effective_on
    return on < gone and begins < gone and not any(day <= gone for day in ended)


def _told_on(span: Span, days_before: int, replaced: Iterable[Span]) -> date | None:
    """When a day that a notice named is told; None when it never was, or another came before it."""
    day, since, until = span
    due = max(day - timedelta(days_before), since)
    for gone, known, unknown in replaced:
        told_on = max(due, known)
        in_time = told_on < day or not days_before
        if day <= gone and in_time and told_on < min(until, unknown):
            return told_on
    return None


def _corrected(told: Announced, key: str, as_of: date) -> Iterator[Event]:
    """Each correction; the first of a day has the name that a day's corrections had together."""
    of_day: Counter[date] = Counter()
    for one in told.notice.corrections:
        of_day[one.on] += 1
        part = f"/{of_day[one.on]}" if of_day[one.on] > 1 else ""
        if one.on <= as_of:
            told_on = max(told.notice.published_on, one.on)
            name, field = f"{key}/{one.on}{part}", label(one.field)
            yield Event(EventKind.CORRECTED, name, one.on, told_on, told, field)


def first_day(told: Announced) -> date | None:
    """The day from which it holds; None when another came before, or when it only ends something."""
    if told.notice.kind is NoticeKind.WITHDRAWAL:
        return None
    return _until(told.life.superseded_on or date.max, told.notice.effective_on)


def was_to_begin(told: Announced) -> bool:
    """Whether a day from which it holds was ever told, be it that another came before it since."""
    notice = told.notice
    if all(kind is NoticeKind.WITHDRAWAL for kind, _ in kinds(notice)):
        return False
    first = min(day for day, _, _ in days(notice, "effective_on"))
    stood = (gone for gone, _, until in turns(told.claims) if notice.published_on < until)
    return any(first <= gone for gone in stood)


def last_day(told: Announced) -> date | None:
    """The day from which it cannot be ordered as it says itself; None when another came before."""
    return _until(told.life.superseded_on or date.max, told.notice.withdrawn_on)


def _until(gone: date, day: date | None) -> date | None:
    return day if day and day <= gone else None


def of_promise(promise: Promise, as_of: date) -> Iterator[Event]:
    """The publications of its results, weeks after the period they are about, and their corrections.

    Those of quarters before it began were told of the promise before it, if of any.
    """
    measured = [one for track in promise.tracks for one in track.own]
    known = {one.period: one.published.published_on for one in measured}
    for period, day in known.items():
        if day <= as_of:
            key = f"commitments/{promise.identity}/{period}"
            yield Event(EventKind.RESULTS, key, day, day, promise, period)
    corrected = {(one.period, day) for one in measured for day in one.result.corrected_on}
    for period, day in corrected:
        told_on = max(known[period], day)
        if told_on <= as_of:
            key = f"commitments/{promise.identity}/{period}/{EventKind.CORRECTED}/{day}"
            yield Event(EventKind.CORRECTED, key, day, told_on, promise, period)


def of_awards(portal: Portal, as_of: date) -> Iterator[Event]:
    """Awards, on the day their source made them known, else on their own.

    One without its own day has that of its source, and its entry says so. Where neither has a day
    none is made up: it stands on the page and in the data, and in no feed.
    """
    for award in portal.awards.awards:
        known = award.source.on or award.on
        if known and known.last_day <= as_of:
            day = known.last_day
            yield Event(EventKind.AWARD, f"awards/{award.id}", day, day, award)


def told_as_sample(event: Event) -> bool:
    """Whether what is told must be marked 示例."""
    about = event.about
    if isinstance(about, Award):
        return is_sample(about)
    if isinstance(about, Announced):
        return about.sample
    results = (one for track in about.tracks for one in track.measured)
    return about.sample or any(one.sample for one in results if one.period == event.detail)


def in_order(events: Iterator[Event]) -> Sequence[Event]:
    """The events, the newest told first."""
    found = sorted(events, key=attrgetter("key"))
    found.sort(key=attrgetter("told_on"), reverse=True)
    return found
