"""Measure the build on generated notices: `python3 tests/bench/build.py [--sizes N …] [--hugo]`.

For each size: a cold build, a build after one notice changed, a build with nothing changed. Memory
is the sum of the proportional set sizes (PSS) of the whole process tree, sampled every 50 ms in a
second cold build; the time includes starting Python. The exponent says how time grows from one size to the next: 1 is
linear. With --hugo the same notices are built by Hugo too, in pages of the same weight.
"""

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import measure
import notices
import rival

VERB = notices.ROOT / "scripts/build.py"
ROW = "{:>8} {:>8} {:>8} {:>10} {:>8} {:>8} {:>9} {:>8} {:>8}"
HEADS = (
    "notices",
    "cold s",
    "exponent",
    "1 change s",
    "same s",
    "peak MB",
    "site MB",
    "page KB",
    "Hugo s",
)


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000, 30000])
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--hugo", action="store_true")
    asked = parser.parse_args()
    if asked.hugo and not shutil.which("hugo"):
        sys.exit("hugo is not installed (apt-get install hugo)")
    options = ["--jobs", str(asked.jobs)] if asked.jobs else []
    _say(ROW.format(*HEADS))
    before: tuple[int, float] | None = None
    # All goes at the end: for minutes after many files were taken away, ext4 makes new ones slowly.
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        for size in asked.sizes:
            before = _row(size, Path(folder) / str(size), options, before, asked.hugo)


def _row(
    size: int, folder: Path, options: Sequence[str], before: tuple[int, float] | None, hugo: bool
) -> tuple[int, float]:
    content, site = folder / "content", folder / "site"
    notices.write(size, content)
    command = [sys.executable, str(VERB), "--content", str(content), "--site", str(site), *options]
    cold = measure.seconds(command)
    _change_one(content)
    changed = measure.seconds(command)
    same = measure.seconds(command)
    exponent = "" if before is None else f"{_exponent(before, (size, cold)):.2f}"
    peak = measure.peak_mb([*command, "--no-cache", "--site", str(folder / "watched")])
    _say(
        ROW.format(
            size,
            f"{cold:.2f}",
            exponent,
            f"{changed:.2f}",
            f"{same:.2f}",
            f"{peak:.0f}",
            f"{_weight(site) / 1e6:.1f}",
            f"{rival.average_page(site) / 1e3:.1f}",
            _hugo(content, site, folder) if hugo else "",
        )
    )
    return size, cold


def _hugo(content: Path, site: Path, folder: Path) -> str:
    project, built = rival.project(content, site, folder / "hugo"), folder / "hugo/public"
    peak = measure.peak_mb(["hugo", "--quiet"], project)
    rival.pad(project, built, site)
    shutil.rmtree(built)
    seconds = measure.seconds(["hugo", "--quiet"], project)
    return f"{seconds:.2f} ({peak:.0f} MB, page {rival.average_page(built) / 1e3:.1f} KB)"


def _change_one(content: Path) -> None:
    notice = min(content.glob("notices/2008/*.md"))
    before, key, after = notice.read_text("utf-8").partition("\nvalid_for: ")
    if not key:
        sys.exit(f"{notice} has no valid_for to change")
    notice.write_text(f"{before}{key}另，{after}", "utf-8")


def _exponent(one: tuple[int, float], other: tuple[int, float]) -> float:
    return math.log(other[1] / one[1]) / math.log(other[0] / one[0])


def _weight(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 # a benchmark speaks


if __name__ == "__main__":
    main()
