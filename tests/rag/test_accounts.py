"""What several stories state to one question: that they contradict each other is said, and only where they do."""

from pathlib import Path

import pytest

from index.catalog import Article, Passage
from index.collection import Hit, open_collection
from index.encoder import Encoder
from index.language import detect_language
from index.reader import Reader
from index.settings import IndexSettings
from index.sync import index_paths
from rag.accounts import compare_accounts
from rag.answer import Answer, answer_question
from rag.evidence import Evidence
from rag.parts import parts_of
from rag.phrases import PHRASES
from rag.question import read_question
from rag.settings import RagSettings


def _evidence(id_: int, text: str, words: str, published: str | None, lang: str | None = None) -> Evidence:
    """The text as an article of one sentence, in which the reader points at `words`."""
    lang = lang or detect_language(text)
    day = published and "day"
    file = f"{id_}.txt"
    article = Article(
        id_, file, file, "text", lang, "", published, day, None, None, None, (), {}, id_, text
    )  # fmt: skip
    short = (text.index(words), text.index(words) + len(words)) if words else None
    return Evidence(Hit(Passage(id_, id_, 0, len(text), lang, 0), article, 1.0), 0, len(text), 1.0, 0.8, 0.9, short)


def _accord(question: str, *told: tuple[str, str, str | None]) -> str | None:
    evidence = [_evidence(at, *each) for at, each in enumerate(told, 1)]
    accounts = compare_accounts(read_question(question, [], RagSettings()), evidence)
    return accounts.accord if accounts else None


DIED = "How many people died in the Kestin fire?"
FOURTEEN = ("The Kestin fire killed 14 people, the mayor said.", "14", "2024-03-06")


@pytest.mark.parametrize(
    ("text", "words", "published", "accord"),
    [
        ("Nineteen people died in the Kestin fire.", "Nineteen", "2024-03-06", "disagree"),
        ("Fourteen people died in the Kestin fire.", "Fourteen", "2024-03-06", "agree"),
        ("کستین کی آگ میں ۱۹ افراد ہلاک ہوئے۔", "۱۹", "2024-03-06", "disagree"),
        ("При пожаре в Кестине погибли 14 человек.", "14", "2024-03-06", "agree"),
        # About 15 may be 14; dozens are no number.
        ("About 15 people died in the Kestin fire.", "15", "2024-03-06", "agree"),
        ("Dozens of people died in the Kestin fire.", "Dozens", "2024-03-06", None),
        # At least 12 may be 14.
        ("At least 12 people died in the Kestin fire.", "12", "2024-03-06", None),
        # Who was hurt is not who died, another year is not this one, another town is another fire.
        ("The Kestin fire injured 30 people.", "30", "2024-03-06", None),
        ("The Kestin fire of 1998 killed 30 people.", "30", "2024-03-06", None),
        ("The Kestin fire killed 30 people.", "30", "2019-03-06", None),
        ("The Solm fire killed 30 people.", "30", "2024-03-06", None),
        # What is expected, or one part, is not what was.
        ("The Kestin fire may have killed 30 people.", "30", "2024-03-06", None),
        ("The Kestin fire killed 30 people in all, 14 on the first day.", "30", "2024-03-06", None),
        # A number that grew.
        ("The death toll of the Kestin fire rose to 22 people.", "22", "2024-03-09", "changed"),
    ],
)
def test_numbers_of_two_articles(text: str, words: str, published: str, accord: str | None) -> None:
    assert _accord(DIED, FOURTEEN, (text, words, published)) == accord
    assert _accord(DIED, (text, words, published), FOURTEEN) == accord


