from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

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


def test_without_the_means_a_question_leans_less_to_its_own_language(base_encoder: Encoder) -> None:
    """Of passages that say the same in two languages, half of the nearest should be of the question's language."""
    texts = read_calibration()
    centres = find_centres(base_encoder.model)
    statements = {lang: base_encoder.encode_passages(texts[lang][:60]) for lang in ("en", "ur", "ar", "ru", "hi")}
    questions = {lang: base_encoder.encode_queries(texts[lang][60:]) for lang in statements}

    def nearest(asked: str, lang: str, remove: bool) -> NDArray[np.float32]:
        query, passages = questions[asked], statements[lang]
        if remove:
            query = centres.remove(query, [asked] * len(query), "query")
            passages = centres.remove(passages, [lang] * len(passages), "document")
        best: NDArray[np.float32] = (query @ passages.T).max(axis=1)
        return best

    def own_share(remove: bool) -> float:
        pairs = permutations(statements, 2)
        return float(np.mean([nearest(a, a, remove) > nearest(a, b, remove) for a, b in pairs]))

    before, after = own_share(remove=False), own_share(remove=True)
    assert before > 0.75
    assert abs(after - 0.5) < 0.4 * (before - 0.5)
