"""公布过的结果改了，说明（note）里写明哪天更正、原为多少，如 2009-11-02 更正，结果原为 46.0，以后也留着；那天不能还没到。公布过的结果不删，收回的写 未统计。会提醒一声的：示例改成真的来源，公布日期改了，说明没有了或改写了，补上公布时没有的一项、又没有写哪天。"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.published import Published
from portal.records.indicator import Result, Results, kept
from portal.records.reading import reading
from portal.records.source import Source
from portal.records.values import UNMEASURED
from portal.rules.a_change_has_a_correction import REASON
from portal.skeletons import scalar
from portal.slips import Loc

WAS = "原为"
# What a corrected share is made of need not be told beside it.
_FIGURES, _PARTS = ("value", "qualifier"), ("numerator", "denominator")
_ENDS = "。；"
_WHY = ("miss_reason", "remedy")


def faults(published: Published) -> Iterator[Fault]:
    """Results that are gone or say something else, and do not say what they were."""
    for name, entry in published.was.of("results").items():
        path, now = entry.path, published.portal.results.get(name)
        if now is not None:
            yield from _changed(path, entry.record, now, published)
        elif path in published.lost:
            yield Fault(path, (), f"公布过的 {path} 没有了", "恢复这个文件", cause=path)


def newly_corrected(was: Result | None, now: Result) -> list[date]:
    """The days of corrections that the note tells and did not tell before."""
    return sorted((Counter(now.corrected_on) - Counter(was.corrected_on if was else ())).elements())


def no_sample(
    path: str, loc: Loc, what: str, before: Source | None, now: Source | None
) -> Iterator[Fault]:
    """What was published as a sample and is said to be real now."""
    if before and before.is_sample and not (now and now.is_sample):
        cited = f"写成了 {now.kind.value}（{now.kind.label}）" if now else "没有了"
        message = f"{what}公布时是示例（sample），来源现在{cited}"
        fix = "每一处都对照来源看一遍，示例的换成真的；都对照过就不用改"
        yield Fault(path, (*loc, "kind") if now else loc, message, fix, "notice")


def _redated(path: str, before: Results, now: Results) -> Iterator[Fault]:
    """The day on which readers saw the results first: nothing beside it tells that it was another."""
    if before.published_on != now.published_on:
        message = f"公布过的结果，公布日期从 {before.published_on} 改成了 {now.published_on}"
        fix = f"公布日期是第一次公布的日子，更正了数字也不改，写回 {before.published_on}；原来就写错了的，不用再改"
        yield Fault(path, ("published_on",), message, fix, "notice")


def _changed(path: str, before: Results, now: Results, published: Published) -> Iterator[Fault]:
    yield from no_sample(path, ("source",), "这些结果", before.source, now.source)
    yield from _redated(path, before, now)
    yield from _added_late(path, before, now, published.today)
    for name, was in before.results.items():
        one = now.results.get(name)
        if one is None:
            message = f"公布过的 {name} 的结果没有了"
            fix = f"恢复这一项；数字要收回的，写 value: {UNMEASURED}，并在 note 写明哪天更正（如 {published.today} 更正）、{WAS}多少、为什么收回"
            yield Fault(path, ("results",), message, fix, cause=f"{path} {name}")
        elif was.note and WAS in was.note and not _stands(was.note, one.note):
            message = f"{name} 的说明里，公布过的更正没有了"
            fix = f"恢复下面这一行，有新的写在它后面\n    note: {scalar(was.note)}"
            yield Fault(path, ("results", name, "note"), message, fix)
        elif _unsaid(was, one) or (_moved(was, one) and not newly_corrected(was, one)):
            yield _fault(path, name, was, one, f"{published.today}")
        elif was != one and REASON in (one.note or ""):
            message = f"{name} 的说明里，更正原因还是“{REASON}”"
            yield Fault(path, ("results", name, "note"), message, "写真的原因，如 录入有误")
        elif not _came(was, one):
            yield from _retold(path, name, was, one, ("note",))
        if one is not None:
            yield from _ahead(path, name, newly_corrected(was, one), published.today)
            indicator = published.portal.indicators.get(name)
            if not (indicator and kept(indicator, one)):  # of a miss that was none nothing is told
                yield from _retold(path, name, was, one, _WHY)


def _ahead(path: str, name: str, corrected: list[date], today: date) -> Iterator[Fault]:
    """The note is on the page at once: it would tell of a correction that is still to come."""
    for day in corrected:
        if day > today:
            message = f"{name} 的说明里，更正日期 {day} 还没到，网站按 {today} 算"
            fix = f"改成真的更正那天，如 {today} 更正；site.yml 写着 as_of 的，请管理员改到那天，或删去那一行"
            yield Fault(path, ("results", name, "note"), message, fix)


def _retold(
    path: str, name: str, was: Result, now: Result, fields: tuple[str, ...]
) -> Iterator[Fault]:
    """What was told in words beside a figure, when that is told otherwise."""
    for field in fields:
        old, new = getattr(was, field), getattr(now, field)
        if not _stands(old, new):
            message = f"{name} 公布过的{_label(field)}从“{old}”改成了“{reading(new)}”"
            fix = "原来的留着，新的接在后面写，写明哪天补充；写错了才改，改对了就不用再改"
            yield Fault(path, ("results", name, field), message, fix, "notice")


def _added_late(path: str, before: Results, now: Results, today: date) -> Iterator[Fault]:
    """Figures that the quarter had not when it was published, and that seem to be of that day."""
    for name, one in now.results.items():
        if name in before.results:
            continue
        corrected = newly_corrected(None, one)
        yield from _ahead(path, name, corrected, today)
        if one.value is not None and not corrected and before.published_on < today:
            message = f"{before.period} 的结果 {before.published_on} 公布时没有 {name} 这一项，读者会以为那天就有"
            fix = _to_copy(one.note, f"{today} 更正，原来没有公布这一项")
            yield Fault(path, ("results", name, "value"), message, fix, "notice")


def _stands(old: str | None, new: str | None) -> bool:
    """Whether what was told is told still, be it that more stands behind it."""
    return (old or "").rstrip(_ENDS) in (new or "")


def _came(was: Result, now: Result) -> bool:
    """Whether there is a figure where there was none: why there was none need not be told any more."""
    return was.value is None and now.value is not None


def _moved(was: Result, now: Result) -> list[str]:
    """The fields that say something else; what a corrected share is made of is left out."""
    changed = [one for one in _FIGURES if getattr(was, one) != getattr(now, one)]
    if "value" not in changed:
        changed += [one for one in _PARTS if getattr(was, one) != getattr(now, one)]
    return changed


def _unsaid(was: Result, now: Result) -> list[str]:
    """Of these the ones of which the note does not tell what they were."""
    return [one for one in _moved(was, now) if not _tells(_added(was, now), _read(was, one))]


def _added(was: Result, now: Result) -> str:
    """What the note says that it did not say before: an earlier change tells nothing of this one."""
    return (now.note or "").replace(was.note or "", "", 1)


def _tells(said: str, was: str) -> bool:
    return re.search(rf"{WAS} *{re.escape(was)}(?![0-9]|\.[0-9])", said) is not None


def _fault(path: str, name: str, was: Result, now: Result, today: str) -> Fault:
    """A change of which the note does not tell what was, or when; with the note that tells both."""
    unsaid, moved = _unsaid(was, now), _moved(was, now)
    untold = unsaid or moved
    field = untold[0]
    lacks = f"“{WAS} {_read(was, field)}”" if unsaid else "哪天更正"
    message = f"{name} 公布过的{_label(field)}从“{_read(was, field)}”改成了“{_read(now, field)}”，说明里没有写{lacks}"
    told = "、".join(f"{_label(one)}{WAS} {_read(was, one)}" for one in untold)
    # A wrong telling gives way to the right one.
    is_wrong = WAS in _added(was, now) and untold == moved
    is_kept = not _came(was, now) or _stands(was.note, now.note)
    said = (was.note if is_kept else None) if is_wrong else now.note
    if was.note and is_kept and not _stands(was.note, said):
        said = _behind(was.note, said)
    fix = _to_copy(said, f"{today} 更正，{told}，{REASON}", "，只有原因自己写")
    return Fault(path, ("results", name, field), message, fix)


def _to_copy(said: str | None, more: str, but: str = "") -> str:
    return (
        f"在这一项里把 note 写成下面这样，照抄{but}（这一项写在花括号里的，写进花括号，前面加逗号）"
        f"\n    note: {scalar(_behind(said, more))}"
    )


def _behind(said: str | None, more: str | None) -> str:
    return (said.rstrip(_ENDS) + "。" if said else "") + (more or "")


def _label(field: str) -> str:
    return str(Result.model_fields[field].title)


def _read(result: Result, field: str) -> str:
    value = getattr(result, field)
    return UNMEASURED if field == "value" and value is None else reading(value)
