"""What a query should find: the queries of queries.yml, judged against the documents of a site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.checking import check
from portal.facts import Facts, derive
from portal.search.documents import SearchDocument
from portal.search.gathering import Pages, documents

QUERIES = Path(__file__).parent / "queries.yml"
FIRST = 10
# Of a kind that is answered badly so many queries are told, and so many addresses of each.
WORST, SHOWN = 5, 3


@dataclass
class Seen(SearchDocument):
    """What search knows of, with all that its reader sees: any part of it finds the page."""

    body: str = ""


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind it is, the addresses of what is right now and of what ever was."""

    typed: str
    kind: str
    right: frozenset[str]
    right_ever: frozenset[str]

    def ever(self) -> "Query":
        """The same for a search that does not know which notices have ended."""
        return Query(self.typed, self.kind, self.right_ever, self.right_ever)

    def recall(self, found: Sequence[str]) -> float:
        """How much of what could be right among the first ten is."""
        return len(self.right & set(found[:FIRST])) / min(FIRST, len(self.right))

    def reciprocal_rank(self, found: Sequence[str]) -> float:
        """One over the place of the first right result; 0 without one."""
        places = (1 / place for place, one in enumerate(found[:FIRST], 1) if one in self.right)
        return next(places, 0.0)


@dataclass(frozen=True)
class Answered:
    """A query with the addresses that were found, the best first."""

    query: Query
    found: Sequence[str]

    @property
    def recall(self) -> float:
        """How much of what could be right among the first ten is."""
        return self.query.recall(self.found)

    @property
    def reciprocal_rank(self) -> float:
        """One over the place of the first right result; 0 without one."""
        return self.query.reciprocal_rank(self.found)

    def __str__(self) -> str:
        """What came first, and what should have."""
        missed = sorted(self.query.right - set(self.found[:FIRST]))
        return (
            f"    {self.query.typed}: recall {self.recall:.2f}, 1/rank {self.reciprocal_rank:.2f}\n"
            f"        came first: {'  '.join(self.found[:SHOWN]) or 'nothing'}\n"
            f"        should have come: {'  '.join(missed[:SHOWN]) or 'these, but others came before'}"
        )


def recall(some: Sequence[Answered]) -> float:
    """The mean recall of the queries."""
    return sum(one.recall for one in some) / len(some)


def told(kind: str, some: Sequence[Answered]) -> str:
    """How well a kind of query is answered, and those of its queries that are answered worst."""
    worst = sorted(some, key=lambda one: (one.recall, one.reciprocal_rank))[:WORST]
    return "\n".join([f"{kind}: recall {recall(some):.3f}, the worst queries:", *map(str, worst)])


def facts_of(content: Path, day: date) -> Facts:
    """The facts of a content folder."""
    return derive(check(content, 2).portal, day, "https://portal.example/")


def documents_of(facts: Facts, site: Path) -> list[Seen]:
    """What the site's search knows of."""

    def html(address: str) -> bytes:
        return (site / address / "index.html").read_bytes()

    found = list(documents(facts, html))
    texts = Pages(html, {}).texts_of([one.address for one in found])
    return [Seen(**vars(one), body=text) for one, text in zip(found, texts, strict=True)]


def queries(facts: Facts, known: Sequence[Seen]) -> list[Query]:
    """All queries that have an answer in force.

    Who types a name or a whole number means notices that have ended as well; a part of a number is
    answered by them when there is no other.
    """
    ended = {told.address for told in facts.notices.values() if told.life.ended}
    numbers = {_plain(number) for one in known for number in one.numbers}
    made = []
    for row in yaml.safe_load(QUERIES.read_text("utf-8")):
        ever = {one.address for one in known if _is_right(row, one)}
        if "name" in row or _plain(row.get("number", [""])[0]) in numbers:
            right = ever
        else:
            right = ever - ended or (ever if "number" in row else set())
        made.append(Query(row["q"], row["kind"], frozenset(right), frozenset(ever)))
    return [one for one in made if one.right]


def _is_right(row: dict[str, Any], one: Seen) -> bool:
    head = f"{one.title}\n{one.labels}".lower()
    whole = f"{head}\n{one.body}".lower()
    for field, words in row.items():
        match field:
            case "address":
                return one.address in words
            case "number":
                return any(_plain(words[0]) in _plain(number) for number in one.numbers)
            case "name":
                return _plain(words[0]) in _plain(one.name)
            case "title" | "text":
                return all(_holds(head if field == "title" else whole, word) for word in words)
            case "any_title" | "any":
                return any(_holds(whole if field == "any" else head, word) for word in words)
    return False


def _holds(text: str, word: str) -> bool:
    """Whether the word stands in the text; a number not as a part of a longer one."""
    bare = re.escape(word.lower())
    before = r"(?<![0-9])" if word[0].isdigit() else ""
    after = r"(?![0-9])" if word[-1].isdigit() else ""
    return re.search(f"{before}{bare}{after}", text) is not None


def _plain(name: str) -> str:
    return re.sub(r"[-\s]", "", name.lower())
