"""Make the open data: tables, schemas, dictionaries, the package, and single records."""

from collections.abc import Iterator

from portal import addresses
from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.open_data import schemas, series
from portal.open_data.documents import document
from portal.open_data.publication import PACKAGE, files, own_files, package
from portal.open_data.tables import COMMITMENTS, TABLES, promise_row

# Their records have pages, and their data stands beside those.
PAGED = frozenset({"notices", "commitments"})


def units(_facts: Facts) -> list[str]:
    """All of it at once: the package describes every file."""
    return [PACKAGE]


def make(facts: Facts, unit: str, _studio: Studio) -> Iterator[Artifact]:
    """Every file but the copies beside the pages of notices."""
    for table in TABLES:
        for path, data in files(facts, table).items():
            yield File(path, data)
        if table.name not in PAGED:
            for path, data in own_files(table, facts):
                yield File(path, data)
    for name, track in facts.tracks.items():
        yield File(series.path(name), series.series(track))
    yield from _beside_promises(facts)
    yield File(unit, package(facts))


def _beside_promises(facts: Facts) -> Iterator[Artifact]:
    schema = facts.base_url + schemas.path(COMMITMENTS)
    for promise in facts.promises:
        data = document(COMMITMENTS, promise_row(promise, facts.base_url), schema)
        yield File(addresses.beside(promise.address, "json"), schemas.checked(COMMITMENTS, data))
