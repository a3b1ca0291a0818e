"""The field guide tells every field, every choice and every rule, and its examples are right."""

import ast
import re
from collections.abc import Iterator

import pytest

from portal import shapes, skeletons
from portal.environment import ROOT
from portal.fieldguide import field_guide, rules
from portal.fitting import fit
from portal.markers import BLOCKS, WORDS
from portal.records.files import KINDS, Kind
from portal.rules import judge_entry
from portal.sources import Source

GUIDE = field_guide()
A_RULE = "put each into a table of scripts/portal/rules/__init__.py, and import it there"
A_READERS = "what is told without a rule of its own stands in scripts/portal/writing_rules.py"
# The names of findings are strings in the modules that make them, or whose values are judged: the records.
TOLD_AS = {"Fault", "Finding", "Slip"}
NO_RULES = {"search-entries"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_and_choice_is_in_the_guide(kind: Kind) -> None:
    for record in shapes.records_within(kind.record):
        for field in shapes.fields(record):
            assert re.search(rf"`([\w.-]+\.)?{field.key}` \| {field.label} \|", GUIDE), field.key
            for word, label in field.shape.choices:
                assert (f"- `{word}`：{label}" if label else f"`{word}`") in GUIDE


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_annotated_example_is_complete_and_has_nothing_to_mend(kind: Kind) -> None:
    text = skeletons.annotated_example(kind)
    assert text in GUIDE
    source = Source(kind.example, text.encode())
    entry, findings = fit(source)
    assert findings == []
    assert entry is not None
    assert judge_entry(entry, source) == []
    for record in shapes.records_within(kind.record):
        for field in shapes.fields(record):
            assert re.search(rf"^[ -]*{field.key}:.*# {field.label}", text, re.MULTILINE), field.key


def test_every_rule_has_an_anchor_of_its_name() -> None:
    headings = re.findall(r"^### (\S+)$", GUIDE, re.MULTILINE)
    assert headings == list(rules())
    assert len(headings) == len(set(headings))
    assert all(re.search(r"[一-鿿].*。$", rule, re.DOTALL) for rule in rules().values())


def test_every_marker_is_in_the_guide() -> None:
    assert all(f"`{{{{{name}}}}}`" in GUIDE for name in (*BLOCKS, *WORDS))


def test_every_file_of_rules_is_in_the_guide() -> None:
    files = {path.stem for path in (ROOT / "scripts" / "portal" / "rules").glob("[a-z]*.py")}
    assert not {name.replace("_", "-") for name in files} - set(rules()), A_RULE


def test_every_finding_that_can_be_told_is_a_rule_of_the_guide() -> None:
    assert {*_names_in_code()} - rules().keys() == NO_RULES, A_READERS


def test_every_finding_of_the_broken_cases_is_a_rule_of_the_guide() -> None:
    told = {
        name
        for path in (ROOT / "tests" / "broken").rglob("findings.txt")
        for name in re.findall(
            r"\[([a-z]+(?:-[a-z0-9]+)+)\]$", path.read_text("utf-8"), re.MULTILINE
        )
    }
    assert not told - set(rules()), f"{A_RULE}; {A_READERS}"


def _names_in_code() -> Iterator[str]:
    for path in sorted((ROOT / "scripts" / "portal").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        imported = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom))
        known = {alias.name for one in imported for alias in one.names}
        if known & TOLD_AS or path.parent.name == "records" or path.stem == "slips":
            yield from _names_in(tree)


def _names_in(tree: ast.AST) -> Iterator[str]:
    examples = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "examples"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in examples:
            text = node.value
            if isinstance(text, str) and re.fullmatch(r"[a-z]+(-[a-z]+)+", text):
                yield text
