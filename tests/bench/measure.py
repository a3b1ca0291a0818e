"""Run a command and say how long it took, or how much memory it and its children held at most.

Not both of one run: reading the memory of a process keeps a core busy for a tenth of the time.
"""

import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

EVERY_SECONDS = 0.05


def seconds(command: list[str], cwd: Path | None = None) -> float:
    """The wall time of a command; stops the benchmark when the command fails."""
    begun = time.perf_counter()
    with _started(command, cwd) as one:
        _finish(one)
    return time.perf_counter() - begun


def peak_mb(command: list[str], cwd: Path | None = None) -> float:
    """The peak of the proportional memory (PSS) of all its processes, sampled; stops likewise."""
    peak, done = [0], Event()
    with _started(command, cwd) as one:
        watcher = Thread(target=_watch, args=(one.pid, peak, done))
        watcher.start()
        _finish(one)
        done.set()
        watcher.join()
    return peak[0] / 1024


def _started(command: list[str], cwd: Path | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _finish(one: subprocess.Popen[bytes]) -> None:
    _, said = one.communicate()
    if one.returncode:
        sys.exit(f"{one.args!r}\n{said.decode()}")


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
