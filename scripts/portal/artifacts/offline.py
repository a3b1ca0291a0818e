"""Make what serves readers without a network: the service worker and the page for unread pages."""

from collections.abc import Iterator
from hashlib import sha256

from portal import addresses
from portal.artifacts.artifact import Artifact, File, Page
from portal.artifacts.moulds import place
from portal.artifacts.studio import Studio
from portal.facts import Facts

WORKER, OFFLINE = "sw.js", "offline/"
SOURCE = "data/site.yml"
# Kept before anybody reads them: whom to turn to.
EMERGENCY = ("help/complain",)
_NOT_FOUND_BY_SEARCH = '<meta name="robots" content="noindex">'


def units(_facts: Facts) -> list[str]:
    """The worker and the page."""
    return [WORKER, OFFLINE]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """One of them."""
    if unit == WORKER:
        yield File(WORKER, _worker(facts, studio).encode())
        return
    title = studio.render("offline-title.txt")
    hotline = facts.portal.site.complaint.operator_hotline
    kept = [(addresses.page(name), facts.portal.pages[name].title) for name in _kept(facts)]
    body = studio.render("offline.html", hotline=hotline, emergency=kept)
    yield Page(OFFLINE, OFFLINE, title, title, SOURCE, {"body": body}, _NOT_FOUND_BY_SEARCH)


def _kept(facts: Facts) -> list[str]:
    """Of the pages to keep those that there are."""
    return [name for name in EMERGENCY if name in facts.portal.pages]


def _worker(facts: Facts, studio: Studio) -> str:
    pages, names = facts.portal.of("page"), _kept(facts)
    said = [facts.mark, studio.mark, *(pages[name].mark for name in names)]
    return studio.render(
        "service-worker.js",
        # Other looks, settings or words of what is kept unasked are another worker: browsers notice.
        edition=sha256(" ".join(said).encode()).hexdigest()[:16],
        hashed=addresses.HASHED,
        emergency=[addresses.page(name) for name in names],
        offline=OFFLINE,
        note=studio.render("stored-note.html", age=place("age")),
        place=place("age"),
        sample=studio.once("sample-mark.txt", ""),
    )
