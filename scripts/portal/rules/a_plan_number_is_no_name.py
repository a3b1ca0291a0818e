"""方案编号写编号，不写资费名称：一个字母和数字也没有的，会提醒一声。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry

_SIGN = re.compile("[A-Za-z0-9]")


def faults(entry: Entry) -> Iterator[Fault]:
    """A number that is probably a name."""
    number = entry.record.plan_number
    if not _SIGN.search(number):
        message = f"方案编号“{number[:24]}”里没有字母和数字，像是资费名称"
        fix = "写方案的编号，如 09GD000137，名称写在 plan_name；公布的编号确实是这样就不用改"
        yield Fault(entry.path, ("plan_number",), message, fix, "notice")
