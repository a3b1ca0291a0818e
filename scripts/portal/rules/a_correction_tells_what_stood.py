"""更正只写公布过的：没有公布过的中间一步，不写成更正；一次改了两回的，合成一项，会提醒一声。"""

from collections.abc import Iterator

from portal.corrections import goes_on
from portal.findings import Fault
from portal.published import Pair, Published
from portal.records.notice import Correction
from portal.records.reading import label


def faults(published: Published) -> Iterator[Fault]:
    """New corrections of which one takes back what another one, as new, has put there."""
    for pair in published.pairs:
        yield from _invented(pair)


def _invented(pair: Pair) -> Iterator[Fault]:
    earlier: list[Correction] = []
    for index, one in enumerate(pair.now.record.corrections):
        if one not in pair.added:
            continue
        first = next((step for step in earlier if goes_on(step, one)), None)
        earlier.append(one)
        if first:
            message = (
                f"一次新加的两项更正都改“{label(one.field)}”，"
                f"读者会以为“{first.now[:24]}”公布过一段时间"
            )
            fix = (
                f"没有公布过，就合成一项：was: {first.was}，now: {one.now}；"
                "真的公布过、这次一起补上的，不用改"
            )
            yield Fault(pair.now.path, ("corrections", index, "was"), message, fix, "notice")
