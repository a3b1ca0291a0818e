"""The JSON Schemas take what the records take, explain themselves in Chinese, and are fresh."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from portal import sources, writing
from portal.environment import ROOT
from portal.fitting import kind_of
from portal.generated import generated_files, stale_files
from portal.records.files import KINDS, Kind
from portal.schema import json_schema

SCHEMAS = {kind.name: json_schema(kind) for kind in KINDS}


class _EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as the editor program reads it: numbers are numbers, dates and 是 are text."""


_EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern in (
    ("int", r"[-+]?(0|[1-9]\d*)"),
    ("float", r"[-+]?\d+\.\d*"),
    ("bool", r"true|false"),
):
    _EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), None
    )


def _files() -> Iterator[tuple[str, Kind, Any]]:
    for folder in (ROOT / "tests" / "example", ROOT / "content"):
        for source in sources.tree(folder)[0]:
            kind = kind_of(source.path)
            if kind is not None:
                text, _ = sources.decode(source)
                cut = sources.split(text) if kind.has_body else None
                value = yaml.load(cut.front if cut else text, _EditorLoader)  # noqa: S506
                yield f"{folder.name}/{source.path}", kind, value


def test_every_file_that_passes_check_passes_its_schema() -> None:
    for path, kind, value in _files():
        errors = list(jsonschema.Draft7Validator(SCHEMAS[kind.name]).iter_errors(value))
        assert not errors, f"{path}: {errors[0].message}"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("results", {"period": "2009", "published_on": "2009-04-20", "results": {}, "source": {}}),
        ("synonyms", [["话费"]]),
        ("coverage", [{"area": "行政村", "value": "九成", "unit": "%", "on": 2009, "source": {}}]),
        ("page", {"title": "帮助", "tilte": "帮助"}),
        ("site", {"name": "公开"}),
    ],
)
def test_a_mistake_shows_while_one_types(kind: str, value: Any) -> None:
    assert list(jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(value))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_property_explains_itself_in_chinese(kind: Kind) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind.name])
    for name, field in _properties(SCHEMAS[kind.name]):
        for words in ("title", "description"):
            assert re.search(r"[一-鿿]", field[words]), f"{name}: {words}"


def _properties(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, list):
        for item in schema:
            yield from _properties(item)
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for key, inner in schema.items():
            yield from _properties(list(inner.values()) if key == "properties" else inner)


def test_the_generated_files_of_the_repository_are_fresh() -> None:
    assert stale_files(lambda path: writing.text_at(ROOT, path)) == []


def test_a_stale_file_is_found_and_mended(tmp_path: Path) -> None:
    files = generated_files()
    writing.write(tmp_path, files)
    (tmp_path / "content/schema/site.json").write_text("{}", "utf-8")
    (tmp_path / "content/FIELDS.md").unlink()
    stale = stale_files(lambda path: writing.text_at(tmp_path, path))
    assert {finding.path for finding in stale} == {"content/schema/site.json", "content/FIELDS.md"}
    assert {finding.rule for finding in stale} == {"up-to-date"}
    assert len(writing.write(tmp_path, files)) == 2
    assert stale_files(lambda path: writing.text_at(tmp_path, path)) == []


def test_the_editor_program_finds_a_schema_for_every_file() -> None:
    settings = json.loads(generated_files()[".vscode/settings.json"])
    for path, kind, _ in _files():
        name = path.replace("example/", "tests/example/", 1) if path[0] == "e" else path
        places = settings["yaml.schemas"][f"./content/schema/{kind.name}.json"]
        patterns = [re.escape(place).replace(r"\*\*/\*", r".*") for place in places]
        assert any(re.fullmatch(pattern, name) for pattern in patterns), path


def test_snippets_exist_for_every_kind_of_file() -> None:
    snippets = json.loads(generated_files()[".vscode/content.code-snippets"])
    assert {one["prefix"][1] for one in snippets.values()} == {kind.name for kind in KINDS}
