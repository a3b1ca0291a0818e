"""The order of the library as scripts/README.md lists it: the tables there are the only list."""

import re

from portal.environment import ROOT

README = ROOT / "scripts" / "README.md"
ROW = re.compile(r"^\| `(\w+)/?` \| (.*) \|$", re.MULTILINE)


def listing() -> tuple[str, str]:
    """The part of the README that lists the modules, and the rest of it."""
    before, after = README.read_text("utf-8").split("\n## Glossary")
    return before, f"\n## Glossary{after}"


def rows() -> list[tuple[str, str]]:
    """Each module or package with what is said of it, in the order of the pipeline."""
    return ROW.findall(listing()[0])
