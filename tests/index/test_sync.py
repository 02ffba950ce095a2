"""The collection equals its files: what is new is added, what is gone leaves no trace, nothing is embedded twice."""

import json
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.catalog import Catalog
from index.collection import open_catalog, open_collection
from index.doctor import find_problems
from index.encoder import Encoder, Vectors
from index.errors import DiskFull, InputError, NoCollection, StoreBusy, StoreError, StoreMismatch
from index.files import read_bytes
from index.library import delete_collection
from index.locks import write_lock
from index.publish import open_published
from index.segments import SegmentStore
from index.settings import IndexSettings
from index.sync import Changes, Stopped, index_paths
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


def _refuse() -> Encoder:
    raise AssertionError("nothing is to be embedded")


def _texts(settings: IndexSettings) -> dict[str, str]:
    with open_catalog(settings) as catalog:
        assert [p for p in find_problems(catalog, settings) if not p.kind.startswith("file")] == []
        return {article.source: article.text for article in catalog.articles()}


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
    assert index_paths([press], settings, _refuse).unchanged == ["a.txt", "sub/b.txt"]


def test_several_paths_are_named_below_their_common_folder(settings: IndexSettings, press: Path) -> None:
    assert _index(settings, press / "a.txt", press / "sub").added == ["a.txt", "sub/b.txt"]
    assert _index(settings, press / "a.txt", press / "a.txt").removed == ["sub/b.txt"]


