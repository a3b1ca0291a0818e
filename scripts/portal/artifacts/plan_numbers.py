"""Make small files that say which notice has a plan number: what the comparison asks by number.

A number stands in the file that its signs add up to, so that a browser fetches one file of some
hundred lines, a number and an id each, however many notices there are.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from unicodedata import normalize

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.life import Status
from portal.facts.notices import Announced

FOLDER = "compare/numbers/"
# compare.js adds up alike.
FILES, FACTOR = 61, 37


def units(_facts: Facts) -> list[str]:
    """All of them at once: a number may go from one notice to another."""
    return [FOLDER]


def mark(facts: Facts, _unit: str) -> str:
    """What the files hold."""
    return sha256(repr(sorted(numbers(facts).items())).encode()).hexdigest()


def make(facts: Facts, _unit: str, _studio: Studio) -> Iterator[Artifact]:
    """Every file that holds a number."""
    filed: dict[int, list[str]] = {}
    for number, identity in sorted(numbers(facts).items()):
        filed.setdefault(place(number), []).append(f"{number}\t{identity}\n")
    for at, lines in sorted(filed.items()):
        yield File(f"{FOLDER}{at}.txt", "".join(lines).encode())


@lru_cache(maxsize=1)
def numbers(facts: Facts) -> Mapping[str, str]:
    """The notice of each plan number: that which holds now, else what comes, else what was last.

    What is the id of a notice too means that notice, and stands in no file.
    """
    ids = {identity.upper() for identity in facts.notices}
    found: dict[str, Announced] = {}
    for told in facts.notices.values():
        number = plain(told.notice.plan_number)
        if number not in ids and (number not in found or _rank(told) > _rank(found[number])):
            found[number] = told
    return {number: told.identity for number, told in found.items()}


def plain(number: str) -> str:
    """The number however it is typed: in capitals, narrow, without spaces."""
    return re.sub(r"\s+", "", normalize("NFKC", number).upper())


def place(number: str) -> int:
    """The file it stands in."""
    at = 0
    for sign in number:
        at = (at * FACTOR + ord(sign)) % FILES
    return at


def _rank(told: Announced) -> tuple[bool, bool, str, str]:
    holds = not told.life.ended and told.status is not Status.ANNOUNCED
    return holds, not told.life.ended, told.notice.effective_on.isoformat(), told.identity
