"""Work that other processes share comes back whole and in order."""

import os
import time
from collections.abc import Sequence

import pytest

from portal.obstacles import ObstacleError
from portal.workers import alongside, spread

NUMBERS = list(range(1000))


def _squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def test_what_stands_in_the_way_is_told_by_another_process_as_by_this_one() -> None:
    def work(_: Sequence[int]) -> None:
        raise ObstacleError("这样不行。", "换一种做法")

    with alongside(work, NUMBERS, 2) as done, pytest.raises(ObstacleError) as told:
        done()
    assert (told.value.what, told.value.fix) == ("这样不行。", "换一种做法")
    assert str(told.value) == "这样不行。"


@pytest.mark.parametrize("jobs", [1, 2])
def test_chunks_come_back_in_order(jobs: int) -> None:
    chunks = spread(_squares, NUMBERS, jobs)
    assert [square for chunk in chunks for square in chunk] == _squares(NUMBERS)


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_is_done_alongside_other_work_that_is_spread(jobs: int) -> None:
    with alongside(_squares, NUMBERS, jobs) as squares:
        chunks = list(spread(_squares, NUMBERS, jobs))
        assert squares() == _squares(NUMBERS)
    assert len(chunks) > 1 or jobs == 1


def test_work_alongside_is_done_by_another_process() -> None:
    with alongside(lambda _: os.getpid(), NUMBERS, 2) as process:
        assert process() != os.getpid()


def test_work_alongside_that_nobody_asks_for_ends() -> None:
    with pytest.raises(ZeroDivisionError), alongside(lambda _: b"much" * 1_000_000, NUMBERS, 2):
        raise ZeroDivisionError


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_alongside_goes_wrong_here(jobs: int) -> None:
    def fail(_: Sequence[int]) -> None:
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"), alongside(fail, [1], jobs, fewest=1) as made:
        made()


def test_what_nobody_asks_for_is_not_waited_for() -> None:
    begun = time.monotonic()
    with alongside(lambda _: time.sleep(60), [1], 2, fewest=1):
        pass
    assert time.monotonic() - begun < 30
