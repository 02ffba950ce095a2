"""A folder as it changes: the moments at which the collection should be brought up to date."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

# Many files that are copied one after the other are one change.
_QUIET_MS = 1_600


def follow_changes(paths: Sequence[Path], stop: Event | None = None) -> Iterator[int]:
    """After each group of changes at or below `paths`, how many files they touched; ends when `stop` is set."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    for changes in watch(*folders, debounce=_QUIET_MS, stop_event=stop, raise_interrupt=True, recursive=True):
        yield len(changes)
