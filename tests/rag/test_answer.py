"""Answers: verbatim, cited, exact."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.collection import Collection, open_collection
from index.encoder import Encoder
from index.errors import InputError
from index.settings import IndexSettings
from index.sync import index_paths
from rag.answer import answer_question, stream_answer
from rag.llama import PassageRetriever
from rag.parts import parts_of
from rag.search import search_passages
from rag.settings import RagSettings
from tests.conftest import CACHE, SEEDS
from tests.texts import documents, hashing_encoder, sentences

S300 = ["When was the S-300 announced?", "ایس 300 میزائلوں کا اعلان کب کیا گیا؟", "متى أُعلن عن تسليم منظومة إس-300؟"]


@pytest.fixture(scope="module")
def seeds(indexed_home: Path) -> Iterator[Collection]:
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        yield collection


@pytest.mark.parametrize("question", S300)
def test_the_s300_is_found_in_every_language(question: str, seeds: Collection, encoder: Encoder) -> None:
    answer = answer_question(question, [], parts_of(seeds, encoder, None), RagSettings())
    assert answer.answered
    best = answer.citations[0]
    assert best.source in {"000_26ccf66904288b90.txt", "001_b5ffb5c443646aa3.txt"}
    assert "S-300" in best.quote or "ایس 300" in best.quote
    for cited in answer.citations:
        text = (SEEDS / cited.source).read_bytes().decode("utf-8")
        assert text[cited.start : cited.end] == cited.quote
        assert f"“{cited.quote}” [{cited.n}]" in answer.answer
    assert answer.probability is None
    assert all(check.supported for check in answer.checks)


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents, min_size=1, max_size=3), sentences)
def test_every_quote_is_the_text_at_its_offsets(texts: list[str], question: str) -> None:
    # With more control characters a file counts as binary.
    assume(all(sum(unicodedata.category(char) == "Cc" and not char.isspace() for char in t) <= 3 for t in texts))
    assume(all(sum(char in "\x1c\x1d\x1e\x1f" for char in t) == 0 for t in texts))
    with TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        for i, text in enumerate(texts):
            (home / "in" / f"{i}.txt").write_bytes(text.encode())
        settings = IndexSettings(home=home, cache=home)
        index_paths([home / "in"], settings, hashing_encoder)
        with open_collection(settings) as collection:
            parts = parts_of(collection, hashing_encoder(), None)
            answer = answer_question(question, [], parts, RagSettings(citation_margin=9))
            assert answer.citations or answer.nearest
            for cited in answer.citations or answer.nearest:
                text = (home / "in" / cited.source).read_bytes().decode("utf-8-sig")
                assert text[cited.start : cited.end] == cited.quote
                assert cited.quote.strip()
            for hit in search_passages(question, collection, parts, 5, RagSettings())["hits"]:
                text = (home / "in" / hit["source"]).read_bytes().decode("utf-8-sig")
                assert text[hit["start"] : hit["end"]] == hit["text"]


def test_a_follow_up_is_searched_with_the_question_before_it(seeds: Collection, encoder: Encoder) -> None:
    answer = answer_question("اور کون سا ملک؟", [S300[1]], parts_of(seeds, encoder, None), RagSettings())
    assert "300" in answer.answer


@pytest.mark.parametrize("question", ["", " \n\t", "؟" * 3_000, "a\udcffquestion"])
def test_what_is_no_question_is_refused(question: str, seeds: Collection, encoder: Encoder) -> None:
    with pytest.raises(InputError, match="question"):
        answer_question(question, [], parts_of(seeds, encoder, None), RagSettings())


def test_the_llama_index_retriever_ranks_as_the_search_does(seeds: Collection, encoder: Encoder) -> None:
    nodes = PassageRetriever(seeds, encoder, k=5).retrieve(S300[0])
    hits = search_passages(S300[0], seeds, parts_of(seeds, encoder, None), 5, RagSettings())["hits"]
    assert [node.text for node in nodes] == [hit["text"] for hit in hits]
    assert [node.score for node in nodes] == sorted((node.score or 0 for node in nodes), reverse=True)


def test_without_a_model_the_stream_is_the_answer(seeds: Collection, encoder: Encoder) -> None:
    asked = (S300[0], [], parts_of(seeds, encoder, None), RagSettings())
    (streamed,) = stream_answer(*asked)
    assert not streamed.writing
    assert replace(streamed, timings_ms={}) == replace(answer_question(*asked), timings_ms={})
