"""Notices as they stand on a day, with the notices they replace and are replaced by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal import addresses
from portal.portal import Portal, is_sample
from portal.records.kinds import Choice
from portal.records.notice import Notice


class Status(Choice):
    """How a notice stands on a day."""

    ANNOUNCED = "announced", "已公布，未生效"
    ON_SALE = "on_sale", "在售"
    ENDING = "ending", "即将下线"
    WITHDRAWN = "withdrawn", "已下线"
    SUPERSEDED = "superseded", "已被取代"


@dataclass(frozen=True)
class Announced:
    """A notice with its place, its body and its standing."""

    identity: str
    notice: Notice
    body: str
    path: str
    status: Status

    @property
    def address(self) -> str:
        """Where its page stands."""
        return addresses.notice(self.identity, self.notice.published_on.year)

    @property
    def sample(self) -> bool:
        """Whether it is only a sample."""
        return is_sample(self.notice)


def announced(portal: Portal, as_of: date) -> Mapping[str, Announced]:
    """Every notice by id, as it stands on the day."""
    successor = {
        old: portal.notices[name]
        for name in portal.notices
        for old in portal.notices[name].supersedes
    }
    return {
        name: Announced(
            name,
            entry.record,
            entry.body,
            entry.path,
            _status(entry.record, successor.get(name), as_of),
        )
        for name, entry in portal.of("notice").items()
    }


def _status(notice: Notice, successor: Notice | None, as_of: date) -> Status:
    if successor and successor.effective_on <= as_of:
        return Status.SUPERSEDED
    if notice.withdrawn_on and notice.withdrawn_on <= as_of:
        return Status.WITHDRAWN
    if as_of < notice.effective_on:
        return Status.ANNOUNCED
    if notice.withdrawn_on and (notice.withdrawn_on - as_of).days <= 30:
        return Status.ENDING
    return Status.ON_SALE
