"""新放上来的公告和结果、新加的更正（结果的更正写在说明里），日期不早于上一次发布：日期写早了，会提醒一声，读者会以为早就公布、更正过，订阅动态的人也看不到；新一年承诺的生效早于公布过结果的季度，也提醒，那些结果会从上一年的承诺挪过来。"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from portal.findings import Fault
from portal.published import Published
from portal.quarters import first_day
from portal.records.commitment import begins
from portal.rules.a_changed_result_says_so import newly_corrected

_MOST = 5


def faults(published: Published) -> Iterator[Fault]:
    """Notices, results, corrections and editions of promises that came after the revision, dated before it."""
    portal, fixed, since = published.portal, published.fixed, published.last_on
    if since is None:
        return
    before = f"却早于上一次发布（{f'网站按 {since} 算' if fixed else since}）"
    for kind, called in (("notice", "公告"), ("results", "结果")):
        entered = [
            Fault(
                entry.path,
                ("published_on",),
                f"新放上来的{called}，公布日期 {entry.record.published_on} {before}",
                "改成真的公布那天；以前在别处公布过、现在补录的，不用改",
                "notice",
            )
            for entry in portal.of(kind).values()
            if entry.path not in published.paths
            and not entry.draft
            and entry.record.published_on < since
        ]
        yield from _few(entered, "份")
    fix = f"改成真的公布那天，如 on: {published.today}；以前在别处更正过、现在补录的，不用改"
    corrections = [
        Fault(
            pair.now.path,
            ("corrections", index, "on"),
            f"新加的更正，日期 {one.on} {before}",
            fix,
            "notice",
        )
        for pair in published.pairs
        for index, one in enumerate(pair.now.record.corrections)
        if one in pair.added and one.on < since
    ]
    in_notes = [
        Fault(
            entry.path,
            ("results", name, "note"),
            f"{name} 的说明里新加的更正，日期 {day} {before}",
            f"改成真的公布那天，如 {published.today} 更正；以前在别处更正过、现在补录的，不用改",
            "notice",
        )
        for period, entry in published.was.of("results").items()
        if period in portal.results
        for name, one in portal.results[period].results.items()
        for day in newly_corrected(entry.record.results.get(name), one)
        if day < since
    ]
    yield from _few([*corrections, *in_notes], "项")
    yield from _editions(published, since)


def _few(late: list[Fault], counted: str) -> list[Fault]:
    """All of them; of many that are entered at once, or of a branch that waited, the first alone."""
    if len(late) <= _MOST:
        return late
    more = f"；另有 {len(late) - 1} {counted}也是这样"
    return [replace(late[0], message=late[0].message + more)]


def _editions(published: Published, since: date) -> Iterator[Fault]:
    """The first promise of an edition that takes what was told of results from the edition before."""
    held = {name: one for name, one in published.portal.of("commitment").items() if not one.draft}
    year, day = max(
        begins({name: one.record for name, one in held.items()}).items(), default=(0, since)
    )
    paths = [one.path for name, one in held.items() if name.startswith(f"{year}/")]
    before = max((int(name[:4]) for name in held if int(name[:4]) < year), default=None)
    if not before or published.paths & {*paths}:
        return
    measured = {
        indicator
        for name, one in held.items()
        if name.startswith(f"{before}/")
        for indicator in one.record.indicators
    }
    taken = [
        period
        for period, results in sorted(published.portal.results.items())
        if results.published_on <= since
        and first_day(period) >= day
        and measured & results.results.keys()
    ]
    if taken:
        message = (
            f"{year} 年的承诺从 {day} 起生效：{'、'.join(taken)} 的结果"
            f"公布时算 {before} 年的承诺，以后不再算了，读者和订阅动态的人会看到它们挪走"
        )
        fix = "from 写真正生效的那天，到日；真是从那时起生效的，不用改"
        yield Fault(min(paths), ("from",), message, fix, "notice")
