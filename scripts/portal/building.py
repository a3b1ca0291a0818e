"""Build the site: content in, a whole site exchanged for the old one, or findings and no change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from portal import addresses, engine, headers, staging, trees
from portal.artifacts import Unit, make, units
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.cache import Memory, code_key
from portal.checking import check
from portal.environment import ROOT
from portal.facts import Facts, derive
from portal.findings import Finding, has_errors
from portal.finishing import NOT_FOUND, Finished, finish
from portal.frames import fill
from portal.workers import spread
from portal.workshop import Workshop

THEME = ROOT / "theme"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to build, where, for which day; None leaves it to site.yml."""

    content: Path
    site: Path
    today: date
    as_of: date | None = None
    base_url: str | None = None
    engine: str = "mkdocs"
    jobs: int = 2
    cache: bool = True


def build(order: Order, tell: Progress) -> list[Finding]:
    """All findings; without errors among them the site holds what the content says."""
    workshop = Workshop(order.site)
    with workshop.locked():
        tell("读取并检查内容")
        checked = check(order.content, order.jobs, _memory(order, workshop))
        if has_errors(checked.findings):
            return checked.findings
        site = checked.portal.site
        base_url = (order.base_url or site.url).rstrip("/") + "/"
        facts = derive(checked.portal, order.as_of or site.as_of or order.today, base_url)
        tell("排版")
        finished = _engine(order, workshop, facts)
        tell(f"生成页面（公告 {len(facts.notices)} 份）")
        _bring_up_to_date(workshop.tree, _Maker(facts, finished, workshop.tree), order.jobs)
        tell("换上新网站")
        trees.exchange(workshop.tree, workshop.site)
        return checked.findings


def _memory(order: Order, workshop: Workshop) -> Memory | None:
    return Memory(workshop.cache / "entries", code_key()) if order.cache else None


def _engine(order: Order, workshop: Workshop, facts: Facts) -> Finished:
    staging.write(workshop.staged, staging.staged(facts.portal))
    html = engine.rendered(order.engine, workshop, fresh=not order.cache)
    return finish(html, trees.joined(THEME / "components", "*/style.css"))


class _Maker:
    """Makes units and writes what the tree does not hold yet."""

    def __init__(self, facts: Facts, finished: Finished, tree: Path) -> None:
        self.facts, self.finished, self.tree = facts, finished, tree
        self.held = trees.holdings(tree)
        self.studio = Studio(THEME, finished.names)
        self.shared = self._shared()

    def make_all(self, these: Sequence[Unit]) -> dict[str, str]:
        """Path to digest of all that the units yield; written where the tree differs."""
        files = (
            self._file(artifact)
            for unit in these
            for artifact in make(self.facts, unit, self.studio)
        )
        return {file.path: self.keep(file) for file in files}

    def keep(self, file: File) -> str:
        """The digest of a file that the tree now holds."""
        mark = trees.digest(file.data)
        if self.held.get(file.path) != mark:
            trees.write(self.tree, file.path, file.data)
        return mark

    def not_found(self) -> File:
        """The page for addresses that do not exist: its links hold from any of them."""
        path = "/" + self.facts.base_url.split("/", 3)[3]
        values = {**self.shared, "base": path, "page_foot": "", "canonical": "", "head": ""}
        title = escape(self.studio.render("not-found-title.txt"))
        values |= {"title": title, "description": title}
        values["body"] = self.studio.render("not-found.html", facts=self.facts)
        return File(NOT_FOUND, fill(self.finished.frames[NOT_FOUND], values, path).encode())

    def _file(self, artifact: Artifact) -> File:
        if isinstance(artifact, File):
            return artifact
        root = addresses.root_of(artifact.address)
        foot = self.studio.render("page-foot.html", page=artifact, site=self.facts.portal.site)
        values = {
            **self.shared,
            "base": root.rstrip("/") or ".",
            "title": escape(artifact.title),
            "description": escape(artifact.description),
            "canonical": self.facts.base_url + artifact.address,
            "head": artifact.head,
            "page_foot": foot,
            **artifact.values,
        }
        html = fill(self.finished.frames[artifact.frame], values, root)
        return File(addresses.file_of(artifact.address), html.encode())

    def _shared(self) -> Mapping[str, str]:
        site = self.facts.portal.site
        return {
            "site_name": escape(site.name),
            "policy": self.finished.policy,
            "footer": self.studio.render("footer.html", facts=self.facts, site=site),
        }


def _bring_up_to_date(tree: Path, maker: _Maker, jobs: int) -> None:
    trees.open_for_change(tree)
    now: dict[str, str] = {}
    for part in spread(maker.make_all, units(maker.facts), jobs):
        now |= part
    for path, data in maker.finished.assets.items():
        now[path] = maker.keep(File(path, data))
    now[NOT_FOUND] = maker.keep(maker.not_found())
    for path, data in headers.files(maker.finished.policy, sorted(now)).items():
        now[path] = maker.keep(File(path, data))
    trees.remove(tree, sorted(maker.held.keys() - now.keys()))
    trees.close(tree, now)
