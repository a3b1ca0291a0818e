"""新一年的承诺一起公布：公布了几项，别的还是草稿，比上一年公布的少，会提醒一声，因为新一年的一生效，首页就只列新一年的。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """The first draft of a newest edition that has taken the place of a larger one."""
    editions: dict[str, list[Entry]] = {}
    for name, entry in portal.of("commitment").items():
        editions.setdefault(name.partition("/")[0], []).append(entry)
    shown = {year: [one for one in held if not one.draft] for year, held in editions.items()}
    last, *before = sorted((year for year, held in shown.items() if held), reverse=True) or [""]
    drafts = [one for one in editions.get(last, ()) if one.draft]
    if before and drafts and len(shown[last]) < len(shown[before[0]]):
        message = (
            f"{last} 年的承诺公布了 {len(shown[last])} 项，这一项等 {len(drafts)} 项还是草稿："
            f"{last} 年的一生效，首页就不再列 {before[0]} 年的 {len(shown[before[0]])} 项"
        )
        fix = "能一起公布的，写好，删去 draft: 是，和别的一起公布；确实先公布一部分就不用改"
        yield Fault(min(one.path for one in drafts), ("draft",), message, fix, "notice")
