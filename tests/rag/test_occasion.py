"""What a question dates otherwise than the article: nothing is answered from another time."""

import pytest

from index.catalog import Article, Passage
from index.collection import Hit
from rag.evidence import Evidence
from rag.occasion import unsupported_dates

_VISIT = (
    "Shoigu toured the arms fair in Tehran on Wednesday. He had been there two years ago. The pact of 2015 still "
    "holds. The next fair is planned for May 2024."
)
_ZIYARAT = "زار شويغو المعرض في طهران يوم الأربعاء 20/09/2023. وقال إن العقوبات غير مجدية."


def _evidence(text: str, lang: str, published: str | None, quote: str | None = None) -> Evidence:
    article = Article(1, "a.txt", "a.txt", "txt", lang, "", published, "day", None, None, None, (), {}, 0, text)
    hit = Hit(Passage(1, 1, 0, len(text), lang, 0), article, 1.0)
    start = text.index(quote) if quote else 0
    return Evidence(hit, start, start + len(quote or text), 1.0, 1.0)


@pytest.mark.parametrize(
    ("question", "lang", "dates"),
    [
        ("What did Shoigu see in Tehran in March 2020?", "en", ["March 2020"]),
        ("شویگو نے مارچ 2022 میں تہران میں کیا دیکھا؟", "ur", ["مارچ 2022"]),
        ("ماذا رأى شويغو في طهران في 5 مايو 2019؟", "ar", ["5 مايو 2019"]),
        ("شویگو در مهر ۱۳۹۵ در تهران چه دید؟", "fa", ["مهر ۱۳۹۵"]),
        ("Что увидел Шойгу в Тегеране в марте 2020 года?", "ru", ["марте 2020 года"]),
        ("मार्च 2022 में शोइगु ने तेहरान में क्या देखा?", "hi", ["मार्च 2022"]),
        # When it was, what was to come, what the article looks back to.
        ("What did Shoigu see in Tehran in September 2023?", "en", []),
        ("What did Shoigu see in Tehran on 19 September 2023?", "en", []),
        ("What is planned for May 2024?", "en", []),
        ("What was agreed in 2015?", "en", []),
        ("Where was Shoigu in 2021?", "en", []),
        ("What did Shoigu see in Tehran?", "en", []),
        # Of a day without a year nothing is known.
        ("What did Shoigu see on 5 May?", "en", []),
    ],
)
def test_a_question_dated_otherwise_than_the_article(question: str, lang: str, dates: list[str]) -> None:
    assert unsupported_dates(question, lang, [_evidence(_VISIT, "en", "2023-09-20")]) == dates


def test_an_article_without_a_date_is_held_to_what_its_sentence_dates() -> None:
    dated = _evidence(_ZIYARAT, "ar", None, "زار شويغو المعرض في طهران يوم الأربعاء 20/09/2023.")
    undated = _evidence(_ZIYARAT, "ar", None, "وقال إن العقوبات غير مجدية.")
    question = "Which fair did Shoigu visit in March 2021?"
    assert unsupported_dates(question, "en", [dated]) == ["March 2021"]
    assert unsupported_dates(question, "en", [undated]) == []
    # One article that may be of that time is enough.
    assert unsupported_dates(question, "en", [dated, undated]) == []
    assert unsupported_dates(question, "en", []) == []
    assert unsupported_dates("Which fair did Shoigu visit in September 2023?", "en", [dated]) == []


@pytest.mark.parametrize("lang", ["de", "es", "tr", "und"])
def test_dates_side_by_side_are_read_in_languages_without_a_list(lang: str) -> None:
    told = _evidence("Die Wahl ist am 3. März und 5. April 2024.", lang, "2024-02-01")
    assert unsupported_dates("What happened in March 2019?", "en", [told]) == ["March 2019"]
