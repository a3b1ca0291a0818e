"""页面里的标记都有字可填：site.yml 没有写的，不用它的标记。"""

from collections.abc import Iterator

from portal.findings import Fault, place_in
from portal.markers import MARKER
from portal.portal import Portal

# The marker for the one setting among them that a site need not have.
SUPERVISION = "服务监督电话"


def faults(portal: Portal) -> Iterator[Fault]:
    """Markers that would leave a hole in their sentence."""
    if not portal.of("site") or portal.site.complaint.supervision:
        return
    for entry in portal.of("page").values():
        for found in MARKER.finditer(entry.body):
            if found[1] == SUPERVISION:
                line, column = place_in(entry.body, found.start())
                message = f"{found[0]} 没有字可填：site.yml 没有写 supervision，句子会缺一块"
                fix = "先在 data/site.yml 的 complaint 下写上 supervision，或改写这一句"
                yield Fault(entry.path, (), message, fix, body_line=line, body_column=column)
