"""Whether the site already is what is asked for: an order, and the receipt of the last build."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal import cache, sources, trees
from portal.cache import code_key
from portal.environment import ROOT
from portal.findings import Finding
from portal.sources import Read

EXAMPLE = ROOT / "tests" / "example"
# Told what a build is at.
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to build, where, for which day; None leaves it to site.yml.

    With `again` it is built though nothing has changed: both trees hold the same after it. With
    `pages_first` what nobody looks at, and the search, stay as the site has them: a person sees
    an edit soon, and a whole build has to follow.
    """

    content: Path
    site: Path
    today: date
    as_of: date | None = None
    base_url: str | None = None
    engine: str = "mkdocs"
    jobs: int = 2
    cache: bool = True
    commit: str | None = None
    components: bool = False
    drafts: bool = False
    again: bool = False
    pages_first: bool = False


def key(order: Order, read: Read) -> str:
    """All that the site depends on, as one text: the order, the code and the content as read."""
    files = [f"{source.path} {source.mark}" for source in read[0]]
    if order.components:
        files += [f"example/{source.path} {source.mark}" for source in sources.tree(EXAMPLE)[0]]
    asked = (order.as_of, order.base_url, order.engine, order.commit, order.components)
    asked_on = (order.drafts, order.today, code_key())
    return "\n".join([*map(str, asked + asked_on), *map(str, read[1]), *files])


@dataclass(frozen=True)
class Receipt:
    """A file that says what the last build found, and which site it left, under a key."""

    path: Path
    key: str

    def findings(self, site: Path) -> list[Finding] | None:
        """What that build found; None unless its site is still there, whole."""
        said: tuple[str, list[Finding]] | None = cache.load(self.path, self.key)
        if said is None or said[0] != trees.stated_mark(site) or not trees.whole(site):
            return None
        return said[1]

    def write(self, site: Path, findings: list[Finding]) -> None:
        """The site and the findings are remembered."""
        cache.store(self.path, self.key, (trees.stated_mark(site), findings))
