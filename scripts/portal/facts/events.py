"""What happened to notices, promises and awards, each on its day: what feeds and calendars tell."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.portal import Portal, is_sample
from portal.records.award import Award
from portal.records.notice import NoticeKind
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


class Event(NamedTuple):
    """Something that happened on a day and was told on `told_on`.

    `key` names it for ever; `about` is the notice, the promise or the award it happened to, and
    `detail` the period of a result.
    """

    kind: EventKind
    key: str
    day: date
    told_on: date
    about: Announced | Promise | Award
    detail: str = ""

    @property
    def year(self) -> str:
        """The year in its name: that of the notice or the promise, for an award its own."""
        place = "" if isinstance(self.about, Award) else self.about.address
        return place.split("/")[1] if place else str(self.day.year)

    @property
    def address(self) -> str:
        """The page to read about it."""
        return "awards/" if isinstance(self.about, Award) else self.about.address


def of_notice(told: Announced, as_of: date) -> Iterator[Event]:
    """What has happened to a notice by the day. Nothing is told before it was published.

    Once another has taken its place it neither takes effect nor ends; a withdrawal begins nothing.
    """
    notice, key = told.notice, f"notices/{told.identity}"
    gone = told.life.superseded_on or date.max
    dated = [
        (EventKind.ANNOUNCED, notice.published_on, ""),
        (EventKind.EFFECTIVE, first_day(told), ""),
        (EventKind.WITHDRAWN, last_day(told), ""),
        (EventKind.SUPERSEDED, told.life.superseded_on, ""),
    ]
    dated += ((EventKind.CORRECTED, on, f"/{on}") for on in {one.on for one in notice.corrections})
    known = notice.published_on
    for kind, day, part in dated:
        if day is not None and day <= as_of:
            yield Event(kind, f"{key}/{kind}{part}", day, max(known, day), told)
    if notice.withdrawn_on is not None:
        near = max(notice.withdrawn_on - timedelta(NEAR_DAYS), known)
        if near <= as_of and near < gone:
            yield Event(EventKind.ENDING, f"{key}/ending", notice.withdrawn_on, near, told)


def first_day(told: Announced) -> date | None:
    """The day from which it holds; None when another came before, or when it only ends something."""
    if told.notice.kind is NoticeKind.WITHDRAWAL:
        return None
    return _until(told.life.superseded_on or date.max, told.notice.effective_on)


def last_day(told: Announced) -> date | None:
    """The day from which it cannot be ordered as it says itself; None when another came before."""
    return _until(told.life.superseded_on or date.max, told.notice.withdrawn_on)


def _until(gone: date, day: date | None) -> date | None:
    return day if day and day <= gone else None


def of_promise(promise: Promise, as_of: date) -> Iterator[Event]:
    """The publications of its results: weeks after the period they are about, on their own day."""
    periods = {
        one.period: one.published.published_on
        for track in promise.tracks
        for one in track.measured
        if one.published.published_on <= as_of
    }
    for period, day in periods.items():
        key = f"commitments/{promise.identity}/{period}"
        yield Event(EventKind.RESULTS, key, day, day, promise, period)


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
