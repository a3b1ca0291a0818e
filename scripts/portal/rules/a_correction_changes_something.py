"""新加的更正，每一项都真的改了什么：公布时没有的，不写成“原为”。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published
from portal.records.reading import label
from portal.unsaid import needless


def faults(published: Published) -> Iterator[Fault]:
    """New corrections that have no part in a change which the others explain."""
    for pair in published.pairs:
        for index in sorted(needless(pair)):
            one = pair.now.record.corrections[index]
            said = f"“{label(one.field)}”从“{_short(one.was)}”改成“{_short(one.now)}”"
            message = f"新加的这一项更正说{said}，这次却没有这样改；别的更正已经写全了"
            if one.was == one.now:
                message = f"更正前后都是“{_short(one.now)}”"
            fix = "删去 corrections 里的这一项"
            yield Fault(pair.now.path, ("corrections", index, "was"), message, fix)


def _short(text: str) -> str:
    line, _, more = text.partition("\n")
    return line[:24] + "……" if more or len(line) > 24 else line
