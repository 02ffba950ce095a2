"""Questions that ask two things."""

import pytest

from rag.answer import answer_question
from rag.compound import split_question
from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings


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
    ],
)
def test_what_asks_one_thing_stays_whole(text: str) -> None:
    assert _split(text) == [text]


def test_the_part_that_is_not_answered_is_told(parts: Parts) -> None:
    question = "Which agreement did Putin and Pezeshkian sign, and when did the penguins of Antarctica vote?"
    answer = answer_question(question, [], parts, RagSettings())
    assert answer.answered
    assert answer.facts[-1].startswith("“and when did the penguins of Antarctica vote?” The answer is not")
    assert answer.facts[-1] in answer.answer
