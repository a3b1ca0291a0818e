"""照例子抄来的都换成真的：来源里没有“报道的标题”“发文的部门”“示例日报”这样的占位。"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.fitting import Entry
from portal.portal import Portal
from portal.records.files import items
from portal.records.source import CITED, Source
from portal.slips import Loc, Severity

# What stands in the examples of CONTRIBUTING.md, by field, and what to write instead.
LEFT = {
    "title": ("报道的标题", "文件的名称", "报表的名称"),
    "publisher": ("发文的部门", "部门"),
}
INSTEAD = {"title": "写那份报道或文件真的标题", "publisher": "写真的报社、网站或部门"}
_EXAMPLE = "示例"


def faults(portal: Portal) -> Iterator[Fault]:
    """Sources that are said to be real and still have the words of the examples."""
    # A made-up operator has made-up papers.
    is_real = bool(portal.of("site")) and _EXAMPLE not in portal.site.operator
    for entry in portal.entries:
        for loc, source in _sources(entry):
            for field, words in LEFT.items() if source.kind in CITED else ():
                written = str(getattr(source, field))
                made_up = field == "publisher" and is_real and written.startswith(_EXAMPLE)
                if written in words or made_up:
                    message = f"来源写的是 {source.kind.value}，{field} 却还是例子里的“{written}”"
                    fix = f"{INSTEAD[field]}；还没有依据，就写 kind: pending，删去 title、publisher、on"
                    severity: Severity = "notice" if entry.draft else "error"
                    yield Fault(entry.path, (*loc, field), message, fix, severity)


def _sources(entry: Entry) -> Iterator[tuple[Loc, Source]]:
    """All sources of a file, each with the way to it."""
    for loc, one in (((), entry.record), *items(entry.record)):
        for name in ("source", "target_source"):
            source = getattr(one, name, None)
            if isinstance(source, Source):
                yield (*loc, name), source
