"""Build in a process that stays: everything is imported and at hand when the next edit comes."""

import gc
import signal
import traceback
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from portal import engine, trees
from portal.cache import code_stamp, keep_loaded
from portal.sources import Known
from portal.standing import Order
from portal.telling import build_and_tell
from portal.workshop import Workshop

# The exit code of a build, and what it said.
Told = tuple[int, str]
FAILED = 2
QUIET_SECONDS = 1


class Standby:
    """Builds one order after the other; when code or theme changed, in a process of the new."""

    def __init__(self) -> None:
        self._running: tuple[BaseProcess, Connection] | None = None
        self._code = ""

    def build(self, order: Order) -> Told:
        """Build in the process that stays, which is started when there is none."""
        now = code_stamp()
        if self._code != now:
            self.stop()
        self._code = now
        _, pipe = self._running = self._running or _started()
        try:
            pipe.send(order)
            told: Told = pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return (
                FAILED,
                "生成网站的程序被系统停掉了。\n    改法：再存一次文件；还是这样就看内存够不够",
            )
        if told[0] < 0:
            self.stop()
        return abs(told[0]), told[1]

    def stop(self) -> None:
        """End the process; a build that is under way leaves the site as it was."""
        if self._running:
            process, pipe = self._running
            process.terminate()
            process.join()
            pipe.close()
        self._running = None


def _started() -> tuple[BaseProcess, Connection]:
    # Not forked: it starts its own workers by forking, which only a process without threads may.
    fresh = get_context("spawn")
    here, there = fresh.Pipe()
    process = fresh.Process(target=_work, args=(there,))
    process.start()
    there.close()
    return process, here


def _work(orders: Connection) -> None:
    """Build what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the verb hears it, and ends this process too
    keep_loaded()
    trees.remember()
    code = 0
    known: Known = {}
    with suppress(EOFError, OSError):
        while code >= 0:
            order = orders.recv()
            code, words = _built(order, known)
            orders.send((code, words))
            # While the person looks at the page: what builds leave behind is taken away.
            engine.prepare(order.engine, Workshop(order.site))
            if not orders.poll(QUIET_SECONDS):
                gc.unfreeze()
                gc.collect()


def _built(order: Order, known: Known) -> Told:
    """How a build went; the code is negative after a bug of ours, which may have left anything."""
    said, complained = StringIO(), StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(complained):
            code = build_and_tell(order, known)
    except Exception as error:
        return -FAILED, _told_of_a_bug(error)
    return code, said.getvalue().strip() or complained.getvalue().strip()


def _told_of_a_bug(error: Exception) -> str:
    """A bug of ours in words for an editor, with the place that an engineer asks for."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno} {type(error).__name__}: {error}"
    return f"生成网站时程序自己出了错。\n    改法：先改回上一版，再把这一行发给开发人员：{place}"
