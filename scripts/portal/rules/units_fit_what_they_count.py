"""单位和量的东西相配：通话按分钟，短信按条，流量按 MB、GB；配错了的，会提醒一声。"""

import re
from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry

_DATA = ("KB", "MB", "GB", "TB", "K", "M", "G", "T", "兆")
_TIME = ("分钟", "秒", "小时")
_PIECES = ("条", "首")
# Units in which nobody counts it; of others, such as data by the hour, somebody may.
_UNFIT = {
    "国内通话": (_PIECES + _DATA, "分钟"),
    "短信": (_TIME + _DATA, "条"),
    "国内通用流量": (_PIECES, "MB 或 GB"),
    "定向流量": (_PIECES, "MB 或 GB"),
}
_CHARGED = (
    (re.compile(r"通话 ?[\d.]+ ?元/(条|首|[KMGT]B)"), "元/分钟"),
    (re.compile(r"短信 ?[\d.]+ ?元/(分钟|秒|小时|[KMGT]B)"), "元/条"),
    (re.compile(r"流量 ?[\d.]+ ?元/(条|首)"), "元/MB"),
)


def faults(entry: Entry) -> Iterator[Fault]:
    """What is included, or charged beyond it, in units of something else."""
    notice = entry.record
    for index, one in enumerate(notice.includes):
        unfit, usual = _UNFIT.get(one.item, ((), ""))
        if one.unit.partition("/")[0].upper() in unfit:
            message = f"{one.item} {one.amount} 的单位写的是“{one.unit}”"
            fix = f"单位写 {usual}，或把项目写对；没有写错就不用改"
            yield Fault(entry.path, ("includes", index, "unit"), message, fix, "notice")
    for sign, usual in _CHARGED:
        if found := sign.search(notice.overage):
            message = f"超出资费写的是“{found[0]}”"
            fix = f"查一查单位，如 {usual}；没有写错就不用改"
            yield Fault(entry.path, ("overage",), message, fix, "notice")
