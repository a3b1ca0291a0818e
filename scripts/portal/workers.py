"""Spread work over processes: chunks of a sequence in, the chunks' results out, in order."""

import ctypes
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

FEWEST = 256
CHUNKS_PER_JOB = 24

# M_TRIM_THRESHOLD, M_TOP_PAD and M_MMAP_THRESHOLD of malloc.h, in bytes.
_KEPT = {-1: 1 << 29, -2: 1 << 20, -3: 1 << 28}

_work: list[Any] = []


def spread(
    work: Callable[[Sequence[Item]], Made], items: Sequence[Item], jobs: int, fewest: int = FEWEST
) -> Iterator[Made]:
    """The results of `work` on successive chunks of `items`, which together are all of them.

    Each comes as soon as it is there, so that it can be used, and let go, while others are made;
    nothing is done for who does not ask for them.

    What `work` closes over is inherited by forking, never copied through a pipe; only results are.
    Few items, one job or a system without fork: all of it here.
    """
    if _stays_here(items, jobs, fewest):
        yield work(items)
        return
    size = -(-len(items) // (jobs * CHUNKS_PER_JOB))
    chunks = [(start, start + size) for start in range(0, len(items), size)]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, fork, _remember, (work, items)) as pool:
        yield from pool.map(_run, *zip(*chunks, strict=True))


@contextmanager
def alongside(
    work: Callable[[Sequence[Item]], Made], items: Sequence[Item], jobs: int, fewest: int = FEWEST
) -> Iterator[Callable[[], Made]]:
    """The result of `work` on the items, made by another process meanwhile; asking waits for it.

    When nobody has asked by the end, nobody needs it and the process is stopped.

    Asking raises what `work` raised, and EOFError when the system ended the process; work that
    stays here raises at once.
    """
    if _stays_here(items, jobs, fewest):
        made = work(items)
        yield lambda: made
        return
    fork = multiprocessing.get_context("fork")
    # Without the threads of a pool: more processes are forked meanwhile.
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(here, there, work, items))
    process.start()
    there.close()
    asked: list[Made] = []

    def ask() -> Made:
        if not asked:
            answer: tuple[Exception | None, Made] = here.recv()
            error, made = answer
            if error is not None:
                raise error
            asked.append(made)
        return asked[0]

    try:
        yield ask
    finally:
        here.close()
        if not asked:
            process.terminate()
        process.join()


def _stays_here(items: Sequence[Any], jobs: int, fewest: int) -> bool:
    no_fork = "fork" not in multiprocessing.get_all_start_methods()
    return jobs <= 1 or len(items) < fewest or no_fork


@contextmanager
def uncollected() -> Iterator[None]:
    """No circles are looked for meanwhile: a build makes few, and millions of things to look at."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def kept() -> Iterator[None]:
    """What is made meanwhile is taken to stay: the collector is still, and passes it over after.

    Looking again and again for circles among all records takes longer than reading them.
    """
    with uncollected():
        yield
        gc.freeze()


def keep_memory() -> None:
    """Memory that is let go stays with the process and its children, to be used again at once.

    A page of thousands takes some and lets it go; fetching it from the system every time takes a
    tenth of a build. Only the GNU C library knows how to be told.
    """
    for parameter, value in _KEPT.items():
        _malloc("mallopt", parameter, value)


def let_go_of_memory() -> None:
    """What a piece of work no longer needs goes back: another may never need as much."""
    _malloc("malloc_trim", 0)


def _malloc(name: str, *given: int) -> None:
    call = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if call is not None:
        call(*given)


def _remember(work: Callable[[Sequence[Any]], Any], items: Sequence[Any]) -> None:
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [work, items]


def _send(
    question: Connection,
    answer: Connection,
    work: Callable[[Sequence[Any]], Any],
    items: Sequence[Any],
) -> None:
    question.close()  # this end is the asking process's alone: when it is gone, nobody asks
    _remember(work, items)
    error, made = None, None
    try:
        made = _run(0, len(items))
    except Exception as caught:
        error = caught
    with suppress(BrokenPipeError):
        answer.send((error, made))


def _end_with_parent() -> None:
    """A worker whose parent was killed writes no further, and lets go of the lock it inherited."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(start: int, end: int) -> Any:
    work, items = _work
    made = work(items[start:end])
    let_go_of_memory()
    return made
