"""A catalog that cannot be used says why, in one line."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from index.catalog import Catalog
from index.errors import InputError, StoreBusy, StoreError
from index.settings import IndexSettings
from index.sqlite_errors import converted
from index.sync import index_paths
from tests.conftest import SEEDS
from tests.texts import hashing_encoder


def test_a_catalog_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"cannot open the catalog {tmp_path} .*not read-only"):
        Catalog(tmp_path)


def test_what_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a database " * 1_000)
    with pytest.raises(StoreError, match=r"damaged .*--rebuild"), Catalog(tmp_path / "catalog.sqlite") as catalog:
        catalog.read_meta()


def test_a_home_that_cannot_be_made_is_named(settings: IndexSettings) -> None:
    nowhere = IndexSettings(home=Path("/proc/nowhere"), cache=settings.cache)
    with pytest.raises(InputError, match=r"cannot make the folder /proc/nowhere .*another --home"):
        index_paths([SEEDS], nowhere, hashing_encoder)


def test_threads_share_an_open_catalog(tmp_path: Path) -> None:
    with Catalog(tmp_path / "catalog.sqlite", create=True) as catalog:
        catalog.put_meta({str(at): "x" * 1_000 for at in range(2_000)})
        with ThreadPoolExecutor(4) as threads:
            read = list(threads.map(lambda _: len(catalog.read_meta()), range(400)))
    assert set(read) == {2_000}


def test_a_catalog_in_use_is_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    Catalog(path, create=True).close()
    with closing(apsw.Connection(str(path))) as one, closing(apsw.Connection(str(path))) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="in use by another process"), converted("the catalog", path, "…"):
            other.execute("BEGIN IMMEDIATE")
