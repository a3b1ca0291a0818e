"""Quick looks at files: what links of pages lead to, and which files need an exact look."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from portal.addresses import NOT_FOUND, base_path
from portal.elsewhere import asked, is_looked_into
from portal.links import Scan, is_elsewhere, resolved, scan

Target = tuple[str, str]  # path from the root of the site, fragment


@dataclass
class Seen:
    """What `pages` showed: paths they lead to, places on other pages, and which look doubtful.

    `quiet` are other files that lead nowhere and ask nothing of other hosts.
    """

    pages: set[str] = field(default_factory=set)
    quiet: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    anchors: dict[str, set[Target]] = field(default_factory=dict)


class Looker:
    """Looks at one page after the other; `seen` is what they showed."""

    def __init__(self, base_url: str = "") -> None:
        self.seen = Seen()
        self._base_url = base_url
        self._base_path = base_path(base_url)
        self._known: dict[int, dict[str, Target | None]] = {}
        self._shells: dict[tuple[int, bytes], AbstractSet[str]] = {}

    def file(self, path: str, data: bytes) -> None:
        """Look at a file of any kind; what links a stylesheet has is looked at exactly, later."""
        if path.endswith(".html"):
            self.page(path, data)
        elif is_looked_into(path) and not path.endswith(".css") and not self._asks(path, data):
            self.seen.quiet.add(path)

    def _asks(self, path: str, data: bytes) -> bool:
        return any(asked(path, data, self._base_url))

    def page(self, page: str, data: bytes) -> set[str]:
        """Look at a whole page; the paths on the site that it leads to."""
        quick = scan(data)
        return self._note(page, quick, quick.ids)

    def filled(self, page: str, shell: bytes, own: bytes) -> None:
        """Look at a page that is `own` within `shell`, which many pages of one depth share.

        What the shell shows is noted with the first page that has it: it leads all to the same.
        """
        key = page.count("/"), shell
        quick = scan(own)
        ids = self._shells.get(key)
        if ids is None:
            around = scan(shell)
            ids = self._shells[key] = around.ids
            quick = Scan(
                quick.targets | around.targets,
                quick.ids,
                quick.is_doubtful or around.is_doubtful,
            )
        self._note(page, quick, quick.ids | ids)

    def _note(self, page: str, quick: Scan, ids: AbstractSet[str]) -> set[str]:
        depth = page.count("/")
        known = self._known.setdefault(depth, {})
        paths: set[str] = set()
        elsewhere: set[Target] = set()
        is_doubtful = quick.is_doubtful
        for written in quick.targets:
            target = known[written] if written in known else self._target(written, page, known)
            if target is None:
                continue
            path, fragment = target
            paths.add(path)
            if fragment and path != page:
                elsewhere.add(target)
            elif fragment and fragment not in ids and fragment != "top":
                is_doubtful = True
        if is_doubtful:
            self.seen.doubtful.add(page)
        if elsewhere:
            self.seen.anchors[page] = elsewhere
        self.seen.pages.add(page)
        self.seen.linked |= paths - {page}
        return paths

    def _target(self, written: str, page: str, known: dict[str, Target | None]) -> Target | None:
        """Where an address leads; what leads there from every page of the depth is `known` then."""
        if is_elsewhere(written):
            known[written] = None
            return None
        target = self.target(written, page)
        # From pages of one depth an address that goes up to the root leads to one place.
        depth = page.count("/")
        if depth and written.startswith("../" * depth):
            known[written] = target
        return target

    def target(self, written: str, page: str) -> Target:
        """Where an address on a page leads; the page for unknown addresses has links from the host."""
        if page == NOT_FOUND and written.startswith(self._base_path):
            return resolved("/" + written[len(self._base_path) :], "/")[0].lstrip("/"), ""
        return resolved(written, page)