def test_what_a_killed_run_embedded_is_not_embedded_again(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("index.sync.publish", die)
        with pytest.raises(Killed):
            _index(settings, press)
    with pytest.raises(NoCollection, match="sanad index"), open_collection(settings):
        pass
    changes = index_paths([press], settings, _refuse)
    assert changes.added == ["a.txt", "sub/b.txt"]
    assert len(_texts(settings)) == 2


def test_a_file_that_changes_back_is_not_published_as_it_was_between(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _index(settings, press)
    before = _texts(settings)
    (press / "a.txt").write_text("Between.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _index(settings, press)
    (press / "a.txt").write_text(before["a.txt"], encoding="utf-8")
    assert _index(settings, press).unchanged == ["a.txt", "sub/b.txt"]
    assert _texts(settings) == before


def test_ctrl_c_keeps_and_publishes_what_is_embedded(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 1)
    read = iter([True, False])

    def interrupt(path: str, max_bytes: int) -> bytes:
        if next(read):
            return read_bytes(path, max_bytes)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.sync.read_bytes", interrupt)
        with pytest.raises(KeyboardInterrupt):
            _index(settings, press)
    assert sorted(_texts(settings)) == ["a.txt"]
    assert _index(settings, press).added == ["sub/b.txt"]


def test_the_same_text_in_two_places_is_embedded_once(settings: IndexSettings, press: Path) -> None:
    encoder, embedded = hashing_encoder(), []
    encode = encoder.encode_spans

    def counted(texts: Any, spans: Any, alone: bool) -> Any:
        embedded.extend(texts)
        return encode(texts, spans, alone)

    object.__setattr__(encoder, "encode_spans", counted)
    for name in ("b.txt", "c.txt"):
        shutil.copy(press / "a.txt", press / name)
    index_paths([press], settings, lambda: encoder)
    (press / "sub" / "c.txt").write_bytes((press / "a.txt").read_bytes())
    index_paths([press], settings, lambda: encoder)
    assert len(embedded) == len(set(embedded)) == 2
    assert len(_texts(settings)) == 5


def test_a_file_that_vanishes_while_it_is_read_is_said(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: str, max_bytes: int) -> bytes:
        if path.endswith("b.txt"):
            Path(path).unlink()
        return read_bytes(path, max_bytes)

    monkeypatch.setattr("index.sync.read_bytes", vanish)
    changes = _index(settings, press)
    assert changes.added == ["a.txt"]
    assert "cannot read" in changes.skipped["sub/b.txt"]


def test_what_is_deleted_leaves_no_trace_on_the_disk(settings: IndexSettings, press: Path) -> None:
    word = "زعفرانستان"
    (press / "secret.txt").write_text(f"{word} میں کیا ہوا؟ " * 30, encoding="utf-8")
    for i in range(300):
        (press / f"{i}.txt").write_text(f"Article {i} of many. It says {i * 7}.", encoding="utf-8")
    _index(settings, press)
    with open_catalog(settings) as catalog:
        ((half,),) = catalog.rows(
            "SELECT vector FROM vector WHERE passage IN (SELECT p.id FROM passage p JOIN article a ON a.id = p.article "
            "WHERE a.source = 'secret.txt') LIMIT 1"
        )
    vector = np.frombuffer(half, np.float16).astype(np.float32)
    assert _traces(settings.home, [word.encode(), half[:32]], vector) != []
    (press / "secret.txt").unlink()
    _index(settings, press)
    # Names of generations aside, nothing of the text, of its folded words or of its vectors is left.
    assert _traces(settings.home, [word.encode(), half[:32], b"secret.txt"], vector) == []


def _traces(folder: Path, needles: list[bytes], vector: Vectors) -> list[str]:
    """Files that hold one of the needles, or numbers that run like the vector whatever its length."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found += [f"{path.name}: {needle!r}" for needle in needles if needle in content]
        for shift in range(4):
            numbers = np.frombuffer(content[shift : shift + (len(content) - shift) // 4 * 4], np.float32)
            if len(numbers) <= 8:
                continue
            with np.errstate(all="ignore"):
                ratios = np.lib.stride_tricks.sliding_window_view(numbers, 8) / vector[:8]
                alike = np.ptp(ratios, axis=1) < 1e-2 * np.abs(ratios[:, 0])
            found += [f"{path.name}: a vector"] * bool(alike.any())
    return found


def test_a_torn_index_of_vectors_is_noticed_and_made_anew_without_embedding(
    settings: IndexSettings, press: Path
) -> None:
    _index(settings, press)
    for how in ("truncate", "overwrite", "remove", "database"):
        with open_catalog(settings) as catalog:
            (segment,) = json.loads(catalog.read_meta()["vectors"])
        generation = settings.folder / segment
        torn = next(generation.rglob("data_level0.bin")) if how != "database" else generation / "chroma.sqlite3"
        if how == "remove":
            torn.unlink()
        else:
            content = torn.read_bytes()
            torn.write_bytes(content[: len(content) // 2] if how == "truncate" else b"\xff" * len(content))
        with open_catalog(settings) as catalog:
            assert "vectors damaged" in {problem.kind for problem in find_problems(catalog, settings)}, how
        query = hashing_encoder().encode_queries(["روس نے اعلان کیا۔"])[0]
        with open_collection(settings) as collection:
            assert collection.search(query, 1)[0].article.source == "a.txt", how
        assert len(_texts(settings)) == 2


def test_a_reader_sees_what_another_process_publishes(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    query = hashing_encoder().encode_queries(["A fresh story."])[0]
    with open_collection(settings) as collection:
        assert collection.search(query, 5)[0].text != "A fresh story."
        (press / "new.txt").write_text("A fresh story.", encoding="utf-8")
        (press / "a.txt").unlink()
        _index(settings, press)
        hits = collection.search(query, 5)
        assert hits[0].text == "A fresh story."
        assert "a.txt" not in {hit.article.source for hit in hits}


def test_a_first_run_that_fails_leaves_no_empty_collection(settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "x.txt").write_bytes(b"\x00\x01\x02" * 200)
    with pytest.raises(InputError, match="nothing was changed"):
        _index(settings, folder)
    assert not settings.folder.exists()


def test_a_folder_that_cannot_be_read_removes_no_article(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _index(settings, press)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", refuse)
        with pytest.raises(InputError, match="cannot read the folder"):
            _index(settings, press)
    assert len(_texts(settings)) == 2


def test_a_rebuild_touches_no_other_collection_and_survives_a_kill(settings: IndexSettings, press: Path) -> None:
    others = [replace(settings, collection=name) for name in ("default.rebuilt", "default.old", "default.lock")]
    for other in (settings, *others):
        _index(other, press)
    _index(settings, press, rebuild=True)
    assert all(len(_texts(other)) == 2 for other in others)
    # As a process leaves it that is killed between the two renames.
    settings.folder.rename(settings.scratch("old"))
    assert _index(settings, press).unchanged == ["a.txt", "sub/b.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (os.urandom(4_000), "is not text"),
        (b"a\0b", "is not text"),
        (b" \n", "empty"),
        (b"x" * 5_000, "larger than the limit"),
    ],
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
    (other / "x.txt").write_bytes(b"\x00\x01\x02" * 200)
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
    with write_lock(settings), pytest.raises(StoreBusy, match=f"process {os.getpid()}, at work since"):
        _index(settings, press)


def test_who_asks_during_the_first_run_is_told_that_it_is_going_on(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 1)
    heard = []

    class Asking(Encoder):
        def encode_spans(self, passages: Any, spans: Any, alone: bool = True) -> Any:
            with pytest.raises(NoCollection) as error, open_collection(settings):
                pass
            heard.append(str(error.value))
            return super().encode_spans(passages, spans, alone)

    index_paths([press], settings, lambda: Asking(hashing_encoder().model, "hashing", "hashing-1"))
    first, second = heard
    assert first.startswith(f"the collection 'default' is being indexed for the first time (process {os.getpid()}, ")
    assert "1 file done so far); run the same command again" in second
    # What a killed process left behind is no writer.
    settings.scratch("writer").write_text("{}", encoding="utf-8")
    shutil.rmtree(settings.folder)
    with pytest.raises(NoCollection, match="make it with"), open_collection(settings):
        pass


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
    with pytest.raises(StoreError, match="is damaged"), Catalog(path) as catalog:
        list(catalog.articles())


def test_segments_fill_up_and_only_those_concerned_are_written(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.publish.SEGMENT_PASSAGES", 16)

    def segments() -> list[str]:
        with open_catalog(settings) as catalog:
            return sorted(name.rpartition("-")[0] for name in json.loads(catalog.read_meta()["vectors"]))

    for i in range(60):
        (press / f"{i:02}.txt").write_text(f"Article {i} tells of town {i * 37}.", encoding="utf-8")
    _index(settings, press)
    assert segments() == ["vectors-1-1", "vectors-2-1", "vectors-3-1", "vectors-4-1"]
    (press / "03.txt").write_text("A fresh story.", encoding="utf-8")
    _index(settings, press)
    # The old passage went from the first segment, and the new one came into its place.
    assert segments() == ["vectors-1-2", "vectors-2-1", "vectors-3-1", "vectors-4-1"]
    for i in range(20, 60):
        (press / f"{i:02}.txt").unlink()
    _index(settings, press)
    assert len(_texts(settings)) == 22
    assert len(segments()) <= 3
    with open_collection(settings) as collection:
        for text in ("A fresh story.", "Article 7 tells of town 259."):
            assert collection.search(hashing_encoder().encode_queries([text])[0], 3)[0].text == text


def test_a_segment_holds_few_languages(settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them costs a search in Chroma, in each segment that has it."""
    monkeypatch.setattr("index.publish.SEGMENT_PASSAGES", 16)
    texts = (
        "Article {} tells of the town of Karim.",
        "یہ مضمون {} شہر لاہور کے بارے میں ہے۔",
        "Статья {} о городе Туле.",
    )
    for i in range(48):
        (press / f"{i:02}.txt").write_text(texts[i % 3].format(i), encoding="utf-8")
    _index(settings, press)
    with open_catalog(settings) as catalog:
        segments = open_published(catalog, settings)
        assert isinstance(segments, SegmentStore)
        held = [store.languages() for store in segments.stores.values()]
        segments.close()
    assert len(held) == 4
    assert sum(map(len, held)) <= len(held) + 2


def test_a_file_that_changes_back_takes_nothing_else_with_it(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._BATCH_PASSAGES", 8)
    (press / "z.txt").write_text("First version.", encoding="utf-8")
    _index(settings, press)
    (press / "z.txt").write_text("Second version.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _index(settings, press)
    (press / "z.txt").write_text("First version.", encoding="utf-8")
    rows = "".join(f"{i},Story number {i} of many.\n" for i in range(60))
    (press / "b.csv").write_text(f"title,text\n{rows}", encoding="utf-8")
    changes = _index(settings, press)
    assert (changes.added, changes.unchanged) == (["b.csv"], ["a.txt", "sub/b.txt", "z.txt"])
    assert len(_texts(settings)) == 63


def test_a_file_renamed_onto_a_staged_name_keeps_its_content(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _index(settings, press)
    before = _texts(settings)["a.txt"]
    (press / "new.txt").write_text("Never published.", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _index(settings, press)
    (press / "a.txt").replace(press / "new.txt")
    assert _index(settings, press).renamed == ["new.txt"]
    assert _texts(settings)["new.txt"] == before


def test_a_rebuild_that_is_stopped_goes_on(
    settings: IndexSettings, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._WATCHED_PASSAGES", 1)
    _index(settings, press)

    def stop(source: str, _done: int, _total: int, _encoding: int) -> None:
        if source != "a.txt":
            raise Stopped

    def begin() -> None:
        with pytest.raises(Stopped):
            index_paths([press], settings, hashing_encoder, rebuild=True, watch=stop)
        assert settings.scratch("rebuilt").exists()

    begin()
    changes = _index(settings, press, rebuild=True)
    assert (changes.unchanged, changes.added) == (["a.txt"], ["sub/b.txt"])
    assert len(_texts(settings)) == 2
    # With other settings there is nothing to go on with, and who no longer wants it has nothing left of it.
    begin()
    other = replace(settings, passage_tokens=64)
    assert len(_index(other, press, rebuild=True).added) == 2
    assert _index(settings, press, rebuild=True).unchanged == []
    begin()
    _index(settings, press)
    assert not settings.scratch("rebuilt").exists()
    begin()
    delete_collection(settings)
    assert not settings.scratch("rebuilt").exists()


def test_a_renamed_file_keeps_its_name_where_nothing_is_changed(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    before = _texts(settings)
    (press / "a.txt").rename(press / "new.txt")
    (press / "z.pdf").write_bytes(b"no pdf")
    with pytest.raises(InputError, match="damaged PDF"):
        _index(settings, press / "new.txt", press / "sub" / "b.txt", press / "z.pdf")
    assert _texts(settings) == before
    assert _index(settings, press).renamed == ["new.txt"]
    assert index_paths([press], settings, _refuse).unchanged == ["new.txt", "sub/b.txt"]


def test_an_archive_takes_the_name_of_a_folder_that_is_gone(settings: IndexSettings, press: Path) -> None:
    with zipfile.ZipFile(press / "a.zip", "w") as archive:
        archive.writestr("x.txt", "One here. Two there.")
    (press / "b.zip").mkdir()
    (press / "b.zip" / "x.txt").write_text("Another text stands here.", encoding="utf-8")
    _index(settings, press)
    shutil.rmtree(press / "b.zip")
    (press / "a.zip").rename(press / "b.zip")
    changes = index_paths([press], settings, _refuse)
    assert (changes.renamed, changes.removed) == (["b.zip"], ["b.zip/x.txt"])
    assert _texts(settings)["b.zip/x.txt"] == "One here. Two there."


def test_a_reader_follows_a_rebuild_and_harms_nothing(settings: IndexSettings, press: Path) -> None:
    _index(settings, press)
    query = hashing_encoder().encode_queries(["A fresh story."])[0]
    with open_collection(settings) as early, open_collection(settings) as late:
        early.search(query, 5)
        (press / "a.txt").write_text("A fresh story.", encoding="utf-8")
        _index(settings, press, rebuild=True)
        for reader in (early, late):
            assert reader.search(query, 5)[0].text == "A fresh story."
        assert len(_texts(settings)) == 2


def test_links_that_lead_nowhere_are_passed_over(settings: IndexSettings, press: Path) -> None:
    (press / "round.txt").symlink_to(press / "round.txt")
    (press / "gone.txt").symlink_to(press / "missing.txt")
    os.mkfifo(press / "pipe.txt")
    assert _index(settings, press).added == ["a.txt", "sub/b.txt"]
    with pytest.raises(InputError, match="neither a file nor a folder"):
        _index(settings, press / "pipe.txt")
