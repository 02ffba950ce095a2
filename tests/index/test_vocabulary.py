"""What is staged but not published is met by no question and makes no term common."""

from pathlib import Path

import pytest

from index.collection import open_catalog, open_collection
from index.settings import IndexSettings
from index.sync import index_paths
from index.terms import question_terms
from index.vocabulary import Vocabulary
from rag.question import Question
from rag.retrieve import retrieve_passages
from tests.texts import hashing_encoder

_QUESTION = "When was the bridge of Chiniot opened?"


@pytest.fixture
def press(tmp_path: Path, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eight articles that are published, and 40 with the same words of which a killed run has left only the stage."""
    press = tmp_path / "press"
    press.mkdir()
    for i in range(8):
        (press / f"{i}.txt").write_text(f"The bridge of Chiniot was opened in May. It is {i} years old.", "utf-8")
    index_paths([press], settings, hashing_encoder)
    for i in range(40):
        (press / f"new{i}.txt").write_text(f"The bridge of Chiniot was opened in Sialkot. It is {i}.", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("index.sync.publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index_paths([press], settings, hashing_encoder)
    return press


def test_terms_are_those_of_published_passages(settings: IndexSettings, press: Path) -> None:
    with open_catalog(settings) as catalog:
        vocabulary = Vocabulary(catalog)
        assert vocabulary.passages == 8
        *_, chiniot = question_terms("In Chiniot", "en")
        assert len(vocabulary.find(chiniot)) == 8
        *_, sialkot = question_terms("In Sialkot", "en")
        assert vocabulary.find(sialkot) == {}


def test_a_question_finds_what_is_published_beside_what_is_staged(settings: IndexSettings, press: Path) -> None:
    query = hashing_encoder().encode_queries([_QUESTION])[0]
    with open_collection(settings) as collection:
        found = retrieve_passages(collection, Question(_QUESTION, _QUESTION, "en"), query, 5)
        assert len(found) == 5
