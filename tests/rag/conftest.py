"""The four articles, opened for asking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.encoder import Encoder
from index.reader import Reader
from index.settings import IndexSettings
from rag.parts import Parts, parts_of
from tests.conftest import CACHE


@pytest.fixture(scope="module")
def seeds(indexed_home: Path) -> Iterator[Collection]:
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        yield collection


@pytest.fixture(scope="module")
def parts(seeds: Collection, encoder: Encoder, reader: Reader) -> Parts:
    return parts_of(seeds, encoder, reader.read)
