"""Collections as readers change them: files come and go, what was indexed from a folder is not lost by it."""

import errno
import io
import shutil
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.collection import open_catalog, open_collection
from index.conversations import conversations_path, open_conversations
from index.doctor import find_problems
from index.encoder import Encoder
from index.errors import InputError, NoCollection, StoreError
from index.library import bring_files, create_collection, delete_collection, index_again, remove_files
from index.listing import Filter, list_articles
from index.projection import place_articles
from index.settings import IndexSettings
from index.sync import Stopped, index_paths
from index.uploads import Refused, keep_upload, original_path, safe_path
from tests.conftest import SEEDS

URDU = "روس اور ایران نے معاہدے پر دستخط کیے۔ یہ معاہدہ بیس سال کے لیے ہے۔"
ENGLISH = "The harvest of wheat in Punjab was the largest in ten years. Farmers sold it in the markets of Lahore."


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(URDU, encoding="utf-8")
    return folder


def _upload(tmp_path: Path, name: str, content: str | bytes) -> tuple[Path, str]:
    """As a server has it: a file somewhere, and the name that the browser sent."""
    place = tmp_path / "sent" / str(len(list((tmp_path / "sent").glob("*"))) if (tmp_path / "sent").exists() else 0)
    place.mkdir(parents=True)
    path = place / "blob"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path, name


def _sources(settings: IndexSettings) -> list[str]:
    with open_catalog(settings) as catalog:
        return [article.source for article in catalog.articles()]


def test_uploads_and_the_folder_live_side_by_side(
    encoder: Encoder, settings: IndexSettings, press: Path, tmp_path: Path
) -> None:
    index_paths([press], settings, lambda: encoder)
    brought = bring_files([_upload(tmp_path, "b.txt", ENGLISH)], settings, lambda: encoder)
    assert (brought.added, brought.skipped) == (["uploaded/b.txt"], {})
    assert _sources(settings) == ["a.txt", "uploaded/b.txt"]
    # The folder changes and is indexed again, by name and from the library: what was uploaded stays.
    (press / "c.txt").write_text(ENGLISH.replace("Punjab", "Sindh"), encoding="utf-8")
    assert index_paths([press], settings, lambda: encoder).added == ["c.txt"]
    (press / "a.txt").unlink()
    assert index_again(settings, lambda: encoder).removed == ["a.txt"]
    assert _sources(settings) == ["c.txt", "uploaded/b.txt"]
    index_paths([press], settings, lambda: encoder, rebuild=True)
    assert _sources(settings) == ["c.txt", "uploaded/b.txt"]
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == []
        assert original_path("uploaded/b.txt", catalog, settings) == settings.uploads / "b.txt"
        assert original_path("c.txt", catalog, settings) == press / "c.txt"
        assert original_path("../c.txt", catalog, settings) is None
        assert original_path("uploaded/../../x", catalog, settings) is None


def test_an_upload_takes_nothing_of_a_folder_with_it(
    encoder: Encoder, settings: IndexSettings, press: Path, tmp_path: Path
) -> None:
    """A folder of the user's own may be called as uploads are cited: its files are not taken for some, and told."""
    (press / "uploaded").mkdir()
    (press / "uploaded" / "own.txt").write_text(ENGLISH, encoding="utf-8")
    (press / "Uploaded").mkdir(exist_ok=True)
    (press / "Uploaded" / "own.txt").write_text(ENGLISH.replace("Punjab", "Sindh"), encoding="utf-8")
    changes = index_paths([press], settings, lambda: encoder)
    assert changes.added == ["Uploaded/own.txt", "a.txt"]
    assert "rename its folder 'uploaded'" in changes.skipped["uploaded/own.txt"]
    with pytest.raises(InputError, match="rename its folder"):
        index_paths([press / "a.txt", press / "uploaded" / "own.txt"], settings, lambda: encoder)
    bring_files([_upload(tmp_path, "b.txt", f"{ENGLISH} Later.")], settings, lambda: encoder)
    assert _sources(settings) == ["Uploaded/own.txt", "a.txt", "uploaded/b.txt"]
    with open_catalog(settings) as catalog:
        listed = [each.source for each in list_articles(catalog, Filter(origin="uploaded"))[1]]
    assert listed == ["uploaded/b.txt"]


def test_an_upload_removes_nothing(encoder: Encoder, settings: IndexSettings, press: Path, tmp_path: Path) -> None:
    """Not even what an earlier version took up under the name of an upload."""
    index_paths([press], settings, lambda: encoder)
    with open_catalog(settings) as catalog, catalog.write():
        catalog.run("UPDATE file SET source = 'uploaded/own.txt'")
        catalog.run("UPDATE article SET source = 'uploaded/own.txt', file = 'uploaded/own.txt'")
    bring_files([_upload(tmp_path, "b.txt", ENGLISH)], settings, lambda: encoder)
    assert _sources(settings) == ["uploaded/b.txt", "uploaded/own.txt"]


