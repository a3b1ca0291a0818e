"""已公布的公告里的图不换内容：图上也写着资费。新的图用新的文件名，正文里换上，并加一项更正。"""

from collections.abc import Iterator
from urllib.parse import unquote

from portal.findings import Fault
from portal.fitting import Entry
from portal.published import Published


def faults(published: Published) -> Iterator[Fault]:
    """Published notices that show a picture whose bytes differ from those that were published."""
    for entry, picture, number in changed(published, "notice"):
        message = f"公告已经公布，它的图 {picture} 换了内容"
        fix = "把原来的图放回去；新的图换一个文件名，在正文里换上，再照提示加一项更正"
        yield Fault(entry.path, (), message, fix, body_line=number)


def changed(published: Published, kind: str) -> Iterator[tuple[Entry, str, int]]:
    """The pictures of other bytes that published entries of a kind show, and the lines of the bodies."""
    shown = {path.removeprefix("pages/") for path in published.pictures}
    for entry in published.portal.of(kind).values() if shown else ():
        if entry.draft or entry.path not in published.paths or "images/" not in entry.body:
            continue
        for number, line in enumerate(entry.body.split("\n"), 1):
            for picture in sorted(one for one in shown if one in unquote(line)):
                yield entry, picture, number
