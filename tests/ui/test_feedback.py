"""A thumb in the transcript → what is kept → a row of a question set."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import EvalQuestion, check_evidence, load_questions
from index.catalog import Article
from index.conversations import Feedback
from index.errors import InputError, StoreError
from rag.answer import Answer, Citation
from tests.ui.test_render import ANSWER, ARTICLE, HOSTILE, hostile_text
from ui.chat import converse, keep_thumb, mark_thumb
from ui.feedback import question_row, read_feedback, write_rows
from ui.render import visible_text
from ui.strings import STRINGS
from ui.transcript import Message

REFUSAL = replace(ANSWER, answered=False, reason="no", nearest=ANSWER.citations, citations=[])
read_article = {"a.txt": ARTICLE}.get


def _transcript(*answers: Answer, question: str = "When?") -> list[Message]:
    messages: list[Message] = []
    for n, answer in enumerate(answers):
        *_, messages = converse(lambda _, __, said=answer: said, f"{question} {n}", messages)
    return messages


def _given(messages: list[Message], index: int = 1, thumb: object = True) -> Feedback:
    found = read_feedback(messages, index, thumb, read_article)
    assert found is not None
    return found


def test_a_thumb_up_is_a_whole_row() -> None:
    given = _given(_transcript(ANSWER, ANSWER), 3)
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
    row = question_row(_given(_transcript(answer), thumb=thumb), read_article)
    assert row["answerable"] is answerable
    assert bool(row["sources"]) == bool(row["evidence"]) == bool(answerable)


@given(hostile_text.filter(bool), st.sampled_from(HOSTILE + ["a b", "خبر۔"]))
def test_a_quotation_is_the_articles_own_words(text: str, source: str) -> None:
    article = replace(ARTICLE, source=source, text=f"{text}{text}")
    cited = Citation(1, source, len(text), 2 * len(text), text, "ur", None)
    messages = _transcript(replace(ANSWER, citations=[cited, replace(cited, n=2)]), question=text)
    found = read_feedback(messages, 1, True, {source: article}.get)
    assert found is not None
    assert [(place.source, place.quote) for place in found.citations] == [(source, text)] * 2
    assert found.question == visible_text(f"{text} 0")
    json.dumps(question_row(found, {source: article}.get)).encode()


@pytest.mark.parametrize(
    "now", [None, replace(ARTICLE, text="another text"), replace(ARTICLE, text=f"newer {ARTICLE.text}")]
)
def test_an_article_that_has_changed_is_no_error(now: Article | None) -> None:
    def changed(source: str) -> Article | None:
        return now

    given = read_feedback(_transcript(ANSWER), 1, True, changed)
    assert given is not None
    assert given.citations[0].quote == "اردو"
    still_there = now is not None and "اردو" in now.text
    assert question_row(given, changed)["answerable"] is (True if still_there else None)


def test_ids_are_the_same_for_the_same_answer_only() -> None:
    one, two = _transcript(ANSWER), _transcript(ANSWER, ANSWER)
    assert _given(one).id == _given(two).id == _given(one, thumb="").id == _given(one, thumb=False).id
    others = [_given(two, 3), _given(_transcript(REFUSAL)), _given(_transcript(ANSWER, question="Who?"))]
    assert len({each.id for each in [_given(one), *others]}) == 4


@pytest.mark.parametrize("index", [-1, 0, 2, 3, 99, "1", None, True, [1, 0]])
def test_what_is_no_answer_gets_no_thumb(index: object) -> None:
    messages = [*_transcript(ANSWER), *_transcript(ANSWER)[:1], {"role": "assistant", "content": "<p>failed</p>"}]
    assert read_feedback(messages, index, True, read_article) is None
    assert keep_thumb(lambda _: pytest.fail("kept"), read_article, messages, index, True) == ""
    assert read_feedback(messages, 1, "Report", read_article) is None
    assert read_feedback([{"role": "assistant", "content": []}] * 2, 1, True, read_article) is None


@pytest.mark.parametrize(
    ("lang", "question"), [("en", "When was it announced?"), ("ur", "اعلان کب کیا گیا؟"), ("ar", "متى أُعلن عن ذلك؟")]
)
def test_the_reader_is_told_in_the_language_of_the_question(lang: str, question: str) -> None:
    messages, kept, labels = _transcript(ANSWER, question=question), list[Feedback](), STRINGS[lang]
    told = [keep_thumb(kept.append, read_article, messages, 1, thumb) for thumb in (True, False, "")]
    assert [each.liked for each in kept] == [True, False, None]
    for notice, words in zip(told, [labels.thumb_up, labels.thumb_down, labels.thumb_withdrawn], strict=True):
        assert f'lang="{lang}"' in notice
        assert words.split()[0] in notice

    def fail(_: Feedback) -> None:
        raise StoreError("the disk is full")

    assert labels.thumb_failed.split()[0] in keep_thumb(fail, read_article, messages, 1, True)


def test_each_answer_keeps_the_thumb_it_shows() -> None:
    messages = _transcript(ANSWER, ANSWER, ANSWER)
    thumbs = mark_thumb([], messages, 5, True)
    assert thumbs == [None, None, "Like"]
    assert mark_thumb(mark_thumb(thumbs, messages, 1, False), messages, 5, "") == ["Dislike", None, None]


def test_rows_are_never_written_over_others(tmp_path: Path) -> None:
    row = question_row(_given(_transcript(ANSWER)), read_article)
    write_rows([row], tmp_path / "rows.jsonl")
    (question,) = load_questions(tmp_path / "rows.jsonl")
    assert question.to_dict() == {**row, "answer": None}
    with pytest.raises(InputError, match="choose another --out"):
        write_rows([row], tmp_path / "rows.jsonl")
    with pytest.raises(InputError, match="cannot write"):
        write_rows([row], tmp_path / "missing" / "rows.jsonl")


def test_every_row_that_is_to_be_completed_is_named(tmp_path: Path) -> None:
    down = question_row(_given(_transcript(ANSWER), thumb=False), read_article)
    half = {**down, "id": "half", "answerable": True, "sources": ["a.txt"]}
    write_rows([down, half, {**down, "id": "none", "answerable": False}], tmp_path / "rows.jsonl")
    lacking = f"line 1 .{down['id']}. lacks 'answerable'; line 2 .half. lacks 'evidence'\\. "
    with pytest.raises(InputError, match=lacking):
        load_questions(tmp_path / "rows.jsonl")
    write_rows([{**down, "id": f"{n}"} for n in range(9)], tmp_path / "many.jsonl")
    with pytest.raises(InputError, match="and 4 more"):
        load_questions(tmp_path / "many.jsonl")