def test_an_open_collection_sees_what_comes_and_goes(
    encoder: Encoder, settings: IndexSettings, press: Path, tmp_path: Path
) -> None:
    index_paths([press], settings, lambda: encoder)
    query = encoder.encode_queries(["wheat harvest"])[0]
    with open_collection(settings) as collection:
        assert {hit.article.source for hit in collection.search(query, 5, "en")} == {"a.txt"}
        bring_files([_upload(tmp_path, "b.txt", ENGLISH)], settings, lambda: encoder)
        assert collection.search(query, 5, "en")[0].article.source == "uploaded/b.txt"
        remove_files(["uploaded/b.txt"], settings)
        assert {hit.article.source for hit in collection.search(query, 5, "en")} == {"a.txt"}
    assert not (settings.uploads / "b.txt").exists()


def test_what_is_taken_out_of_a_folder_stays_on_the_disk(
    encoder: Encoder, settings: IndexSettings, press: Path
) -> None:
    index_paths([press], settings, lambda: encoder)
    remove_files(["a.txt"], settings)
    assert _sources(settings) == []
    assert (press / "a.txt").read_text(encoding="utf-8") == URDU
    with pytest.raises(InputError, match="not in the collection any more"):
        remove_files(["a.txt"], settings)
    # The last article is gone: the collection is empty, and can be asked.
    with open_collection(settings) as collection:
        assert collection.search(encoder.encode_queries(["anything"])[0], 5) == []
    assert index_again(settings, lambda: encoder).added == ["a.txt"]


def test_a_collection_is_made_empty_filled_and_deleted(
    encoder: Encoder, settings: IndexSettings, press: Path, tmp_path: Path
) -> None:
    create_collection(settings, encoder)
    assert _sources(settings) == []
    with pytest.raises(InputError, match="already"):
        create_collection(settings, encoder)
    bring_files([_upload(tmp_path, "b.txt", ENGLISH)], settings, lambda: encoder)
    assert index_again(settings, lambda: encoder).unchanged == ["uploaded/b.txt"]
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == []
    # What a rebuild left that was killed in the middle.
    shutil.copytree(settings.folder, settings.scratch("old"))
    delete_collection(settings)
    assert not settings.folder.exists()
    assert not settings.scratch("old").exists()
    assert not settings.uploads.exists()
    assert (press / "a.txt").exists()
    with pytest.raises(NoCollection), open_catalog(settings):
        pass


@pytest.mark.parametrize("other", ["news.sqlite2", "news.sqlite", "news.sqlite-wal.old"])
def test_a_deleted_collection_takes_no_chats_of_another(encoder: Encoder, settings: IndexSettings, other: str) -> None:
    news, kept = replace(settings, collection="news"), replace(settings, collection=other)
    for each in (news, kept):
        create_collection(each, encoder)
        with open_conversations(each):
            pass
    conversations_path(news).with_name("news.sqlite-journal").touch()
    delete_collection(news)
    assert [path.name for path in conversations_path(news).parent.iterdir()] == [conversations_path(kept).name]


