from pathlib import Path

import numpy as np
import pytest

from index.centres import find_centres, load_centres, read_calibration
from index.encoder import Encoder
from tests.texts import hashing_encoder


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


def test_without_the_means_an_english_question_is_no_nearer_to_english(encoder: Encoder) -> None:
    """The share of the nearest passages of other meaning that are English, for an English question: half is fair."""
    texts = read_calibration()
    statements = {lang: encoder.encode_passages(texts[lang][:30]) for lang in ("en", "ur")}
    questions = encoder.encode_queries(texts["en"][60:])
    centres = find_centres(encoder.model)

    def english_share(remove: bool) -> float:
        query = centres.remove(questions, ["en"] * len(questions), "query") if remove else questions
        english, urdu = (
            query @ (centres.remove(vectors, [lang] * 30, "document") if remove else vectors).T
            for lang, vectors in statements.items()
        )
        return float(np.mean(english.max(axis=1) > urdu.max(axis=1)))

    assert english_share(remove=False) > 0.9
    assert 0.3 < english_share(remove=True) < 0.7
