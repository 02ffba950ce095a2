"""Names, designations, numbers, dates and places are met in every script, and by few other words."""

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from index.language import detect_language
from index.skeletons import SpellingIndex, compare_spellings, skeletons
from index.terms import expand_wanted, is_spelling, question_terms, script_terms
from tests.conftest import ROOT, SEEDS
from tests.texts import documents

# One designation a line, as each language writes it.
DESIGNATIONS = {
    "xs300": "en S-300|en S300|ur ایس-300|ur ايس-300|ur ایس ۳۰۰|ur ایس۔300|ur ایس۔۳۰۰|ar إس-300|ar اس 300|"
    "fa اس-۳۰۰|fa اس ۳۰۰|ru С-300|hi एस-300|hi एस ३००",
    "xf16": "en F-16|en F-16C|ur ایف 16|ar إف-16|fa اف-۱۶|ru Ф-16|hi एफ-16",
    "xmk29": "en MiG-29|ur مگ-29|ar ميغ-29|fa میگ-۲۹|ru МиГ-29|hi मिग-29",
    "xsu35": "en Su-35|ur سو-35|ar سو-35|fa سو-۳۵|ru Су-35|hi सु-35",
    "xkd19": "en COVID-19|ur کووڈ-19|ar كوفيد-19|fa کووید-۱۹|ru COVID-19|hi कोविड-19",
    "xg20": "en G20|ur جی 20|ar جي 20|fa جی ۲۰|hi जी20|hi जी-20",
    "xsco": "en SCO|ur ایس سی او|ur ايس سي او|ur ایس۔سی۔او|ur ایس سی او کے|hi एससीओ|en S.C.O.",
    "xbbc": "en BBC|ur بی بی سی|ar بي بي سي|fa بی‌بی‌سی|hi बीबीसी|ru Би-би-си|ps بي بي سي",
    "xna148": "en NA-148|ur این اے 148|hi एनए-148|hi एनए 148|hi एन ए-148|ru НА-148",
    "xpp12": "en PP-12|ur پی پی 12|hi पीपी-12",
    "xa340": "en A340|en A340-600|ur اے 340|fa ای-۳۴۰",
}

# One name a line; each must meet every other of its line.
NAMES = [
    "en Pezeshkian|ur پیزشکیان|fa پزشکیان|ar بزشكيان|ru Пезешкиан|ru Пезешкианом|hi पेज़ेश्कियान|tr Pezeşkiyan|ar وبزشكيان",
    "en Putin|ur پوتن|ur پوٹن|fa پوتین|ar بوتين|ru Путин|ru Путиным|hi पुतिन|bn পুতিন|pa ਪੁਤਿਨ|ur-Latn Poutin|fr Poutine",
    "en Shoigu|ur شویگو|ar شويغو|ru Шойгу|fa شایگو|hi शोइगु",
    "en Netanyahu|ar نتنياهو|fa نتانیاهو|ru Нетаньяху|hi नेतन्याहू|ur نیتنیاہو",
    "en Zelensky|ar زيلينسكي|fa زلنسکی|ur زیلنسکی|ru Зеленский|hi ज़ेलेंस्की|hi जेलेंस्की|bn জেলেনস্কি|es Zelenski",
    "en Lavrov|fa لاوروف|ar لافروف|ur لاوروف|ru Лавров|hi लावरोव",
    "en Dehghan|ur دھقان|fa دهقان|ar دهقان|ru Дехган",
    "en Trump|ur ٹرمپ|fa ترامپ|ar ترامب|ru Трамп|hi ट्रंप|hi ट्रम्प",
    "en Kanpur|ur کانپور|fa کانپور|ru Канпур|hi कानपुर",
    "en Sharif|ur شریف|ar شريف|fa شریف|ru Шариф|hi शरीफ|hi शरीफ़",
    "en Khamenei|ar الخامنئي|fa خامنه‌ای|ru Хаменеи|hi ख़ामेनेई|ur خامنہ‌ای",
    "en Rogozin|ur روگوزین|ru Рогозин|ar روغوزين",
]

# Roman Urdu as it is typed → the word in its own script, inflected or not.
ROMAN = {
    "elaan": "اعلان", "mansooba": "منصوبہ", "mansuba": "منصوبہ", "pohancha": "پہنچا",
    "tawanai": "توانائی", "hukumat": "حکومت",
    "muahida": "معاہدہ", "taawun": "تعاون", "mulaqat": "ملاقات", "wazeer": "وزیر", "zarai": "زرعی", "faisla": "فیصلہ",
    "khabar": "خبر", "taleem": "تعلیم", "mazdoor": "مزدور", "sarmaya": "سرمایہ", "barish": "بارش",
    "dastkhat": "دستخط",
}  # fmt: skip
UNRELATED = [
    ("en Putin", "ur پاکستان"), ("en Lavrov", "ur لاہور"), ("en Trump", "ur ترمیم"), ("hi यूक्रेन", "ur کریں"),
    ("en missile", "ur مسلمان"), ("ur-Latn malik", "ur ملاقات"), ("en Shoigu", "ar شيخ"),
]  # fmt: skip

