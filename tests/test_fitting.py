"""A finding names the line of the file, wherever the fields begin."""

import pickle
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel, RootModel

from portal import shapes, skeletons, sources, yamltext
from portal.fitting import fit
from portal.records.files import KINDS, Kind
from portal.records.values import NOTHING
from portal.schema import json_schema
from portal.sources import Source


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_unknown_field_is_told_on_its_own_line(kind: Kind) -> None:
    lines = skeletons.annotated_example(kind).splitlines()
    number = next((n for n, line in enumerate(lines, 1) if "title:" in line), 0)
    if not number:
        return
    lines[number - 1] = lines[number - 1].replace("title:", "titel:")
    _, findings = fit(Source(kind.example, "\n".join(lines).encode()))
    assert (number, "unknown-field") in {(one.line, one.rule) for one in findings}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_entry_that_came_from_another_process_is_the_same(kind: Kind) -> None:
    source = Source(kind.example, skeletons.annotated_example(kind).encode())
    entry, findings = fit(source)
    assert entry is not None, findings
    came = pickle.loads(pickle.dumps(entry))  # noqa: S301 # our own
    assert came == entry
    assert repr(came) == repr(entry)
    assert came.record.model_copy() == entry.record


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_need_not_be_there_may_say_that_it_is_not(kind: Kind) -> None:
    text = skeletons.annotated_example(kind)
    cut = sources.split(text) if kind.has_body else None
    value = yamltext.sound(cut.front if cut else text)
    kind.record.model_validate(value)
    schema = jsonschema.Draft7Validator(json_schema(kind))
    for path in _spare(kind.record, value, ()):
        said, left_out = deepcopy(value), deepcopy(value)
        _at(said, path[:-1])[path[-1]] = NOTHING
        del _at(left_out, path[:-1])[path[-1]]
        if path[-2:] in {("source", "title"), ("source", "publisher"), ("source", "on")}:
            continue  # a report has them
        assert kind.record.model_validate(said) == kind.record.model_validate(left_out), path
        # Of a text the editor program does not know the quotes: only what it says of 无 counts.
        told = [one for one in schema.iter_errors(said) if one.instance == NOTHING]
        assert not told, path


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _spare(record: type[BaseModel], value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The way to every field of the value that need not be there."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _spare(record, one, (*path, at))
    if not isinstance(value, dict) or issubclass(record, RootModel):
        return
    for key, one in value.items():
        info = shapes.fields_of(record).get(key)
        if info is None:
            yield from _spare(record, one, (*path, key))
            continue
        if not info.is_required():
            yield (*path, key)
        if inner := shapes.record_in(info.annotation):
            yield from _spare(inner, one, (*path, key))
