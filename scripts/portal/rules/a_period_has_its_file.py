"""结果文件名就是时期：data/results/2009-q1.yml 里写 period: 2009-q1。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry


def faults(entry: Entry) -> Iterator[Fault]:
    """Results whose period is not their file name."""
    if entry.record.period != entry.id:
        message = f"文件名是 {entry.id}，里面写的是 {entry.record.period}"
        yield Fault(entry.path, ("period",), message, f"写成 period: {entry.id}，或改文件名")
