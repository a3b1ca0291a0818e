"""Where a notice stands on a day: announced, on sale, ending, withdrawn or superseded."""

from dataclasses import dataclass
from datetime import date

from portal.records.notice import Notice, NoticeKind
from portal.records.values import Choice

ENDING_DAYS = 30


class Status(Choice):
    """Where a notice stands; derived, never written."""

    ANNOUNCED = "announced", "已公布，未生效"
    ON_SALE = "on_sale", "在售"
    ENDING = "ending", "即将下线"
    WITHDRAWN = "withdrawn", "已下线"
    SUPERSEDED = "superseded", "已被取代"


LABELS = {status.value: status.label for status in Status}
ENDED = frozenset({Status.WITHDRAWN, Status.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Life:
    """A notice's status on a day, the date that matters most to a reader, and how far off it is.

    `on`: announced → the day it takes effect; on sale or ending → its last change to come, None
    when none is known; withdrawn or superseded → the day that happened. `days`: whole days from
    the day to `on`, never above zero once it has ended; None without `on`. `superseded_on`: the day
    the first successor takes effect, also when that is to come. `by_successor`: whether `on` is
    that day, so that the sentence says 被取代 and not 下线. `stops_on`: of a stop-sale notice that is
    announced, the day the sale stops: nothing begins on the day it takes effect.
    """

    status: Status
    on: date | None
    days: int | None
    superseded_on: date | None = None
    by_successor: bool = False
    stops_on: date | None = None

    @property
    def ended(self) -> bool:
        """Whether nobody can order it any more."""
        return self.status in ENDED

    @property
    def told_on(self) -> date | None:
        """The day that the sentence tells."""
        return self.stops_on or self.on

    @property
    def told_days(self) -> int | None:
        """How far off that day is."""
        if self.days is None or self.on is None or self.stops_on is None:
            return self.days
        return self.days + (self.stops_on - self.on).days

    @property
    def sentence(self) -> str:
        """Which sentence tells the day and how far off it is; the words stand in status-chip.

        The status, with `_until` for on sale with an end, then `_superseded` where a successor and
        not a withdrawal is what is to come; with `_stops` where the sale of something will stop.
        """
        if self.stops_on:
            return f"{self.status}_stops"
        until = "_until" if self.status is Status.ON_SALE and self.on else ""
        by = "_superseded" if self.by_successor and not self.ended else ""
        return f"{self.status}{until}{by}"


def life(notice: Notice, superseded_on: date | None, day: date) -> Life:
    """Where the notice stands on the day; `superseded_on` is when its first successor is effective.

    Superseded counts before withdrawn: it tells the reader where to go on. It is withdrawn from
    `withdrawn_on` on, and ending on the 30 days before its end, whichever of the two that is.
    """
    status, on = _judge(notice, superseded_on, day)
    if on is None:
        return Life(status, None, None)
    by_successor = on == superseded_on and status not in (Status.ANNOUNCED, Status.WITHDRAWN)
    stops = status is Status.ANNOUNCED and notice.kind is NoticeKind.WITHDRAWAL
    stops_on = notice.withdrawn_on if stops else None
    return Life(status, on, (on - day).days, superseded_on, by_successor, stops_on)


def _judge(notice: Notice, superseded_on: date | None, day: date) -> tuple[Status, date | None]:
    if superseded_on is not None and superseded_on <= day:
        return Status.SUPERSEDED, superseded_on
    if notice.withdrawn_on is not None and notice.withdrawn_on <= day:
        return Status.WITHDRAWN, notice.withdrawn_on
    if day < notice.effective_on:
        return Status.ANNOUNCED, notice.effective_on
    ends = [end for end in (superseded_on, notice.withdrawn_on) if end is not None]
    if not ends:
        return Status.ON_SALE, None
    end = min(ends)
    return Status.ENDING if (end - day).days <= ENDING_DAYS else Status.ON_SALE, end
