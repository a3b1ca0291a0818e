"""Make the list of all seals: id, revision and digest of every notice."""

from collections.abc import Mapping

from portal import addresses
from portal.facts import Facts
from portal.facts.canonical import Seal, revision, seals_text

SEALS = "notices/seals.txt"


def files(facts: Facts, held: Mapping[str, str]) -> dict[str, bytes]:
    """The list of all notices, also of those that have ended.

    `held` (path to SHA-256) is what the site holds: the digest of a canonical text is its seal.
    """
    told = facts.notices.values()
    seals = [
        Seal(one.identity, revision(one.notice), held[addresses.beside(one.address, "txt")])
        for one in told
    ]
    return {SEALS: seals_text(seals).encode()}