@pytest.mark.parametrize(
    ("question", "one", "other", "accord"),
    [
        (
            "When was the Khorshid bridge opened?",
            ("The Khorshid bridge was opened on 1 June 2024.", "1 June 2024", None),
            ("پل خورشید ۱۲ خرداد ۱۴۰۳ افتتاح شد.", "۱۲ خرداد ۱۴۰۳", None),
            "agree",
        ),
        (
            "When was the Khorshid bridge opened?",
            ("The Khorshid bridge was opened on 1 June 2024.", "1 June 2024", None),
            ("The Khorshid bridge was opened last Friday.", "last Friday", "2024-06-12"),
            "disagree",
        ),
        (
            "When was the Khorshid bridge opened?",
            ("The Khorshid bridge was opened on 1 June 2024.", "1 June 2024", None),
            ("The Khorshid bridge was opened in 2024.", "2024", None),
            "agree",
        ),
        (
            "Who won the Dorav cup?",
            ("Leyla Namdar won the Dorav cup.", "Leyla Namdar", None),
            ("Кубок Дорава выиграла Лейла Намдар.", "Лейла Намдар", None),
            "agree",
        ),
        (
            "Who won the Dorav cup?",
            ("Leyla Namdar won the Dorav cup.", "Leyla Namdar", None),
            ("Kamran Dilawar won the Dorav cup.", "Kamran Dilawar", None),
            "disagree",
        ),
        (
            "Who opened the Dorav fair?",
            ("Leyla Namdar opened the Dorav fair.", "Leyla Namdar", None),
            ("The minister of culture opened the Dorav fair.", "The minister of culture", None),
            None,
        ),
        (
            "Did the governor of Velmar resign?",
            ("The governor of Velmar resigned on Monday.", "", None),
            ("ولمار کے گورنر نے استعفیٰ نہیں دیا۔", "", None),
            "disagree",
        ),
        (
            "In which country was Osman Karel arrested?",
            ("Osman Karel was arrested in Turkey.", "Turkey", None),
            ("Османа Карела арестовали в Сербии.", "Сербии", None),
            "disagree",
        ),
    ],
)
def test_days_names_places_and_yes_or_no(
    question: str, one: tuple[str, str, str | None], other: tuple[str, str, str | None], accord: str | None
) -> None:
    assert _accord(question, one, other) == accord
    assert _accord(question, other, one) == accord


def _answer(
    question: str, texts: dict[str, str], folder: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> Answer:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder / name for name in texts], settings, lambda: encoder)
    with open_collection(settings) as collection:
        return answer_question(question, [], parts_of(collection, encoder, reader.read), RagSettings())


PAPERS = {
    "a.txt": "2024-03-06\n\nA fire broke out in Kestin on Tuesday. The Kestin fire killed 14 people, the mayor said.\n",
    "b.txt": "2024-03-07\n\nکستین کی آگ میں ۱۹ افراد ہلاک ہوئے، محکمہ صحت نے بتایا۔ بازار بند ہے۔\n",
}


@pytest.mark.parametrize(
    ("question", "lang", "values"),
    [
        (DIED, "en", ["14 people (article of 6 March 2024)", "19 people (article of 7 March 2024)"]),
        ("کستین کی آگ میں کتنے افراد ہلاک ہوئے؟", "ur", ["۱۴", "۱۹"]),
    ],
)
def test_both_are_told_with_their_sources_and_the_days_of_these(
    question: str,
    lang: str,
    values: list[str],
    tmp_path: Path,
    settings: IndexSettings,
    encoder: Encoder,
    reader: Reader,
) -> None:
    answer = _answer(question, PAPERS, tmp_path, settings, encoder, reader)
    assert {cited.source for cited in answer.citations} == set(PAPERS)
    assert answer.facts[0] == f"{PHRASES[lang]['disagree']} [1][2]"  # type: ignore[index]
    assert len(answer.facts) == 3
    for value in values:
        assert sum(value in fact for fact in answer.facts[1:]) == 1
    number = {cited.source: cited.n for cited in answer.citations}["a.txt"]
    assert [fact.endswith(f"[{number}]") for fact in answer.facts[1:] if values[0] in fact] == [True]


def test_articles_that_agree_count_and_copies_of_one_do_not(
    tmp_path: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> None:
    told = "A fire broke out in the old town on Tuesday evening. The Kestin fire killed 14 people, the mayor said."
    other = "Families mourn their dead in the market. Fourteen people died in the Kestin fire, the hospital said."
    answer = _answer(DIED, {"a.txt": told, "b.txt": other}, tmp_path, settings, encoder, reader)
    assert f"{PHRASES['en']['agree']} [1][2]" in answer.facts
    copy = _answer(DIED, {"a.txt": told, "b.txt": told}, tmp_path, settings, encoder, reader)
    assert not any(PHRASES["en"]["agree"] in fact for fact in copy.facts)
    assert len(copy.citations) == 1
