"""Answers from several articles."""

from pathlib import Path

import pytest

from index.collection import open_collection
from index.dates import find_dates
from index.encoder import Encoder
from index.folding import fold_text
from index.reader import Reader
from index.settings import IndexSettings
from index.sync import index_paths
from rag.anchor import infer_month
from rag.answer import answer_question
from rag.parts import Parts, parts_of
from rag.phrases import PHRASES
from rag.settings import RagSettings

ANNOUNCED = {
    "en": "When was the S-300 announced?",
    "ur": "ایس 300 میزائلوں کا اعلان کب کیا گیا؟",
    "ar": "متى أُعلن عن تسليم منظومة إس-300؟",
    "fa": "تحویل اس-۳۰۰ به ایران کی اعلام شد؟",
    "ru": "Когда было объявлено о поставках С-300?",
    "hi": "एस-300 की घोषणा कब हुई?",
}


@pytest.mark.parametrize("lang", ANNOUNCED)
def test_no_date_is_invented_for_what_is_told_without_one(lang: str, parts: Parts) -> None:
    answer = answer_question(ANNOUNCED[lang], [], parts, RagSettings())
    assert answer.answered
    assert answer.lang == lang
    # Both articles that tell of it, that of the announcement first.
    assert [cited.source[:3] for cited in answer.citations] == ["000", "001"]
    assert answer.facts[0] == f"{PHRASES[lang]['no-date']} [1][2]"
    # What is dated is the articles themselves: one by a week that its text tells, the other by a month without a year.
    dates = [found for fact in answer.facts for found in find_dates(fact, lang)]
    assert {found.iso for found in dates if found.precision == "day"} == {"2025-01-17"}
    assert all(found.precision in ("day", "month-day") for found in dates)
    assert any("گذشتہ ماہ جنوری" in fact and fact.endswith("[1]") for fact in answer.facts)
    assert any("2025" in fold_text(fact) and fact.endswith("[2]") for fact in answer.facts)


def test_where_one_article_dates_it_the_date_is_given(
    tmp_path: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> None:
    (tmp_path / "a.txt").write_text("Ardania has announced that it will buy the K-77 radar.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Ardania announced the K-77 radar on 3 May 2021 in Kestin.\n", encoding="utf-8")
    index_paths([tmp_path / "a.txt", tmp_path / "b.txt"], settings, lambda: encoder)
    with open_collection(settings) as collection:
        parts = parts_of(collection, encoder, reader.read)
        answer = answer_question("When was the K-77 announced?", [], parts, RagSettings(least_probability=0))
    assert not any(PHRASES["en"]["no-date"] in fact for fact in answer.facts if "[2]" in fact)


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When did Ardania sign the K-77 contract?", "2007"),
        ("When was the ban on the K-77 lifted?", "13 April 2015"),
        ("متى رفع كارلوف الحظر عن تسليم كيه-77؟", "١٣ أبريل ٢٠١٥"),
    ],
)
def test_a_headline_with_the_designation_hides_no_date(
    question: str, date: str, tmp_path: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> None:
    (tmp_path / "a.txt").write_text(
        "The long wait for the K-77\nPublished: March 3, 2019\n\nArdania signed a contract for five K-77PMU radars in"
        " 2007. It was worth 800 million dollars.\n\nThe president banned the delivery in September 2010. Boris Karlov"
        " lifted the ban on 13 April 2015.\n",
        encoding="utf-8",
    )
    index_paths([tmp_path / "a.txt"], settings, lambda: encoder)
    with open_collection(settings) as collection:
        answer = answer_question(question, [], parts_of(collection, encoder, reader.read), RagSettings())
    assert answer.facts == [f"{date} [1]"]


@pytest.mark.parametrize(
    ("lang", "text", "month"),
    [
        ("ur", "ان کی بات چیت گذشتہ ماہ جنوری میں طے پائے سمجھوتے کی روشنی میں ہوئی۔", 2),
        ("ur", "وہ گزشتہ جولائی میں صدر بنے۔", None),
        ("en", "The two agreed in January.", None),
        ("en", "The two agreed last January.", None),
        ("ru", "Договор подписан в январе.", None),
    ],
)
def test_the_month_of_an_article_is_told_by_the_last_one(lang: str, text: str, month: int | None) -> None:
    found = infer_month(text, lang)
    assert (found[0] if found else None) == month
