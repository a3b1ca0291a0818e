"""更正到正文：更正了字段里的数目或日期，正文里同一个数也更正；正文还写着原来的，会提醒一声。"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import BODY
from portal.records.reading import label

_UNIT = "元|角|分钟|个月|小时|年|天|日|次|条|个|张|%|[KMG]B?"
_AMOUNT = re.compile(rf"(?<![A-Za-z\d.-])(?P<number>\d+(?:\.\d+)?)(?P<unit>{_UNIT})?(?![\d.])")
_DAY = re.compile(r"(\d{4})(?:-|年)0?(\d{1,2})(?:-|月)0?(\d{1,2})日?")


def faults(published: Published) -> Iterator[Fault]:
    """Fields corrected just now of which the body still says what they said before."""
    for pair in published.pairs:
        yield from _left(pair)


def _left(pair: Pair) -> Iterator[Fault]:
    rows = [_solid(row) for row in pair.now.body.split("\n")]
    for index, one in enumerate(pair.now.record.corrections):
        if one not in pair.added or one.field == BODY:
            continue
        was, now = _told(one.was), _told(one.now)
        if any(_stands(new, rows) for new in now - was):
            continue  # the body says what is right: what was wrong is said of something else
        for old in sorted(was - now):
            row = _stands(old, rows)
            if row:
                message = f"更正了“{label(one.field)}”，正文里还写着原来的数：“{row[:40]}”"
                fix = (
                    "说的是同一件事，就把正文也改对，再加一项 field: body 的更正；"
                    "说的是别的，不用改"
                )
                yield Fault(pair.now.path, ("corrections", index, "was"), message, fix, "notice")
                break


def _told(text: str) -> set[str]:
    """The days and amounts of a text, each as a pattern of how a body may write it."""
    solid = _solid(text)
    days = (rf"(?<!\d){y}(?:-|年)0?{m}(?:-|月)0?{d}(?!\d)" for y, m, d in _DAY.findall(solid))
    amounts = (
        rf"(?<![\d.]){re.escape(found['number'])}{found['unit'] or f'(?:{_UNIT})'}"
        for found in _AMOUNT.finditer(_DAY.sub(" ", solid))
    )
    return {*days, *amounts}


def _stands(pattern: str, rows: list[str]) -> str | None:
    """The first row that holds it."""
    return next((row for row in rows if re.search(pattern, row)), None)


def _solid(text: str) -> str:
    return re.sub(r"\s+", "", normalize("NFKC", text))
