"""A folder of articles → a collection that is there for one run alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index.collection import open_collection
from index.encoder import load_encoder
from index.reader import load_reader
from index.settings import IndexSettings
from index.sync import index_paths
from rag.parts import Parts, Scribe, parts_of


@contextmanager
def indexed_folder(folder: Path, settings: IndexSettings) -> Iterator[IndexSettings]:
    """The settings of the collection, which goes with its temporary home."""
    with TemporaryDirectory(prefix="sanad-eval-") as home:
        alone = replace(settings, home=Path(home))
        index_paths([folder], alone, partial(load_encoder, alone, "indexing"))
        yield alone


@contextmanager
def opened_folder(folder: Path, settings: IndexSettings, scribe: Scribe | None = None) -> Iterator[Parts]:
    """What answers are made with from the articles of `folder` alone."""
    with indexed_folder(folder, settings) as alone, open_collection(alone) as collection:
        reader = load_reader(alone)
        yield parts_of(collection, load_encoder(alone), reader.read if reader else None, scribe)
