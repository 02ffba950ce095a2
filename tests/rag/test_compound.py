"""Questions that ask two things."""

from pathlib import Path

import pytest

from index.collection import open_collection
from index.encoder import Encoder
from index.reader import Reader
from index.settings import IndexSettings
from index.sync import index_paths
from rag.answer import _Found as Found
from rag.answer import _state_facts as state_facts
from rag.answer import answer_question
from rag.checks import Problem
from rag.compound import split_question
from rag.parts import Parts, parts_of
from rag.question import read_question
from rag.settings import RagSettings
from tests.rag.cited import cite


def _split(text: str) -> list[str]:
    return [part.query for part in split_question(read_question(text, [], RagSettings()))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "What did the minister say about wheat, and when did Cheema call the sit-in?",
            ["What did the minister say about wheat", "and when did Cheema call the sit-in?"],
        ),
        # What leans on the first part takes over what that is about.
        (
            "When did Marsik open the dam, and what did she promise?",
            ["When did Marsik open the dam", "Marsik open dam and what did she promise?"],
        ),
        (
            "According to the report, who signed the treaty, and in whose presence?",
            ["According to the report, who signed the treaty", "report signed treaty and in whose presence?"],
        ),
        # A statement before the question is what it is about.
        (
            "The article says that Ardania bought radars; does Kestin admit it?",
            ["article Ardania bought radars does Kestin admit it?"],
        ),
        (
            "پل کی تعمیر پر کتنی لاگت آئی، اور سلیم قریشی کہاں گئے؟",
            ["پل کی تعمیر پر کتنی لاگت آئی", "اور سلیم قریشی کہاں گئے؟"],
        ),
        ("كم بلغت كلفة المحطة، ومن افتتح المتحف؟", ["كم بلغت كلفة المحطة", "ومن افتتح المتحف؟"]),
        ("Сколько стоил ледокол, и кто открыл церемонию?", ["Сколько стоил ледокол", "и кто открыл церемонию?"]),
        ("नाव पर कितना ख़र्च हुआ, और मंत्री कहाँ गईं?", ["नाव पर कितना ख़र्च हुआ", "और मंत्री कहाँ गईं?"]),
        # Each on its own line.
        (
            "Who won the women's race?\nAnd who won the men's race?\nWhere was the race held?",
            ["Who won the women's race?", "And who won the men's race?", "Where was the race held?"],
        ),
        # "And" alone joins two questions where both are whole.
        (
            "Who is the mayor of Gwadar and will he stand again?",
            ["Who is the mayor of Gwadar", "mayor Gwadar and will he stand again?"],
        ),
        (
            "When was the bridge opened and how much did it cost?",
            ["When was the bridge opened", "bridge opened and how much did it cost?"],
        ),
        (
            "When did the bridge collapse and how many people died?",
            ["When did the bridge collapse", "bridge collapse and how many people died?"],
        ),
        (
            "Who is the mayor of Gwadar and who is the mayor of Quetta?",
            ["Who is the mayor of Gwadar", "and who is the mayor of Quetta?"],
        ),
        ("پل کب کھولا گیا اور اس پر کتنی لاگت آئی؟", ["پل کب کھولا گیا", "پل کھولا اور اس پر کتنی لاگت آئی؟"]),
        ("متى افتتح الجسر وكم بلغت تكلفته؟", ["متى افتتح الجسر", "افتتح الجسر وكم بلغت تكلفته؟"]),
        ("من هو عمدة جوادر وهل سيترشح مرة أخرى؟", ["من هو عمدة جوادر", "عمدة جوادر وهل سيترشح مرة أخرى؟"]),
        ("پل کی افتتاح شد و هزینه آن چقدر بود؟", ["پل کی افتتاح شد", "پل افتتاح شد و هزینه آن چقدر بود؟"]),
        (
            "Кто мэр Гвадара и будет ли он снова баллотироваться?",
            ["Кто мэр Гвадара", "мэр Гвадара и будет ли он снова баллотироваться?"],
        ),
        ("पुल कब खुला और उस पर कितना ख़र्च हुआ?", ["पुल कब खुला", "पुल खुला और उस पर कितना ख़र्च हुआ?"]),
    ],
)
def test_what_asks_two_things_is_two_questions(text: str, parts: list[str]) -> None:
    assert _split(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Which officials, ministers and generals did Dehghan see?",
        "According to the report, who signed the treaty and the map?",
        "روس نے معاہدہ کیا، اور ایران نے کب دستخط کیے؟",
        "Кто, по словам Путина, подписал договор?",
        "ما الدول، ومنها مصر، التي انضمت إلى بريكس؟",
        "؟، و",
        "When and where did Putin and Pezeshkian meet?",
        "Who are the doctors and nurses who died?",
        "Who went to Moscow and was arrested there?",
        "Did the mayor say who built the bridge and who paid for it?",
        "What did the minister say about how many died and who is to blame?",
        "معاہدے پر کب اور کہاں دستخط ہوئے؟",
        "ما الذي قاله الوزير ومن معه عن الجسر؟",
        "Где и когда подписали договор?",
        "در کدام شهر زندگی و کار می‌کرد؟",
        "समझौते पर कब और कहाँ हस्ताक्षर हुए?",
    ],
)
def test_what_asks_one_thing_stays_whole(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("question", "lang", "sentence"),
    [
        (
            "When was the bridge opened, and when did the mayor open it?",
            "en",
            "The mayor opened the bridge on 5 May 2023.",
        ),
        ("پل کب کھولا گیا، اور میئر نے اسے کب کھولا؟", "ur", "میئر نے 5 مئی 2023 کو پل کھولا۔"),
        ("Когда открыли мост, и когда его открыл мэр?", "ru", "Мэр открыл мост 5 мая 2023 года."),
        ("متى افتتح الجسر، ومتى افتتحه العمدة؟", "ar", "افتتح العمدة الجسر في 5 مايو 2023."),
    ],
)
def test_one_sentence_that_answers_both_is_marked_once(question: str, lang: str, sentence: str) -> None:
    evidence = cite(1, sentence, lang)
    parts = split_question(read_question(question, [], RagSettings()))
    assert len(parts) == 2
    facts, checks = state_facts(
        [Found(part, [evidence], [evidence], 0.9, [], True) for part in parts], {evidence.place: 1}
    )
    assert [fact.count("[1]") for fact in facts] == [1]
    assert [check.supported for check in checks] == [True]


