"""覆盖率用 % 作单位的，不超过 100。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """Coverage of more than all there is: a decimal point was lost."""
    for index, one in enumerate(entry.record.root):
        if one.unit == "%" and one.value > 100:
            message = f"覆盖率 {one.value}% 超过了 100%"
            yield Fault(entry.path, (index, "value"), message, "查一查小数点，改成不超过 100 的数")
