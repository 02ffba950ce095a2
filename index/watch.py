"""A folder as it changes: the moments at which the collection should be brought up to date."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

# Many files that are copied one after the other are one change.
_QUIET_MS = 1_600


def follow_changes(paths: Sequence[Path], home: Path, stop: Event | None = None) -> Iterator[int]:
    """After each group of changes at or below `paths`, how many files they touched; ends when `stop` is set.

    What happens in the collections' own `home`, which may lie inside, is no change.
    """
    followed = [path.resolve() for path in paths]
    # A file alone could not be followed further after an editor has put another in its place.
    folders = {path if path.is_dir() else path.parent for path in followed}
    own = home.resolve()

    def counts(_: Change, path: str) -> bool:
        return not Path(path).is_relative_to(own) and any(map(Path(path).is_relative_to, followed))

    for changes in watch(
        *folders, watch_filter=counts, debounce=_QUIET_MS, stop_event=stop, raise_interrupt=True, recursive=True
    ):
        yield len(changes)
