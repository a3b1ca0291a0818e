"""Make the list of all seals: id, revision and digest of every notice."""

from collections.abc import Iterator
from hashlib import sha256

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.canonical import seal, seals_text

SEALS = "notices/seals.txt"


def units(_facts: Facts) -> list[str]:
    """The one list."""
    return [SEALS]


def mark(facts: Facts, _unit: str) -> str:
    """All notices."""
    return sha256(" ".join(told.mark for told in facts.notices.values()).encode()).hexdigest()


def make(facts: Facts, unit: str, _studio: Studio) -> Iterator[Artifact]:
    """The list of all notices, also of those that have ended."""
    told = facts.notices.values()
    seals = (seal(one.identity, one.notice, one.body) for one in told)
    yield File(unit, seals_text(seals).encode())
