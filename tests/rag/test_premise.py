"""What a question takes for granted: names that the articles do not have are not played along with."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.questions import SEEDS as QUESTIONS
from index.collection import Collection, Hit
from index.language import detect_language
from rag.answer import answer_question
from rag.evidence import Evidence
from rag.parts import Parts
from rag.premise import prefer_named, unsupported_names
from rag.settings import RagSettings
from tests.rag.cited import cite

PREMISES = Path(__file__).parent / "premises.jsonl"
# Of the 21 false premises that nothing was fitted on, 16 were answered before names were looked for, and 7 after.
MOST_PLAYED_ALONG = 8


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _evidence(seeds: Collection, source: str) -> Evidence:
    article = seeds.catalog.article(source)
    assert article is not None
    passage = seeds.catalog.passages_of(article.id)[0]
    return Evidence(Hit(passage, article, 1.0), passage.start, passage.end, 1.0, 1.0)


def test_false_premises_are_not_played_along_with(parts: Parts) -> None:
    asked = [row["question"] for row in _read(PREMISES) if row["half"] == "report"]
    assert len(asked) == 21
    answered = [question for question in asked if answer_question(question, [], parts, RagSettings()).answered]
    assert len(answered) <= MOST_PLAYED_ALONG, answered


def test_names_of_answerable_questions_are_all_found(seeds: Collection) -> None:
    told = {}
    for row in _read(QUESTIONS):
        if row["answerable"]:
            evidence = [_evidence(seeds, source) for source in row["sources"]]
            told[row["question"]] = unsupported_names(row["question"], detect_language(row["question"]), evidence)
    assert len(told) > 100
    assert sum(map(bool, told.values())) <= 1, {question: names for question, names in told.items() if names}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Lavrov say in Tehran?", ["Lavrov"]),
        ("What did Shoigu say in Samarkand?", ["Samarkand"]),
        ("How many Su-57 jets did Shoigu sell?", ["Su-57"]),
        ("What did Shoigu say about sanctions?", []),
        ("ماذا قال أردوغان عن الزيارة؟", ["أردوغان"]),
        ("ماذا قال شويغو عن العقوبات؟", []),
        ("Что сказал Лавров о санкциях?", ["Лавров"]),
        ("मोदी ने शोइगु से क्या कहा?", ["मोदी"]),
        ("عمران خان نے تہران میں کیا کہا؟", ["عمران خان"]),
        ("اردوغان در تهران چه گفت؟", ["اردوغان"]),
        # In two words or in one it is the same name.
        ("Когда Хаджизаде приезжал к Шойгу в Москву?", []),
        ("What did Hajizadeh say?", []),
        # Who is asked for, and who has no name.
        ("کن ممالک نے غیر جانبدارانہ تحقیقات کا مطالبہ کیا؟", []),
        ("کس سفیر نے تحقیقات کا مطالبہ کیا؟", []),
        ("किन देशों ने जाँच की माँग की?", []),
        ("اپوزیشن نے تحقیقات کا مطالبہ کب کیا؟", []),
        ("وکلا نے ٹریبونل سے کیا کہا؟", []),
        ("विपक्ष ने बंद का ऐलान कब किया?", []),
        ("जनता ने क्या कहा?", []),
        ("ٹرمپ نے تحقیقات کا مطالبہ کب کیا؟", ["ٹرمپ"]),
        # A capital stands for its country.
        ("When did Washington object?", []),
    ],
)
def test_which_names_the_article_lacks(question: str, names: list[str], seeds: Collection) -> None:
    evidence = [_evidence(seeds, "003_9befece1280a0b89.txt")]
    assert unsupported_names(question, detect_language(question), evidence) == names


@pytest.mark.parametrize(
    ("question", "sentence", "lang", "names"),
    [
        ("Who won in NA-148?", "این اے 148 کے ضمنی انتخاب میں علی قاسم کامیاب ہوئے۔", "ur", []),
        ("Who won in NA-149?", "این اے 148 کے ضمنی انتخاب میں علی قاسم کامیاب ہوئے۔", "ur", ["NA-149"]),
        ("Кто победил в PP-12?", "پی پی 12 میں ووٹ ڈالے گئے۔", "ur", []),
        ("Who flies the F-16?", "حلقت طائرات إف 16 فوق المدينة.", "ar", []),
        ("Who flies the F-16?", "جنگنده‌های اف ۱۶ بر فراز شهر پرواز کردند.", "fa", []),
        ("Who won in NA-148?", "एनए-148 से अली ख़ान जीते।", "hi", []),
        ("एनए-148 से कौन जीता?", "این اے 148 سے علی خان جیت گئے۔", "ur", []),
        ("Who flies the F-16?", "एफ 16 विमान शहर के ऊपर उड़े।", "hi", []),
        ("What did the UN say?", "یو این نے پاکستان میں رپورٹ شائع کر دی۔", "ur", []),
        ("یو این نے کیا کہا؟", "The UN has published its report on Pakistan.", "en", []),
        # Its name may be translated into another language, but not in its own.
        ("What did the UN say?", "اقوام متحدہ نے پاکستان میں رپورٹ شائع کر دی۔", "ur", []),
        ("What did the UN say?", "The mayor of Paris has published his report on Pakistan.", "en", ["UN"]),
    ],
)
def test_letters_are_met_by_their_names(question: str, sentence: str, lang: str, names: list[str]) -> None:
    assert unsupported_names(question, detect_language(question), [cite(1, sentence, lang)]) == names


def test_a_refusal_tells_which_name_is_missing(parts: Parts) -> None:
    answer = answer_question("ماذا قال أردوغان عن زيارة شويغو إلى طهران؟", [], parts, RagSettings())
    assert not answer.answered
    assert "أردوغان" in (answer.reason or "")


def test_without_evidence_nothing_is_held_against_a_question() -> None:
    assert unsupported_names("What did Lavrov say?", "en", []) == []


def test_nothing_is_said_to_be_missing_from_a_long_text(seeds: Collection) -> None:
    evidence = _evidence(seeds, "003_9befece1280a0b89.txt")
    assert unsupported_names("What did Lavrov say in Tehran?", "en", [evidence]) == ["Lavrov"]
    article = replace(evidence.hit.article, text=evidence.hit.article.text * 20)
    longer = replace(evidence, hit=replace(evidence.hit, article=article))
    assert unsupported_names("What did Lavrov say in Tehran?", "en", [longer]) == []


def test_a_name_without_a_capital_is_known_by_an_article_that_has_one() -> None:
    keeper = cite(1, "محمدشریف وردک هفتادونه سال دارد.", "fa")
    broker = replace(cite(2, "The broker, Simon Radley, is 61 and denies it.", "en"), score=0.9)
    question = "दलाल साइमन रैडली की उम्र कितनी है?"
    assert prefer_named(question, "hi", [keeper, broker])[0].hit.article == broker.hit.article
    unnamed = replace(cite(3, "The broker is 61 and denies it.", "en"), score=0.9)
    assert prefer_named(question, "hi", [keeper, unnamed]) == [keeper, unnamed]


def test_the_article_that_has_the_names_comes_before_one_that_fits_as_well(seeds: Collection) -> None:
    visit, treaty = (_evidence(seeds, source) for source in ("002_1562918f0f2e89c2.txt", "001_b5ffb5c443646aa3.txt"))
    ranked = [replace(visit, score=1.1), treaty]
    assert prefer_named("What did Pezeshkian sign?", "en", ranked)[0].hit.article == treaty.hit.article
    assert prefer_named("چه کسی با پزشکیان در کرملین بود؟", "fa", ranked) == ranked
    # What neither has, or both, changes nothing.
    assert prefer_named("What did Lavrov sign?", "en", ranked) == ranked
    assert prefer_named("What did Putin sign?", "en", ranked) == ranked
