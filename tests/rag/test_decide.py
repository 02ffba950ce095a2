"""Whether to answer: the reader's opinion and the retrieval's, as one probability."""

from dataclasses import replace

import pytest

from rag.answer import Answer, answer_question
from rag.decide import describe_evidence, estimate_probability
from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings
from tests.conftest import SEEDS
from tests.rag.cited import cite


def _ask(text: str, parts: Parts, **settings: float) -> Answer:
    return answer_question(text, [], parts, RagSettings(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who won the football world cup?", "3"),
        ("ورلڈ کپ کا فائنل کس شہر میں کھیلا گیا؟", "۳"),
        ("ما هو ارتفاع برج خليفة؟", "٣"),
        ("Кто написал роман «Война и мир»?", "3"),
    ],
)
def test_what_the_articles_do_not_tell_of_is_refused(question: str, said: str, parts: Parts) -> None:
    answer = _ask(question, parts)
    assert not answer.answered
    assert answer.citations == []
    assert answer.probability is not None
    assert answer.probability < RagSettings().least_probability
    # How many articles were searched, in the reader's digits.
    assert said in (answer.reason or "")
    assert 1 <= len(answer.nearest) <= RagSettings().nearest
    for near in answer.nearest:
        assert (SEEDS / near.source).read_text(encoding="utf-8")[near.start : near.end] == near.quote


@pytest.mark.parametrize(
    "text", ["?", ".", "the", "lol", "asdkjh qwe", "blah blah blah", "پتہ نہیں یار", "ну ладно", "मुझे नहीं"]
)
def test_what_asks_nothing_is_not_answered(text: str, parts: Parts) -> None:
    assert not _ask(text, parts, least_probability=0.01).answered


@pytest.mark.parametrize("text", ["S-300", "Pezeshkian treaty", "ایس 300", "حزب اللہ حماس"])
def test_keywords_ask_something(text: str, parts: Parts) -> None:
    assert _ask(text, parts, least_probability=0.01).answered


def test_a_bolder_setting_answers_more_and_a_shyer_one_less(parts: Parts) -> None:
    question = "How many S-300 batteries has Iran received from Russia?"
    assert _ask(question, parts, least_probability=0.001).answered
    assert not _ask(question, parts, least_probability=0.999).answered


def test_what_is_plainly_there_is_answered_with_the_fact_first(parts: Parts) -> None:
    answer = _ask("صدر پوتن اور پیزشکیان نے کتنے سال کے معاہدے پر دستخط کیے؟", parts)
    assert answer.answered
    assert answer.facts == ["۲۰ سال [1]"]
    assert answer.answer.startswith("۲۰ سال [1]\n“")
    assert answer.checks
    assert all(check.supported for check in answer.checks)


def test_greetings_are_not_searched_for(parts: Parts) -> None:
    answer = _ask("السلام علیکم", parts)
    assert (answer.answered, answer.citations, answer.nearest, answer.probability) == (False, [], [], 0.0)
    assert "مضامین" in (answer.reason or "")


@pytest.mark.parametrize(
    ("lang", "articles", "foreign"),
    [
        ("en", {"en": 5}, 0.0),
        ("en", {"en": 1, "ur": 3}, -0.75),
        ("ur", {"en": 1, "ur": 3}, 0.25),
        ("ur", {"ur": 4}, 0.0),
    ],
)
def test_the_language_of_a_sentence_tells_by_how_many_articles_are_in_it(
    lang: str, articles: dict[str, int], foreign: float
) -> None:
    question = read_question("How high is the dam at Korun?", [], RagSettings())
    found = [cite(1, "The dam is 90 metres high.", lang), cite(2, "The dam was opened in May.", lang)]
    features = describe_evidence(question, found, [each.hit for each in found], articles)
    assert features is not None
    assert features["foreign"] == foreign


def test_a_sentence_that_was_not_read_is_no_answer_where_others_were() -> None:
    question = read_question("How high is the dam at Korun?", [], RagSettings())
    read = replace(cite(2, "The dam was opened in May.", "en"), likely=0.001)
    unread = replace(cite(1, "The chairman resigned.", "en"), likely=None)
    hits = [read.hit, unread.hit]
    found = estimate_probability(question, [unread, read], hits, {"en": 2})
    assert found is not None
    assert found < RagSettings.least_probability
    assert estimate_probability(question, [unread], hits, {"en": 2}) is None
