"""提到的编号都真有：指标、渠道、承诺、被取代的公告，写了就要找得到。"""

from collections.abc import Collection, Iterable, Iterator

from portal.findings import Fault, nearest
from portal.fitting import Entry
from portal.portal import Portal
from portal.yamltext import Loc


def faults(portal: Portal) -> Iterator[Fault]:
    """References to what does not exist. What stands in a broken file may well exist."""
    channels = None if portal.has_broken("channels") else portal.channels
    indicators = None if portal.has_broken("indicators") else portal.indicators
    notices = portal.notices.keys() | portal.broken.get("notice", frozenset())
    for name, entry in portal.of("notice").items():
        notice = portal.notices[name]
        yield from _missing(entry.path, ("sales_channels",), notice.sales_channels, channels)
        cancel: Loc = ("cancel", "channels")
        yield from _missing(entry.path, cancel, notice.cancel.channels, channels)
        yield from _missing(entry.path, ("supersedes",), notice.supersedes, notices)
        year = notice.published_on.year
        if notice.commitments and f"/{year}/" in entry.path:
            numbers = _numbers(portal, str(year))
            written = [str(number) for number in notice.commitments]
            yield from _missing(entry.path, ("commitments",), written, numbers)
    for name, entry in portal.of("commitment").items():
        commitment = portal.commitments[name]
        for field, known in (("indicators", indicators), ("contacts", channels)):
            yield from _missing(entry.path, (field,), getattr(commitment, field), known)
    for entry in portal.of("indicators").values():
        yield from _missing_promises(portal, entry)
    for name, entry in portal.of("results").items():
        yield from _missing_keys(entry.path, portal.results[name].results, indicators)


def _missing_promises(portal: Portal, entry: Entry) -> Iterator[Fault]:
    """Indicators of promises that no edition has."""
    known = {name.split("/")[1] for name in portal.commitments}
    known |= {name.split("/")[1] for name in portal.broken.get("commitment", frozenset())}
    for index, indicator in enumerate(entry.record.root):
        number = str(indicator.commitment)
        if known and indicator.commitment is not None and number not in known:
            fix = _advice(number, known)
            yield Fault(entry.path, (index, "commitment"), f"承诺“{number}”不存在", fix)


def _numbers(portal: Portal, year: str) -> set[str]:
    names = portal.commitments.keys() | portal.broken.get("commitment", frozenset())
    return {name.split("/")[1] for name in names if name.startswith(year + "/")}


def _missing(
    path: str, loc: Loc, written: Iterable[str], known: Collection[str] | None
) -> Iterator[Fault]:
    for index, name in enumerate(written):
        if known is not None and name not in known:
            yield Fault(path, (*loc, index), f"“{name}”不存在", _advice(name, known))


def _missing_keys(
    path: str, written: Iterable[str], known: Collection[str] | None
) -> Iterator[Fault]:
    for name in written:
        if known is not None and name not in known:
            yield Fault(path, ("results", name), f"指标“{name}”不存在", _advice(name, known))


def _advice(name: str, names: Collection[str]) -> str:
    meant = nearest(name, sorted(names))
    if meant:
        return f"是不是“{meant}”？改成 {meant}"
    listing = "、".join(sorted(names)[:12])
    return f"改成已有的编号：{listing}" if listing else "删去它，或先把它写进 content/"
