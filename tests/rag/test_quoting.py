"""What is quoted: the sentence, and with it the one that it leans on or that may answer as well."""

from collections.abc import Sequence

import pytest

from index.catalog import Article, Passage
from index.collection import Hit
from index.sentences import split_sentences
from rag.answer import Citation, compose_answer
from rag.evidence import Evidence
from rag.quoting import choose_span


def _sentences(text: str, lang: str, likely: Sequence[float]) -> list[Evidence]:
    article = Article(1, "a.txt", "a.txt", "txt", lang, "", None, None, None, None, None, (), {}, 1, text)
    hit = Hit(Passage(1, 1, 0, len(text), lang, 0), article, 1.0)
    spans = split_sentences(text, lang)
    assert len(spans) == len(likely)
    return [Evidence(hit, start, end, 1.0, 0.5, each) for (start, end), each in zip(spans, likely, strict=True)]


def _quote(ranked: Sequence[Evidence], at: int) -> str:
    start, end = choose_span(ranked[at], ranked[::-1])
    return ranked[at].hit.article.text[start:end]


@pytest.mark.parametrize(
    ("lang", "text", "alone"),
    [
        ("en", "Omar Haddad leads the port. He resigned in May.", False),
        ("en", "Omar Haddad leads the port. Haddad resigned in May.", True),
        ("en", "Omar Haddad leads the port. The director said he resigned in May.", True),
        ("ur", "عمر حداد بندرگاہ کے سربراہ ہیں۔ انہوں نے مئی میں استعفیٰ دیا۔", False),
        ("ur", "عمر حداد بندرگاہ کے سربراہ ہیں۔ حداد نے مئی میں استعفیٰ دیا۔", True),
        ("ar", "اتفق الطرفان على إعادة الأسرى. هذا الاتفاق وُقّع في جنيف.", False),
        ("fa", "حداد رئیس بندر است. وی در ماه مه استعفا داد.", False),
        ("ru", "Хаддад руководит портом. Он ушёл в отставку в мае.", False),
        ("hi", "हद्दाद बंदरगाह के प्रमुख हैं। उन्होंने मई में इस्तीफ़ा दिया।", False),
    ],
)
def test_what_begins_with_a_pronoun_is_quoted_with_what_it_stands_for(lang: str, text: str, alone: bool) -> None:
    ranked = _sentences(text, lang, [0.0, 0.9])
    assert _quote(ranked, 1) == (text[ranked[1].start :] if alone else text)
    assert _quote(ranked, 0) == text[: ranked[0].end]


def test_where_the_reader_is_torn_both_sentences_are_quoted() -> None:
    text = "The bridge is closed. Repairs begin in May. Lorries take the ferry."
    assert _quote(_sentences(text, "en", [0.1, 0.5, 0.3]), 1) == "Repairs begin in May. Lorries take the ferry."
    assert _quote(_sentences(text, "en", [0.4, 0.5, 0.3]), 1) == "The bridge is closed. Repairs begin in May."
    assert _quote(_sentences(text, "en", [0.1, 0.9, 0.2]), 1) == "Repairs begin in May."
    # Of what it finds all unlikely it tells nothing.
    assert _quote(_sentences(text, "en", [0.02, 0.03, 0.02]), 1) == "Repairs begin in May."


def test_a_quotation_of_two_paragraphs_is_one_line_of_the_answer() -> None:
    quote = "Omar Haddad leads the port.\n\nHe resigned in May."
    cited = Citation(1, "a.txt", 0, len(quote), quote, "en", None)
    assert compose_answer([], [], [cited]) == "“Omar Haddad leads the port. He resigned in May.” [1]"


def test_sentences_of_other_passages_and_very_long_ones_are_left_out() -> None:
    text = f"{'Very long ' * 60}it was. He left."
    ranked = _sentences(text, "en", [0.5, 0.5])
    assert _quote(ranked, 1) == "He left."
    assert choose_span(ranked[1], ranked[1:]) == (ranked[1].start, ranked[1].end)
