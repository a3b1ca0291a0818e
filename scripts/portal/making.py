"""Make the files of the site unit by unit, and write those that the tree does not hold yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path

from portal import addresses, trees
from portal.addresses import NOT_FOUND
from portal.artifacts import Unit, make
from portal.artifacts.artifact import Artifact, File, Page
from portal.artifacts.notices import FRAME
from portal.artifacts.studio import Studio
from portal.cache import code_key
from portal.compiled import Compiled
from portal.environment import ROOT
from portal.facts import Facts
from portal.finishing import Finished
from portal.frames import Frame, fill, pieces
from portal.ledger import Files
from portal.looks import Looker, Seen
from portal.search.articles import article, texts_of
from portal.search.gathering import findable
from portal.showroom import components
from portal.stumbles import told
from portal.workers import let_go_of_memory

THEME = ROOT / "theme"
# So many artifacts are made, then filled into frames, then written: while it does one kind of work a
# processor has at hand what that needs. A file as large as this is let go at once.
AT_ONCE = 64
LARGE_BYTES = 100_000
# So many articles are read together: of fewer, each takes longer; of more, they are too many to be at hand.
ARTICLES_AT_ONCE = 128
# What it took to make one as large as this is more than all that comes after needs.
HUGE_BYTES = 4_000_000


@dataclass(frozen=True)
class Made:
    """What some units became: their files, what the pages among these showed, and told readers.

    `texts` holds by address what search finds on a page: whoever has just made it need not read it.
    """

    files: Mapping[Unit, Files]
    seen: Seen
    texts: dict[str, str]


class Maker:
    """Makes units and writes what the tree does not hold yet."""

    def __init__(
        self,
        facts: Facts,
        finished: Finished,
        tree: Path,
        held: Mapping[str, str] | None = None,
        compiled: Compiled | None = None,
    ) -> None:
        """`held` is what the tree holds, when that was looked up already."""
        self.facts, self.finished, self.tree = facts, finished, tree
        self.held = trees.holdings(tree) if held is None else held
        self.studio = Studio(THEME, finished.names, compiled)
        self.shared = self._shared()
        self.foot = self.studio.mould("page-foot.html", ("source",), site=facts.portal.site)
        self.settled = cache(self._settled)
        self.looker = Looker(facts.base_url)
        self.seen: list[Seen] = []
        self.texts: dict[str, str] = {}
        # Whether the search is made as well: it asks for the words of pages just made.
        self.for_search = True
        self.articles: dict[str, bytes] = {}
        self.key = f"{code_key()} {facts.mark} {finished.mark} {self.shared}"

    @cached_property
    def findable(self) -> frozenset[str]:
        """The addresses of the pages that search finds."""
        return findable(self.facts)

    def make_all(self, these: Sequence[Unit]) -> Made:
        """All that the units yield, written where the tree differs."""
        self.looker = Looker(self.facts.base_url)
        files: dict[Unit, dict[str, str]] = {unit: {} for unit in these}
        texts: dict[str, str] = {}
        for some in _few_at_once(
            (unit, artifact) for unit in these for artifact in make(self.facts, unit, self.studio)
        ):
            with told():
                made = [(unit, self._file(artifact)) for unit, artifact in some]
            for unit, file in made:
                files[unit][file.path] = self.keep(file)
            if len(self.articles) >= ARTICLES_AT_ONCE:
                texts |= self._texts()
            if made and len(made[-1][1].data) >= HUGE_BYTES:
                let_go_of_memory()
        texts |= self._texts()
        self.studio.forget()  # the rows of ten thousand notices are as large as their lists
        return Made(files, self.looker.seen, texts)

    def _texts(self) -> dict[str, str]:
        """What search finds on the pages made since this was asked last."""
        articles, self.articles = self.articles, {}
        return dict(zip(articles, texts_of([*articles.values()]), strict=True)) if articles else {}

    def keep(self, file: File) -> str:
        """The digest of a file that the tree now holds."""
        mark = trees.digest(file.data)
        if self.held.get(file.path) != mark:
            trees.write(self.tree, file.path, file.data)
        return mark

    def html(self, address: str) -> bytes:
        """The page that the tree holds at the address."""
        return trees.data(self.tree, addresses.file_of(address))

    def not_found(self) -> File:
        """The page for addresses that do not exist: its links hold from any of them."""
        path = addresses.base_path(self.facts.base_url)
        values = {**self.shared, "base": f"{path}.", "page_foot": "", "canonical": "", "head": ""}
        values |= {"crumbs": "", "mark": ""}
        title = escape(self.studio.render("not-found-title.txt"))
        values |= {"title": title, "description": title}
        values["body"] = self.studio.render("not-found.html", facts=self.facts)
        return File(NOT_FOUND, fill(self.finished.frames[NOT_FOUND], values, path))

    def showroom(self, example: Facts) -> File:
        """The page that shows every component; its examples are of the fictional operator."""
        files = trees.contents(THEME / "components")
        body = self.studio.render("components.html", shown=components(files, example, self.studio))
        title = self.studio.render("components-title.txt")
        return self._file(Page("components/", FRAME, title, title, "", {"body": body}))

    def _file(self, artifact: Artifact) -> File:
        if isinstance(artifact, File):
            self.looker.file(artifact.path, artifact.data)
            return artifact
        root = addresses.root_of(artifact.address)
        values = {
            "mark": self.studio.once("sample-mark.txt", "") if artifact.sample else "",
            "title": escape(artifact.title),
            "description": escape(artifact.description),
            "canonical": escape(self.facts.base_url + artifact.address),
            "head": artifact.head,
            "page_foot": self.foot.cast({"source": escape(artifact.source)}),
            **artifact.values,
        }
        trail = self.facts.trail(artifact.address)
        draft = artifact.source in self.facts.portal.drafts
        way = " ".join(name for name, _ in trail) + str(draft)
        crumbs = self.studio.once("crumbs.html", way, trail=trail, draft=draft)
        frame = self.settled(artifact.frame, root, crumbs)
        made = pieces(frame, values, root)
        file = File(addresses.file_of(artifact.address), b"".join(made))
        self.looker.filled(file.path, frame.shell(root), b" ".join(made[1::2]))
        if self.for_search and artifact.address in self.findable:
            self.articles[artifact.address] = article(file.data)
        return file

    def _settled(self, frame: str, root: str, crumbs: str) -> Frame:
        """The frame with all that pages of one depth and one place have in common."""
        base = root.rstrip("/") or "."
        return self.finished.frames[frame].settled({**self.shared, "base": base, "crumbs": crumbs})

    def _shared(self) -> Mapping[str, str]:
        site = self.facts.portal.site
        return {
            "site_name": escape(site.name),
            "policy": self.finished.policy,
            "hotline": escape(site.complaint.operator_hotline),
            "footer": self.studio.render("footer.html", facts=self.facts, site=site),
        }


def _few_at_once(
    made: Iterable[tuple[Unit, Artifact]],
) -> Iterator[list[tuple[Unit, Artifact]]]:
    some: list[tuple[Unit, Artifact]] = []
    for unit, artifact in made:
        some.append((unit, artifact))
        is_large = isinstance(artifact, File) and len(artifact.data) >= LARGE_BYTES
        if is_large or len(some) == AT_ONCE:
            yield some
            some = []
    yield some
