"""A cross-encoder over what was found: a tiny one with random weights, which is real in all but its opinions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.encoder import Encoder
from index.errors import EncoderError
from index.settings import IndexSettings
from rag.lookup import find_passages, look_up
from rag.parts import Parts, parts_of
from rag.question import read_question
from rag.rerank import load_reranker
from rag.settings import RagSettings
from tests.conftest import CACHE

QUESTION = "When was the S-300 announced?"


@pytest.fixture(scope="module")
def seeds(indexed_home: Path) -> Iterator[Collection]:
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:
        yield collection


def _save_cross_encoder(folder: Path, labels: int) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    tokenizer = Tokenizer(models.WordLevel({mark: at for at, mark in enumerate(marks)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=4, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, num_labels=labels
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_passages_come_in_its_order_with_the_scores_of_their_ranks(
    tmp_path: Path, seeds: Collection, encoder: Encoder
) -> None:
    settings = RagSettings(reranker=str(_save_cross_encoder(tmp_path / "model", labels=1)))
    question = read_question(QUESTION, [], settings)
    query = encoder.encode_queries([question.query])[0]
    before = parts_of(seeds, encoder, None).retrieve(question, query, 20)
    after = parts_of(seeds, encoder, None, score=load_reranker(settings)).retrieve(question, query, 20)
    assert {hit.passage.id for hit in after} == {hit.passage.id for hit in before}
    assert [hit.score for hit in after] == [hit.score for hit in before]
    opinions = [hit.legs["reranker"] for hit in after]
    assert opinions == sorted(opinions, reverse=True)
    first = parts_of(seeds, encoder, None, score=lambda _, texts: range(len(texts))).retrieve(question, query, 3)
    assert [hit.passage.id for hit in first] == [hit.passage.id for hit in before[:-4:-1]]


def test_what_is_no_reranker_is_a_clear_error(
    tmp_path: Path, seeds: Collection, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match=r"cannot load the reranker .*SANAD_RERANKER"):
        load_reranker(RagSettings(reranker=str(tmp_path / "empty")))
    two = load_reranker(RagSettings(reranker=str(_save_cross_encoder(tmp_path / "two", labels=2))))
    question = read_question(QUESTION, [], RagSettings())
    with pytest.raises(EncoderError, match="2 scores"):
        parts_of(seeds, encoder, None, score=two).retrieve(question, encoder.encode_queries([QUESTION])[0], 3)
    assert load_reranker(RagSettings()) is None


def test_the_passage_comes_first_in_which_the_reader_finds_the_answer(parts: Parts) -> None:
    question = read_question("Who did Shoigu meet in Tehran?", [], RagSettings())
    _, _, before = find_passages(question, parts, 12, {})
    after, ranked = look_up(question, parts, RagSettings(), {}, 12)
    assert after[0].passage.id == ranked[0].hit.passage.id
    assert {hit.passage.id for hit in after} == {hit.passage.id for hit in before}
    assert [hit.score for hit in after] == [hit.score for hit in before]
    assert (ranked[0].likely or 0) > 0.5
    # A reranker that is named orders them instead.
    named, _ = look_up(question, parts, RagSettings(reranker="other"), {}, 12)
    assert [hit.passage.id for hit in named] == [hit.passage.id for hit in before]
