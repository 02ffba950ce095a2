"""What goes wrong in a file of SQLite → an error that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from index.errors import DiskFull, StoreBusy, StoreError


@contextmanager
def converted(what: str, path: Path, remedy: str) -> Iterator[None]:
    """`what` is at `path`, `remedy` the way out where it is damaged."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFull(f"the disk with {path} is full; free some space and run the same command again") from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise StoreError(f"{what} {path} is damaged ({error}); {remedy}") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError) as error:
        raise StoreError(
            f"cannot open {what} {path} ({error}); its folder must be one that you may write in, "
            "on a disk that is not read-only, even to read it"
        ) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreBusy(f"{what} {path} is in use by another process; try again in a moment") from error
    except apsw.IOError as error:
        raise DiskFull(f"cannot write on the disk with {path} ({error}); is it full?") from error
    except apsw.Error as error:
        raise StoreError(f"cannot use {what} {path}: {error}") from error
