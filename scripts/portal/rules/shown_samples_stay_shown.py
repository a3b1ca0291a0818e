"""公布过的示例不隐藏：site.yml 的 samples 从 shown 改成 hidden，会提醒一声，写明少了几个网页。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.published import Published
from portal.records.site import Samples


def faults(published: Published) -> Iterator[Fault]:
    """The setting that takes off the site every sample that was published."""
    now = published.portal.of("site").values()
    for before, entry in zip(published.was.of("site").values(), now, strict=False):
        settings = before.record.samples, entry.record.samples
        if settings == (Samples.SHOWN, Samples.HIDDEN):
            count = len(published.hidden)
            message = (
                f"samples 从 shown 改成了 hidden：示例都会从网站上消失，公布过的网页少 {count} 个"
            )
            fix = "这些网址会打不开，要等真的内容齐了再隐藏：还没有齐就改回 samples: shown；确实要隐藏就不用改"
            yield Fault(entry.path, ("samples",), message, fix, "notice")
