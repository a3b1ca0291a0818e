"""content/data/site.yml 必须有：网站叫什么、运营方是谁、网址是什么都写在里面。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """A content folder without settings."""
    if not portal.of("site") and not portal.has_broken("site"):
        message = "缺少 data/site.yml"
        yield Fault(
            "data/site.yml",
            (),
            message,
            "新建这个文件，写 name、operator、description、url 和 complaint",
        )
