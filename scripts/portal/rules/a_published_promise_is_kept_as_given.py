"""已公布的承诺不删；改了答应的事，会提醒一声：在正文写明哪天改了什么、为什么，读者才看得出来。"""

from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault
from portal.permanence import cause
from portal.published import Published
from portal.records.commitment import Commitment, CommitmentState
from portal.records.reading import lines, reading

_GIVEN = ("title", "benefit", "state", "from_", "until", "measures", "indicators", "if_missed")
_FIX = "在正文写一句哪天改了什么、为什么；写过了就不用再改"
_SHOWN = 24


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
                yield _fault(entry.path, field, reading(was), reading(now))
        kept = set(lines(entry.body))
        gone = next((line for line in lines(before.body) if line not in kept), None)
        if gone is not None:
            message = f"已公布的承诺，正文里“{gone.strip()[:_SHOWN]}”这一行没有了或改了"
            yield Fault(entry.path, (), message, _FIX, "notice", body_line=1)


def _fault(path: str, field: str, was: str, now: str) -> Fault:
    info = Commitment.model_fields[field]
    message = f"已公布的承诺，“{info.title}”从“{was}”改成了“{now}”"
    return Fault(path, (info.alias or field,), message, _FIX, "notice")
