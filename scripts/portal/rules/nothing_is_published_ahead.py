"""公告和结果到了公布日期才合并：早合并了，网站马上就登出来；更正也一样。"""

from collections.abc import Iterator
from datetime import date

from portal.findings import Fault
from portal.portal import Portal
from portal.rules.a_notice_is_in_the_folder_of_its_year import folder_year
from portal.rules.dates_are_not_far_ahead import years_later


def faults(portal: Portal, as_of: date) -> Iterator[Fault]:
    """Notices and results whose day of publication is after the day of the site."""
    for kind in ("notice", "results"):
        for entry in portal.of(kind).values():
            day = entry.record.published_on
            # Of years that cannot be right, other rules tell.
            of_its_folder = kind != "notice" or day.year == folder_year(entry)
            if as_of < day <= years_later(as_of) and of_its_folder:
                message = f"公布日期 {day} 还没到，网站按 {as_of} 算，合并以后马上就登出来"
                fix = "到那天再合并；site.yml 写着 as_of 的，请管理员改到那天，或删去那一行"
                yield Fault(entry.path, ("published_on",), message, fix, "notice")
            for index, one in enumerate(getattr(entry.record, "corrections", ())):
                if as_of < one.on <= years_later(as_of):
                    message = f"更正日期 {one.on} 还没到，网站按 {as_of} 算"
                    fix = "查一查日期；没写错的，到那天再合并"
                    yield Fault(entry.path, ("corrections", index, "on"), message, fix, "notice")
