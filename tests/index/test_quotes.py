"""A quotation typed on any keyboard finds the article's own words, at their very characters."""

from pathlib import Path

import pytest

from index.collection import open_catalog
from index.quotes import find_quotes
from index.settings import IndexSettings
from index.sync import index_paths
from tests.texts import hashing_encoder

ARTICLES = {
    "ur.txt": "سرخی\nروس نے ایران کو ایس ۳۰۰ میزائل دینے کا اعلان کیا ہے۔ یہ کہانی کی تفصیل ہے۔",
    "fa.txt": "رئیس‌جمهور می‌گوید که این کار در ۱۷ ژانویه انجام شد.",
    "fa2.txt": "در خانه های ما همه چیز گفته می شود و کتاب‌هایشان نمی‌رسد. مرد سے دس بات.",
    "fa3.txt": "قیمت‌ها نمی‌شود گفت؛ گفته می‌شود که ارزان‌تر خواهد شد.",
    "ru.txt": "Ещё в мае «Газпром» объявил о строительстве, сказал Пезешкиан.",
    "zh.txt": "普京总统在北京会见了伊朗外长。",
    "long.txt": " ".join(f"Sentence number {i} is here." for i in range(400)),
    "crowd.txt": "A crowd of 15,935 saw it; 88,000 acres were lost, or 1,20,000, and 1.5 or 2.125 of 3.0 million.",
    "zrit.txt": "Матч посетили 8\u00a0672 зрителя, а 12 345 678 смотрели; ۴۲٬۱۹۵ نفر.",
    "hostile.txt": "The pr\u00adesi\u200bdent \u202espoke\u202c of p\u0430ypal.",
}
CASES = [
    # The Arabic keyboard's ي ك ه and digits for Urdu's ی ک ہ.
    ("روس نے ايران كو ايس ٣٠٠ ميزائل", "ur.txt", "روس نے ایران کو ایس ۳۰۰ میزائل"),
    ("يہ كہانى كى تفصيل", "ur.txt", "یہ کہانی کی تفصیل"),
    ("رییسجمهور میگوید", "fa.txt", "رئیس‌جمهور می‌گوید"),
    ("رییس جمهور می گوید که", "fa.txt", "رئیس‌جمهور می‌گوید که"),
    ("رئیس جمهور می‌گوید", "fa.txt", "رئیس‌جمهور می‌گوید"),
    ("این‌کار در", "fa.txt", "این کار در"),
    ("خانه‌های ما", "fa2.txt", "خانه های ما"),
    ("خانههای‌ما همه‌چیز گفته می‌شود", "fa2.txt", "خانه های ما همه چیز گفته می شود"),
    ("کتاب هایشان نمی رسد", "fa2.txt", "کتاب‌هایشان نمی‌رسد"),
    ("هایشان نمی رسد", "fa2.txt", "هایشان نمی‌رسد"),
    ("دس", "fa2.txt", "دس"),
    ("ارزان تر خواهد", "fa3.txt", "ارزان‌تر خواهد"),
    ("еще в мае \"газпром\"", "ru.txt", "Ещё в мае «Газпром»"),
    ("总统在北京", "zh.txt", "总统在北京"),
    ("number 57 is here. sentence number 58", "long.txt", "number 57 is here. Sentence number 58"),
    ("15935", "crowd.txt", "15,935"),
    ("۱۵۹۳۵", "crowd.txt", "15,935"),
    ("crowd of 15 935 saw", "crowd.txt", "crowd of 15,935 saw"),
    ("88000 acres were lost, or 120000", "crowd.txt", "88,000 acres were lost, or 1,20,000"),
    ("8672", "zrit.txt", "8\u00a0672"),
    ("८६७२ зрителя", "zrit.txt", "8\u00a0672 зрителя"),
    ("12,345,678", "zrit.txt", "12 345 678"),
    ("42195", "zrit.txt", "۴۲٬۱۹۵"),
    ("2.125", "crowd.txt", "2.125"),
    ("the president spoke of paypal", "hostile.txt", "The pr\u00adesi\u200bdent \u202espoke\u202c of p\u0430ypal"),
]  # fmt: skip


@pytest.fixture
def indexed(settings: IndexSettings, tmp_path: Path) -> IndexSettings:
    folder = tmp_path / "press"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder], settings, hashing_encoder)
    return settings


@pytest.mark.parametrize(("typed", "source", "written"), CASES)
def test_a_quotation_finds_the_very_characters(indexed: IndexSettings, typed: str, source: str, written: str) -> None:
    with open_catalog(indexed) as catalog:
        (found,) = find_quotes(catalog, typed, 10)
    assert found.article.source == source
    assert found.article.text[found.start : found.end] == written


@pytest.mark.parametrize("typed", ["گفته می شود", "گفته می‌شود", "گفته میشود"])
def test_a_space_or_a_joiner_finds_both(indexed: IndexSettings, typed: str) -> None:
    with open_catalog(indexed) as catalog:
        found = [quote.article.text[quote.start : quote.end] for quote in find_quotes(catalog, typed, 10)]
    assert found == ["گفته می شود", "گفته می‌شود"]


def test_words_written_together_begin_and_end_with_whole_words(indexed: IndexSettings) -> None:
    with open_catalog(indexed) as catalog:
        found = [(quote.article.source, quote.start) for quote in find_quotes(catalog, "می شود", 10)]
    texts = [ARTICLES[source][start - 5 : start] for source, start in found]
    assert texts == ["گفته ", "گفته "]


def test_what_nobody_wrote_is_not_found(indexed: IndexSettings) -> None:
    with open_catalog(indexed) as catalog:
        for quote in (
            "روس نے چین کو",
            "",
            "...",
            '"',
            "number 57 is here. Sentence number 59",
            'a" OR "b',
            "NEAR(x y)",
            "دسے",
            "sent ence number 57",
            "15 million",
            "5935",
            "345678",
            "12345",
        ):
            assert find_quotes(catalog, quote, 10) == []
        assert len(find_quotes(catalog, "sentence number", 7)) == 7


def test_a_few_words_across_the_border_of_two_passages_are_found(indexed: IndexSettings) -> None:
    with open_catalog(indexed) as catalog:
        article = catalog.article("long.txt")
        assert article
        passages = catalog.passages_of(article.id)
        assert len(passages) > 5
        for passage in passages[1:]:
            last, first = article.text[: passage.start].split()[-1], article.text[passage.start :].split()[:4]
            (found,) = find_quotes(catalog, " ".join([last, *first]), 10)
            assert found.start < passage.start < found.end
