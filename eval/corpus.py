"""A folder of articles → a collection that is there for one run alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index.encoder import load_encoder
from index.settings import IndexSettings
from index.sync import index_paths


@contextmanager
def indexed_folder(folder: Path, settings: IndexSettings) -> Iterator[IndexSettings]:
    """The settings of the collection, which goes with its temporary home."""
    with TemporaryDirectory(prefix="sanad-eval-") as home:
        alone = replace(settings, home=Path(home))
        index_paths([folder], alone, partial(load_encoder, alone, "indexing"))
        yield alone
