"""Make everything the site consists of: an explicit table of outputs.

An output says which units it is made of and makes each on its own, so that units can be made on
all cores and one by one: `units(facts)` names them, `make(facts, unit, studio)` makes one. It may
say with `mark(facts, unit)` what notices a unit is made of: while that, `facts.mark` and the code
stay the same, the unit is not made again. A template given such a unit must look at no others.
"""

from collections.abc import Iterator, Set
from types import ModuleType

from portal.artifacts import (
    calendars,
    feeds,
    notice_copies,
    notice_lists,
    notices,
    offline,
    open_data,
    pages,
    pictures,
    plan_numbers,
    promises,
    redirects,
    site_files,
)
from portal.artifacts.artifact import Artifact
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.stumbles import told

# What one unit makes of all notices stands first: the other units fill the cores meanwhile.
OUTPUTS: dict[str, ModuleType] = {
    "open_data": open_data,
    "pages": pages,
    "feeds": feeds,
    "calendars": calendars,
    "pictures": pictures,
    "notice_lists": notice_lists,
    "notices": notices,
    "notice_copies": notice_copies,
    "promises": promises,
    "plan_numbers": plan_numbers,
    "redirects": redirects,
    "offline": offline,
    "site_files": site_files,
}

# Nobody looks at these while they write: a preview shows the pages before it makes them.
UNSEEN = frozenset({"open_data", "feeds", "calendars"})
# What search finds is on the pages of these.
SEARCHED = frozenset({"pages", "notices", "promises"})

Unit = tuple[str, str]


def units(facts: Facts, without: Set[str] = frozenset()) -> list[Unit]:
    """All units of all outputs but those named: name of the output, name of the unit."""
    made = ((name, output) for name, output in OUTPUTS.items() if name not in without)
    return [(name, unit) for name, output in made for unit in output.units(facts)]


def mark(facts: Facts, unit: Unit) -> str | None:
    """One digest of the notices that the unit is made of; None when that is not known."""
    name, part = unit
    said = getattr(OUTPUTS[name], "mark", None)
    return None if said is None else str(said(facts, part))


def make(facts: Facts, unit: Unit, studio: Studio) -> Iterator[Artifact]:
    """The artifacts of one unit."""
    name, part = unit
    with told(f"{name} {part}".strip()):
        yield from OUTPUTS[name].make(facts, part, studio)
