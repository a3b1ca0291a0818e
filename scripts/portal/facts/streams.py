"""The streams of events: all of them, those of a kind, of a place, of a promise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.addresses import notice_list
from portal.facts import Facts
from portal.facts.events import Event, EventKind, in_order, of_awards, of_notice, of_promise
from portal.facts.histories import kinds, predecessors, words
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.facts.shelves import ALL, AREA, KIND, PROVINCE
from portal.records.area import CITIES, WHOLE_PROVINCE
from portal.records.notice import ABOUT_OTHERS, NoticeKind

COMMITMENT = "commitment"
RECENT_DAYS = 30
# The streams of places by what is written in a notice.
_AREAS = {area: f"{AREA}/{CITIES.get(area, PROVINCE)}" for area in (WHOLE_PROVINCE, *CITIES)}


@dataclass(frozen=True)
class Stream:
    """What happened to one group of things, the newest first; `address` is the page about it.

    `name` is the end of its address: `all`, `kind/plan`, `area/guangzhou`, `commitment/2009-1`.
    """

    name: str
    label: str
    address: str
    events: Sequence[Event]


def names_of_notice(told: Announced) -> list[str]:
    """The streams a notice is in, the narrowest last."""
    notice = told.notice
    year = notice.published_on.year
    return [
        ALL,
        *[f"{KIND}/{kind.value}" for kind in told.kinds],
        *[_AREAS[area] for area in dict.fromkeys(notice.areas)],
        *[name_of_promise(f"{year}/{number}") for number in dict.fromkeys(notice.commitments)],
    ]


def name_of_promise(identity: str) -> str:
    """The stream of a promise."""
    return f"{COMMITMENT}/{identity.replace('/', '-')}"


def group_of(name: str) -> str:
    """What its title says a stream or a calendar is of: its axis; the whole province is no city."""
    axis, _, rest = name.partition("/")
    return PROVINCE if rest == PROVINCE else axis


def label_of(name: str, facts: Facts) -> str:
    """What a stream is called; empty when there is none of that name."""
    axis, _, rest = name.partition("/")
    if axis != COMMITMENT:
        return facts.register.shelves[name].label if name in facts.register.shelves else ""
    promise = facts.portal.commitments.get(rest.replace("-", "/"))
    return promise.title if promise else ""


def in_title(name: str, label: str) -> str:
    """The label as the title of a feed has it, which goes on with 公告 itself: 停售公告 ends so already."""
    return label if group_of(name) == COMMITMENT else label.removesuffix("公告")


def streams(facts: Facts) -> Iterator[Stream]:
    """Every stream, be it empty."""
    filed: dict[str, list[Event]] = {}
    known: dict[int, list[str]] = {}
    left: dict[int, dict[str, date]] = {}
    for event in in_order(_events(facts)):
        about = id(event.about)
        if about not in known:
            known[about] = _names(event)
            left[about] = _left(event, known[about], facts.notices)
        for name in known[about]:
            filed.setdefault(name, []).append(event)
        for name, day in left[about].items():
            if event.told_on <= day:
                filed.setdefault(name, []).append(event)
    for name, address in names(facts).items():
        yield Stream(name, label_of(name, facts), address, filed.get(name, ()))


def recent(facts: Facts) -> Sequence[Event]:
    """What changed in the last days for who pays, the newest first: no warnings, no honours."""
    since = facts.as_of - timedelta(RECENT_DAYS)
    beside = (EventKind.ENDING, EventKind.AWARD)
    happened = _events(facts, lambda told: _may_be_told_after(told, since, facts.as_of))
    return in_order(one for one in happened if one.told_on > since and one.kind not in beside)


def _may_be_told_after(told: Announced, since: date, as_of: date) -> bool:
    """Whether anything but a warning may be; of most notices a look at their days says no."""
    notice = told.notice
    days = notice.published_on, notice.effective_on, notice.withdrawn_on
    is_plain = not (notice.corrections or told.claims)
    return not is_plain or any(day is not None and since < day <= as_of for day in days)


def names(facts: Facts) -> dict[str, str]:
    """The name of every stream and the page about it: of everything, all kinds, places, promises."""
    shelves = [shelf.name for axis in (KIND, AREA) for shelf in facts.shelves_of(axis)]
    promises = {name_of_promise(one.identity): one.address for one in facts.promises}
    return {ALL: ""} | {name: notice_list(name) for name in shelves} | promises


def _events(facts: Facts, of: Callable[[Announced], bool] = lambda _: True) -> Iterator[Event]:
    for told in filter(of, facts.notices.values()):
        yield from of_notice(told, facts.as_of)
    for promise in facts.promises:
        yield from of_promise(promise, facts.as_of)
    yield from of_awards(facts.portal, facts.as_of)


def _names(event: Event) -> list[str]:
    if isinstance(event.about, Announced):
        return names_of_notice(event.about)
    if isinstance(event.about, Promise):
        return [ALL, name_of_promise(event.about.identity)]
    return [ALL]


def _left(event: Event, names: Sequence[str], notices: Mapping[str, Announced]) -> dict[str, date]:
    """The streams that corrections took a notice out of, and when: what was told there till then stays."""
    if not isinstance(event.about, Announced):
        return {}
    notice = event.about.notice
    if not notice.corrections and notice.kind not in ABOUT_OTHERS:
        return {}
    year = notice.published_on.year
    found = {_AREAS[word]: day for word, day in words(notice, "areas") if word in _AREAS}
    promises = words(notice, "commitments")
    found |= {name_of_promise(f"{year}/{number}"): day for number, day in promises}
    once = _kinds_once(event.about, notices)
    found |= {f"{KIND}/{kind.value}": day for kind, day in once.items()}
    return {name: day for name, day in found.items() if name not in names}


def _kinds_once(told: Announced, notices: Mapping[str, Announced]) -> dict[NoticeKind, date]:
    """The kinds of `Announced.kinds` as they have ever been, each with the last day on which it was one.

    Of a change or a withdrawal those also of what it ever said to be about, by what was said there.
    """
    found = dict(kinds(told.notice))
    until, waiting = {told.identity: date.max}, [told.identity]
    while waiting:
        name = waiting.pop()
        for kind, day in kinds(notices[name].notice):
            last = min(day, until[name])
            if kind not in ABOUT_OTHERS:
                found[kind] = max(last, found.get(kind, date.min))
                continue
            for names, _, unnamed in predecessors(notices[name].notice):
                for older in names & notices.keys():
                    if until.get(older, date.min) < min(last, unnamed):
                        until[older] = min(last, unnamed)
                        waiting.append(older)
    return found
