from collections.abc import Iterator

import pytest

from index.documents import DocumentReader
from tests.index.documents.stories import Story


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture(scope="session")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as reader:
        yield reader
