"""Add an item to a list inside a YAML text, leaving every other line as its author wrote it."""

from collections.abc import Sequence

import yaml


def appended(text: str, key: str, item: Sequence[str]) -> str | None:
    """The text with one more item, given as lines from `- ` on, at the end of the list under `key`.

    None when the list is not written one item below the other: then only a person can add to it.
    """
    root = yaml.compose(text, yaml.BaseLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((pair for pair in pairs if pair[0].value == key), None)
    lines = text.splitlines()
    if found is None:
        return "\n".join([*lines, f"{key}:", *(f"  {line}" for line in item)]) + "\n"
    name, items = found
    if not isinstance(items, yaml.SequenceNode) or items.flow_style:
        if items.value and items.value != "无":
            return None
        written = [f"{key}:", *(f"  {line}" for line in item)]
        return (
            "\n".join(lines[: name.start_mark.line] + written + lines[_last_line(items) + 1 :])
            + "\n"
        )
    indent = " " * items.start_mark.column
    end = _last_line(items) + 1
    return "\n".join([*lines[:end], *(f"{indent}{line}" for line in item), *lines[end:]]) + "\n"


def _last_line(node: yaml.Node) -> int:
    """The line, from 0, of the last sign of a value; comments and blank lines after it do not count."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line - (node.end_mark.column == 0 and bool(node.value)))
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)
