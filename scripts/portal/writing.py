"""Write text files whole, below a folder: a file is there with all of its text or as it was."""

from collections.abc import Mapping
from pathlib import Path


def write(root: Path, files: Mapping[str, str]) -> list[str]:
    """The paths whose text was not yet so and now is."""
    changed = [path for path, text in files.items() if text_at(root, path) != text]
    for path in changed:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f".{target.name}.new")
        new.write_text(files[path], "utf-8", newline="\n")
        new.replace(target)
    return changed


def text_at(root: Path, path: str) -> str | None:
    """The text of a file, or None when there is none that can be read."""
    try:
        return (root / path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
