"""Sentences of answers against the passages they cite, in six languages: made-up news, supported and corrupted."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.sentences import split_sentences
from rag.amounts import find_amounts
from rag.amounts.numerals import find_numerals
from rag.checks import check_sentence

_HERE = Path(__file__).parent
_DEVELOPMENT, _OTHER, _HELD_OUT = "corrupted-odd", "corrupted-even", "held-out"
# Recall of corrupted sentences and precision, a little below what was measured: the checks were written with the first;
# the others were not read.
_FLOORS = {_DEVELOPMENT: (0.95, 0.97), _OTHER: (0.68, 0.85), _HELD_OUT: (0.90, 0.85)}


def _read(name: str) -> list[dict[str, Any]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _cases(part: str) -> list[dict[str, Any]]:
    if part == _HELD_OUT:
        return _read("corrupted_heldout.jsonl")
    odd = part == _DEVELOPMENT
    return [case for case in _read("corrupted.jsonl") if (int(case["id"].split("-")[1]) % 2 == 1) == odd]


@pytest.mark.parametrize("part", list(_FLOORS))
def test_corrupted_sentences_are_found_and_others_let_pass(part: str) -> None:
    cases = _cases(part)
    flagged = [case for case in cases if check_sentence(*_arguments(case))]
    found = sum(not case["supported"] for case in flagged)
    recall = found / sum(not case["supported"] for case in cases)
    precision = found / len(flagged)
    assert recall >= _FLOORS[part][0]
    assert precision >= _FLOORS[part][1]


def _arguments(case: dict[str, Any]) -> tuple[str, str, str, str]:
    return case["sentence"], case["lang"], case["passage"], case["passage_lang"]


def test_sentences_of_a_passage_support_themselves() -> None:
    passages = {(case["passage"], case["passage_lang"]) for case in _read("corrupted.jsonl")}
    sentences = [(text[start:end], lang, text) for text, lang in passages for start, end in split_sentences(text, lang)]
    wrong = [sentence for sentence, lang, text in sentences if check_sentence(sentence, lang, text, lang)]
    assert len(wrong) <= 0.02 * len(sentences), wrong


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("تین ملین ڈالر", "ur", [3_000_000]),
        ("سوا ارب روپے", "ur", [1_250_000_000]),
        ("ساڑھے تین لاکھ", "ur", [350_000]),
        ("1.2 अरब, 120 करोड़", "hi", [1_200_000_000, 1_200_000_000]),
        ("سه هزار و دویست میلیارد تومان", "fa", [3_200_000_000_000]),
        ("چهل‌وپنج میلیارد ریال", "fa", [45_000_000_000]),
        ("روز سه‌شنبه ۵ نفر", "fa", [5]),
        ("خمسة وأربعون رجلاً وخمس عشرة امرأة", "ar", [45, 15]),
        ("سبعة ملايين و20 في المئة", "ar", [7_000_000, 20]),
        ("сто двадцать три миллиона", "ru", [123_000_000]),
        ("twenty-three, half a million", "en", [23, 500_000]),
    ],
)
def test_numbers_in_words(text: str, lang: str, values: list[int]) -> None:
    assert [numeral.value for numeral in find_numerals(text, lang)] == values


@pytest.mark.parametrize(
    ("left", "lang", "right", "other"),
    [
        ("64 square kilometres", "en", "६४ वर्ग किलोमीटर", "hi"),
        ("7 km", "en", "7000 метров", "ru"),
        ("$3,000,000", "en", "تین ملین ڈالر", "ur"),
        ("20 per cent", "en", "20 في المئة", "ar"),
        ("۱۲ کلو میٹر", "ur", "۱۲ کیلومتر", "fa"),
    ],
)
def test_amounts_are_one_in_every_language(left: str, lang: str, right: str, other: str) -> None:
    one, another = find_amounts(left, lang).amounts[0], find_amounts(right, other).amounts[0]
    assert (one.value, one.unit) == (another.value, another.unit)


_DIED = {
    "en": ("40 people died.", "More than 40 people died.", "Fewer than 40 people died.", "Up to 40 people died."),
    "ur": ("40 افراد ہلاک ہوئے۔", "40 سے زائد افراد ہلاک ہوئے۔", "40 سے کم افراد ہلاک ہوئے۔", "40 افراد تک ہلاک ہوئے۔"),
    "ar": ("قتل 40 شخصا.", "قتل أكثر من 40 شخصا.", "قتل أقل من 40 شخصا.", "قتل ما لا يزيد على 40 شخصا."),
    "fa": ("۴۰ نفر کشته شدند.", "بیش از ۴۰ نفر کشته شدند.", "کمتر از ۴۰ نفر کشته شدند.", "حداکثر ۴۰ نفر کشته شدند."),
    "ru": ("Погибли 40 человек.", "Погибли более 40 человек.", "Погибли менее 40 человек.", "Погибли до 40 человек."),
    "hi": ("40 लोग मारे गए।", "40 से अधिक लोग मारे गए।", "40 से कम लोग मारे गए।", "अधिकतम 40 लोग मारे गए।"),
}


@pytest.mark.parametrize("lang", list(_DIED))
def test_a_number_is_not_its_bound(lang: str) -> None:
    """In one language as across them: who says 40 for more, fewer or up to 40 is wrong, and so is the reverse."""
    for other, sentences in _DIED.items():
        for at, sentence in enumerate(_DIED[lang]):
            supported = [not check_sentence(sentence, lang, passage, other) for passage in sentences]
            # What is less than 40 is at most 40 too.
            assert supported == [at == place or (at, place) in ((3, 0), (3, 2), (2, 3)) for place in range(4)], (
                sentence,
                other,
            )


@pytest.mark.parametrize(
    ("sentence", "lang", "passage", "other"),
    [
        ("40 people died.", "en", "At least 40 people died.", "en"),
        ("Погибли 40 человек.", "ru", "تقریباً 40 افراد ہلاک ہوئے۔", "ur"),
        ("40 लोग मारे गए।", "hi", "قتل ما لا يقل عن 40 شخصا.", "ar"),
        ("No fewer than a hundred people died.", "en", "Погибли не менее 100 человек.", "ru"),
        ("More than 40 people died.", "en", "۴۳ نفر کشته شدند.", "fa"),
        ("It cost 5 million dollars.", "en", "It cost $5 million.", "en"),
        ("It cost 5 million Canadian dollars.", "en", "Это стоило 5 млн канадских долларов.", "ru"),
        ("It cost 5 million rupees.", "en", "اس پر 50 لاکھ بھارتی روپے خرچ ہوئے۔", "ur"),
        ("The change of the economy was −3.5%.", "en", "Экономика сократилась на 3,5 процента.", "ru"),
        ("اقتصاد ۳٫۵ درصد کاهش یافت.", "fa", "GDP growth was −3.5 percent: the economy declined.", "en"),
        ("The talks lasted three days.", "en", "مذاکرات تین دن تک جاری رہے۔", "ur"),
        # The month of another calendar, in ours.
        # دی is a month of Iran, and the letter D.
        ("۲۸ دی ۱۴۰۳ (۱۷ ژانویهٔ ۲۰۲۵)", "fa", "The treaty was signed on 17 January 2025.", "en"),
        ("23 September 2027 – 22 October 2027", "en", "نخستین محموله باید در مهر ۱۴۰۶ از مرز بگذرد.", "fa"),
    ],
)
def test_what_a_careful_editor_lets_pass(sentence: str, lang: str, passage: str, other: str) -> None:
    assert not check_sentence(sentence, lang, passage, other)


@pytest.mark.parametrize(
    ("sentence", "lang", "passage", "other", "kind"),
    [
        ("Exactly 40 people died.", "en", "Погибли около 40 человек.", "ru", "number"),
        ("More than 40 people died.", "en", "40 افراد ہلاک ہوئے۔", "ur", "number"),
        ("Growth was 3.5 percent.", "en", "GDP growth was −3.5%.", "en", "number"),
        ("Рост составил 3,5 процента.", "ru", "شرح نمو منفی 3.5 فیصد رہی۔", "ur", "number"),
        ("विकास दर 3.5 प्रतिशत रही।", "hi", "رشد اقتصادی منفی ۳٫۵ درصد بود.", "fa", "number"),
        ("بلغ النمو 3.5 بالمئة.", "ar", "Growth was minus 3.5 percent.", "en", "number"),
        ("It cost US$5 million.", "en", "It cost C$5 million.", "en", "currency"),
        ("It cost $5 million.", "en", "Это стоило 5 млн канадских долларов.", "ru", "currency"),
        ("Это стоило 5 млн долларов США.", "ru", "It cost 5 million Canadian dollars.", "en", "currency"),
        ("اس پر 5 ملین امریکی ڈالر خرچ ہوئے۔", "ur", "این ۵ میلیون دلار کانادا هزینه داشت.", "fa", "currency"),
        ("इस पर 50 लाख ऑस्ट्रेलियाई डॉलर ख़र्च हुए।", "hi", "كلفت 5 ملايين دولار أمريكي.", "ar", "currency"),
        ("It cost 500 Pakistani rupees.", "en", "इस पर 500 भारतीय रुपये ख़र्च हुए।", "hi", "currency"),
    ],
)
def test_bounds_signs_and_currencies_are_compared(
    sentence: str, lang: str, passage: str, other: str, kind: str
) -> None:
    assert kind in [problem.kind for problem in check_sentence(sentence, lang, passage, other)]


@pytest.mark.parametrize(
    ("sentence", "lang", "passage", "other"),
    [
        ("At least 14 people were injured.", "en", "Погибли не менее 14 человек, 31 пострадал.", "ru"),
        ("31 people were killed.", "en", "Погибли не менее 14 человек, 31 пострадал.", "ru"),
        ("The price rose to 70 dollars.", "en", "The price rose by 70 dollars.", "en"),
        ("The minister is 45 years old.", "en", "The minister has served for 45 years.", "en"),
        ("He was born in 1950.", "en", "He died in 1950.", "en"),
        ("Work begins on 3 March.", "en", "کام 3 مارچ کو ختم ہوگا۔", "ur"),
        ("The company made a profit of $5 million.", "en", "The company made a loss of $5 million.", "en"),
        ("Ширина моста 24 метра.", "ru", "پل کی لمبائی 24 میٹر ہے۔", "ur"),
    ],
)
def test_a_number_or_date_of_something_else(sentence: str, lang: str, passage: str, other: str) -> None:
    assert check_sentence(sentence, lang, passage, other)


def test_context_is_trusted() -> None:
    sentence, passage = "The bridge opened on 3 March 2021.", "The bridge opened on Wednesday."
    assert [problem.kind for problem in check_sentence(sentence, "en", passage, "en")] == ["date"]
    assert not check_sentence(sentence, "en", passage, "en", "Published on 3 March 2021")


@pytest.mark.parametrize("char", ["\u202e", "9", "نہ", "not ", "«", "Ω ", "a-", "1 in "])
@pytest.mark.alone
def test_hostile_text_is_not_slow(char: str) -> None:
    began = process_time()
    check_sentence("It is 5 km.", "en", char * 100_000, "en")
    check_sentence(char * 100_000, "ur", "It is 5 km.", "en")
    check_sentence(char * 600, "ur", char * 20_000, "ur")
    assert process_time() - began < 5


@example("2", "2", "ur")
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=200), st.sampled_from(["ur", "ar", "fa", "en", "ru", "hi", "zh"]))
def test_any_text_can_be_checked(sentence: str, passage: str, lang: str) -> None:
    assert isinstance(check_sentence(sentence, lang, passage, "en"), list)
