"""Make the sitemap: every page the site has, with the day on which its own content last changed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from html import escape

from portal import addresses
from portal.addresses import INDEX
from portal.artifacts.offline import OFFLINE
from portal.artifacts.redirects import led_on
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.markers import MARKER
from portal.records.award import Award, First
from portal.records.channel import Channel, Coverage
from portal.records.values import PartialDate

LARGEST = 50_000  # addresses in one file: https://www.sitemaps.org/protocol.html
SITEMAP = "sitemap.xml"
_SHORT = addresses.short("").rstrip("/") + "/"


def files(facts: Facts, paths: Collection[str], studio: Studio) -> dict[str, bytes]:
    """The sitemap for a site of these paths, in parts and with an index when it is large."""
    urls = list(_urls(facts, paths, studio))
    if len(urls) <= LARGEST:
        return {SITEMAP: _file(studio, urls)}
    parts = [urls[start : start + LARGEST] for start in range(0, len(urls), LARGEST)]
    named = {f"sitemap-{number}.xml": _file(studio, part) for number, part in enumerate(parts, 1)}
    index = studio.render("sitemap-index.xml", base_url=facts.base_url, parts=list(named))
    return named | {SITEMAP: index.encode()}


def last_changed(facts: Facts) -> dict[str, date]:
    """The day on which the content of a page last changed, by address; unknown ones are left out.

    None is after the day that the site speaks of: nothing has changed on it yet.
    """
    as_of = facts.as_of
    notices = facts.notices.values()
    days = {told.address: day for told in notices if (day := _of_notice(told, as_of))}
    days |= {one.address: day for one in facts.promises if (day := _of_promise(one, as_of))}
    shown = _shown(facts, days)
    for name, entry in facts.portal.of("page").items():
        source = entry.record.source
        on_it = [day for marker in MARKER.findall(entry.body) for day in shown.get(marker, ())]
        on_it += _known([source.on if source else None], as_of)
        if on_it:
            days[addresses.page(name)] = max(on_it)
    newest = max(days.values(), default=None)
    return days | ({addresses.page("index"): newest} if newest else {})


def _shown(facts: Facts, days: dict[str, date]) -> dict[str, list[date]]:
    """The days of the records that stand on a page in the place of a marker."""
    portal, as_of = facts.portal, facts.as_of
    told, kept = (
        [days[one.address] for one in some if one.address in days]
        for some in (facts.notices.values(), facts.promises)
    )
    awards = _known(map(_since, portal.awards.awards), as_of)
    return {
        **dict.fromkeys(("最新公告", "即将变化", "公告列表"), told),
        **dict.fromkeys(("承诺一览", "历年承诺", "指标与结果"), kept),
        "最近变化": [*told, *kept],
        **dict.fromkeys(("荣誉一句", "荣誉时间线"), awards),
        "多个第一": _known(map(_since, portal.firsts), as_of),
        "服务渠道": _known(map(_since, portal.channels.values()), as_of),
        "网络覆盖": _known(map(_since, portal.coverage), as_of),
    }


def _since(record: Award | First | Channel | Coverage) -> PartialDate | None:
    """When a record became known."""
    return record.source.on or getattr(record, "on", None)


def _known(days: Iterable[PartialDate | None], as_of: date) -> list[date]:
    return [day.first_day for day in days if day is not None and day.first_day <= as_of]


def _urls(facts: Facts, paths: Collection[str], studio: Studio) -> Iterator[str]:
    days = last_changed(facts)
    dated = studio.mould("sitemap-url.xml", ("address", "day"))
    undated = studio.mould("sitemap-url.xml", ("address",), day="")
    left = led_on(facts)
    for path in sorted(paths):
        address = path.removesuffix(INDEX)
        if address in (path, OFFLINE) or address in left or path.startswith(_SHORT):
            continue
        day = days.get(address)
        full = escape(facts.base_url + address)
        if day:
            yield dated.cast({"address": full, "day": day.isoformat()})
        else:
            yield undated.cast({"address": full})


def _file(studio: Studio, urls: list[str]) -> bytes:
    return studio.mould("sitemap.xml", ("urls",)).cast({"urls": "".join(urls)}).encode()


def _of_notice(told: Announced, as_of: date) -> date | None:
    """The last day on which something happened to it."""
    notice = told.notice
    days = [notice.published_on, notice.effective_on, notice.withdrawn_on, told.life.superseded_on]
    days += (correction.on for correction in notice.corrections)
    return max((day for day in days if day is not None and day <= as_of), default=None)


def _of_promise(promise: Promise, as_of: date) -> date | None:
    measured = [one for track in promise.tracks for one in track.measured]
    days = [one.published.published_on for one in measured]
    days += [day for one in measured for day in one.result.corrected_on]
    on = promise.commitment.source.on
    days += [on.first_day] if on else []
    return max((day for day in days if day <= as_of), default=None)
