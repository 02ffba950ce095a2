"""What questions want, in the languages and word orders of their readers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.wants import read_wants

_QUESTIONS = [
    json.loads(line) for line in (Path(__file__).parent / "wanted_kinds.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("lang", "question", "kind"),
    [
        ("en", "When was the S-300 announced?", "date"),
        ("en", "The report names the wrong minister in one place: whose?", "person"),
        ("en", "Do you know where Assad went?", "place"),
        ("en", "One article says that Iran delivered drones; does Tehran admit it?", "yes-no"),
        ("ur", "ایس 300 میزائلوں کا اعلان کب کیا گیا؟", "date"),
        ("ur", "معاہدے پر دستخط کس نے کیے؟", "person"),
        ("ur", "کیا ایران نے ڈرون فراہم کیے؟", "yes-no"),
        ("ur", "کیا وجہ ہے کہ مغرب کو تشویش ہے؟", "reason"),
        ("ar", "متى أُعلن عن تسليم منظومة إس-300؟", "date"),
        ("ar", "من استقبل بوتين في أبوظبي؟", "person"),
        ("ar", "ولماذا رفضت ذلك؟", "reason"),
        ("fa", "بشار اسد کی سرنگون شد؟", "date"),
        ("fa", "در این حمله چند نفر کشته شدند؟", "number"),
        ("ru", "В каком году подписан договор?", "date"),
        ("ru", "Говорил ли Путин о газопроводе?", "yes-no"),
        ("hi", "हमले में कितने लोग मारे गए?", "number"),
        ("hi", "ब्रिक्स के मूल सदस्य कौन-कौन से देश थे?", "list"),
        ("ur-Latn", "Assad bhaag kar kahan gaye?", "place"),
        ("sw", "Mkataba ulitiwa saini lini?", "thing"),
        ("und", "2023", "thing"),
    ],
)
def test_kind_of_question(lang: str, question: str, kind: str) -> None:
    assert read_wants(question, lang).kind == kind


@pytest.mark.parametrize(
    ("lang", "question", "field", "value"),
    [
        ("en", "How many kilometres long is the front?", "unit", "kilometer"),
        ("en", "How much money did Iran pay?", "unit", "money"),
        ("en", "Which six countries joined?", "count", 6),
        ("en", "Which languages does he speak?", "of", "language"),
        ("ur", "کس سال میں معاہدہ ہوا؟", "precision", "year"),
        ("ur", "پائپ لائن کی لمبائی کتنی ہو گی؟", "unit", "length"),
        ("ar", "في أي عام وُقّعت المعاهدة؟", "precision", "year"),
        ("ar", "مع أي دولتين وقّعت موسكو؟", "of", "country"),
        ("fa", "رئیسی چه روزی از هفته وارد مسکو شد؟", "precision", "weekday"),
        ("fa", "گفت‌وگو چند ساعت طول کشید؟", "unit", "hour"),
        ("ru", "Какие страны вступили в БРИКС?", "of", "country"),
        ("hi", "समझौता किस महीने में हुआ?", "precision", "month"),
        ("ur-Latn", "kitne saal ka muahida hai?", "unit", "year"),
    ],
)
def test_what_the_question_names(lang: str, question: str, field: str, value: object) -> None:
    assert getattr(read_wants(question, lang), field) == value


@pytest.mark.parametrize("row", _QUESTIONS, ids=lambda row: f"{row['lang']}-{row['question'][:20]}")
def test_questions_of_the_press(row: dict[str, str]) -> None:
    assert read_wants(row["question"], row["lang"]).kind == row["kind"]


@pytest.mark.parametrize(
    ("question", "owner", "several"),
    [
        ("Which country's minister is meant?", True, False),
        ("Which country joined?", False, False),
        ("Who signed it and when?", False, True),
        ("Who stood beside Shoigu when he spoke?", False, False),
    ],
)
def test_whose_and_how_many_things_are_asked(question: str, owner: bool, several: bool) -> None:
    wants = read_wants(question, "en")
    assert (wants.owner, wants.several) == (owner, several)


@given(st.text(max_size=80), st.sampled_from(["en", "ur", "ar", "fa", "ru", "hi", "ur-Latn", "tr", "und"]))
def test_any_question_is_read(question: str, lang: str) -> None:
    assert read_wants(question, lang).kind
