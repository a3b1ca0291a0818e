"""Measure what must feel like a moment: one wrong file told, a sheet brought in, chains, seals.

`python3 tests/bench/moments.py` prints seconds of work; nothing is asserted, machines are noisy.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from portal import environment

environment.enter(environment.RUNTIME, environment.DEVELOPMENT)

from a_notice import a_notice
from portal.console import say
from portal.facts.canonical import canonical_text, digest
from portal.facts.chains import chains
from test_broken import CASES, findings


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    """Print each measurement on a line."""
    slowest = max((seconds(partial(findings, case)), case.name) for case in CASES)
    say(f"slowest of {len(CASES)} broken files: {slowest[0]:.3f} s ({slowest[1]})")
    for count in (1_000, 10_000, 30_000):
        many = {
            f"N{number}": a_notice(supersedes=[f"N{number - 1}"] if number % 3 else [])
            for number in range(count)
        }
        say(f"chains of {count} notices: {seconds(partial(chains, many)):.3f} s")
    notice, body = a_notice(), "办理后短信通知。\n" * 10
    took = seconds(
        lambda: [digest(canonical_text(str(number), notice, body)) for number in range(10_000)]
    )
    say(f"seals of 10000 notices: {took:.3f} s")


if __name__ == "__main__":
    main()
