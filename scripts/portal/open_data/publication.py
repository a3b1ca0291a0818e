"""The publication: every file of the open data with what the page about it says, and its package."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from portal import addresses
from portal.facts import Facts
from portal.open_data import schemas
from portal.open_data.cells import Column, columns, row_line, spreadsheet
from portal.open_data.dictionary import dictionary, table_schema
from portal.open_data.documents import collection, document, line
from portal.open_data.tables import ID, NOTICES, TABLES, Row, Table, notice_row

FOLDER = "data/"
PACKAGE = "data/datapackage.json"
# What does not name these is read as version 1, where a resource is no table unless its `profile` says so.
_PROFILES = "https://datapackage.org/profiles/2.0/"
_TABULAR = {"type": "table", "profile": "tabular-data-resource"}


@dataclass(frozen=True)
class Published:
    """A table as published: how many rows it has, and how large its files are."""

    table: Table
    rows: int
    json_bytes: int
    csv_bytes: int
    csv_digest: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the spreadsheet."""
        return columns(self.table)


def publication(facts: Facts) -> tuple[Published, ...]:
    """All tables, as published on the day."""
    known = _known(facts)
    for table in TABLES:
        if table.name not in known:
            files(facts, table)
    return tuple(known[table.name] for table in TABLES)


@lru_cache(maxsize=1)
def _known(_facts: Facts) -> dict[str, Published]:
    """What is known of the tables whose files were made; the files themselves are large."""
    return {}


def files(facts: Facts, table: Table) -> dict[str, bytes]:
    """Path to bytes of a table's files. Paths never move."""
    head = {
        "record_schema": facts.base_url + schemas.path(table),
        "version": schemas.VERSION,
        "as_of": facts.as_of,
    }
    in_json, in_csv, rows = _written(facts, table, head)
    schema = orjson.dumps(schemas.schema(table, facts.base_url), None, orjson.OPT_INDENT_2)
    digest = hashlib.sha256(in_csv).hexdigest()
    _known(facts)[table.name] = Published(table, rows, len(in_json), len(in_csv), digest)
    name = FOLDER + table.name
    return {
        f"{name}.json": in_json,
        f"{name}.csv": in_csv,
        f"{name}-fields.csv": dictionary(table),
        schemas.path(table): schema + b"\n",
    }


def own_files(table: Table, facts: Facts) -> Iterator[tuple[str, bytes]]:
    """A file for each record that has an id and no page of its own to stand beside."""
    schema = facts.base_url + schemas.path(table)
    for row in table.rows(facts) if table.keyed else ():
        name = next(part[ID] for part in row if ID in part)
        data = schemas.checked(table, document(table, row, schema))
        yield addresses.data_file(table.name, name), data


def package(facts: Facts) -> bytes:
    """datapackage.json: what there is, of what type, how large and with which digest."""
    site = facts.portal.site
    licence = site.data_licence
    said: dict[str, Any] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "service-commitment-portal",
        "title": site.name,
        "description": site.description,
        "homepage": facts.base_url,
        "version": f"{schemas.VERSION}.0.0",
        "created": f"{facts.as_of}T00:00:00+08:00",
    }
    if licence:
        said["licenses"] = [{"title": licence.title, "path": licence.url}]
    said["resources"] = [_resource(published) for published in publication(facts)]
    return orjson.dumps(said, None, orjson.OPT_INDENT_2) + b"\n"


def _written(facts: Facts, table: Table, head: Mapping[str, Any]) -> tuple[bytes, bytes, int]:
    """The JSON, the CSV and the number of records; their lines are let go of before anything else."""
    lines = _lines(facts, table)
    in_json = collection(head, [line for line, _ in lines])
    return in_json, spreadsheet(table, (line for _, line in lines)), len(lines)


def _lines(facts: Facts, table: Table) -> list[tuple[bytes, bytes]]:
    """Every record as a line of the JSON and of the CSV."""

    def both(row: Row) -> tuple[bytes, bytes]:
        return line(table, row), row_line(table, row)

    def of_notices(names: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        return {name: both(notice_row(facts.notices[name], facts.base_url)) for name in names}

    if table is not NOTICES:
        return [both(row) for row in table.rows(facts)]
    marks = {name: told.mark for name, told in sorted(facts.notices.items())}
    made = facts.of_each("rows", marks, of_notices)
    return [made[name] for name in marks]


def _resource(published: Published) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": published.table.name,
        "title": published.table.label,
        **_TABULAR,
        "path": f"{published.table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": published.csv_bytes,
        "hash": f"sha256:{published.csv_digest}",
        "rows": published.rows,
        "schema": table_schema(published.table),
    }
