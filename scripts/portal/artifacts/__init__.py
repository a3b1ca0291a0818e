"""Make everything the site consists of: an explicit table of outputs.

An output says which units it is made of and makes each on its own, so that units can be made on
all cores and one by one: `units(facts)` names them, `make(facts, unit, studio)` makes one.
"""

from collections.abc import Iterator
from types import ModuleType

from portal.artifacts import notice_lists, notices, pages, promises
from portal.artifacts.artifact import Artifact
from portal.artifacts.studio import Studio
from portal.facts import Facts

OUTPUTS: dict[str, ModuleType] = {
    "notices": notices,
    "notice_lists": notice_lists,
    "promises": promises,
    "pages": pages,
}

Unit = tuple[str, str]


def units(facts: Facts) -> list[Unit]:
    """All units of all outputs: name of the output, name of the unit."""
    return [(name, unit) for name, output in OUTPUTS.items() for unit in output.units(facts)]


def make(facts: Facts, unit: Unit, studio: Studio) -> Iterator[Artifact]:
    """The artifacts of one unit."""
    name, part = unit
    yield from OUTPUTS[name].make(facts, part, studio)
