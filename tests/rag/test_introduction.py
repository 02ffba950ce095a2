"""Who somebody is, asked in every language of a collection that says it in another."""

import pytest

from rag.answer import answer_question
from rag.introduction import asked_name, read_introduction
from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings
from tests.rag.cited import cite


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Sergei Shoigu?", ["Sergei", "Shoigu"]),
        ("Who's Shoigu?", ["Shoigu"]),
        ("Who is Minister Shoigu?", ["Shoigu"]),
        ("Who is Mohammed bin Salman?", ["Mohammed", "Salman"]),
        ("Who is the president?", []),
        ("Who is in charge?", []),
        ("Who is Putin's spokesman?", []),
        ("Who is Shoigu meeting in Tehran?", []),
        ("Кто такой Песков?", ["Песков"]),
        ("Кто такой министр обороны?", []),
        ("Кто это сделал?", []),
        ("شویگو کون ہے؟", ["شویگو"]),
        ("روس کا صدر کون ہے؟", []),
        ("وزیر دفاع کون ہے؟", []),
        ("من هو بوتين؟", ["بوتين"]),
        ("باقري من هو؟", ["باقري"]),
        ("من هو وزير الدفاع الروسي؟", []),
        ("पुतिन कौन हैं?", ["पुतिन"]),
        ("پزشکیان کیست؟", ["پزشکیان"]),
        ("رئیس‌جمهور ایران کیست؟", []),
        ("Pezeshkian kaun hai?", ["Pezeshkian"]),
    ],
)
def test_the_name_that_is_asked_about(question: str, name: list[str]) -> None:
    assert [word.text for word in asked_name(read_question(question, [], RagSettings()))] == name


@pytest.mark.parametrize(
    ("question", "title"),
    [
        # The first with a Persian letter; "the minister" alone tells less.
        ("Who is Sergei Shoigu?", "وزیر الدفاع الروسي"),
        ("Who is Shoigu?", "روسی وزیردفاع سیرگی شویگو"),
        ("شویگو کون ہے؟", "وزیر"),
        ("Кто такой Песков?", "ترجمان دمتری پیسکوف"),
        ("Who is Ashtiani?", "وزير الدفاع الإيراني محمد رضا"),
        ("باقري من هو؟", "اللواء محمد باقري"),
        ("پزشکیان کیست؟", "ایرانی صدر مسعود پیزشکیان"),
        ("पुतिन कौन हैं?", "صدر ولادیمیر"),
        ("Кто такой Башар Асад?", "شامی صدر بشار الاسد"),
        # Neither word sounds the same for sure, both side by side do.
        ("Who is Haji Zadeh?", "حاجي زاده"),
    ],
)
def test_a_title_beside_the_name_is_what_answers(question: str, title: str, parts: Parts) -> None:
    answer = answer_question(question, [], parts, RagSettings())
    assert answer.answered
    assert title in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Who is Lavrov?", "Who was Soleimani?", "من هو أردوغان؟", "मोदी कौन हैं?"])
def test_whom_nothing_introduces_is_not_told_of(question: str, parts: Parts) -> None:
    assert not answer_question(question, [], parts, RagSettings()).answered


@pytest.mark.parametrize(
    ("question", "lang", "sentence", "told"),
    [
        ("Who is Mehdi Rezaei?", "fa", "رئیس هلال احمر استان، مهدی رضایی، گفت که امدادگران رسیدند.", True),
        ("Who is Mehdi Rezaei?", "fa", "مهدی رضایی گفت که امدادگران رسیدند.", False),
        ("Who is Murad Ali Shah?", "en", "It was handed to Chief Minister Murad Ali Shah on Monday.", True),
        ("Who is Olga Brandt?", "en", "Olga Brandt, an analyst at the institute, disagrees.", True),
        ("Who is Olga Brandt?", "en", "The minister left, and Olga Brandt stayed in Tarn.", False),
        ("Кто такая Лата Куриан?", "hi", "मंच की संयोजक लता कुरियन ने कहा कि यह कम है।", True),
    ],
)
def test_what_introduces_somebody(question: str, lang: str, sentence: str, told: bool) -> None:
    found = read_introduction(read_question(question, [], RagSettings()), cite(1, sentence, lang))
    assert (found in ("before", "beside", "bare")) == told
