"""What tests/example must become: of each page the main part and what its head says of it, and every other text.

`python3 scripts/test.py tests/test_golden.py --update` writes the golden tree anew; its difference
shows what the public will see.
"""

import re
from pathlib import Path

from conftest import EXAMPLE
from portal.trees import contents

GOLDEN = EXAMPLE.parent / "golden" / "example"
# The engine's and our own scripts and styles are code, and the manifest repeats every digest.
_LEFT_OUT = re.compile(r"assets/.*|site-manifest\.json|build\.json|sw\.js|.*\.(?:png|ico)")
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
# What programs read of a page, and searchers before they come.
_SAID = re.compile(
    r"<title>.*?</title>|<meta name=\"description\"[^>]*>|<link [^>]*rel=\"(?:canonical|alternate)\"[^>]*>"
    r"|<script type=\"application/ld\+json\">.*?</script>",
    re.DOTALL,
)
_DIGEST = re.compile(r"\.[0-9a-f]{8}\.(js|css|json|bin)\b")


def test_the_example_becomes_the_golden_tree(example_site: Path, update: bool) -> None:
    made = {
        path: _essence(path, data)
        for path, data in contents(example_site).items()
        if not _LEFT_OUT.fullmatch(path)
    }
    if update:
        _write(made)
    golden = {path: data.decode() for path, data in contents(GOLDEN).items()}
    assert sorted(made) == sorted(golden)
    changed = [path for path in golden if made[path] != golden[path]]
    assert not changed, f"these differ, see --update: {changed}"


def _essence(path: str, data: bytes) -> str:
    """The part that matters: of a page its <main> and what is said of it, a line an element, without blank lines."""
    text = _DIGEST.sub(r".\1", data.decode())
    if path.endswith(".html"):
        found = _MAIN.search(text)
        text = "\n".join([*_SAID.findall(text), found[0]]) if found else text
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _write(made: dict[str, str]) -> None:
    for path in sorted(GOLDEN.rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
        else:
            path.rmdir()
    for name, text in made.items():
        target = GOLDEN / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