PLACES = {
    "pru": "en Russia|en Russian|ur روس|ur روسی|ar روسيا|ar الروسية|fa روسیه|ru России|"
    "ru российский|hi रूसी|zh 俄罗斯|tr Rusya'nın",
    "pde": "en Germany|en German|ur جرمنی|ar ألمانيا|fa آلمان|ru Германии|ru немецкого|hi जर्मनी|"
    "de Deutschlands|fr l’Allemagne",
    "pkp": "en North Korea|ur شمالی کوریا|ar كوريا الشمالية|fa کره شمالی|ru Северной Кореи|hi उत्तर कोरिया",
    "pmoscow": "en Moscow|ur ماسکو|ar بموسكو|fa مسکو|ru Москве|hi मॉस्को|zh 莫斯科|ur-Latn moscow",
    "pun": "en United Nations|ur اقوام متحدہ|ar الأمم المتحدة|fa سازمان ملل|ru ООН|hi संयुक्त राष्ट्र",
    "pus": "en the US|en United States|ur امریکہ|ur امریکی|ar الأمريكي|fa آمریکا|ru США|hi अमेरिका",
}
NO_PLACES = ["en us", "en a turkey", "fr Un", "ur مالی", "ur چلی گئی", "en male", "ur کریں",
    # Names of places in another language that has the same letters.
    "ur مان لیا", "ur کمپنی کے بانی", "ur مغربی ہوائیں", "ur سول ہسپتال", "ur دو قطرہ", "ar بأنه قال", "ar كيف حدث",
    "ar جزيرة صغيرة", "fa نیمی از آنها", "fa مجری برنامه", "en to polish a pole"]  # fmt: skip

NUMBERS = {
    "q1271": "en 1,271|ur ۱٬۲۷۱|ar ١٬٢٧١|de 1.271|ru 1 271|fr 1\u202f271|hi १,२७१",
    "q3p5": "ur ۳۔۵|ur شرح 3۔5 فیصد|en 3.5|en 3.50|ur ۳٫۵|ar ٣٫٥|ru 3,5|de 3,5",
    "q2500000": "ur ۲۔۵ ملین|en 2.5 million|ur 25 لاکھ|ur 2.5 ملين|ur 25 لاكھ|hi 25 लाख|ru 2,5 млн|ar 2.5 مليون|"
    "fa ۲٫۵ میلیون|en 2,500,000|hi 25,00,000",
    "t20230920": "en 20 September 2023|ur 20 ستمبر 2023|ar 20/09/2023|fa ۲۹ شهریور ۱۴۰۲|"
    "ru 20 сентября 2023 года|hi 20 सितंबर 2023",
    "t09": "en in September|ur ستمبر میں|ar سبتمبر|ru в сентябре|hi सितंबर|fa سپتامبر",
    "q2023": "ur 2023۔5 افراد|ur 20۔9۔2023|en 2023|fa سال ۲۰۲۳|hi २०२३",
}


# What only stands before a number: the end of a sentence, whose space was forgotten.
NO_DESIGNATIONS = ["وہ گیا۔300 افراد آئے", "یہ اس کی۔20 افراد", "رکن ایم این اے۔ 300 افراد"]


def _cases(table: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(term, *_split(case)) for term, line in table.items() for case in line.split("|")]


def _split(case: str) -> tuple[str, str]:
    lang, _, text = case.partition(" ")
    return lang, text


@pytest.mark.parametrize(("term", "lang", "text"), _cases(DESIGNATIONS) + _cases(PLACES) + _cases(NUMBERS))
def test_passage_and_question_have_the_term(term: str, lang: str, text: str) -> None:
    assert term in script_terms(text, lang)
    assert term in {each for wanted in question_terms(text, lang) for each in wanted.terms}


@pytest.mark.parametrize("text", NO_DESIGNATIONS)
def test_a_number_after_a_sentence_is_no_designation(text: str) -> None:
    assert [term for term in script_terms(text, "ur") if term.startswith("x") and term[-1].isdecimal()] == []


