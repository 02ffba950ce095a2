"""Every disagreement that the doctor names is found, and what it says is mended is mended."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.catalog import Catalog
from index.collection import open_catalog, open_collection
from index.doctor import find_problems, repair
from index.settings import IndexSettings
from index.sync import index_paths
from index.vectors import VectorStore
from tests.texts import hashing_encoder

Harm = Callable[[Catalog, IndexSettings], object]


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02}.txt").write_text(f"روس نے اعلان کیا۔ Article {i} tells of town {i * 37}.", encoding="utf-8")
    return folder


def _statement(statement: str) -> Harm:
    def run(catalog: Catalog, _: IndexSettings) -> None:
        with catalog.write():
            catalog.run(statement)

    return run


def _segment(catalog: Catalog) -> VectorStore:
    (name,) = json.loads(catalog.read_meta()["vectors"])
    return VectorStore.from_folder(catalog.folder / name)


def _lose_vector(catalog: Catalog, settings: IndexSettings) -> None:
    store = _segment(catalog)
    store.delete([1, 2], 64)
    store.close()


def _add_vector(catalog: Catalog, settings: IndexSettings) -> None:
    store = _segment(catalog)
    store.add([9_999], hashing_encoder().encode_passages(["stray"]), ["en"])
    store.close()


def _alter_vector(catalog: Catalog, settings: IndexSettings) -> None:
    store = _segment(catalog)
    ((lang,),) = catalog.rows("SELECT lang FROM passage WHERE id = 3")
    store.add([3], hashing_encoder().encode_passages(["another text"]), [lang])
    store.close()


def _repeat_vector(catalog: Catalog, settings: IndexSettings) -> None:
    store = _segment(catalog)
    store.add([3], hashing_encoder().encode_passages(["another text"]), ["eo"])
    store.close()


@pytest.mark.parametrize(
    ("harm", "kind", "lost"),
    [
        (_lose_vector, "vectors damaged", 0),
        (_add_vector, "vectors without passage", 0),
        (_alter_vector, "vectors damaged", 0),
        (_statement("UPDATE vector SET vector = (SELECT vector FROM vector WHERE passage = 4) WHERE passage = 3"),
         "vectors differ", 0),
        (_repeat_vector, "vectors without passage", 0),
        (_statement("UPDATE folded SET text = 'x' WHERE rowid = 2"), "folded text differs", 0),
        (_statement("DELETE FROM folded WHERE rowid = 2"), "folded text differs", 0),
        (_statement("UPDATE terms SET text = 'x' WHERE rowid = 2"), "folded text differs", 0),
        (_statement('UPDATE passage SET start = start + 3 WHERE id = 2'), "article broken", 1),
        (_statement("DELETE FROM passage WHERE id = 2"), "article broken", 1),
        (_statement("DELETE FROM article WHERE id = 2"), "article missing", 1),
        (_statement("DELETE FROM vector WHERE passage = 2"), "article broken", 1),
        (lambda catalog, _: (catalog.folder / "vectors-77").mkdir(), "leftover", 0),
        (lambda _, settings: settings.scratch("rebuilt").mkdir(), "leftover", 0),
    ],
)  # fmt: skip
def test_a_disagreement_is_found_and_mended(
    settings: IndexSettings, press: Path, harm: Harm, kind: str, lost: int
) -> None:
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == []
        harm(catalog, settings)
        assert kind in {problem.kind for problem in find_problems(catalog, settings)}
        assert repair(catalog, settings) == []
        assert len(list(catalog.articles())) == 30 - lost
    assert len(index_paths([press], settings, hashing_encoder).added) == lost


def test_the_last_article_of_a_language_leaves_an_index_that_stays_as_it_was_written(
    settings: IndexSettings, press: Path
) -> None:
    russian = [press / f"ru-{i}.txt" for i in range(2)]
    for i, path in enumerate(russian):
        path.write_text(f"Губернатор открыл в пятницу мост номер {i} через реку.", encoding="utf-8")
    index_paths([press], settings, hashing_encoder)
    query = hashing_encoder().encode_queries(["Who opened the bridge?"])[0]
    for path in russian:
        path.unlink()
        index_paths([press], settings, hashing_encoder)
        with open_collection(settings) as collection:
            assert collection.search(query, 3)
        with open_catalog(settings) as catalog:
            assert find_problems(catalog, settings) == []
            (name,) = json.loads(catalog.read_meta()["vectors"])
            spoken = {lang for (lang,) in catalog.rows("SELECT DISTINCT lang FROM passage")}
        # Of a language that is gone no file stays either.
        assert len([path for path in (settings.folder / name).iterdir() if path.is_dir()]) == len(spoken)


def test_the_way_to_mend_names_the_collection(settings: IndexSettings, press: Path) -> None:
    archive = replace(settings, collection="archive")
    index_paths([press], archive, hashing_encoder)
    (press / "00.txt").unlink()
    with open_catalog(archive) as catalog:
        _lose_vector(catalog, archive)
        ways = {problem.mended_by for problem in find_problems(catalog, archive)}
    assert ways == {"sanad doctor --collection archive --repair", "sanad index --collection archive PATH…"}


def test_files_that_changed_since_are_named(settings: IndexSettings, press: Path) -> None:
    index_paths([press], settings, hashing_encoder)
    (press / "00.txt").unlink()
    (press / "01.txt").write_text("Changed.", encoding="utf-8")
    with open_catalog(settings) as catalog:
        problems = find_problems(catalog, settings)
    assert [(p.kind, p.detail, p.mended_by) for p in problems] == [
        ("file gone", "00.txt", "sanad index PATH…"),
        ("file changed", "01.txt", "sanad index PATH…"),
    ]


def test_a_catalog_whose_pages_are_damaged_is_named(settings: IndexSettings, press: Path) -> None:
    index_paths([press], settings, hashing_encoder)
    path = settings.folder / "catalog.sqlite"
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with open_catalog(settings) as catalog:
        problems = find_problems(catalog, settings)
    assert {problem.kind for problem in problems} == {"catalog damaged"}
    assert problems[0].mended_by == "sanad index --rebuild PATH…"


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE meta SET value = '{' WHERE key = 'root'", "the entry root"),
        ("UPDATE article SET findings = 'x' WHERE id = 3", "the article 02.txt"),
        ("UPDATE vector SET vector = x'00' WHERE passage = 3", "the vector of passage 3"),
        ("UPDATE vector SET sentences = x'00' WHERE passage = 3", "the vector of passage 3"),
    ],
)
def test_values_that_nobody_wrote_are_named(settings: IndexSettings, press: Path, statement: str, place: str) -> None:
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        _statement(statement)(catalog, settings)
        (problem,) = repair(catalog, settings)
    assert (problem.kind, problem.detail) == ("catalog damaged", f"{place} is no longer readable")
    assert index_paths([press], settings, hashing_encoder, rebuild=True).added
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == []
