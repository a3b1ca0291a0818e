"""Make the pictures of prose pages: as they are, they were judged when they were read."""

from collections.abc import Iterator

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts


def units(facts: Facts) -> list[str]:
    """Every picture."""
    return sorted(facts.portal.pictures)


def make(facts: Facts, unit: str, _studio: Studio) -> Iterator[Artifact]:
    """The picture at its address."""
    yield File(unit, facts.portal.pictures[unit])
