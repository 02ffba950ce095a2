"""Readers in the process that indexes: each sees one generation or the next, and none has the vectors made anew."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.collection import open_collection
from index.locks import write_lock
from index.settings import IndexSettings
from index.sync import index_paths
from index.vectors import VectorStore
from tests.texts import hashing_encoder

_TEXT = "The bridge was opened in May. It is {} metres long."


@pytest.fixture
def press(tmp_path: Path, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Indexed; that the vectors are made anew is an error from then on."""
    press = tmp_path / "press"
    press.mkdir()
    for i in range(30):
        (press / f"{i}.txt").write_text(_TEXT.format(i * 7), encoding="utf-8")
    index_paths([press], settings, hashing_encoder)
    monkeypatch.setattr("index.collection.remake", lambda *_: 1 / 0)
    return press


@pytest.mark.parametrize("rebuild", [False, True])
def test_what_a_reader_searches_is_not_closed(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch, rebuild: bool
) -> None:
    search, entered, go_on = VectorStore.nearest_in, threading.Event(), threading.Event()

    def search_slowly(*arguments: Any) -> Any:
        if not entered.is_set():
            entered.set()
            assert go_on.wait(60)
        return search(*arguments)

    query = hashing_encoder().encode_queries([_TEXT.format(0)])[0]
    with open_collection(settings) as collection, ThreadPoolExecutor(1) as beside:
        collection.search(query, 3)
        monkeypatch.setattr(VectorStore, "nearest_in", search_slowly)
        early = beside.submit(collection.search, query, 3)
        assert entered.wait(60)
        try:
            (press / "7.txt").write_text("Another bridge was closed.", encoding="utf-8")
            index_paths([press], settings, hashing_encoder, rebuild)
            assert len(collection.search(query, 3)) == 3
        finally:
            go_on.set()
        assert len(early.result()) == 3


def test_readers_and_runs_do_not_disturb_each_other(settings: IndexSettings, press: Path) -> None:
    query, ended = hashing_encoder().encode_queries([_TEXT.format(0)])[0], threading.Event()

    def read() -> list[int]:
        found = []
        while not ended.is_set():
            found.append(len(collection.search(query, 3)))
        return found

    with open_collection(settings) as collection, ThreadPoolExecutor(3) as beside:
        reading = [beside.submit(read) for _ in range(3)]
        try:
            for i in range(6):
                (press / "7.txt").write_text(f"Another bridge was closed in 200{i}.", encoding="utf-8")
                index_paths([press], settings, hashing_encoder, rebuild=i % 3 == 2)
        finally:
            ended.set()
        assert all(set(each.result()) == {3} for each in reading)


def test_all_of_a_collection_follows_a_rebuild(settings: IndexSettings, press: Path) -> None:
    query = hashing_encoder().encode_queries([_TEXT.format(0)])[0]
    with open_collection(settings) as collection:
        collection.search(query, 3)
        (press / "0.txt").rename(press / "new.txt")
        index_paths([press], settings, hashing_encoder, rebuild=True)
        assert collection.catalog.article("0.txt") is None
        article = collection.catalog.article("new.txt")
        assert article is not None
        (passage,) = collection.catalog.passages_of(article.id)
        centred = collection.centre_query(query, "en")
        near = collection.nearest(centred, 3, frozenset([passage.id]))
        assert [id_ for pairs in near.values() for id_, _ in pairs] == [passage.id]


def test_a_run_waits_for_a_lock_that_is_held_for_a_moment(settings: IndexSettings, press: Path) -> None:
    held = write_lock(settings)
    held.__enter__()
    threading.Timer(0.5, held.__exit__, (None, None, None)).start()
    assert len(index_paths([press], settings, hashing_encoder).unchanged) == 30
