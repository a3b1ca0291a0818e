"""Inspect a built site: every link leads somewhere, nothing is loaded from another host."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.findings import Finding, nearest
from portal.links import INDEX, Link, css_links, is_elsewhere, links, resolved, scan
from portal.workers import spread

NOT_FOUND = "404.html"
Target = tuple[str, str]  # path from the root of the site, fragment


@dataclass(frozen=True)
class Broken:
    """A link that is wrong: on which page, and why."""

    page: str
    link: Link
    path: str
    rule: str
    message: str
    fix: str


@dataclass
class _Seen:
    """What some pages showed."""

    doubtful: list[str] = field(default_factory=list)
    anchors: dict[str, set[Target]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)


class Inspection:
    """The files of a built site and what is wrong with the links between them."""

    def __init__(self, site: Path, files: frozenset[str], base_path: str = "/") -> None:
        self.site = site
        self.files = files
        self.base_path = base_path
        self._by_lower = {path.lower(): path for path in self.files}
        self._ids: dict[str, set[str]] = {}
        self.anchors: set[Target] = set()

    def holds(self, anchors: Iterable[Target], these: Collection[str]) -> bool:
        """Whether these pages have all the anchors that are asked of them."""
        return all(self._has_anchor(target) for target in anchors if target[0] in these)

    def broken(self, these: Iterable[str], jobs: int = 1) -> list[Broken]:
        """Every wrong link on `these` pages and in these stylesheets, exactly.

        The places on other pages that they lead to are added to `anchors`.
        """
        pages = sorted(path for path in these if path.endswith(".html"))
        seen = spread(self._look, pages, jobs)
        doubtful = {page for part in seen for page in part.doubtful}
        for part in seen:
            self.anchors.update(*part.anchors.values())
            for page, targets in part.anchors.items():
                if not all(map(self._has_anchor, targets)):
                    doubtful.add(page)
        styles = sorted(path for path in these if path.endswith(".css"))
        found = [wrong for page in sorted(doubtful) for wrong in self._page(page)]
        return found + [
            wrong for path in styles for wrong in self._wrong(path, css_links(self._read(path)))
        ]

    def orphans(self) -> list[str]:
        """Pages that no other page leads to, so that a reader never finds them."""
        pages = sorted(path for path in self.files if path.endswith(".html"))
        linked = {path for part in spread(self._look, pages, 1) for path in part.linked}
        return [page for page in pages if page not in {*linked, INDEX, NOT_FOUND}]

    def _look(self, pages: Sequence[str]) -> _Seen:
        seen = _Seen()
        known: dict[tuple[int, str], Target] = {}
        for page in pages:
            quick = scan(self._read(page))
            targets = {self._target(written, page, known) for written in quick.targets} - {None}
            local = {target for target in targets if target is not None}
            paths = {path for path, _ in local}
            if quick.is_doubtful or not paths <= self.files:
                seen.doubtful.append(page)
            own = {fragment for path, fragment in local if path == page and fragment}
            if not own <= {*quick.ids, "top"}:
                seen.doubtful.append(page)
            elsewhere = {(path, part) for path, part in local if part and path != page}
            if elsewhere:
                seen.anchors[page] = elsewhere
            seen.linked |= paths - {page}
        return seen

    def _target(
        self, written: str, page: str, known: dict[tuple[int, str], Target]
    ) -> Target | None:
        depth = page.count("/")
        key = depth, written
        if key in known:
            return known[key]
        if is_elsewhere(written):
            return None
        target = self._resolved(written, page)
        # From pages of one depth an address that goes up to the root leads to one place.
        if depth and written.startswith("../" * depth):
            known[key] = target
        return target

    def _resolved(self, written: str, page: str) -> Target:
        if page == NOT_FOUND and written.startswith(self.base_path):
            return resolved("/" + written[len(self.base_path) :], "/")[0].lstrip("/"), ""
        return resolved(written, page)

    def _page(self, page: str) -> Iterator[Broken]:
        return self._wrong(page, links(self._read(page)))

    def _wrong(self, page: str, written: Iterable[Link]) -> Iterator[Broken]:
        for link in written:
            if link.is_foreign:
                message = f"“{link.written}”要从别的网站取来"
                yield Broken(page, link, "", "nothing-from-elsewhere", message, "把文件放进本站")
            elif not is_elsewhere(link.written):
                path, fragment = self._resolved(link.written, page)
                reason = self._reason(path, fragment)
                if reason:
                    yield Broken(page, link, path, *reason)

    def _reason(self, path: str, fragment: str) -> tuple[str, str, str] | None:
        if path in self.files:
            if self._has_anchor((path, fragment)):
                return None
            meant = nearest(fragment, self._ids[path])
            fix = f"是不是“#{meant}”" if meant else "改成那一页上有的标题，或去掉 # 和后面的字"
            return "anchor-exists", f"“/{path}”上没有“#{fragment}”这一处", fix
        rule, shown = "link-leads-somewhere", path.removesuffix(INDEX)
        if path.startswith(("..", "/")):
            return rule, f"“{path}”不在本站的文件夹里", "写从这一页出发的相对地址"
        if path.lower() in self._by_lower:
            meant = self._by_lower[path.lower()]
            return rule, f"“{shown}”的大小写不对", f"写成 {meant.removesuffix(INDEX)}"
        if f"{path}/{INDEX}" in self.files:
            return rule, f"“{shown}”少了末尾的 /，要多跳一次", f"写成 {shown}/"
        meant_path = nearest(path, self.files)
        fix = (
            f"是不是 {meant_path.removesuffix(INDEX)}"
            if meant_path
            else "站内的地址从 / 写起，如 /help/；没有这一页就删去链接"
        )
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
