from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.centres import Centres, find_centres, load_centres, read_calibration
from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import CACHE
from tests.texts import hashing_encoder


@pytest.fixture(scope="module")
def base_centres(base_encoder: Encoder) -> Centres:
    return load_centres(base_encoder, CACHE / "models")


@pytest.fixture(scope="module")
def centres(encoder: Encoder) -> Centres:
    return load_centres(encoder, CACHE / "models")


def test_every_language_says_the_same_in_as_many_lines() -> None:
    texts = read_calibration()
    assert {*["en", "ur", "ar", "fa", "hi", "ru", "tr", "fr", "de", "es", "zh", "ps", "bn", "pa"]} <= set(texts)
    assert {len(lines) for lines in texts.values()} == {120}
    assert all(line.strip() == line != "" for lines in texts.values() for line in lines)


def test_centres_are_found_once_and_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    encoder = hashing_encoder()
    first = load_centres(encoder, tmp_path / "models")
    (kept,) = (tmp_path / "models").iterdir()
    encoder.model = None  # type: ignore[assignment]
    again = load_centres(encoder, tmp_path / "models")
    assert again.stretch == first.stretch
    kept.write_bytes(kept.read_bytes()[:500])
    anew = load_centres(hashing_encoder(), tmp_path / "models")
    for other in (again, anew):
        assert all(np.array_equal(mean, other.documents[lang]) for lang, mean in first.documents.items())


def test_a_language_without_calibration_loses_the_common_mean(tmp_path: Path) -> None:
    centres = find_centres(hashing_encoder().model)
    vectors = hashing_encoder().encode_passages(["Saluton al la mondo"])
    common = np.mean(list(centres.documents.values()), axis=0)
    removed = centres.remove(vectors, ["eo"], "document")[0]
    assert removed @ (vectors[0] - common) == pytest.approx(np.linalg.norm(vectors[0] - common), rel=1e-5)


def test_an_encoder_that_was_trained_to_see_what_is_said_keeps_its_vectors(encoder: Encoder, centres: Centres) -> None:
    assert encoder.aligned
    vectors = encoder.encode_passages(["Сирия", "शाम"])
    assert centres.remove(vectors, ["ru", "hi"], "document") is vectors
    placed = centres.place_queries(encoder.encode_queries(["Syria?"]), ["en"])
    assert np.linalg.norm(placed[0]) == pytest.approx(centres.stretch)


def test_products_lie_as_far_apart_with_every_encoder(
    encoder: Encoder, base_encoder: Encoder, centres: Centres, base_centres: Centres
) -> None:
    """What else counts in a score is weighed against them: measured on a language that the stretch is not found by."""
    affairs = [
        "The harbour was closed by ice.",
        "Bakers went on strike.",
        "The minister resigned.",
        "A comet was seen.",
    ]
    questions = ["When did the harbour close?", "Who left?", "What was seen in the sky?"]

    def spread(some: Encoder, centres: Centres) -> float:
        queries = centres.place_queries(some.encode_queries(questions), ["en"] * 3)
        products = queries @ centres.remove(some.encode_passages(affairs), ["en"] * 4, "document").T
        return float((products.max(axis=1) - products.mean(axis=1)).mean())

    assert not base_encoder.aligned
    assert 0.6 < spread(encoder, centres) / spread(base_encoder, base_centres) < 1.6


def test_what_chroma_finds_and_what_the_catalog_holds_are_weighed_alike(encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    for name, text in {"a": "The harbour was closed by ice.", "b": "Пекари объявили забастовку."}.items():
        (tmp_path / "press" / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = IndexSettings(home=tmp_path / "home", cache=CACHE)
    index_paths([tmp_path / "press"], settings, lambda: encoder)
    with open_collection(settings) as collection:
        query = collection.centre_query(encoder.encode_queries(["Who is on strike?"])[0], "en")
        near = {id_: score for pairs in collection.nearest(query, 5).values() for id_, score in pairs}
        weighed = {id_: score for id_, _, score in collection.similarities(query, list(near))}
    assert len(near) == 2
    assert near == pytest.approx(weighed, abs=2e-3)


def test_without_the_means_a_question_leans_less_to_its_own_language(
    base_encoder: Encoder, base_centres: Centres
) -> None:
    """Of passages that say the same in two languages, half of the nearest should be of the question's language."""
    texts = read_calibration()
    statements = {lang: base_encoder.encode_passages(texts[lang][:60]) for lang in ("en", "ur", "ar", "ru", "hi")}
    questions = {lang: base_encoder.encode_queries(texts[lang][60:]) for lang in statements}

    def nearest(asked: str, lang: str, remove: bool) -> NDArray[np.float32]:
        query, passages = questions[asked], statements[lang]
        if remove:
            query = base_centres.remove(query, [asked] * len(query), "query")
            passages = base_centres.remove(passages, [lang] * len(passages), "document")
        best: NDArray[np.float32] = (query @ passages.T).max(axis=1)
        return best

    def own_share(remove: bool) -> float:
        pairs = permutations(statements, 2)
        return float(np.mean([nearest(a, a, remove) > nearest(a, b, remove) for a, b in pairs]))

    before, after = own_share(remove=False), own_share(remove=True)
    assert before > 0.75
    assert abs(after - 0.5) < 0.4 * (before - 0.5)