def test_what_cannot_be_used_is_told_and_not_kept(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    create_collection(settings, encoder)
    files = [
        _upload(tmp_path, "run.exe", b"MZ"),
        _upload(tmp_path, "empty.txt", b""),
        _upload(tmp_path, "broken.pdf", b"%PDF-1.4 nothing"),
        _upload(tmp_path, "good.txt", ENGLISH),
        _upload(tmp_path, "again.txt", ENGLISH),
        _upload(tmp_path, "good.txt", URDU),
    ]
    brought = bring_files(files, settings, lambda: encoder)
    assert brought.added == ["uploaded/good.txt", "uploaded/good (2).txt"]
    assert {name: error.code for name, error in brought.refused.items()} == {"run.exe": "kind", "again.txt": "same"}
    assert brought.refused["again.txt"].detail == "uploaded/good.txt"
    assert set(brought.skipped) == {"uploaded/empty.txt", "uploaded/broken.pdf"}
    assert sorted(path.name for path in settings.uploads.iterdir()) == ["good (2).txt", "good.txt"]
    once_more = bring_files([_upload(tmp_path, "z.txt", ENGLISH)], settings, lambda: encoder)
    assert once_more.refused["z.txt"].code == "same"
    assert once_more.refused["z.txt"].detail == "uploaded/good.txt"
    bring_files([_upload(tmp_path, "press/2019/a.txt", ENGLISH + " Later.")], settings, lambda: encoder)
    assert "uploaded/press/2019/a.txt" in _sources(settings)
    remove_files(["uploaded/press/2019/a.txt"], settings)
    assert not (settings.uploads / "press").exists()


def test_a_name_that_clashes_costs_no_other_file(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    create_collection(settings, encoder)
    files = [
        _upload(tmp_path, "a.txt", ENGLISH),
        _upload(tmp_path, "a.txt/b.txt", f"{ENGLISH} In a folder that is a file."),
        _upload(tmp_path, "c.txt", f"{ENGLISH} After it."),
    ]
    brought = bring_files(files, settings, lambda: encoder)
    assert brought.added == ["uploaded/a.txt", "uploaded/c.txt"] == _sources(settings)
    assert brought.refused["a.txt/b.txt"].code == "name"


def test_what_fails_leaves_no_file_behind(
    encoder: Encoder, settings: IndexSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_collection(settings, encoder)
    files = [_upload(tmp_path, f"{n}.txt", f"{ENGLISH} Number {n}.") for n in range(2)]
    move = shutil.move

    def fail(source: Path, target: Path) -> None:
        if target.name == "1.txt":
            raise OSError(errno.EIO, "the disk is broken")
        move(source, target)

    monkeypatch.setattr(shutil, "move", fail)
    with pytest.raises(OSError, match="the disk is broken"):
        bring_files(files, settings, lambda: encoder)
    assert not list(settings.uploads.rglob("*.txt"))


def test_an_archive_keeps_its_members_inside(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    """What would be written outside by unpacking is not unpacked at all."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.txt", ENGLISH)
        archive.writestr("/etc/absolute.txt", URDU)
        archive.writestr("in/side.txt", ENGLISH.replace("Punjab", "Sindh"))
    create_collection(settings, encoder)
    bring_files([_upload(tmp_path, "news.zip", packed.getvalue())], settings, lambda: encoder)
    assert {source.partition("/")[0] for source in _sources(settings)} == {"uploaded"}
    assert [path.name for path in settings.uploads.rglob("*")] == ["news.zip"]
    assert not list(tmp_path.rglob("escaped.txt"))
    assert not Path("/etc/absolute.txt").exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("/abs/olute.txt", "abs/olute.txt"),
        ("press/../../2019/./a.txt", "press/2019/a.txt"),
        ("a/b/c/d/e/f/g/h.txt", "c/d/e/f/g/h.txt"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("invoice\u202etxt.exe", "invoice_txt.exe"),
        ("re\u00ad\u200bport\u2060\u2064.txt", "re_port_.txt"),
        ("a\U000e0041\U000e007f.txt", "a_.txt"),
        ("...hidden.txt", "hidden.txt"),
        ("خبر نامہ.txt", "خبر نامہ.txt"),
        ("می\u200cشود.txt", "می\u200cشود.txt"),
        ("x" * 400 + ".txt", "x" * 196 + ".txt"),
        ("خ" * 300 + ".txt", "خ" * 98 + ".txt"),
    ],
)
def test_a_name_leads_nowhere(sent: str, kept: str) -> None:
    assert safe_path(sent) == kept


@pytest.mark.parametrize("sent", ["", "..", ".", "/", "a/..", "x." + "y" * 300])
def test_a_name_of_nothing_is_refused(sent: str) -> None:
    with pytest.raises(Refused):
        safe_path(sent)


def test_a_run_that_is_stopped_keeps_what_was_done(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    create_collection(settings, encoder)
    seen: list[tuple[str, int, int]] = []

    def watch(source: str, done: int, total: int, encoding: int) -> None:
        seen.append((source, done, total))
        if len(seen) == 3:
            raise Stopped

    files = [_upload(tmp_path, f"{n}.txt", f"{ENGLISH} Number {n}.") for n in range(5)]
    brought = bring_files(files, settings, lambda: encoder, watch)
    assert brought.stopped
    assert [source for source, _, _ in seen] == [f"uploaded/{n}.txt" for n in range(3)]
    assert all(0 <= done < total for _, done, total in seen)
    assert set(brought.added) == set(_sources(settings))
    assert len(list(settings.uploads.iterdir())) == len(brought.added) < 5


def test_what_waits_to_be_encoded_is_not_done(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    create_collection(settings, encoder)
    seen: list[tuple[int, int]] = []
    files = [_upload(tmp_path, f"{n}.txt", f"{ENGLISH} Number {n}.") for n in range(3)]
    bring_files(files, settings, lambda: encoder, lambda source, done, total, encoding: seen.append((done, encoding)))
    # Each is read, then all are encoded together: until then none of them counts.
    assert seen == [(0, 0), (0, 0), (0, 0), (0, 3)]


def test_the_list_is_searched_and_filtered(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    index_paths([SEEDS], settings, lambda: encoder)
    bring_files([_upload(tmp_path, "wheat.txt", ENGLISH)], settings, lambda: encoder)
    with open_catalog(settings) as catalog:

        def found(**wanted: object) -> list[str]:
            return [each.source for each in list_articles(catalog, Filter(**wanted))[1]]  # type: ignore[arg-type]

        assert list_articles(catalog)[0] == 5
        assert found(lang="en") == found(origin="uploaded") == found(words="harv") == ["uploaded/wheat.txt"]
        assert len(found(origin="folder")) == 4
        assert found(words="wheat lahore") == ["uploaded/wheat.txt"]
        assert found(words="wheat nowhere") == []
        # Typed on an Arabic keyboard.
        assert found(words="ايرانى") == found(words="ایرانی") != []
        assert found(words='" OR 1=1 --') == []
        assert list_articles(catalog, limit=2, offset=4)[1][0].source
        assert len(list_articles(catalog, order="longest", limit=2)[1]) == 2


def test_near_is_alike_on_the_map(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    texts = {
        "wheat-en.txt": ENGLISH,
        "wheat-ur.txt": "پنجاب میں گندم کی فصل دس سال میں سب سے بڑی رہی۔ کسانوں نے اسے لاہور کی منڈیوں میں فروخت کیا۔",
        "treaty-ur.txt": URDU,
        "treaty-en.txt": "Russia and Iran signed a treaty. The treaty is for twenty years.",
    }
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder], settings, lambda: encoder)
    with open_catalog(settings) as catalog:
        placed = place_articles(catalog)
        assert placed == place_articles(catalog)
    at = {each.source: np.array([each.x, each.y]) for each in placed}
    assert all(0 <= value <= 1 for point in at.values() for value in point)

    def apart(one: str, other: str) -> float:
        return float(np.linalg.norm(at[one] - at[other]))

    for subject, other in (("wheat", "treaty"), ("treaty", "wheat")):
        assert apart(f"{subject}-en.txt", f"{subject}-ur.txt") < apart(f"{subject}-en.txt", f"{other}-en.txt")
        assert apart(f"{subject}-en.txt", f"{subject}-ur.txt") < apart(f"{subject}-ur.txt", f"{other}-ur.txt")


def test_a_map_of_one_article_or_none(encoder: Encoder, settings: IndexSettings, press: Path) -> None:
    create_collection(settings, encoder)
    with open_catalog(settings) as catalog:
        assert place_articles(catalog) == []
    shutil.copy(press / "a.txt", press / "b.txt")
    index_paths([press / "a.txt"], settings, lambda: encoder)
    with open_catalog(settings) as catalog:
        assert [(each.x, each.y) for each in place_articles(catalog)] == [(0.5, 0.5)]


def test_the_list_is_searched_in_any_case_and_from_any_keyboard(
    encoder: Encoder, settings: IndexSettings, press: Path
) -> None:
    (press / "Путин.txt").write_text(ENGLISH, encoding="utf-8")
    (press / "كتاب.txt").write_text(ENGLISH.replace("Punjab", "Sindh"), encoding="utf-8")
    index_paths([press], settings, lambda: encoder)
    with open_catalog(settings) as catalog:
        for words, source in (("путин", "Путин.txt"), ("کتاب", "كتاب.txt"), ("A.TXT", "a.txt")):
            assert [each.source for each in list_articles(catalog, Filter(words))[1]] == [source]


def test_two_readers_who_send_one_name_get_two_files(
    settings: IndexSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move, both = shutil.move, threading.Barrier(2)

    def move_together(*arguments: Any) -> Any:
        both.wait(60)
        return move(*arguments)

    monkeypatch.setattr("index.uploads.shutil.move", move_together)
    sent = [_upload(tmp_path, "a.txt", f"{ENGLISH} {n}") for n in range(2)]
    with ThreadPoolExecutor(2) as readers:
        kept = set(readers.map(lambda file: keep_upload(*file, settings, {}), sent))
    assert kept == {"uploaded/a.txt", "uploaded/a (2).txt"}
    assert len({path.read_text(encoding="utf-8") for path in settings.uploads.iterdir()}) == 2


def test_a_collection_that_cannot_be_made_leaves_nothing(encoder: Encoder, settings: IndexSettings) -> None:
    nowhere = replace(settings, collection="far", store="http://127.0.0.1:9")
    for _ in range(2):
        with pytest.raises(StoreError):
            create_collection(nowhere, encoder)
    assert not nowhere.folder.exists()
