"""Run a command and say how long it took and how much memory it and its children held at most."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

EVERY_SECONDS = 0.05


@dataclass(frozen=True)
class Run:
    """Wall time, and the peak of the proportional memory (PSS) of all processes, sampled."""

    seconds: float
    peak_mb: float


def run(command: list[str], cwd: Path | None = None) -> Run:
    """The measured run of a command; stops the benchmark when the command fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as one:
        peak, done = [0], Event()
        watcher = Thread(target=_watch, args=(one.pid, peak, done))
        watcher.start()
        _, said = one.communicate()
        seconds = time.perf_counter() - begun
        done.set()
        watcher.join()
    if one.returncode:
        sys.exit(f"{' '.join(command)}\n{said.decode()}")
    return Run(seconds, peak[0] / 1024)


def _watch(pid: int, peak: list[int], done: Event) -> None:
    while not done.wait(EVERY_SECONDS):
        peak[0] = max(peak[0], sum(map(_pss_kb, _family(pid))))


def _family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(child))]


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
