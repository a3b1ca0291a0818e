"""日期按先后：公布日期不晚于上线日期，两年之内上线，上线日期不晚于下线日期；停售公告没有下线日期，会提醒一声；承诺的生效不晚于结束，不在它那一年，会提醒一声；季度结束以后才有结果。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.quarters import last_day
from portal.records.notice import NoticeKind
from portal.rules.a_notice_is_in_the_folder_of_its_year import folder_year
from portal.rules.dates_are_not_far_ahead import MOST_YEARS, years_later


def faults(entry: Entry) -> Iterator[Fault]:
    """Dates of a notice, a commitment or results that run backwards."""
    by_kind = {"results": _of_results, "commitment": _of_commitment}
    yield from by_kind.get(entry.kind, _of_notice)(entry)


def _of_results(entry: Entry) -> Iterator[Fault]:
    record = entry.record
    end = last_day(record.period)
    if record.published_on <= end and record.period == entry.id:
        message = f"{record.period} 到 {end} 才结束，公布日期却是 {record.published_on}"
        fix = "查一查季度和日期，改正写错的；季度还没有结束，就等结束以后再写"
        yield Fault(entry.path, ("published_on",), message, fix)


def _of_commitment(entry: Entry) -> Iterator[Fault]:
    record, edition = entry.record, int(entry.id[:4])
    message = f"{edition} 年的承诺，生效却写 {record.from_}"
    if abs(record.from_.first_day.year - edition) > MOST_YEARS:
        yield Fault(entry.path, ("from",), message, "查一查年份，改成真的日子")
    elif record.until is not None and record.until.last_day < record.from_.first_day:
        backwards = f"结束 {record.until} 早于生效 {record.from_}"
        yield Fault(entry.path, ("until",), backwards, "查一查两个日期，改正写反的")
    elif record.from_.first_day.year != edition:
        fix = f"照去年抄来的，改成 {edition} 年的日子；真是从那天起的，不用改"
        yield Fault(entry.path, ("from",), message, fix, "notice")


def _of_notice(entry: Entry) -> Iterator[Fault]:
    record = entry.record
    # Of a wrong year of publication, the rule about folders tells.
    misdated = record.published_on.year != folder_year(entry)
    if record.effective_on < record.published_on and not misdated:
        message = f"上线日期 {record.effective_on} 早于公布日期 {record.published_on}"
        yield Fault(entry.path, ("effective_on",), message, "上线日期写公布当天或以后")
    if record.effective_on > years_later(record.published_on) and not misdated:
        message = f"上线日期 {record.effective_on} 比公布日期 {record.published_on} 晚两年以上"
        yield Fault(entry.path, ("effective_on",), message, "查一查年份，改成真的上线日期")
    elif record.withdrawn_on is not None and record.withdrawn_on < record.effective_on:
        message = f"下线日期 {record.withdrawn_on} 早于上线日期 {record.effective_on}"
        yield Fault(
            entry.path,
            ("withdrawn_on",),
            message,
            "查一查两个日期，写反了就对调；下线日期写上线以后的日子，没有就写 无",
        )
    elif record.withdrawn_on is None and record.kind is NoticeKind.WITHDRAWAL:
        message = "停售公告没有写下线日期"
        fix = "写从哪天起不再办理；确实没有就不用改"
        yield Fault(entry.path, ("withdrawn_on",), message, fix, "notice")
