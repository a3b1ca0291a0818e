"""The files that are made from the records and committed, and which of them are stale."""

import json
import re
from collections.abc import Callable

from portal.fieldguide import field_guide
from portal.findings import Finding
from portal.records.files import KINDS, Kind
from portal.schema import json_text
from portal.snippets import snippets_text

CONTENTS = ("content", "tests/example")


def generated_files() -> dict[str, str]:
    """The text of every generated file by its path in the repository."""
    schemas = {f"content/schema/{kind.name}.json": json_text(kind) for kind in KINDS}
    return schemas | {
        "content/FIELDS.md": field_guide(),
        ".vscode/settings.json": _settings(),
        ".vscode/content.code-snippets": snippets_text(),
    }


def stale_files(text_of: Callable[[str], str | None]) -> list[Finding]:
    """A finding for each generated file whose text, by its path, is not what it should be."""
    message = "这个文件和记录（scripts/portal/records/）或规则（scripts/portal/rules/）不一致"
    fix = "运行 python3 scripts/check.py --fix"
    return [
        Finding(path, 1, 1, "up-to-date", message, fix)
        for path, text in generated_files().items()
        if text_of(path) != text
    ]


def _settings() -> str:
    schemas = {
        f"./content/schema/{kind.name}.json": [f"{root}/{_places(kind)}" for root in CONTENTS]
        for kind in KINDS
    }
    settings = {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "yaml.schemas": schemas,
        "[markdown]": {"editor.quickSuggestions": {"other": True}},
    }
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n"


def _places(kind: Kind) -> str:
    if not kind.pattern.groups:
        return kind.example
    fixed = re.match(r"[a-z/]+", kind.pattern.pattern)
    suffix = kind.example.rpartition(".")[2]
    return f"{fixed[0].rstrip('/') if fixed else ''}/**/*.{suffix}"