@pytest.mark.parametrize("doubted", [1, 2])
def test_a_fact_that_one_source_bears_out_is_no_unsupported_one(doubted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another source does not bear out is stated with the mark of the one that does, whichever comes first."""
    sources = [cite(1, "The mayor opened the bridge on 5 May 2023.", "en"), cite(2, "The bridge: 5 May 2023.", "en")]

    def check(said: str, lang: str, passage: str, *_: str) -> list[Problem]:
        return [Problem("name", said, "not so")] if passage == sources[doubted - 1].quote else []

    monkeypatch.setattr("rag.answer.check_sentence", check)
    question = read_question("When was the bridge opened?", [], RagSettings())
    found = Found(question, sources, sources, 0.9, [], True)
    facts, checks = state_facts([found], {each.place: n for n, each in enumerate(sources, 1)})
    assert facts == [f"5 May 2023 [{3 - doubted}]"]
    assert [each.supported for each in checks] == [True]


def test_the_part_that_is_not_answered_is_told(parts: Parts) -> None:
    question = "Which agreement did Putin and Pezeshkian sign, and when did the penguins of Antarctica vote?"
    answer = answer_question(question, [], parts, RagSettings())
    assert answer.answered
    assert answer.facts[-1].startswith("“and when did the penguins of Antarctica vote?” I did not find the answer")
    assert answer.facts[-1] in answer.answer


def test_a_sentence_that_answers_one_part_alone_does_not_answer_the_other(
    tmp_path: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> None:
    (tmp_path / "a.txt").write_text(
        "Sharif Miandad was elected mayor of Gwadar. He is a fisherman's son.\n", encoding="utf-8"
    )
    index_paths([tmp_path / "a.txt"], settings, lambda: encoder)
    with open_collection(settings) as collection:
        parts = parts_of(collection, encoder, reader.read)
        question = "Who is the mayor of Gwadar and will he stand again?"
        answer = answer_question(question, [], parts, RagSettings(least_probability=0))
    assert answer.facts == ["“and will he stand again?” I did not find the answer in these articles."]
    assert [cited.quote for cited in answer.citations] == ["Sharif Miandad was elected mayor of Gwadar."]
