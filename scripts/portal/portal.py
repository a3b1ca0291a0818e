"""The portal's records gathered from all entries, in an order that does not depend on files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from pydantic import RootModel

from portal import addresses
from portal.fitting import Entry
from portal.records.award import Awards, First
from portal.records.channel import Channel, Coverage
from portal.records.commitment import Commitment
from portal.records.indicator import Indicator, Results
from portal.records.notice import Notice
from portal.records.site import Page, Site
from portal.records.source import Source
from portal.slugs import slugs

Item = TypeVar("Item", First, Coverage)
_LEFT_OUT = re.compile(r"[\s_—–-]+")


@dataclass(frozen=True)
class Portal:
    """Every entry, and the entries by kind and id. Missing files leave their kind empty.

    `broken` has by kind the ids of files that are there but could not be fitted: what they hold is
    not known, so nothing that refers to it is wrong. `pictures` are their bytes by address.
    """

    entries: tuple[Entry, ...]
    kinds: Mapping[str, Mapping[str, Entry]]
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The settings of the site; `site_is_there` has seen to it that there are some."""
        site: Site = self.kinds["site"]["site"].record
        return site

    @cached_property
    def notices(self) -> dict[str, Notice]:
        """Notices by id."""
        return {name: entry.record for name, entry in self.of("notice").items()}

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        """Commitments by edition and number: `2009/1`."""
        return {name: entry.record for name, entry in self.of("commitment").items()}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Prose pages by address without slashes at the ends: `help/complain`."""
        return {name: entry.record for name, entry in self.of("page").items()}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id, in the order of their file."""
        return {
            one.id: one for entry in self.of("indicators").values() for one in entry.record.root
        }

    @cached_property
    def results(self) -> dict[str, Results]:
        """Results by period, oldest first."""
        return {name: entry.record for name, entry in self.of("results").items()}

    @cached_property
    def awards(self) -> Awards:
        """Awards and firsts."""
        for entry in self.of("awards").values():
            awards: Awards = entry.record
            return awards
        return Awards(awards=())

    @cached_property
    def firsts(self) -> tuple[First, ...]:
        """What was done first, in the order of their file; each has an id."""
        return _with_ids(self.awards.firsts)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Channels by id, in the order of their file."""
        return {one.id: one for entry in self.of("channels").values() for one in entry.record.root}

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Coverage figures in the order of their file; each has an id."""
        listed = (one for entry in self.of("coverage").values() for one in entry.record.root)
        return _with_ids(tuple(listed))

    @cached_property
    def redirects(self) -> dict[str, str]:
        """New address by old one, both without their first slash."""
        return {
            one.from_[1:]: one.to[1:]
            for entry in self.of("redirects").values()
            for one in entry.record.root
        }

    @cached_property
    def notices_of_plans(self) -> dict[str, list[str]]:
        """Ids of notices by the `plan_key` of their plan's number."""
        found: dict[str, list[str]] = {}
        for name, notice in self.notices.items():
            found.setdefault(plan_key(notice.plan_number), []).append(name)
        return found

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages that content files stand for, without their first slash."""
        notices = self.notices.items()
        return frozenset(
            [
                *map(addresses.page, self.pages),
                *map(addresses.commitment, self.commitments),
                *(addresses.notice(name, one.published_on.year) for name, one in notices),
            ]
        )

    @cached_property
    def synonyms(self) -> tuple[tuple[str, ...], ...]:
        """Groups of words that mean the same to a reader."""
        return tuple(group for entry in self.of("synonyms").values() for group in entry.record.root)

    def has_broken(self, kind: str, identity: str | None = None) -> bool:
        """Whether a file of the kind, or the one with that id, is there but cannot be read."""
        ids = self.broken.get(kind, frozenset())
        return bool(ids) if identity is None else identity in ids

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The paths of all drafts; none in the portal that is published."""
        return frozenset(entry.path for entry in self.entries if entry.draft)

    def of(self, kind: str) -> Mapping[str, Entry]:
        """The entries of one kind by id."""
        return self.kinds.get(kind, {})


def gather(entries: Iterable[Entry]) -> Portal:
    """The portal that the entries make up; of two with one id the first by path stays."""
    kinds: dict[str, dict[str, Entry]] = {}
    held = tuple(sorted(entries, key=lambda entry: (entry.kind, entry.id, entry.path)))
    for entry in held:
        kinds.setdefault(entry.kind, {}).setdefault(entry.id, entry)
    return Portal(held, kinds)


def plan_key(number: str) -> str:
    """A plan's number without what people leave out or write otherwise."""
    return _LEFT_OUT.sub("", number).upper()


def same_number(one: str, other: str) -> bool:
    """Whether two texts are one plan's number: of TC-1-12 and TC-11-2 nobody left anything out."""
    if one == other:
        return True
    if plan_key(one) != plan_key(other):
        return False
    parts, others = _LEFT_OUT.split(one.upper()), _LEFT_OUT.split(other.upper())
    return parts == others or 1 in (len(parts), len(others))


def without_samples(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without any record whose source is a sample; lists lose only those items."""
    kept = (_without_sample_items(entry) for entry in entries)
    return [entry for entry in kept if not is_sample(entry.record)]


def without_drafts(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are published."""
    return [entry for entry in entries if not entry.draft]


def is_sample(record: object) -> bool:
    """Whether the record cites a sample and so must be marked 示例."""
    source = getattr(record, "source", None)
    return isinstance(source, Source) and source.is_sample


def called(item: First | Coverage) -> str:
    """What names an item that need not have an id."""
    return item.area if isinstance(item, Coverage) else item.title


def _with_ids(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, each with an id: its own, else the slug of what it is called."""
    own = {item.id.lower() for item in items if item.id}
    derived = slugs((called(item) for item in items if not item.id), own)
    return tuple(
        item if item.id else item.model_copy(update={"id": derived[called(item)]}) for item in items
    )


def _without_sample_items(entry: Entry) -> Entry:
    record = entry.record
    if isinstance(record, RootModel) and isinstance(record.root, tuple):
        items = tuple(_without_sample_target(one) for one in record.root if not is_sample(one))
        return replace(entry, record=type(record).model_construct(root=items))
    if isinstance(record, Awards):
        awards = tuple(item for item in record.awards if not is_sample(item))
        firsts = tuple(item for item in record.firsts if not is_sample(item))
        return replace(entry, record=record.model_copy(update={"awards": awards, "firsts": firsts}))
    return entry


def _without_sample_target(item: object) -> object:
    """An indicator whose target is only a sample has none: results are not judged by it."""
    if isinstance(item, Indicator) and item.target_source and item.target_source.is_sample:
        return item.model_copy(update={"target": None, "target_source": None})
    return item
