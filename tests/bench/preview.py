"""Measure how soon an edit shows in the preview: `python3 tests/bench/preview.py [--notices N]`.

A copy of the real content, or N generated notices, is served by serve.py. A line is added to a
notice, then one to a page, several times each. As an open page does, the benchmark listens until it is
told of a new build, and asks for the page, which must hold the line. The first edit comes after a
pause in which the preview makes itself ready.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from urllib.request import urlopen

import notices

VERB = notices.ROOT / "scripts/serve.py"
PAGE = ("pages/help.md", "help/")
READY = "预览在 "
LONGEST_SECONDS = 120


def main() -> None:
    """Print the seconds of each edit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int)
    parser.add_argument("--edits", type=int, default=4)
    parser.add_argument("--pause", type=float, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-preview-") as folder:
        content = Path(folder) / "content"
        if asked.notices:
            notices.write(asked.notices, content)
        else:
            shutil.copytree(notices.ROOT / "content", content)
        _measure(content, asked.edits, asked.pause)


def _measure(content: Path, edits: int, pause: float) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    folders = ["--content", str(content), "--site", str(content.parent / "site")]
    command = [sys.executable, str(VERB), *folders, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        try:
            said = next(line for line in serving.stdout if line.startswith(READY))
            _edit(content, said.removeprefix(READY).split("（")[0], edits, pause)
        finally:
            serving.terminate()


def _edit(content: Path, address: str, edits: int, pause: float) -> None:
    some = islice(sorted(content.glob("notices/*/*.md")), edits)
    edited = [(path, f"notices/{path.parent.name}/{path.stem}/") for path in some]
    for name, places in (("notice", edited), ("page", [(content / PAGE[0], PAGE[1])] * edits)):
        for file, page in places:
            time.sleep(pause)
            sys.stdout.write(f"{name}: {_shown(file, address, page):.2f} s\n")
            sys.stdout.flush()


def _shown(file: Path, address: str, page: str) -> float:
    line = f"改于 {time.time_ns()}。"
    with urlopen(f"{address}__preview/events", timeout=LONGEST_SECONDS) as news:  # noqa: S310 # our own preview
        file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")
        begun = time.monotonic()
        for said in news:
            if said.startswith(b"event: built"):
                with urlopen(address + page) as answer:  # noqa: S310 # our own preview
                    if line in answer.read().decode():
                        return time.monotonic() - begun
    sys.exit(f"{file} does not show on {page}")


if __name__ == "__main__":
    main()
