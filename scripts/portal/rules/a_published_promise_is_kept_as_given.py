"""已公布的承诺不删；改了答应的事，正文改了、换了次序、加了话又没有写是哪天加的，图换了内容，示例改成真的来源，会提醒一声：在正文写明哪天改了什么、为什么，读者才看得出来。"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from portal import addresses
from portal.findings import Fault
from portal.fitting import Entry
from portal.permanence import cause
from portal.published import Published
from portal.quarters import ends_before, first_day
from portal.records.commitment import Commitment, CommitmentState, begins, holds_until
from portal.records.reading import lines, reading
from portal.rules.a_changed_result_says_so import no_sample
from portal.rules.a_picture_of_a_notice_stays import changed

_GIVEN = ("title", "benefit", "state", "from_", "until", "measures", "indicators", "if_missed")
_FIX = "在正文写一句哪天改了什么、为什么；写过了就不用再改"
_SHOWN = 24
_DATED = re.compile(r"(\d{4}) ?[年-] ?(\d{1,2}) ?[月-] ?(\d{1,2})", re.ASCII)
# What published results are told by, with what to do instead of taking them away.
_TOLD_BY = {
    "from_": "from 写真正生效的那天；真是从那天起的",
    "until": "until 写真正结束的那天；真是那天结束的",
    "indicators": "留着原来的指标，新的写在后面；真的不再考核的",
}


def faults(published: Published) -> Iterator[Fault]:
    """Promises that are gone, or say something else than they did; what awaited its words was not given."""
    for name, before in published.was.of("commitment").items():
        if before.path in published.lost:
            fix = "恢复这个文件；不再做了的，写 state: ended 和 until"
            why = cause(addresses.commitment(name))
            yield Fault(before.path, (), "公布过的承诺没有了", fix, cause=why)
        entry = published.portal.of("commitment").get(name)
        if entry is None or before.record.state is CommitmentState.AWAITING_TEXT:
            continue
        for field in _GIVEN:
            was, now = getattr(before.record, field), getattr(entry.record, field)
            if was != now:
                told = _no_longer_told(published, before, entry) if field in _TOLD_BY else []
                yield _fault(entry.path, field, reading(was), reading(now), told)
        sources = before.record.source, entry.record.source
        yield from no_sample(entry.path, ("source",), "这项承诺", *sources)
        yield from _reworded(entry, lines(before.body), lines(entry.body), published)
    for entry, picture, number in changed(published, "commitment"):
        message = f"已公布的承诺，它的图 {picture} 换了内容"
        fix = f"新的图换一个文件名，在正文里换上；{_FIX}"
        yield Fault(entry.path, (), message, fix, "notice", body_line=number)


def _reworded(
    entry: Entry, was: list[str], now: list[str], published: Published
) -> Iterator[Fault]:
    """Lines that are gone, stand elsewhere, or came without a day: one of them tells of the body."""
    gone = next(iter(Counter(was) - Counter(now)), None)
    rest = iter(now)
    moved = next((line for line in was if line not in rest), None)
    added = [*(Counter(now) - Counter(was))]
    fix = _FIX
    if gone is not None:
        what = f"“{_short(gone)}”这一行没有了或改了"
    elif moved is not None:
        what = f"“{_short(moved)}”这一行换了地方"
    elif added and not any(_is_of_now(line, published.last_on) for line in added):
        what = f"加了“{_short(added[0])}”，没有写是哪天加的"
        if any(map(_DATED.search, added)):
            what += f"，里面的日子早于上一次发布（{published.last_on}）"
        fix = f"在加的话里写明哪天改了什么、为什么，如 {published.today} 补充"
    else:
        return
    yield Fault(entry.path, (), f"已公布的承诺，正文里{what}", fix, "notice", body_line=1)


def _is_of_now(line: str, last: date | None) -> bool:
    """Whether it names a day on which it may have been added: none before the last publication."""
    for found in _DATED.finditer(line):
        with suppress(ValueError):
            if last is None or date(*map(int, found.groups())) >= last:
                return True
    return False


def _short(line: str) -> str:
    return line.strip()[:_SHOWN]


def _no_longer_told(published: Published, before: Entry, now: Entry) -> list[str]:
    """The quarters of which published results were told of the promise, and some are no longer."""
    was, results = _told(published, before), published.portal.results
    still, since = _told(published, now), published.since
    known = (one for one in results if since and results[one].published_on <= since)
    return sorted(period for period in known if was.get(period, set()) - still.get(period, set()))


def _told(published: Published, promise: Entry) -> dict[str, set[str]]:
    """By quarter the indicators whose results are told of the promise."""
    record: Commitment = promise.record
    begun = begins(published.portal.commitments)
    last = holds_until(int(promise.id.partition("/")[0]), record, begun)
    return {
        period: results.results.keys() & {*record.indicators}
        for period, results in published.portal.results.items()
        if first_day(period) <= last and not ends_before(period, record.from_.first_day)
    }


def _fault(path: str, field: str, was: str, now: str, told: list[str]) -> Fault:
    info = Commitment.model_fields[field]
    message, fix = f"已公布的承诺，“{info.title}”从“{was}”改成了“{now}”", _FIX
    if told:
        message += (
            f"：{'、'.join(told)} 公布过的结果不再算这一项，读者和订阅动态的人会看到它们没有了"
        )
        fix = f"{_TOLD_BY[field]}，{_FIX}"
    return Fault(path, (info.alias or field,), message, fix, "notice")
