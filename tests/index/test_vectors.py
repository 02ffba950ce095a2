"""What goes wrong in Chroma is called what it is."""

import errno
from typing import Any

import httpx
import pytest

from index.errors import DiskFull, StoreError
from index.vectors import StoreUnreachable, VectorStore


def _hide(hidden: Exception) -> Exception:
    """As Chroma raises it, for another."""
    shown = ValueError("Could not connect to a Chroma server. Are you sure it is running?")
    shown.__context__ = hidden
    return shown


@pytest.mark.parametrize(
    ("raised", "called"),
    [
        (ValueError("the index of fulltext is disconnected"), StoreError),
        (ValueError("Could not connect to tenant default_tenant. Are you sure it exists?"), StoreError),
        (_hide(httpx.ConnectError("refused")), StoreUnreachable),
        (httpx.ReadTimeout("late"), StoreUnreachable),
        (RuntimeError("error returned from database: (code: 13) database or disk is full"), DiskFull),
        (RuntimeError("No space left on device (os error 28)"), DiskFull),
        (OSError(errno.ENOSPC, "no room"), DiskFull),
    ],
)
def test_errors_are_told_apart(raised: Exception, called: type[StoreError]) -> None:
    class Client:
        def list_collections(self, **_: int) -> Any:
            raise raised

        def close(self) -> None:
            pass

    with pytest.raises(StoreError) as error:
        VectorStore("place", Client(), "passages")
    assert type(error.value) is called
