"""Greetings are answered, questions are searched for."""

import pytest

from rag.phrases import PHRASES
from rag.smalltalk import read_small_talk, small_talk_language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hello!", "greeting"),
        ("السلام علیکم", "greeting"),
        ("السلامُ عليكم.", "greeting"),
        ("سلام!", "greeting"),
        ("Здравствуйте!", "greeting"),
        ("नमस्ते।", "greeting"),
        ("Hi Sanad, how are you?", "greeting"),
        ("شکریہ!", "thanks"),
        ("شكرًا جزيلًا", "thanks"),
        ("Thanks, bye!", "goodbye"),
        ("خداحافظ", "goodbye"),
        ("Кто ты?", "help"),
        ("آپ کیا کر سکتے ہیں؟", "help"),
        ("shukriya", "thanks"),
        ("Shukria", "thanks"),
        ("وعليكم السلام ورحمة الله وبركاته", "greeting"),
        ("جزاكم الله خيرا", "thanks"),
        ("ok", "thanks"),
        ("ٹھیک ہے", "thanks"),
        ("ठीक है", "thanks"),
        ("Понятно.", "thanks"),
    ],
)
def test_small_talk_in_every_language(text: str, kind: str) -> None:
    assert read_small_talk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Hello, when was the S-300 announced?",
        "سلام، قرارداد کی امضا شد؟",
        "Who are the ministers?",
        "Who thanked whom?",
        "شکریہ کس نے ادا کیا؟",
        "What is this treaty?",
        "Помощь Ирану",
        "",
        "؟",
        "hello " * 1_000,
    ],
)
def test_what_asks_for_more_is_a_question(text: str) -> None:
    assert read_small_talk(text) is None


@pytest.mark.parametrize(
    ("text", "taken_for", "history", "spoken"),
    [
        ("سلام", "ar", [], "ur"),
        ("خدا حافظ", "fa", [], "ur"),
        ("آداب", "fa", [], "ur"),
        ("مدد", "fa", [], "ur"),
        ("صبح بخیر", "fa", ["صدر پوتن نے کب دستخط کیے؟"], "ur"),
        ("سلام", "ar", ["قرارداد کی امضا شد؟"], "fa"),
        ("سلام", "ar", ["Who is Shoigu?", "ماذا قال الوزير عن الاتفاق؟", "Why?"], "ar"),
        ("مرحبا", "fa", ["قرارداد کی امضا شد؟"], "ar"),
        ("درود", "ur", [], "fa"),
        ("السلام عليكم", "ar", [], "ar"),
        ("السلام علیکم!", "ar", [], "ur"),
        ("سلام، خوبی؟", "ur", [], "fa"),
        ("Thanks, bye!", "fr", [], "en"),
        ("Who is Shoigu?", "en", [], "en"),
    ],
)
def test_it_is_answered_in_a_language_in_which_it_is_said(
    text: str, taken_for: str, history: list[str], spoken: str
) -> None:
    assert small_talk_language(text, taken_for, history) == spoken


def test_every_kind_has_a_reply() -> None:
    assert all({"greeting", "thanks", "goodbye", "help"} <= phrases.keys() for phrases in PHRASES.values())
