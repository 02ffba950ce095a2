"""Many readers, few processors: who asks waits for a turn, first come first served, and not without end."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import SanadError


class Busy(SanadError):
    """More readers are waiting than can be served, or one has waited too long."""


class Turns:
    """`places` turns at a time; `waiting` more may wait, each up to `patience_s` seconds.

    A plain lock hands itself to whoever is there at the moment, so that under load one reader waits for all others.
    """

    def __init__(self, places: int, waiting: int, patience_s: float) -> None:
        self._free, self._waiting, self._patience_s = places, waiting, patience_s
        self._line: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Raises Busy."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        called = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._line) >= self._waiting:
                raise Busy(f"{len(self._line)} questions are waiting already; ask again in a moment")
            self._line.append(called)
        began = time.monotonic()
        if called.wait(self._patience_s):
            return
        with self._lock:
            # It may have been called between the end of the wait and now.
            if called.is_set():
                return
            self._line.remove(called)
        raise Busy(f"no answer could be begun within {time.monotonic() - began:.0f} seconds; ask again in a moment")

    def _pass_on(self) -> None:
        with self._lock:
            if self._line:
                self._line.popleft().set()
            else:
                self._free += 1
