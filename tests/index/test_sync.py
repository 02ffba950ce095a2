"""The collection equals its files: what is new is added, what is gone leaves no trace, nothing is embedded twice."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from index.catalog import Catalog
from index.collection import open_collection
from index.encoder import Encoder
from index.errors import DiskFull, InputError, NoCollection, StoreBusy, StoreError, StoreMismatch
from index.settings import IndexSettings
from index.sync import Changes, index_paths
from tests.texts import hashing_encoder


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("روس نے اعلان کیا۔ ایران نے تصدیق کی۔", encoding="utf-8")
    (folder / "sub" / "b.txt").write_bytes("\ufeffOne here.\r\nTwo there.".encode())
    return folder


def _index(settings: IndexSettings, *paths: Path, rebuild: bool = False) -> Changes:
    return index_paths(paths, settings, hashing_encoder, rebuild)


def _texts(settings: IndexSettings) -> dict[str, str]:
    with open_collection(settings) as collection:
        assert collection.catalog.passage_ids() == collection.vectors.ids()
        return {article.source: article.text for article in collection.catalog.articles()}


def test_what_changes_is_followed(settings: IndexSettings, press: Path) -> None:
    assert _index(settings, press).added == ["a.txt", "sub/b.txt"]
    assert _texts(settings)["sub/b.txt"] == "One here.\r\nTwo there."

    (press / "a.txt").write_text("Another text.", encoding="utf-8")
    (press / "sub" / "b.txt").rename(press / "c.txt")
    changes = _index(settings, press)
    assert (changes.changed, changes.renamed, changes.added) == (["a.txt"], ["c.txt"], [])
    assert sorted(_texts(settings)) == ["a.txt", "c.txt"]

    shutil.copy(press / "c.txt", press / "d.txt")
    (press / "a.txt").unlink()
    changes = _index(settings, press)
    assert (changes.added, changes.removed, changes.unchanged) == (["d.txt"], ["a.txt"], ["c.txt"])
    assert sorted(_texts(settings)) == ["c.txt", "d.txt"]


def test_unchanged_files_are_not_embedded(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)

    def refuse() -> Encoder:
        raise AssertionError("nothing is to be embedded")

    assert index_paths([press], settings, refuse).unchanged == ["a.txt", "sub/b.txt"]


def test_several_paths_are_named_below_their_common_folder(settings: IndexSettings, press: Path) -> None:
    assert _index(settings, press / "a.txt", press / "sub").added == ["a.txt", "sub/b.txt"]
    assert _index(settings, press / "a.txt", press / "a.txt").removed == ["sub/b.txt"]


def test_what_a_killed_run_left_is_mended(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    with open_collection(settings) as collection:
        ids = sorted(collection.vectors.ids())
        collection.vectors.add(["orphan:0"], hashing_encoder().encode_passages(["orphan"]), ["en"])
        collection.vectors.delete(ids[:1])
    changes = _index(settings, press)
    assert len(changes.added) == 1
    assert len(changes.unchanged) == 1
    assert len(_texts(settings)) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [(os.urandom(4_000), "not UTF-8"), (b"a\0b", "NUL"), (b" \n", "empty"), (b"x" * 5_000, "larger than the limit")],
)
def test_bad_files_are_named_and_nothing_is_lost(
    settings: IndexSettings, press: Path, content: bytes, reason: str
) -> None:
    settings = IndexSettings(home=settings.home, cache=settings.cache, max_file_bytes=4_500)
    _index(settings, press)
    before = _texts(settings)
    bad = press / "bad.txt"
    bad.write_bytes(content)
    assert reason in _index(settings, press).skipped["bad.txt"]
    with pytest.raises(InputError, match=reason):
        _index(settings, bad)
    # A file that was good keeps its last good version.
    (press / "a.txt").write_bytes(content)
    assert reason in _index(settings, press).skipped["a.txt"]
    assert _texts(settings) == before


def test_a_name_that_is_not_utf8_is_named(settings: IndexSettings, press: Path) -> None:
    (press / os.fsdecode(b"a\xff.txt")).write_text("Text.", encoding="utf-8")
    (press / "a\nb.txt").write_text("Text.", encoding="utf-8")
    changes = _index(settings, press)
    assert "rename it" in changes.skipped["a\\udcff.txt"]
    assert "a\nb.txt" in _texts(settings)


def test_a_folder_of_nothing_usable_changes_nothing(settings: IndexSettings, press: Path, tmp_path: Path) -> None:
    _index(settings, press)
    before = _texts(settings)
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(InputError, match="nothing was changed"):
        _index(settings, other)
    (other / "x.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="nothing was changed"):
        _index(settings, other)
    with pytest.raises(InputError, match="no such file or folder"):
        _index(settings, press, tmp_path / "missing")
    assert _texts(settings) == before


def test_other_settings_are_refused_and_rebuilt(settings: IndexSettings, press: Path) -> None:
    with pytest.raises(NoCollection, match="sanad index"), open_collection(settings):
        pass
    _index(settings, press)
    other = IndexSettings(home=settings.home, cache=settings.cache, passage_tokens=64)
    with pytest.raises(StoreMismatch, match="--rebuild"):
        _index(other, press)
    assert len(_index(other, press, rebuild=True).added) == 2
    assert len(_texts(other)) == 2


def test_one_writer_at_a_time(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    with FileLock(f"{settings.folder}.lock"), pytest.raises(StoreBusy, match="another process"):
        _index(settings, press)


def test_too_little_room_is_said_before_anything_is_written(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    before = _texts(settings)
    (press / "new.txt").write_text("New.", encoding="utf-8")
    with pytest.raises(DiskFull, match="free"):
        _index(IndexSettings(home=settings.home, cache=settings.cache, min_free_bytes=10**18), press)
    assert _texts(settings) == before


def test_a_damaged_catalog_is_an_error_of_ours(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    path = settings.folder / "catalog.sqlite"
    for other in settings.folder.glob("catalog.sqlite-*"):
        other.unlink()
    path.write_bytes(b"rubbish" * 1_000)
    with pytest.raises(StoreError, match="cannot use the catalog"), Catalog(path) as catalog:
        catalog.articles()
