"""Turns are taken in the order of asking, by so many at a time, and nobody waits without end."""

import threading
import time

import pytest

from ui.turns import Busy, Turns


def _wait_until(condition: object) -> None:
    for _ in range(500):
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError("it never came about")


def test_who_came_first_is_served_first() -> None:
    turns, served = Turns(1, 10, 30), []

    def ask(n: int) -> None:
        with turns.take():
            served.append(n)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    with turns.take():
        for n, thread in enumerate(threads, 1):
            thread.start()
            _wait_until(lambda n=n: len(turns._line) == n)
    for thread in threads:
        thread.join(30)
    assert served == list(range(8))


def test_no_more_than_the_places_run_side_by_side() -> None:
    turns, running, most = Turns(2, 50, 30), [], []

    def ask() -> None:
        with turns.take():
            running.append(1)
            most.append(len(running))
            time.sleep(0.01)
            running.pop()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(most) == 2
    assert turns._free == 2


def test_a_full_line_and_a_long_wait_are_refused() -> None:
    turns = Turns(1, 1, 0.1)
    with turns.take():
        told: list[str] = []

        def wait() -> None:
            try:
                with turns.take():
                    told.append("served")
            except Busy as error:
                told.append(str(error))

        thread = threading.Thread(target=wait)
        thread.start()
        _wait_until(lambda: len(turns._line) == 1)
        with pytest.raises(Busy, match="1 questions are waiting"), turns.take():
            pass
        thread.join(30)
        assert "no answer could be begun" in told[0]
    # The place is free again after all that.
    with turns.take():
        pass
    assert turns._free == 1


def test_a_failure_gives_its_place_back() -> None:
    turns = Turns(1, 1, 1)
    with pytest.raises(ValueError, match="broken"), turns.take():
        raise ValueError("broken")
    with turns.take():
        pass
