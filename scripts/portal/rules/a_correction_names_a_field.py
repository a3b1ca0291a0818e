"""更正写明改了什么：field 写真有的字段（正文写 body），日期不早于公布日期，也不早于前一项；原因自己写。"""

import re
from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from portal.corrections import is_misnamed
from portal.findings import Fault, nearest
from portal.fitting import Entry
from portal.records.notice import BODY, BODY_LABEL, Correction, Notice
from portal.records.reading import label, labels, reading
from portal.records.values import NOTHING
from portal.rules.a_change_has_a_correction import REASON
from portal.rules.a_notice_is_in_the_folder_of_its_year import folder_year


def faults(entry: Entry) -> Iterator[Fault]:
    """Corrections of nothing, without a day or a reason, or of which something else came."""
    found = list(_wrong(entry))
    yield from found or _unlike(entry)


def _wrong(entry: Entry) -> Iterator[Fault]:
    """Corrections of fields that do not exist, dated before what they correct, or without a reason."""
    published = entry.record.published_on
    latest = published if published.year == folder_year(entry) else date.min
    if entry.record.corrections and all(one.on < latest for one in entry.record.corrections):
        message = f"更正都早于公布日期 {published}"
        fix = "照旧公告抄来的，就把 corrections: 这一段整段删去；是这一份的，写更正公布的日子"
        yield Fault(entry.path, ("corrections", 0, "on"), message, fix)
        latest = date.min
    for index, correction in enumerate(entry.record.corrections):
        if is_misnamed(correction):
            yield _misnamed(entry, index, correction.field)
        if correction.on < latest:
            message = f"更正日期 {correction.on} 早于 {latest}（公布或前一项更正的日子）"
            fix = "写更正公布的日子；几项更正按先后写，新加的一项移到最后"
            because = moved_cause(entry.path) if latest > published else ""
            yield Fault(entry.path, ("corrections", index, "on"), message, fix, cause=because)
        if correction.was == correction.now and (
            correction.field != BODY or correction.now == NOTHING
        ):
            message = f"更正前后都是“{correction.now[:24]}”"
            fix = "was 写原来的，now 写更正后的；没有改的，删去这一项"
            yield Fault(entry.path, ("corrections", index, "now"), message, fix)
        if correction.why in (REASON, NOTHING):
            message = f"更正原因还是“{correction.why}”"
            fix = "写真的原因，如 录入有误"
            yield Fault(entry.path, ("corrections", index, "why"), message, fix)
        latest = max(latest, correction.on)


def _unlike(entry: Entry) -> Iterator[Fault]:
    """The last correction of a field, when it says another thing than stands there."""
    last = {one.field: (index, one) for index, one in enumerate(entry.record.corrections)}
    for field, (index, one) in last.items():
        if field == BODY or label(field) == field:
            continue
        value = attrgetter(field)(entry.record)
        if isinstance(value, tuple):
            continue  # a correction of a list may name the one item that it corrects
        stands = [_flat(reading(value)), _flat(str(value))]
        if not any(_flat(one.now) in form or form in _flat(one.now) for form in stands):
            message = f"更正写的现为“{one.now[:24]}”，{field} 现在却是“{reading(value)[:24]}”"
            fix = f"对照原文，改正 now 或 {field} 里写错的那一个；确实如此就不用改"
            yield Fault(entry.path, ("corrections", index, "now"), message, fix, "notice")


def _flat(text: str) -> str:
    return re.sub(r"[\s、，,；;。]+", "", text)


def moved_cause(path: str) -> str:
    """The cause of what follows from a new correction that does not stand last."""
    return f"{path} corrections in order"


def _by_its_value(entry: Entry, correction: Correction) -> str | None:
    """The one field that says what the correction says of now."""
    now = _flat(correction.now)
    alike = [
        one for one in Notice.model_fields if _flat(reading(getattr(entry.record, one))) == now
    ]
    return alike[0] if len(alike) == 1 else None


def _misnamed(entry: Entry, index: int, written: str) -> Fault:
    names = {title: name for name, title in labels(Notice)} | {BODY_LABEL: BODY}
    meant = (
        names.get(written)
        or nearest(written, names.values())
        or _by_its_value(entry, entry.record.corrections[index])
    )
    fix = f"是不是“{meant}”？改成 {meant}" if meant else "写字段名，如 price；正文写 body"
    # The name of the field is all that the correction lacks: another is not asked for.
    earlier = any(one.field == written for one in entry.record.corrections[:index])
    cause = f"{entry.path} {meant.partition('.')[0]}" if meant and not earlier else ""
    message = f"公告没有“{written}”这个字段"
    return Fault(entry.path, ("corrections", index, "field"), message, fix, cause=cause)
