"""公布过结果的指标，目标、方向和单位不改，也不补：目标变了就另立一个指标，旧结果照旧目标评判。会提醒一声的：目标起算日、名称、定义和量法改了；还没有结果的，公布过的目标改了；目标的来源从示例改成真的。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import is_sample
from portal.published import Published
from portal.records.indicator import Indicator
from portal.records.reading import reading
from portal.rules.a_changed_result_says_so import no_sample

# What the published figures were figures of.
_MEASURED = (
    "title", "definition", "statistic", "method", "numerator", "denominator", "exclusions",
)  # fmt: skip
_PROMISED = ("direction", "target", "unit", "target_from")


def faults(published: Published) -> Iterator[Fault]:
    """Indicators whose target says something else than when they were published."""
    portal = published.portal
    hid = published.hid_samples
    judged = {
        name
        for period in portal.results.values()
        if not (hid and is_sample(period))
        for name, result in period.results.items()
        if result.value is not None
    }
    for entry in portal.of("indicators").values():
        for index, now in enumerate(entry.record.root):
            before = published.was.indicators.get(now.id)
            if before is not None:
                loc, of = (index, "target_source"), f"{now.id} 的目标"
                yield from no_sample(entry.path, loc, of, before.target_source, now.target_source)
            if before is not None and now.id in judged:
                yield from _moved(entry.path, index, before, now)
            elif before is not None and before.target is not None:
                yield from _promised(entry.path, index, before, now)


def _moved(path: str, index: int, before: Indicator, now: Indicator) -> Iterator[Fault]:
    for field in ("direction", "target", "unit"):
        old, new = getattr(before, field), getattr(now, field)
        if old != new:
            label = Indicator.model_fields[field].title
            message = f"{now.id} 公布过结果，{label}却从“{reading(old)}”改成了“{reading(new)}”"
            written = reading(old) if field == "target" else str(old)
            fix = (
                f"改回 {field}: {written}；新的{label}另写一项，用新的编号（如 {now.id}-2），"
                "以后的结果写在新的编号下面"
            )
            yield Fault(path, (index, field), message, fix)
    if before.target_from != now.target_from:
        message = (
            f"{now.id} 公布过结果，目标起算日却从“{reading(before.target_from)}”"
            f"改成了“{reading(now.target_from)}”，公布过的判定会跟着变"
        )
        fix = "对照目标的出处，真是从这天起才有效，就不用改；不是，改回去"
        yield Fault(path, (index, "target_from"), message, fix, "notice")
    fix = (
        f"量的还是同一件事、只是说法变了，就不用改；量的变了，改回去，"
        f"另写一项，用新的编号（如 {now.id}-2）"
    )
    yield from _retold(path, index, (before, now), _MEASURED, ("公布过结果，{}却", fix))


def _promised(path: str, index: int, before: Indicator, now: Indicator) -> Iterator[Fault]:
    """A target by which nothing was judged yet was given all the same."""
    fix = (
        "目标是答应过的：原来写错了、对照出处改对了的，不用再改；"
        f"换了目标的，改回去，新的另写一项，用新的编号（如 {now.id}-2）"
    )
    yield from _retold(path, index, (before, now), _PROMISED, ("公布过的{}", fix))


def _retold(
    path: str,
    index: int,
    both: tuple[Indicator, Indicator],
    fields: tuple[str, ...],
    words: tuple[str, str],
) -> Iterator[Fault]:
    """A reminder for each of the fields that says something else; `words` is how, and what to do."""
    said, fix = words
    for field in fields:
        old, new = (getattr(one, field) for one in both)
        if old != new:
            label = said.format(Indicator.model_fields[field].title)
            message = f"{both[1].id} {label}从“{reading(old)}”改成了“{reading(new)}”"
            yield Fault(path, (index, field), message, fix, "notice")
