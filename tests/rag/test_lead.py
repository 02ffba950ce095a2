"""The short fact before the quotation: exact, or none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import SEEDS, load_questions
from index.folding import fold_text
from index.sentences import split_sentences
from rag.checks import check_sentence
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


_HOW_MANY = {
    "en": "How many people died?",
    "ur": "کتنے افراد ہلاک ہوئے؟",
    "ar": "كم شخصا قتل؟",
    "fa": "چند نفر کشته شدند؟",
    "ru": "Сколько человек погибло?",
    "hi": "कितने लोग मारे गए?",
}
_SAID = {
    "more": (
        "More than 40 people died.",
        "۴۰ سے زائد افراد ہلاک ہوئے۔",
        "قتل أكثر من 40 شخصا.",
        "بیش از ۴۰ نفر کشته شدند.",
        "Погибли более 40 человек.",
        "40 से अधिक लोग मारे गए।",
    ),
    "least": (
        "No fewer than 40 people died.",
        "کم از کم 40 افراد ہلاک ہوئے۔",
        "قتل ما لا يقل عن 40 شخصا.",
        "دست‌کم ۴۰ نفر کشته شدند.",
        "Погибли не менее 40 человек.",
        "कम से कम 40 लोग मारे गए।",
    ),
    "about": (
        "Nearly 40 people died.",
        "تقریباً 40 افراد ہلاک ہوئے۔",
        "قتل نحو 40 شخصا.",
        "حدود ۴۰ نفر کشته شدند.",
        "Погибли около 40 человек.",
        "लगभग 40 लोग मारे गए।",
    ),
    "less": (
        "Fewer than 40 people died.",
        "40 سے کم افراد ہلاک ہوئے۔",
        "قتل أقل من 40 شخصا.",
        "کمتر از ۴۰ نفر کشته شدند.",
        "Погибли менее 40 человек.",
        "40 से कम लोग मारे गए।",
    ),
    "most": (
        "Up to 40 people died.",
        "زیادہ سے زیادہ 40 افراد ہلاک ہوئے۔",
        "قتل ما لا يزيد على 40 شخصا.",
        "حداکثر ۴۰ نفر کشته شدند.",
        "Погибли до 40 человек.",
        "अधिकतम 40 लोग मारे गए।",
    ),
}
_SHOWN = {
    "more": (
        "more than 40 people",
        "۴۰ سے زیادہ افراد",
        "أكثر من ٤٠ شخصًا",
        "بیش از ۴۰ نفر",
        "более 40 человек",
        "40 से अधिक लोग",
    ),
    "least": (
        "at least 40 people",
        "کم از کم ۴۰ افراد",
        "ما لا يقل عن ٤٠ شخصًا",
        "دست‌کم ۴۰ نفر",
        "не менее 40 человек",
        "कम से कम 40 लोग",
    ),
    "about": ("about 40 people", "تقریباً ۴۰ افراد", "نحو ٤٠ شخصًا", "حدود ۴۰ نفر", "около 40 человек", "लगभग 40 लोग"),
    "less": (
        "fewer than 40 people",
        "۴۰ سے کم افراد",
        "أقل من ٤٠ شخصًا",
        "کمتر از ۴۰ نفر",
        "менее 40 человек",
        "40 से कम लोग",
    ),
    "most": (
        "at most 40 people",
        "زیادہ سے زیادہ ۴۰ افراد",
        "ما لا يزيد على ٤٠ شخصًا",
        "حداکثر ۴۰ نفر",
        "не более 40 человек",
        "अधिकतम 40 लोग",
    ),
}


@pytest.mark.parametrize("bound", list(_SAID))
def test_a_bound_is_told_with_its_number_in_every_language(bound: str) -> None:
    for lang, sentence in zip(_HOW_MANY, _SAID[bound], strict=True):
        for reader, shown in zip(_HOW_MANY, _SHOWN[bound], strict=True):
            lead = _lead(_HOW_MANY[reader], reader, sentence, lang)
            assert lead, (sentence, reader)
            assert lead.text == shown
            assert not check_sentence(lead.text, reader, sentence, lang), (sentence, shown)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ur", "40 افراد میں سے آدھے ہلاک ہوئے۔"),
        ("ur", "40 افراد ہلاک نہیں ہوئے۔"),
        ("ur", "کابل کے قریب 40 افراد ہلاک ہوئے۔"),
        ("ar", "نصف 40 شخصا قتلوا."),
        ("ar", "لم يقتل 40 شخصا."),
        ("fa", "نیمی از ۴۰ نفر کشته شدند."),
        ("fa", "۴۰ نفر کشته نشدند."),
        ("ru", "Погибла половина из 40 человек."),
        ("ru", "Не погибли 40 человек."),
        ("ru", "Погибают 40 человек в день."),
        ("hi", "40 लोगों में से आधे मारे गए।"),
        ("hi", "40 लोग नहीं मारे गए।"),
    ],
)
def test_no_number_of_what_is_denied_or_true_of_a_part(lang: str, sentence: str) -> None:
    assert _lead(_HOW_MANY["en"], "en", sentence, lang) is None


@pytest.mark.parametrize(
    ("lang", "sentence", "shown"),
    [
        ("en", "The deal cost C$5 million.", "5 000 000 канадских долларов"),
        ("ur", "معاہدے پر 5 ملین کنیڈین ڈالر خرچ ہوئے۔", "5 000 000 канадских долларов"),
        ("ar", "كلفت الصفقة أقل من 5 ملايين دولار كندي.", "менее 5 000 000 канадских долларов"),
        ("fa", "این قرارداد ۵ میلیون دلار استرالیا هزینه داشت.", "5 000 000 австралийских долларов"),
        ("hi", "सौदे पर 50 लाख अमेरिकी डॉलर ख़र्च हुए।", "5 000 000 долларов США"),
        ("ru", "Сделка стоила 5,5 млн рублей.", "5 500 000 российских рублей"),
        ("en", "The deal cost $5m.", "5 000 000 долларов США"),
        ("en", "The deal cost CN¥5 million.", "5 000 000 китайских юаней"),
        ("ar", "كلفت الصفقة 300 مليون ليرة لبنانية.", "300 000 000 ливанских фунтов"),
        ("en", "The deal cost 300 million dollars Canadian.", "300 000 000 канадских долларов"),
    ],
)
def test_dollars_are_those_of_their_country(lang: str, sentence: str, shown: str) -> None:
    lead = _lead("Сколько денег стоила сделка?", "ru", sentence, lang)
    assert lead
    assert lead.text.replace("\u00a0", " ") == shown
    assert not check_sentence(lead.text, "ru", sentence, lang)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "GDP growth was −3.5%."),
        ("ur", "شرح نمو منفی 3.5 فیصد رہی۔"),
        ("ar", "بلغ النمو ناقص 3.5 بالمئة."),
        ("fa", "رشد اقتصادی منفی ۳٫۵ درصد بود."),
        ("ru", "Рост составил минус 3,5 процента."),
        ("hi", "विकास दर माइनस 3.5 प्रतिशत रही।"),
    ],
)
def test_a_number_below_nought_keeps_its_sign(lang: str, sentence: str) -> None:
    for reader, question, shown in (
        ("en", "What percent did the economy grow?", "−3.5%"),
        ("fa", "چند درصد رشد کرد؟", "\u200e−۳٫۵٪"),
    ):
        lead = _lead(question, reader, sentence, lang)
        assert lead
        assert lead.text == shown
        assert not check_sentence(lead.text, reader, sentence, lang)


def test_the_bound_of_two_which_is_an_ending() -> None:
    lead = _lead(_HOW_MANY["en"], "en", "قتل شخصان على الأقل.", "ar")
    assert lead
    assert lead.text == "at least 2 people"


def test_the_words_of_a_bound_are_no_words_that_a_passage_must_have() -> None:
    sentence = "معاہدے کی لاگت پانچ ملین ڈالر سے زائد تھی۔"
    lead = _lead("معاہدے پر کتنے پیسے خرچ ہوئے؟", "ur", sentence, "ur")
    assert lead
    assert not check_sentence(lead.text, "ur", sentence, "ur")


def test_two_lists_and_nothing_to_tell_which() -> None:
    assert _lead("Which countries are members?", "en", _BRICS, "ur") is None


_WHICH = {
    "en": "Which countries signed the statement?",
    "ur": "کن ممالک نے بیان پر دستخط کیے؟",
    "ar": "ما هي الدول التي وقعت البيان؟",
    "fa": "کدام کشورها بیانیه را امضا کردند؟",
    "ru": "Какие страны подписали заявление?",
    "hi": "किन देशों ने बयान पर हस्ताक्षर किए?",
}


@pytest.mark.parametrize(
    ("lang", "sentence", "shown"),
    [
        ("en", "It was signed in Moldova, Romania, Latvia and Britain.", "Moldova, Romania, Latvia and United Kingdom"),
        ("en", "Ghana, Togo and the Ivory Coast signed it.", "Ghana, Togo and Côte d’Ivoire"),
        ("en", "It was signed in France, Germany and Italy, where they met.", "France, Germany and Italy"),
        ("en", "France, Germany and Italy signed, and the ministers left.", "France, Germany and Italy"),
        ("en", "France, Germany and Italy signed, and Macron left.", "France, Germany and Italy"),
        ("en", "Yesterday, France and Germany signed it.", "France and Germany"),
        ("en", "On Tuesday, France and Germany signed it.", "France and Germany"),
        ("en", "France and Germany signed it in Geneva.", "France and Germany"),
        ("ru", "Узбекистан, Киргизия и Белоруссия подписали заявление.", "Uzbekistan, Kyrgyzstan and Belarus"),
        ("ru", "Россия, Иран и Туркмения подписали заявление в Москве.", "Russia, Iran and Turkmenistan"),
        ("ru", "Заявление подписали в России, Иране и Китае.", "Russia, Iran and China"),
        ("ar", "وقعت كندا وإسبانيا وبريطانيا البيان.", "Canada, Spain and United Kingdom"),
        ("ar", "وقعت فرنسا وألمانيا ومصر وقطر البيان.", "France, Germany, Egypt and Qatar"),
        ("ar", "وقعت فرنسا وألمانيا وإيطاليا البيان وقالت إنها ستلتزم.", "France, Germany and Italy"),
        ("ar", "روسيا وإيران والصين وقعت البيان.", "Russia, Iran and China"),
        ("ar", "وقعت السعودية وعمان وقطر البيان.", "Saudi Arabia, Oman and Qatar"),
        ("ur", "چین، ایران اور ترکی نے بیان پر دستخط کیے۔", "China, Iran and Türkiye"),
        ("ur", "چین اور ایران، جنہوں نے بیان پر دستخط کیے۔", "China and Iran"),
        ("fa", "ایران، عراق و عربستان بیانیه را امضا کردند.", "Iran, Iraq and Saudi Arabia"),
        ("hi", "रूस, ईरान और इजरायल ने बयान पर हस्ताक्षर किए।", "Russia, Iran and Israel"),
    ],
)
def test_a_list_of_countries_is_whole(lang: str, sentence: str, shown: str) -> None:
    lead = _lead(_WHICH["en"], "en", sentence, lang)
    assert lead
    assert lead.text == shown
    for reader, question in _WHICH.items():
        told = _lead(question, reader, sentence, lang)
        assert told
        assert not check_sentence(told.text, reader, sentence, lang), told.text


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "France, Germany and Narnia signed it."),
        ("en", "Narnia, France and Germany signed it."),
        ("en", "France and Germany, as well as Narnia, signed it."),
        ("en", "France, Germany and 12 other countries signed it."),
        ("en", "France, Germany and others signed it."),
        ("en", "Rwanda, Uganda and Congo signed it."),
        ("ru", "Россия, Китай и Нарния подписали заявление."),
        ("ru", "Россия, Китай и другие страны подписали заявление."),
        ("ar", "وقعت فرنسا وألمانيا ونارنيا البيان."),
        ("ar", "وقعت روسيا وإيران والدول الأخرى البيان."),
        ("ar", "وقعت مصر وعمان البيان."),
        ("ar", "وقعت النيجر وبوركينا فاسو ومالي البيان."),
        ("ur", "چین، ایران اور نارنیا نے بیان پر دستخط کیے۔"),
        ("ur", "نارنیا، چین اور ایران نے بیان پر دستخط کیے۔"),
        ("ur", "چین، ایران اور دیگر ممالک نے بیان پر دستخط کیے۔"),
        ("fa", "ایران، عراق و نارنیا بیانیه را امضا کردند."),
        ("hi", "रूस, ईरान और नार्निया ने बयान पर हस्ताक्षर किए।"),
        ("hi", "रूस, ईरान और अन्य देशों ने बयान पर हस्ताक्षर किए।"),
    ],
)
def test_no_list_that_may_go_on(lang: str, sentence: str) -> None:
    assert _lead(_WHICH["en"], "en", sentence, lang) is None


@pytest.mark.parametrize(
    ("of", "lang", "sentence", "shown"),
    [
        ("country", "en", "Britain hosted the talks with Turkey.", None),
        ("country", "en", "Britain hosted the talks.", "United Kingdom"),
        ("country", "ar", "استضافت سلطنة عمان المحادثات.", "Oman"),
        ("city", "ar", "استضافت سلطنة عمان المحادثات.", None),
        ("city", "ar", "استضافت عمان المحادثات.", None),
        ("country", "ar", "استضافت عمان المحادثات.", None),
        ("country", "fa", "عمان میزبان گفتگوها بود.", None),
        ("country", "ur", "سلطنتِ عمان نے مذاکرات کی میزبانی کی۔", "Oman"),
        ("country", "ar", "استضافت الجزائر المحادثات.", "Algeria"),
        ("city", "ar", "استضافت الجزائر المحادثات.", None),
        ("city", "en", "Singapore hosted the talks.", "Singapore"),
        ("country", "ar", "استضافت السعودية المحادثات.", "Saudi Arabia"),
        ("country", "ar", "استضافت البعثة السعودية المحادثات.", None),
    ],
)
def test_a_place_beside_those_that_are_called_alike(of: str, lang: str, sentence: str, shown: str | None) -> None:
    lead = _lead(f"Which {of} hosted the talks?", "en", sentence, lang)
    assert (lead.text if lead else None) == shown


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
        ("How much did it cost?", "It cost 20 million Narnian dollars."),
        ("How much did it cost?", "It cost 20 million rupees."),
        ("How much did it cost?", "It cost 20 million lira."),
        ("How much did it cost?", "It cost 20 million Liberian dollars."),
        ("How much did it cost?", "It did not cost $5 million."),
        ("How many people died?", "Half of the 40 people died."),
        ("How many people died?", "Not one of the 40 people died."),
        ("How many people died?", "One in 40 people died."),
        ("How many people died?", "One of the 40 people died."),
        ("How many people died?", "Officials denied that 40 people died."),
        ("How many kilometres is it?", "It ran at 12 km/h."),
        ("How many days did it last?", "It lasted over three days."),
        ("How many people came?", "−40 people came."),
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


@pytest.mark.parametrize(
    ("lang", "question", "text"),
    [
        ("en", "How many people were killed in the Kotri bridge collapse?", "at least 14 people"),
        ("en", "How many people were injured in the Kotri bridge collapse?", None),
        ("ur", "کوٹری پل کے حادثے میں کتنے لوگ ہلاک ہوئے؟", "کم از کم ۱۴ افراد"),
    ],
)
def test_a_number_is_of_those_who_met_the_fate_that_is_asked_for(lang: str, question: str, text: str | None) -> None:
    both = _lead(question, lang, "At least 14 people were killed and 31 injured when the Kotri bridge collapsed.", "en")
    assert (both and both.text) == text
    alone = _lead(question, lang, "The collapse of the Kotri bridge has left 5 people missing.", "en")
    assert alone is None


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("en", "When do they meet?", "They meet every Wednesday."),
        ("en", "When did it happen?", "It happened the previous day."),
        ("en", "When did it happen?", "It happened a week after Tuesday's vote."),
        ("en", "When did it happen?", "It happened over the last year."),
        ("ru", "Когда это произошло?", "Это произошло неделей ранее."),
        ("hi", "यह कब हुआ?", "यह अगले दिन हुआ।"),
    ],
)
def test_no_date_is_denied_where_a_time_is_told(lang: str, question: str, sentence: str) -> None:
    assert _lead(question, lang, sentence, lang, "2023-09-21") is None


def test_a_day_without_a_year_before_a_number_is_a_date() -> None:
    question = "When did the Iranian parliament ratify the document?"
    ratified = "иранский меджлис ратифицировал документ 10 марта 186 голосами."
    lead = _lead(question, "en", ratified.capitalize(), "ru", "2024-04-20")
    assert lead
    assert lead.text.startswith("10 March 2024")
    both = f"Госдума намерена рассмотреть вопрос о ратификации в мае; {ratified}"
    assert _lead(question, "en", both, "ru", "2024-04-20") is None


def test_a_day_of_an_unknown_year_is_another_date() -> None:
    sentence = "The library was founded in May and burnt down on 10 March 186 AD."
    assert _lead("When was the library founded?", "en", sentence, "en", "2024-06-20") is None


def test_the_day_before_yesterday_in_urdu() -> None:
    lead = _lead("یہ کب ہوا؟", "ur", "یہ واقعہ پرسوں پیش آیا۔", "ur", "2023-09-21")
    assert lead
    assert lead.text.startswith("۱۹ ستمبر ۲۰۲۳")


_SIGNED_IN = "قرارداد در {} امضا شد."


@pytest.mark.parametrize(
    ("lang", "question", "date", "text"),
    [
        ("fa", "در چه سالی امضا شد؟", "۷ آذر ۱۴۰۰", "سال ۱۴۰۰ (۲۰۲۱)"),
        ("fa", "در چه ماهی امضا شد؟", "۷ آذر ۱۴۰۰", "آذر ۱۴۰۰ (نوامبر ۲۰۲۱)"),
        ("fa", "در چه ماهی امضا شد؟", "۷ قوس ۱۴۰۰", "آذر ۱۴۰۰ (نوامبر ۲۰۲۱)"),
        ("fa", "چه زمانی امضا شد؟", "دی ۱۴۰۲", "دی ۱۴۰۲ (دسامبر ۲۰۲۳ – ژانویهٔ ۲۰۲۴)"),
        ("fa", "چه زمانی امضا شد؟", "فروردین ۱۴۰۳", "فروردین ۱۴۰۳ (مارس ۲۰۲۴ – آوریل ۲۰۲۴)"),
        ("fa", "در چه سالی امضا شد؟", "دی ۱۴۰۲", "سال ۱۴۰۲ (۲۰۲۳–۲۰۲۴)"),
        ("fa", "چه زمانی امضا شد؟", "سال ۱۴۰۲", "سال ۱۴۰۲ (۲۰۲۳–۲۰۲۴)"),
        ("fa", "در چه سالی امضا شد؟", "سال ۲۰۲۱", "۲۰۲۱"),
        ("fa", "چه زمانی امضا شد؟", "نوامبر ۲۰۲۱", "نوامبر ۲۰۲۱"),
        ("en", "In what year was it signed?", "۷ آذر ۱۴۰۰", "2021"),
        ("en", "In what year was it signed?", "سال ۱۴۰۲", "2023–2024"),
        ("en", "In what month was it signed?", "سال ۱۴۰۲", "2023–2024"),
        ("en", "In what month was it signed?", "دی ۱۴۰۲", "December 2023 – January 2024"),
        ("en", "When was it signed?", "دی ۱۴۰۲", "22 December 2023 – 20 January 2024"),
        ("ru", "В каком году подписали договор?", "سال ۱۴۰۲", "2023–2024 годы"),
        ("hi", "अनुबंध किस साल हुआ?", "سال ۱۴۰۲", "2023–2024"),
    ],
)
def test_dates_of_the_solar_calendar(lang: str, question: str, date: str, text: str) -> None:
    sentence = _SIGNED_IN.format(date)
    lead = _lead(question, lang, sentence, "fa")
    assert lead
    assert lead.text == text
    assert lead.derived or not check_sentence(lead.text, lang, sentence, "fa")


@pytest.mark.parametrize(
    ("lang", "question", "date", "text"),
    [
        ("en", "When was it signed?", "11 شعبان 1445ھ", "about 21 February 2024"),
        ("ur", "معاہدے پر کب دستخط ہوئے؟", "11 شعبان 1445ھ", "تقریباً ۲۱ فروری ۲۰۲۴"),
        ("ru", "Когда подписали договор?", "11 شعبان 1445ھ", "около 21 февраля 2024 года"),
        ("fa", "چه زمانی امضا شد؟", "11 شعبان 1445ھ", "حدود ۲ اسفند ۱۴۰۲ (۲۱ فوریهٔ ۲۰۲۴)"),
        ("en", "In what month was it signed?", "11 شعبان 1445ھ", "February 2024"),
        ("en", "In what year was it signed?", "11 شعبان 1445ھ", "2024"),
        ("en", "In what year was it signed?", "19 جمادی الثانی 1445ھ", "2023–2024"),
    ],
)
def test_a_lunar_date_is_about_a_day_and_told_in_its_own_words(lang: str, question: str, date: str, text: str) -> None:
    lead = _lead(question, lang, f"معاہدے پر {date} کو دستخط ہوئے۔", "ur")
    assert lead
    assert lead.derived
    assert lead.text == f"{text} (\u2068{date}\u2069)"


def test_a_lunar_date_beside_the_gregorian_one_leaves_it_exact() -> None:
    sentence = "معاہدے پر 11 شعبان 1445ھ بمطابق 21 فروری 2024 کو دستخط ہوئے۔"
    lead = _lead("When was it signed?", "en", sentence, "ur")
    assert lead
    assert (lead.text, lead.derived) == ("21 February 2024", False)


def test_the_day_of_the_week_of_a_lunar_date_is_not_known() -> None:
    question = "On what day of the week was it signed?"
    assert _lead(question, "en", "معاہدے پر 11 شعبان 1445ھ کو دستخط ہوئے۔", "ur") is None
    told = _lead(question, "en", "معاہدے پر 21 فروری 2024 کو دستخط ہوئے۔", "ur")
    assert told
    assert told.text == "Wednesday 21 February 2024"
