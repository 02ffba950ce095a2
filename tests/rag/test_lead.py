"""The short fact before the quotation: exact, or none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import SEEDS, load_questions
from index.folding import fold_text
from index.sentences import split_sentences
from rag.lead import Lead, Source, lead_fact
from rag.wants import read_wants

_SEEDS = Path(__file__).parents[2] / "seeds"
_BRICS = (
    "ایران بھی ان چھ ممالک میں سے ایک ہے جنہیں برکس اقتصادی بلاک میں شامل ہونے کی دعوت دی گئی ہے، جو کہ اصل میں"
    " برازیل، روس، بھارت، چین اور جنوبی افریقہ پر مشتمل تھا ارجنٹینا، مصر، ایتھوپیا، ایران، سعودی عرب اور متحدہ عرب"
    " امارات یکم جنوری 2024 کو باضابطہ طور پر شامل ہونے کے لیے تیار ہیں۔"
)
_S300 = "روس نے ایران کو فضائی شعبے میں دفاع کے لیے ایس 300 میزائلوں کی بیٹریاں دینے کا بھی اعلان کیا ہے۔"


def _lead(question: str, lang: str, sentence: str, sentence_lang: str, published: str | None = None) -> Lead | None:
    source = Source(sentence, sentence_lang, published, "day" if published else None)
    return lead_fact(read_wants(question, lang), question, lang, source)


@pytest.mark.parametrize(
    ("lang", "question", "text"),
    [
        ("en", "On what date were they to join?", "1 January 2024"),
        ("ar", "متى ينضمون رسمياً؟", "١ يناير ٢٠٢٤"),
        ("hi", "वे किस तारीख़ को शामिल होंगे?", "1 जनवरी 2024"),
        ("ru", "В каком году они вступят?", "2024 год"),
        ("ru", "Сколько стран получили приглашение?", "6 стран"),
        ("fa", "چند کشور دعوت شدند؟", "۶ کشور"),
        ("en", "Which five countries originally made up BRICS?", "Brazil, Russia, India, China and South Africa"),
        ("ur", "کون سے پانچ ممالک برکس میں تھے؟", "برازیل، روس، بھارت، چین اور جنوبی افریقہ"),
    ],
)
def test_a_fact_in_the_language_of_the_reader(lang: str, question: str, text: str) -> None:
    lead = _lead(question, lang, _BRICS, "ur")
    assert lead
    assert lead.text == text


def test_two_lists_and_nothing_to_tell_which() -> None:
    assert _lead("Which countries are members?", "en", _BRICS, "ur") is None


def test_the_day_of_an_article_dated_by_its_month_is_not_claimed() -> None:
    question = "When did Russia deliver the missiles?"
    wants = read_wants(question, "en")
    for published in ("2024-02-20/2024-03-19", "2024-02-20"):
        source = Source("دیروز روسیه موشک‌ها را تحویل داد.", "fa", published, "month")
        assert lead_fact(wants, question, "en", source) is None
    undated = lead_fact(
        wants, question, "en", Source("روسیه موشک‌ها را تحویل داد.", "fa", "2024-02-20/2024-03-19", "month")
    )
    assert undated
    assert undated.notes == ("The article itself is dated 20 February 2024 – 19 March 2024.",)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the treaty signed?", "The treaty of 5 May 2019 was replaced on 3 March 2024."),
        ("When will the plant close?", "In February 2014 the company announced the closure by the end of 2017."),
        ("How many square kilometres were lost?", "The area rose from 415,000 to 587,000 square kilometres."),
        ("Where did he teach?", "He was a professor in Paris, France."),
        ("Which country's minister is meant?", "The Israeli minister did not speak of the war in Syria."),
        ("Who signed the treaty and when?", "Putin signed it on 3 March 2024."),
        ("How much did it cost?", "It cost 20 million Canadian dollars."),
    ],
)
def test_no_fact_where_another_may_be_meant(question: str, sentence: str) -> None:
    assert _lead(question, "en", sentence, "en") is None


def test_a_derived_date_names_its_words_and_the_date_of_the_article() -> None:
    lead = _lead("When did they meet?", "en", "التقى الرئيسان يوم الأربعاء في موسكو.", "ar", "2023-09-21")
    assert lead
    assert lead.derived
    assert lead.text.startswith("Wednesday 20 September 2023")
    assert "يوم الأربعاء" in lead.text
    assert "21 September 2023" in lead.text


def test_without_the_date_of_the_article_its_words_are_told() -> None:
    lead = _lead("When did Shoigu land in Tehran?", "en", "وكان شويغو قد وصل إلى طهران مساء أمس.", "ar")
    assert lead
    assert "مساء أمس" in lead.text
    assert not any(char.isdigit() for char in lead.text)


@pytest.mark.parametrize("lang", ["en", "ur", "ar", "fa", "ru", "hi", "ur-Latn"])
def test_no_date_is_made_up(lang: str) -> None:
    question = {
        "en": "When was the S-300 announced?",
        "ur": "ایس 300 کا اعلان کب ہوا؟",
        "ar": "متى أُعلن عن منظومة إس-300؟",
        "fa": "اس-۳۰۰ کی اعلام شد؟",
        "ru": "Когда объявили о С-300?",
        "hi": "एस-300 की घोषणा कब हुई?",
        "ur-Latn": "S-300 ka elan kab hua?",
    }[lang]
    lead = _lead(question, lang, _S300, "ur")
    assert lead
    assert lead.kind == "no-date"
    dated = _lead(question, lang, _S300, "ur", "2016-02-17")
    assert dated
    assert dated.kind == "no-date"
    assert any(char.isdigit() for char in dated.notes[0])


def test_leads_of_the_question_set_are_right() -> None:
    """A lead holds every value of its question; those of dates and amounts are found for many."""
    right = 0
    for question in load_questions(SEEDS):
        if not question.answerable:
            continue
        source = _source_of(question.sources, question.evidence[0])
        lead = lead_fact(read_wants(question.question, question.lang), question.question, question.lang, source)
        if lead and lead.kind not in ("no-date", "yes-no"):
            said = fold_text(" ".join([lead.text, *lead.notes]))
            for value in question.values:
                assert any(fold_text(each) in said for each in value.split("|")), (question.id, lead.text)
            right += 1
    assert right >= 24


def _source_of(sources: list[str], evidence: str) -> Source:
    for source in sources:
        text = (_SEEDS / source).read_text(encoding="utf-8")
        lang = "ar" if source.startswith("003") else "ur"
        for start, end in split_sentences(text, lang):
            if start <= text.find(evidence) < end:
                return Source(text[start:end], lang)
    raise AssertionError(f"no such evidence: {evidence}")


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "ur", "ar", "fa", "ru", "hi", "sw"]))
def test_any_text_is_taken(question: str, sentence: str, lang: str) -> None:
    lead = lead_fact(read_wants(question, lang), question, lang, Source(sentence, lang, "2024-03-14", "day"))
    if lead:
        assert 0 <= lead.start <= lead.end <= len(sentence)
        assert json.dumps(lead.text)


def test_the_day_of_a_dateline_is_that_of_the_report() -> None:
    question = "When did cholera break out in Kassala?"
    wants = read_wants(question, "en")
    dateline = "KASSALA, 5 March 2024 — Cholera broke out in Kassala"
    lead = lead_fact(wants, question, "en", Source(f"{dateline}.", "en", "2024-03-05", "day"))
    assert lead
    assert lead.kind == "no-date"
    lead = lead_fact(wants, question, "en", Source(f"{dateline} on 1 March 2024.", "en", "2024-03-05", "day"))
    assert lead
    assert lead.text == "1 March 2024"
