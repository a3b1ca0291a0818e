"""A finding names the line of the file, wherever the fields begin."""

import pickle

import pytest

from portal import skeletons
from portal.fitting import fit
from portal.records.files import KINDS, Kind
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
