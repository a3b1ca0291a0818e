"""Measure what each output costs: `python3 tests/bench/outputs.py N [FOLDER]`.

The seconds of CPU (user and system, one process) that a cold build of N generated notices, or of
the content in FOLDER, spends on making each output, and on digesting and writing its files. `heads`
are what the pages of notices say to programs, and are counted in `notices` too. The last line sums
what is there beside the pages that people read: open data, feeds, calendars, and all that.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import process_time

import notices

sys.path.insert(0, str(notices.ROOT / "scripts"))

from portal import engine, staging, trees
from portal.artifacts import heads, seals, sitemap, units
from portal.artifacts.artifact import File
from portal.checking import check
from portal.facts import Facts, derive
from portal.finishing import Finished, finish
from portal.making import THEME, Maker
from portal.workers import keep_memory, uncollected
from portal.workshop import Workshop

READ_BY_PEOPLE = {"pages", "pictures", "notices", "notice_lists", "promises"}
ROW = "{:>14} {:>8} {:>9} {:>8} {:>8}"


@dataclass
class Cost:
    """What an output took: seconds of CPU in all and for writing, files and bytes."""

    seconds: float = 0.0
    writing: float = 0.0
    files: int = 0
    size: int = 0


class Counted(Maker):
    """A maker that notes what writing takes."""

    cost = Cost()

    def keep(self, file: File) -> str:
        """The digest of the file, which is written and counted."""
        begun = process_time()
        mark = super().keep(file)
        self.cost.writing += process_time() - begun
        self.cost.files += 1
        self.cost.size += len(file.data)
        return mark


def main() -> None:
    """Print the table."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, uncollected():
        content = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "content"
        if len(sys.argv) == 2:
            notices.write(int(sys.argv[1]), content)
        keep_memory()
        portal = check(content).portal
        facts = derive(portal, notices.AS_OF, portal.site.url)
        workshop = Workshop(Path(folder) / "site")
        maker = Counted(facts, _finished(workshop, facts), workshop.tree)
        trees.open_for_change(workshop.tree)
        _table(dict(_costs(maker)))


def _finished(workshop: Workshop, facts: Facts) -> Finished:
    staging.write(workshop.staged, staging.staged(facts.portal))
    with engine.rendered("mkdocs", workshop, fresh=True) as made:
        return finish(made.files(), trees.joined(THEME / "components", "*/style.css"))


def _costs(maker: Counted) -> Iterator[tuple[str, Cost]]:
    facts, held = maker.facts, dict[str, str]()
    for name, these in groupby(units(facts), itemgetter(0)):
        with _counting(maker) as cost:
            for files in maker.make_all(list(these)).files.values():
                held |= files
        yield name, cost
    with _counting(maker) as cost:
        for told in facts.notices.values():
            heads.of_notice(told, facts, maker.studio)
    yield "heads", cost
    with _counting(maker) as cost:
        for path, data in sitemap.files(facts, sorted(held), maker.studio).items():
            maker.keep(File(path, data))
    yield "sitemap", cost
    with _counting(maker) as cost:
        for path, data in seals.files(facts, held).items():
            maker.keep(File(path, data))
    yield "seals", cost
    with _counting(maker) as cost:
        trees.close(maker.tree, held)
    yield "manifest", cost


@contextmanager
def _counting(maker: Counted) -> Iterator[Cost]:
    maker.cost = cost = Cost()
    begun = process_time()
    yield cost
    cost.seconds = process_time() - begun


def _table(costs: dict[str, Cost]) -> None:
    _say("output", "making s", "writing s", "files", "MB")
    for name, cost in costs.items():
        _line(name, cost)
    beside = [cost for name, cost in costs.items() if name not in READ_BY_PEOPLE]
    _line(
        "beside pages",
        Cost(
            sum(one.seconds for one in beside),
            sum(one.writing for one in beside),
            sum(one.files for one in beside),
            sum(one.size for one in beside),
        ),
    )


def _line(name: str, cost: Cost) -> None:
    making = f"{cost.seconds - cost.writing:.2f}"
    _say(name, making, f"{cost.writing:.2f}", str(cost.files), f"{cost.size / 1e6:.1f}")


def _say(*cells: str) -> None:
    print(ROW.format(*cells), flush=True)  # noqa: T201 # a benchmark speaks


if __name__ == "__main__":
    main()