@pytest.mark.parametrize("line", NAMES)
def test_a_name_is_met_in_every_script(line: str) -> None:
    forms = [_split(case) for case in line.split("|")]
    for lang, name in forms:
        wanted = question_terms(name, lang)
        for other, written in forms:
            index = SpellingIndex(filter(is_spelling, script_terms(written, other)))
            assert any(expand_wanted(each, index) for each in wanted), (name, written)


@pytest.mark.parametrize(("roman", "urdu"), ROMAN.items())
def test_roman_urdu_meets_urdu(roman: str, urdu: str) -> None:
    others = {word for path in SEEDS.glob("*.txt") for word in script_terms(path.read_text(encoding="utf-8"), "ur")}
    index = SpellingIndex(filter(is_spelling, {*others, *script_terms(urdu, "ur")}))
    found = expand_wanted(question_terms(roman, "ur-Latn")[0], index)
    best = [term for term, similarity in found.items() if similarity == max(found.values())]
    assert set(best) & set(script_terms(urdu, "ur"))


@pytest.mark.parametrize(("left", "right"), UNRELATED)
def test_words_that_do_not_sound_alike_do_not_meet(left: str, right: str) -> None:
    (lang, name), (other, written) = _split(left), _split(right)
    index = SpellingIndex(filter(is_spelling, script_terms(written, other)))
    assert not any(set(expand_wanted(each, index)) - set(each.terms) for each in question_terms(name, lang))


@pytest.mark.parametrize("case", NO_PLACES)
def test_everyday_words_are_no_places(case: str) -> None:
    lang, text = _split(case)
    assert not [term for term in script_terms(text, lang) if term.startswith("p")]


DEMONYMS = {
    "pk": "en Pakistani|ur پاکستانی|ar الباكستانية|fa پاکستانی|ru пакистанских|hi पाकिस्तानी",
    "af": "en Afghan|ur افغان|ar الأفغانية|fa افغان|ru афганцев|hi अफ़ग़ान",
    "be": "en Belgian|ur بیلجیئن|ar البلجيكي|fa بلژیکی|ru бельгийцы|hi बेल्जियन",
    "sa": "en Saudis|ur سعودی|ar السعودية|fa سعودی|ru саудовской|hi सऊदी",
    "gb": "en Britons|ur برطانوی|ar البريطانية|fa بریتانیایی|ru британцы|hi ब्रिटिश",
    "de": "en Germans|ur جرمن|ar الألمان|fa آلمانی|ru немцы|hi जर्मन",
    "uz": "en Uzbek|ur ازبک|ar الأوزبكي|fa ازبک|ru узбекского|hi उज़्बेक",
    "it": "en Italian|ur اطالوی|ar الإيطالية|fa ایتالیایی|ru итальянцы|hi इतालवी",
    "ly": "en Libyans|ur لیبیائی|ar الليبي|fa لیبیایی|ru ливийцев|hi लीबियाई",
}


@pytest.mark.parametrize(
    ("code", "case"), [(code, case) for code, line in DEMONYMS.items() for case in line.split("|")]
)
def test_what_is_of_a_country_is_met_by_the_country(code: str, case: str) -> None:
    lang, text = _split(case)
    assert f"p{code}" in script_terms(text, lang)


@pytest.mark.parametrize(
    ("lang", "question", "other"),
    [
        ("ur", "ایس-300 کا اعلان کب ہوا اور کتنے معاہدوں میں کیا کہا گیا؟", str.maketrans("یکہ", "يكه")),
        ("fa", "کی قرارداد اس-300 در کجا امضا شد و چه گفتند؟", str.maketrans("یکه", "يكہ")),
    ],
)
def test_a_question_wants_the_same_on_any_keyboard(lang: str, question: str, other: dict[int, int]) -> None:
    wanted = [(each.kind, each.terms, each.spellings) for each in question_terms(question, lang)]
    assert [
        (each.kind, each.terms, each.spellings) for each in question_terms(question.translate(other), lang)
    ] == wanted


def test_kinds_and_places_of_what_a_question_wants() -> None:
    text = "When did Moscow give Hossein Dehghan the S-300 on 17 January 2025?"
    wanted = [(each.kind, text[each.start : each.end]) for each in question_terms(text, "en")]
    assert wanted == [
        *[("date", "17 January 2025")] * 4,
        *[("number", "300"), ("number", "17"), ("designation", "S-300"), ("place", "Moscow"), ("word", "give")],
        *[("name", "Hossein"), ("name", "Dehghan"), ("date", "January")],
    ]


