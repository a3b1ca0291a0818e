"""Make the page of each promise."""

from collections.abc import Iterator

from portal import prose
from portal.artifacts.artifact import Artifact, Page
from portal.artifacts.heads import of_promise
from portal.artifacts.studio import Studio
from portal.facts import Facts

FRAME = "commitments/frame/"


def units(facts: Facts) -> list[str]:
    """Every promise of every edition."""
    return [promise.identity for promise in facts.promises]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """The page of a promise."""
    promise = next(promise for promise in facts.promises if promise.identity == unit)
    words = prose.below(prose.html(promise.body), 2)  # beside the sections of the page
    body = studio.render("promise.html", promise=promise, body=words, facts=facts)
    description = studio.render("promise-description.txt", promise=promise)
    title, path, values = promise.commitment.title, promise.path, {"body": body}
    head = of_promise(promise, facts, studio)
    yield Page(promise.address, FRAME, title, description, path, values, head, promise.sample)
