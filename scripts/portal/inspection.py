"""Inspect a built site: every link leads somewhere, nothing is loaded from another host."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.addresses import INDEX
from portal.elsewhere import asked, is_looked_into
from portal.findings import Finding, nearest, nearest_address
from portal.links import Link, css_links, is_elsewhere, links, scan
from portal.looks import Looker, Seen, Target
from portal.workers import spread

_FROM_ROOT = "站内的地址从 / 写起，如 /help/"


@dataclass(frozen=True)
class Broken:
    """A link that is wrong: on which page, and why."""

    page: str
    link: Link
    path: str
    rule: str
    message: str
    fix: str


class Inspection:
    """The files of a built site and what is wrong with the links between them."""

    def __init__(self, site: Path, files: frozenset[str], base_url: str = "") -> None:
        self.site = site
        self.files = files
        self._base_url = base_url
        self._target = Looker(base_url).target
        self._by_lower = {path.lower(): path for path in self.files}
        self._ids: dict[str, set[str]] = {}
        self.anchors: set[Target] = set()

    def holds(self, anchors: Iterable[Target], these: Collection[str]) -> bool:
        """Whether these pages have all the anchors that are asked of them."""
        return all(self._has_anchor(target) for target in anchors if target[0] in these)

    def broken(
        self, these: Iterable[str], jobs: int = 1, seen: Iterable[Seen] = ()
    ) -> list[Broken]:
        """Every wrong link on `these` pages and in these stylesheets, exactly.

        What was `seen` while pages were made need not be read again. The places on other pages
        that they lead to are added to `anchors`.
        """
        pages = sorted(path for path in these if path.endswith(".html"))
        parts = [*seen]
        looked = {page for part in parts for page in part.pages}
        parts += spread(self._look, [page for page in pages if page not in looked], jobs)
        doubtful = {page for part in parts for page in part.doubtful}
        doubtful |= {page for part in parts for page in self._astray(part)}
        if not all(part.linked <= self.files for part in parts):
            doubtful.update(*spread(self._losing, pages, jobs))
        found = [wrong for page in sorted(doubtful) for wrong in self._page(page)]
        quiet = {path for part in parts for path in part.quiet}
        others = sorted({path for path in these if is_looked_into(path)} - quiet)
        return found + [wrong for path in others for wrong in self._other(path)]

    def _look(self, pages: Sequence[str]) -> Seen:
        looker = Looker(self._base_url)
        for page in pages:
            looker.page(page, self._read(page))
        return looker.seen

    def _losing(self, pages: Sequence[str]) -> list[str]:
        """The pages that lead to what is not there."""
        looker = Looker(self._base_url)
        return [page for page in pages if not looker.page(page, self._read(page)) <= self.files]

    def _astray(self, part: Seen) -> list[str]:
        """The pages that lead to a place on another page which that page does not have."""
        self.anchors.update(*part.anchors.values())
        return [
            page for page, places in part.anchors.items() if not all(map(self._has_anchor, places))
        ]

    def _page(self, page: str) -> Iterator[Broken]:
        return self._wrong(page, links(self._read(page)))

    def _other(self, path: str) -> Iterator[Broken]:
        data = self._read(path)
        if path.endswith(".css"):
            yield from self._wrong(path, css_links(data))
        for written, at in asked(path, data, self._base_url):
            line, column = data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at)
            yield _foreign(path, Link(written, "asked", line, column))

    def _wrong(self, page: str, written: Iterable[Link]) -> Iterator[Broken]:
        for link in written:
            if link.is_foreign:
                yield _foreign(page, link)
            elif not is_elsewhere(link.written):
                path, fragment = self._target(link.written, page)
                reason = self._reason(page, path, fragment)
                if reason:
                    yield Broken(page, link, path, *reason)

    def _reason(self, page: str, path: str, fragment: str) -> tuple[str, str, str] | None:
        if path in self.files:
            if self._has_anchor((path, fragment)):
                return None
            meant = nearest(fragment, self._ids[path])
            fix = f"是不是“#{meant}”" if meant else "改成那一页上有的标题，或去掉 # 和后面的字"
            return "anchor-exists", f"“/{path}”上没有“#{fragment}”这一处", fix
        rule, shown = "link-leads-somewhere", path.removesuffix(INDEX)
        if path.startswith(("..", "/")):
            return rule, f"“{path}”不在本站的文件夹里", _FROM_ROOT
        if path.lower() in self._by_lower:
            meant = self._by_lower[path.lower()]
            return rule, f"“{shown}”的大小写不对", f"写成 /{meant.removesuffix(INDEX)}"
        if f"{path}/{INDEX}" in self.files:
            return rule, f"“{shown}”少了末尾的 /，要多跳一次", f"写成 /{shown}/"
        others = (one.removesuffix(INDEX) for one in self.files if one != page)
        near = nearest_address(shown.removesuffix(".md"), sorted(others))
        fix = f"是不是 /{near}？改成它" if near else f"{_FROM_ROOT}；没有这一页就删去链接"
        return rule, f"“{shown}”不存在", fix

    def _has_anchor(self, target: Target) -> bool:
        path, fragment = target
        if not fragment or fragment == "top" or fragment.startswith(":~:"):
            return True
        if path not in self.files or not path.endswith(".html"):
            return True  # told as a missing page, or not a page at all
        if path not in self._ids:
            self._ids[path] = scan(self._read(path)).ids
        return fragment in self._ids[path]

    def _read(self, path: str) -> bytes:
        return (self.site / path).read_bytes()


def _foreign(path: str, link: Link) -> Broken:
    message = f"“{link.written}”要从别的网站取来"
    return Broken(path, link, "", "nothing-from-elsewhere", message, "把文件放进本站")


def placed(
    broken: Iterable[Broken], sources: Mapping[str, str], text_of: Callable[[str], str]
) -> list[Finding]:
    """The wrong links as findings at the lines that editors wrote.

    `sources` gives the content file of a page. A link that a template wrote is told on line 1.
    """
    return sorted(_finding(one, sources.get(one.page, one.page), text_of) for one in broken)


def _finding(one: Broken, source: str, text_of: Callable[[str], str]) -> Finding:
    line, column, text = _place(one, text_of(source).split("\n"))
    return Finding(source, line, column, one.rule, one.message, one.fix, source_line=text)


def _place(one: Broken, lines: Sequence[str]) -> tuple[int, int, str]:
    """Where in the source the address stands, by the longest part of it that is found there."""
    for part in _parts(one):
        for number, text in enumerate(lines, 1):
            if part in text:
                return number, text.index(part) + 1, text
    return 1, 1, ""


def _parts(one: Broken) -> list[str]:
    written = one.link.written
    path = one.path.removesuffix(INDEX).rstrip("/")
    fragment = written.partition("#")[2]
    names = [written, written.removesuffix(INDEX), path, f"#{fragment}" if fragment else ""]
    names += [path.rpartition("/")[2].removesuffix(".html")]
    return [name for name in names if len(name) > 1]