def test_questions_find_their_article_among_the_seeds() -> None:
    terms = {path.name[:3]: script_terms(text, detect_language(text)) for path in SEEDS.glob("*.txt")
             if (text := path.read_text(encoding="utf-8"))}  # fmt: skip
    index = SpellingIndex(term for each in terms.values() for term in each if is_spelling(term))
    asked = {
        ("hi", "पेज़ेश्कियान और एस-400"): "001",
        ("ru", "Дехган и Рогозин"): "000",
        ("fa", "اوپک و رئیسی A340"): "002",
        ("en", "Shoigu, Ashtiani, Bagheri, Ulyanov"): "003",
        ("ar", "إس-300 روغوزين"): "000",
        ("ur-Latn", "cop28 aur raisi"): "002",
    }
    for (lang, question), article in asked.items():
        scores: dict[str, float] = defaultdict(float)
        for wanted in question_terms(question, lang):
            for name, own in terms.items():
                scores[name] += max((s for t, s in expand_wanted(wanted, index).items() if t in own), default=0)
        assert max(scores, key=lambda name: scores[name]) == article, (question, dict(scores))


def test_a_line_of_roman_urdu_finds_its_line_of_urdu() -> None:
    folder = ROOT / "index" / "calibration"
    roman, urdu = (_lines(folder / f"{lang}.txt") for lang in ("ur-Latn", "ur"))
    terms = [set(script_terms(line, "ur")) for line in urdu]
    index = SpellingIndex(term for each in terms for term in each if is_spelling(term))
    frequency = {term: sum(term in each for each in terms) for term in set().union(*terms)}
    hits = 0
    for at, line in enumerate(roman):
        scores = [0.0] * len(terms)
        for wanted in question_terms(line, "ur-Latn"):
            found = {t: s**4 / frequency[t] for t, s in expand_wanted(wanted, index).items() if t in frequency}
            for place, own in enumerate(terms):
                scores[place] += max((weight for term, weight in found.items() if term in own), default=0)
        hits += sorted(scores)[-2] < scores[at] == max(scores)
    assert hits >= 0.93 * len(roman)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


texts = documents | st.text(max_size=60) | st.text("ایس۳۰SС-एसक़ज़়ভьдж‌20.,٬ \u200f'’", max_size=40)
languages = st.sampled_from(["ur", "ar", "fa", "en", "ru", "hi", "bn", "tr", "fr", "de", "ur-Latn", "zh", "und", None])


@given(texts, languages)
def test_terms_are_plain_words_whatever_the_text(text: str, lang: str | None) -> None:
    terms = script_terms(text, lang)
    assert all(regex.fullmatch("[a-z][a-z0-9]+", term) for term in terms), json.dumps(terms)
    for wanted in question_terms(text, lang):
        assert 0 <= wanted.start < wanted.end <= len(text)
        assert wanted.terms or wanted.spellings
        # A question finds its own words.
        assert set(wanted.terms) <= set(terms)
        assert set(wanted.spellings) <= set(terms)


@given(texts, texts, languages)
def test_comparison_is_symmetrical_and_certain_of_the_same(left: str, right: str, lang: str | None) -> None:
    spellings = [t for t in script_terms(f"{left} {right}", lang) if is_spelling(t)]
    for one in spellings[:8]:
        assert compare_spellings(one, one) == 1
        assert skeletons(one)
        for other in spellings[-8:]:
            assert compare_spellings(one, other) == compare_spellings(other, one) <= 1


@pytest.mark.alone
def test_terms_are_fast_enough_for_a_large_folder() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")) * 20
    script_terms(text, "ur")
    start = process_time()
    script_terms(text, "ur")
    assert len(text.split()) / (process_time() - start) > 20_000


# Letters of scripts that are no longer written are spelt with any digits.
@example("", "A𘧇", "ur", "ur")
@given(texts, texts, languages, languages)
def test_a_match_is_as_similar_as_the_comparison_says(
    left: str, right: str, lang: str | None, other: str | None
) -> None:
    index = SpellingIndex(filter(is_spelling, script_terms(right, other)))
    for wanted in filter(is_spelling, script_terms(left, lang)):
        matches = index.match([wanted])
        assert matches == sorted(matches, key=lambda match: (-match.similarity, match.spelling))
        for match in matches:
            assert match.similarity == pytest.approx(compare_spellings(wanted, match.spelling))


def test_a_full_text_index_keeps_every_term_as_it_is() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt"))
    terms = script_terms(text, "ur") + script_terms(text, "ar") + script_terms("S-300, 3.5 and 2023-09-20", "en")
    with closing(sqlite3.connect(":memory:")) as store:
        store.execute("CREATE VIRTUAL TABLE passages USING fts5(terms, tokenize = 'ascii')")
        store.execute("INSERT INTO passages VALUES (?)", [" ".join(terms)])
        store.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(passages, row)")
        assert {term for (term,) in store.execute("SELECT term FROM vocabulary")} == set(terms)
