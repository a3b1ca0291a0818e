"""覆盖率用 % 作单位的，不超过 100，也不写成小数：0.9968 写成 99.68。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry

LOOK_AT_THE_POINT = "查一查小数点，改成不超过 100 的数"


def faults(entry: Entry) -> Iterator[Fault]:
    """Coverage of more than all there is, or of next to nothing: a decimal point was lost."""
    for index, one in enumerate(entry.record.root):
        if one.unit == "%" and one.value > 100:
            message = f"覆盖率 {one.value}% 超过了 100%"
            yield Fault(entry.path, (index, "value"), message, LOOK_AT_THE_POINT)
        elif one.unit == "%" and one.value <= 1:
            message = f"覆盖率 {one.value}% 像是没有换成百分数"
            fix = f"写成 {(one.value * 100).normalize():f}；真的只有 {one.value}% 的，unit 写 ‰ 并乘以 10"
            yield Fault(entry.path, (index, "value"), message, fix)
