"""One writer at a time in a collection; a second one is told who the first is."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import StoreBusy
from index.settings import IndexSettings

# What only mends the index of vectors, or looks whether anybody writes, has ended soon.
_PATIENCE_S = 3


@contextmanager
def write_lock(settings: IndexSettings, wait_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the collection for writing. Raises StoreBusy if another process still holds it after `wait_s`."""
    holder = settings.scratch("writer")
    try:
        with FileLock(settings.scratch("lock"), timeout=wait_s):
            holder.write_text(json.dumps({"pid": os.getpid(), "since": datetime.now().strftime("%H:%M:%S")}))
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as error:
        raise StoreBusy(
            f"{_describe(holder)}, is indexing into the collection {settings.collection!r}; wait until it has ended"
        ) from error


def describe_writer(settings: IndexSettings) -> str | None:
    """The process that is writing to the collection now, if there is one."""
    holder = settings.scratch("writer")
    # Without this file nobody writes; a process that was killed has left it behind, but not its lock.
    if not holder.exists():
        return None
    try:
        with FileLock(settings.scratch("lock"), timeout=0):
            return None
    except OSError:  # it is held, and be it by another user
        return _describe(holder)


def _describe(holder: Path) -> str:
    try:
        known = json.loads(holder.read_text())
        return f"process {known['pid']}, at work since {known['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
