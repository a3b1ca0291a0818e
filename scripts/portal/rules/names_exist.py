"""提到的编号都真有：指标、渠道、承诺、被取代的公告，写了就要找得到。"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portal import addresses
from portal.findings import Fault, nearest
from portal.permanence import cause
from portal.portal import Portal, plan_key
from portal.records.advice import digits_meant
from portal.rules.an_id_is_used_once import repeated
from portal.slips import Loc


@dataclass(frozen=True)
class Register:
    """Names of one sort, the file that declares them, which of these are used, and where one is missing.

    `called` are words by which people know them, as the telephone number of a channel.
    """

    what: str
    home: str
    known: Collection[str]
    called: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    missing: dict[str, list[tuple[str, Loc]]] = field(default_factory=dict)

    def use(self, path: str, loc: Loc, names: Collection[str], keyed: bool = False) -> None:
        """Names that stand at `loc`, as items of a list or as keys."""
        if self.used.issuperset(names):
            return  # thousands of notices name the same few
        for index, name in enumerate(names):
            if name in self.known:
                self.used.add(name)
            else:
                place = (path, (*loc, name if keyed else index))
                self.missing.setdefault(name, []).append(place)


def faults(portal: Portal) -> Iterator[Fault]:
    """References to what does not exist. What stands in a broken file may well exist."""
    notices = portal.notices.keys() | portal.broken.get("notice", frozenset())
    numbers_of = {one.contact: name for name, one in portal.channels.items() if one.contact}
    channels = Register("渠道", "data/channels.yml", portal.channels, numbers_of)
    indicators = Register("指标", "data/indicators.yml", portal.indicators)
    for name, entry in portal.of("notice").items():
        notice = portal.notices[name]
        channels.use(entry.path, ("sales_channels",), notice.sales_channels)
        channels.use(entry.path, ("cancel", "channels"), notice.cancel.channels)
        for index, older in enumerate(notice.supersedes):
            if older not in notices:
                loc = ("supersedes", index)
                words = (f"“{older}”不存在", _notice_advice(portal, older, notices))
                yield Fault(entry.path, loc, *words, cause=f"notice {older}")
    for name, entry in portal.of("commitment").items():
        commitment = portal.commitments[name]
        indicators.use(entry.path, ("indicators",), commitment.indicators)
        channels.use(entry.path, ("contacts",), commitment.contacts)
    for name, entry in portal.of("results").items():
        indicators.use(entry.path, ("results",), portal.results[name].results, keyed=True)
    # Which of two items an id means is told by the rule about ids.
    if not portal.has_broken("channels") and not any(repeated(portal, "channels")):
        yield from _missing(channels, "channels" in portal.kinds)
    if not portal.has_broken("indicators") and not any(repeated(portal, "indicators")):
        yield from _missing(indicators, "indicators" in portal.kinds)
    yield from _missing_promises(portal)


def _missing(register: Register, has_home: bool) -> Iterator[Fault]:
    """What is used and not declared; above it, what is probably wrong where it is declared."""
    places = register.missing
    if places and not has_home:
        names = "、".join(sorted(places)[:12])
        message = f"缺少 {register.home}，别处用到的{register.what}“{names}”都要写在里面"
        fix = f"新建这个文件，每个{register.what}写一项"
        yield Fault(register.home, (), message, fix, cause=register.home)
    for name, found in places.items():
        because = f"{register.home} {name}" if has_home else register.home
        if has_home and len(found) > 1:
            yield from _at_home(register, name, because)
        for path, loc in found:
            message = f"{register.what}“{name}”不存在"
            fix = _advice(register.called.get(name, name), register.known, register.home)
            yield Fault(path, loc, message, fix, cause=because)


def _at_home(register: Register, name: str, because: str) -> Iterator[Fault]:
    """Of a name used in several places: an item that got another id, or is no longer there."""
    unused = [one for one in register.known if one not in register.used]
    now = nearest(name, unused) or (unused[0] if len(unused) == 1 else None)
    if now:
        message = f"没有{register.what}“{name}”，它像是改成了“{now}”：“{now}”没有一处用到"
        fix = f"编号定了就不改，改回 id: {name}；一定要改，就把用到它的每一处都改成 {now}"
        loc = (list(register.known).index(now), "id")
        yield Fault(register.home, loc, message, fix, cause=because)
    elif not nearest(name, register.known):
        message = f"没有{register.what}“{name}”"
        fix = f"加一项 id: {name}（删去了就恢复）；不再有了，就把用到它的每一处改成已有的编号"
        yield Fault(register.home, (), message, fix, cause=because)


def _missing_promises(portal: Portal) -> Iterator[Fault]:
    """Promises that notices name and their edition lacks, or that indicators name and none has."""
    names = portal.commitments.keys() | portal.broken.get("commitment", frozenset())
    for name, entry in portal.of("notice").items():
        year = str(portal.notices[name].published_on.year)
        if not portal.notices[name].commitments or f"/{year}/" not in entry.path:
            continue
        known = {one.split("/")[1] for one in names if one.startswith(year + "/")}
        for index, promise in enumerate(portal.notices[name].commitments):
            if str(promise) not in known:
                because = cause(addresses.commitment(f"{year}/{promise}"))
                home = f"commitments/{year}/{promise}.md"
                words = (f"承诺“{promise}”不存在", _advice(str(promise), known, home))
                yield Fault(entry.path, ("commitments", index), *words, cause=because)
    known = {one.split("/")[1] for one in names}
    for entry in portal.of("indicators").values():
        for index, indicator in enumerate(entry.record.root):
            number = str(indicator.commitment)
            if known and indicator.commitment is not None and number not in known:
                words = (f"承诺“{number}”不存在", _advice(number, known, "commitments/"))
                because = promise_cause(number, names)
                yield Fault(entry.path, (index, "commitment"), *words, cause=because)


def promise_cause(number: str, names: Iterable[str]) -> str:
    """The cause of what names a promise of no edition: the page that it has in the newest."""
    return cause(addresses.commitment(f"{max(names, default='').partition('/')[0]}/{number}"))


def _notice_advice(portal: Portal, written: str, names: Collection[str]) -> str:
    """What to write for the id of no notice: another number is another notice, not a slip."""
    plan = portal.notices_of_plans.get(plan_key(written), ())
    if plan:
        return f"这是方案编号，要写公告编号：{'、'.join(plan)}"
    meant = nearest(written, sorted(one for one in names if numbers(one) & numbers(written)))
    if meant:
        return f"是不是“{meant}”？改成 {meant}"
    return "查一查编号，写那份公告的文件名，如 GD2009-0137；它还没有放进来，就先放进来"


def numbers(written: str) -> set[str]:
    """The digits of an id, and those without the noughts in front of its last part."""
    plain = digits_meant(written)
    return {re.sub(r"\D", "", plain), re.sub(r"\D", "", re.sub(r"-0+", "", plain))}


def _advice(name: str, names: Collection[str], home: str) -> str:
    meant = name if name in names else None
    meant = meant or (None if name.isdecimal() else nearest(name, sorted(names)))
    if meant:
        return f"是不是“{meant}”？改成 {meant}"
    listing = "、".join(sorted(names)[:12])
    return f"改成已有的编号：{listing}" if listing else f"删去它，或先把它写进 {home}"
