"""The measures: a good system scores well, a broken one as badly as it should."""

import json
from pathlib import Path

import pytest

from eval.measures import score_ranking, sentences_supported, summarise
from eval.questions import SEEDS, EvalQuestion, check_evidence, load_questions
from index.errors import InputError
from rag.answer import Answer, Citation
from tests.conftest import SEEDS as ARTICLES

QUESTIONS = load_questions(SEEDS)


def test_the_seeds_question_set_is_verbatim_and_complete() -> None:
    def read(source: str) -> str | None:
        path = ARTICLES / source
        return path.read_text(encoding="utf-8") if path.exists() else None

    assert [problem for question in QUESTIONS for problem in check_evidence(question, read)] == []
    assert len(QUESTIONS) == 24
    assert sum(not question.answerable for question in QUESTIONS) == 6
    assert {question.lang for question in QUESTIONS} == {"en", "ur", "ar"}
    assert {source for question in QUESTIONS for source in question.sources} == {p.name for p in ARTICLES.glob("*.txt")}


def test_evidence_that_is_not_verbatim_is_found() -> None:
    question = EvalQuestion("x", "en", "Q?", True, ["a", "missing"], ["here", "not here"])
    assert len(check_evidence(question, {"a": "it is here"}.get)) == 2


def test_ranking_measures_reward_the_right_order_only() -> None:
    relevant = {"q": {"good"}}

    def scores(run: dict[str, float]) -> dict[str, float]:
        return score_ranking(relevant, {"q": run})["q"]

    assert scores({"good": 2.0, "a": 1.0}) == {"hit@1": 1, "hit@5": 1, "mrr": 1, "ndcg@10": 1}
    assert scores({"good": 1.0, "a": 2.0})["mrr"] == 0.5
    assert scores({f"a{i}": 9.0 - i for i in range(6)} | {"good": 0.0})["hit@5"] == 0
    assert score_ranking(relevant, {})["q"]["mrr"] == 0
    assert score_ranking({"q": set()}, {"q": {"a": 1.0}})["q"]["ndcg@10"] == 0


def _answer(text: str, answered: bool = True) -> Answer:
    cited = [Citation(n, "a", 0, 1, "x", "ur", None) for n in (1, 2)]
    return Answer("Q", "en", answered, text, None, None, cited, None, [], None, {})


def test_a_sentence_is_supported_by_what_it_cites_itself() -> None:
    assert sentences_supported(_answer("one [1]\ntwo [2]\nthree"), [True, False]) == [True, False, False]
    assert sentences_supported(_answer("one [1]", answered=False), [True, True]) == []


def test_nothing_measured_is_null() -> None:
    summary = summarise([])
    assert summary["n"] == 0
    assert summary["retrieval"]["mrr"] is None
    assert summary["abstention"]["auroc"] is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "'id'"),
        ({"evidence": "text"}, "list of texts"),
        ({"answerable": False}, "names none"),
        ({"answerable": "yes"}, "true or false"),
        ({"unknown": 1}, "not a question"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    row = {"id": "1", "lang": "en", "question": "Q?", "answerable": True, "sources": ["a"], "evidence": ["b"]}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"id": "2"} | change), encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2.*{reason}"):
        load_questions(path)
