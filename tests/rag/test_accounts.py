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
from rag.stated import read_stated


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


BRIDGE = "How many people died in the Kotri bridge collapse?"
BOTH = ("At least 14 people were killed and 31 injured when the Kotri bridge collapsed.", "2024-03-14")


@pytest.mark.parametrize(
    ("question", "pointed", "stated"),
    [
        (BRIDGE, "31", "14"),
        (BRIDGE, "14 people were killed and 31", "14"),
        ("How many people were injured in the Kotri bridge collapse?", "14", "31"),
        ("कोटरी पुल हादसे में कितने लोग मरे?", "31", "14"),
        ("کوٹری پل کے حادثے میں کتنے لوگ زخمی ہوئے؟", "14", "31"),
    ],
)
def test_those_who_met_the_fate_that_is_asked_for_are_counted(question: str, pointed: str, stated: str) -> None:
    found = read_stated(read_question(question, [], RagSettings()), _evidence(1, BOTH[0], pointed, BOTH[1]))
    assert found
    assert found.words == stated


@pytest.mark.parametrize(
    ("text", "words", "published", "accord"),
    [
        ("The Kotri bridge collapse killed 17 people and injured 40.", "40", "2024-03-16", "changed"),
        ("کوٹری پل کے حادثے میں 17 افراد ہلاک اور 40 زخمی ہوئے۔", "40", "2024-03-16", "changed"),
        # Nine of the dead are not the dead.
        ("Nine of the dead of the Kotri bridge collapse were passengers of a bus.", "Nine", "2024-03-16", None),
    ],
)
def test_a_sentence_of_several_numbers_states_that_of_the_question(
    text: str, words: str, published: str, accord: str | None
) -> None:
    assert _accord(BRIDGE, (BOTH[0], "14", BOTH[1]), (text, words, published)) == accord


NEEDED = ("The town of Gwadar needs five million gallons of water a day and gets two million.", "five million", None)


@pytest.mark.parametrize(
    ("question", "accord"),
    [("How much water does Gwadar get per day?", None), ("How much water does Gwadar need per day?", "agree")],
)
def test_what_is_equal_but_not_asked_for_is_no_agreement(question: str, accord: str | None) -> None:
    other = "گوادر کو روزانہ پچاس لاکھ گیلن پانی کی ضرورت ہے جبکہ بارہ لاکھ گیلن مل رہا ہے۔"
    assert _accord(question, NEEDED, (other, "پچاس لاکھ", None)) == accord


FIRST = "The Kotri bridge fell on Tuesday evening. At least 14 people were killed in the Kotri bridge collapse.\n"


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (
            "Divers searched the river under the Kotri bridge after its collapse. The death toll has risen to 17.\n",
            "17",
        ),
        (
            "Families mourned after the collapse of the Kotri bridge. The fire in Solm has killed 17 people so far.\n",
            None,
        ),
        (
            "The Kotri bridge is still closed after its collapse. In Solm a bus burned. The death toll rose to 17.\n",
            None,
        ),
    ],
)
def test_a_toll_that_grew_is_told_however_sure_the_reader_is(
    later: str, told: str | None, tmp_path: Path, settings: IndexSettings, encoder: Encoder, reader: Reader
) -> None:
    texts = {"a.txt": f"2024-03-14\n\n{FIRST}", "b.txt": f"2024-03-16\n\n{later}"}
    answer = _answer(BRIDGE, texts, tmp_path, settings, encoder, reader)
    assert any(PHRASES["en"]["changed"] in fact for fact in answer.facts) == bool(told)
    if told:
        # The latest comes first.
        assert told in answer.facts[1]
        assert "14" in answer.facts[2]
