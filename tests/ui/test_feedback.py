"""A thumb in the transcript → what is kept → a row of a question set."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import EvalQuestion, check_evidence, load_questions
from index.catalog import Article
from index.chats import Turn
from index.conversations import Feedback
from index.errors import InputError
from rag.answer import Answer, Citation
from tests.ui.test_render import ANSWER, ARTICLE, HOSTILE, hostile_text
from ui.feedback import feedback_on, question_row, write_rows
from ui.transcript import write_answer

REFUSAL = replace(ANSWER, answered=False, reason="no", nearest=ANSWER.citations, citations=[])
read_article = {"a.txt": ARTICLE}.get


def _turns(*answers: Answer, question: str = "When?") -> list[Turn]:
    return [
        Turn(n, "2025-01-01", f"{question} {n}", "en", write_answer(answer), False, None)
        for n, answer in enumerate(answers)
    ]


def _given(turns: list[Turn], turn: int = 0, liked: bool | None = True, **more: object) -> Feedback:
    found = feedback_on(turns, turn, liked, **more)
    assert found is not None
    return found


def test_a_thumb_up_is_a_whole_row() -> None:
    given = _given(_turns(ANSWER, ANSWER), 1)
    assert (given.question, given.history, given.lang, given.liked) == ("When? 1", ("When? 0",), "en", True)
    row = question_row(given, read_article)
    question = EvalQuestion(**row)
    assert (question.answerable, question.sources, question.evidence) == (True, ["a.txt"], ["اردو"])
    assert check_evidence(question, {"a.txt": ARTICLE.text}.get) == []


@pytest.mark.parametrize(
    ("answer", "thumb", "answerable"),
    [(ANSWER, True, True), (ANSWER, False, None), (REFUSAL, True, False), (REFUSAL, False, None)],
)
def test_what_a_thumb_says_of_the_question(answer: Answer, thumb: bool, answerable: bool | None) -> None:
    row = question_row(_given(_turns(answer), liked=thumb), read_article)
    assert row["answerable"] is answerable
    assert bool(row["sources"]) == bool(row["evidence"]) == bool(answerable)


@given(hostile_text.filter(bool), st.sampled_from(HOSTILE + ["a b", "خبر۔"]))
def test_a_quotation_is_the_articles_own_words(text: str, source: str) -> None:
    article = replace(ARTICLE, source=source, text=f"{text}{text}")
    cited = Citation(1, source, len(text), 2 * len(text), text, "ur", None)
    found = _given(_turns(replace(ANSWER, citations=[cited, replace(cited, n=2)]), question=text))
    assert [(place.source, place.quote) for place in found.citations] == [(source, text)] * 2
    json.dumps(question_row(found, {source: article}.get)).encode()


@pytest.mark.parametrize(
    "now", [None, replace(ARTICLE, text="another text"), replace(ARTICLE, text=f"newer {ARTICLE.text}")]
)
def test_an_article_that_has_changed_is_no_error(now: Article | None) -> None:
    def changed(source: str) -> Article | None:
        return now

    given = _given(_turns(ANSWER))
    assert given.citations[0].quote == "اردو"
    still_there = now is not None and "اردو" in now.text
    assert question_row(given, changed)["answerable"] is (True if still_there else None)


def test_ids_are_the_same_for_the_same_answer_only() -> None:
    one, two = _turns(ANSWER), _turns(ANSWER, ANSWER)
    assert _given(one).id == _given(two).id == _given(one, liked=None).id == _given(one, liked=False).id
    others = [_given(two, 1), _given(_turns(REFUSAL)), _given(_turns(ANSWER, question="Who?"))]
    assert len({each.id for each in [_given(one), *others]}) == 4


@pytest.mark.parametrize("turn", [-1, 2, 99, "1", None, [1, 0]])
def test_what_is_no_turn_gets_no_thumb(turn: object) -> None:
    turns = _turns(ANSWER, ANSWER)
    assert feedback_on(turns, turn, True) is None
    assert feedback_on(turns, 1, "Report") is None


def test_no_reader_takes_back_what_another_has_said() -> None:
    alone, ali, maryam = (_given(_turns(ANSWER), reader=reader).id for reader in ("", "ali", "maryam"))
    assert len({alone, ali, maryam}) == 3
    assert _given(_turns(ANSWER), liked=None, reader="ali").id == ali


def test_a_thumb_down_takes_a_reason_and_the_right_answer() -> None:
    given = _given(_turns(ANSWER), liked=False, reason="source", right_answer=" In 2016. ")
    row = question_row(given, read_article)
    assert (row["answer"], row["tag"], row["answerable"]) == ("In 2016.", "feedback+down+source", None)
    absent = question_row(_given(_turns(ANSWER), liked=False, reason="absent"), read_article)
    assert (absent["answerable"], absent["sources"]) == (False, [])
    odd = _given(_turns(ANSWER), liked=False, reason="<b>", right_answer=["x"])
    assert (odd.reason, odd.right_answer) == ("", "")
    up = _given(_turns(ANSWER), liked=True, reason="wrong", right_answer="x")
    assert (up.reason, up.right_answer) == ("", "")


def test_rows_are_never_written_over_others(tmp_path: Path) -> None:
    row = question_row(_given(_turns(ANSWER)), read_article)
    write_rows([row], tmp_path / "rows.jsonl")
    (question,) = load_questions(tmp_path / "rows.jsonl")
    assert question.to_dict() == row
    with pytest.raises(InputError, match="choose another --out"):
        write_rows([row], tmp_path / "rows.jsonl")
    with pytest.raises(InputError, match="cannot write"):
        write_rows([row], tmp_path / "missing" / "rows.jsonl")


def test_every_row_that_is_to_be_completed_is_named(tmp_path: Path) -> None:
    down = question_row(_given(_turns(ANSWER), liked=False), read_article)
    half = {**down, "id": "half", "answerable": True, "sources": ["a.txt"]}
    write_rows([down, half, {**down, "id": "none", "answerable": False}], tmp_path / "rows.jsonl")
    lacking = f"line 1 .{down['id']}. lacks 'answerable'; line 2 .half. lacks 'evidence'\\. "
    with pytest.raises(InputError, match=lacking):
        load_questions(tmp_path / "rows.jsonl")
    write_rows([{**down, "id": f"{n}"} for n in range(24)], tmp_path / "many.jsonl")
    with pytest.raises(InputError, match="and 4 more"):
        load_questions(tmp_path / "many.jsonl")
