"""Notices as they stand on a day, with the notices they replace and are replaced by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256

from portal import addresses
from portal.facts.chains import Chains, Claim, Links, chains
from portal.facts.fees import ContractFees, contract_fees, most_to_pay
from portal.facts.life import Life, Status, life
from portal.fitting import Entry
from portal.portal import Portal, is_sample
from portal.records.notice import ABOUT_OTHERS, Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class Announced:
    """A notice with its place, its body, its standing and its neighbours by id.

    `mark` tells it and the files of its family, each with its path and its digest: all that its
    page is made of. A file that only gets another name has another address. `shown_mark` stands for
    what lists, feeds and calendars show: its file, the day of its first successor, and its `claims`,
    which are what notices ever said of taking its place.
    `changed_kinds` are those of the notices that a change or a withdrawal goes back to. `address` is where its page
    stands; a `sample` is only one.
    """

    identity: str
    notice: Notice
    body: str
    path: str
    life: Life
    links: Links
    mark: str = ""
    shown_mark: str = ""
    draft: bool = False
    changed_kinds: tuple[NoticeKind, ...] = ()
    claims: tuple[Claim, ...] = ()
    address: str = field(init=False)
    sample: bool = field(init=False)

    def __post_init__(self) -> None:
        # Asked for again and again; ten thousand with a dict each would take 40 MB more.
        address = addresses.notice(self.identity, self.notice.published_on.year)
        object.__setattr__(self, "address", address)
        object.__setattr__(self, "sample", is_sample(self.notice))

    @property
    def kinds(self) -> tuple[NoticeKind, ...]:
        """Its kind; of a change or a withdrawal also that of what it is about.

        Who looks for 套餐 wants it as it is now, and may still order what will go.
        """
        return (self.notice.kind, *self.changed_kinds)

    @property
    def contract_fees(self) -> ContractFees | None:
        """What its monthly price comes to over its contract."""
        return contract_fees(self.notice)

    @property
    def most_to_pay(self) -> Decimal | None:
        """What leaving it costs at most, where its liability does not say so."""
        return most_to_pay(self.notice)

    @property
    def status(self) -> Status:
        """Where it stands on the day."""
        return self.life.status


def announced(portal: Portal, as_of: date) -> Mapping[str, Announced]:
    """Every notice by id, as it stands on the day."""
    entries = portal.of("notice")
    found = chains(portal.notices)
    families: dict[str, str] = {}
    made = {}
    for name, entry in entries.items():
        links, superseded_on = found.of(name), found.superseded_on(name)
        claims = found.claims(name)
        mark = f"{entry.path} {entry.mark}"
        if links.family:
            first = links.family[0]
            families[first] = families.get(first) or _family_mark(entries, links)
            mark = f"{name} {families[first]}"
        made[name] = Announced(
            name,
            entry.record,
            entry.body,
            entry.path,
            life(entry.record, superseded_on, as_of),
            links,
            mark,
            f"{entry.path} {entry.mark} {superseded_on} {claims or ''}",
            entry.draft,
            _changed_kinds(name, portal.notices, found),
            claims,
        )
    return made


def _changed_kinds(
    name: str, notices: Mapping[str, Notice], found: Chains
) -> tuple[NoticeKind, ...]:
    """The kinds of the notices that a change or a withdrawal goes back to, through others of these."""
    if notices[name].kind not in ABOUT_OTHERS:
        return ()
    kinds, seen, waiting = set(), {name}, [name]
    while waiting:
        for older in found.of(waiting.pop()).older:
            if older in seen:
                continue
            seen.add(older)
            if notices[older].kind in ABOUT_OTHERS:
                waiting.append(older)
            else:
                kinds.add(notices[older].kind)
    return tuple(kind for kind in NoticeKind if kind in kinds)


def _family_mark(entries: Mapping[str, Entry], links: Links) -> str:
    files = (entries[member] for member in links.family)
    return sha256("\n".join(f"{one.path} {one.mark}" for one in files).encode()).hexdigest()
