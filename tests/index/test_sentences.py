"""Sentences end where a reader ends them, in every language of the product, at a cost that grows with the text."""

from collections.abc import Callable
from time import process_time

import pytest

from index.sentences import split_sentences
from tests.conftest import SEEDS

# Written for this test: news prose with abbreviations, initials, decimals, quotations and questions.
GOLD = {
    "en": [
        "Dr. A. S. Khan met Mr. Lavrov at 3.5 km from the U.S. embassy on Friday.",
        "The price rose to $4.75, i.e. by 12.5 per cent.",
        '"Will it hold?" asked the minister.',
        "Nobody answered!",
        "“We will see,” she said.",
        "The U.N. Security Council met on Sept. 5 under Resolution No. 2231.",
        "MR. LAVROV AND GEN. MUNIR LEFT.",
        "Plan B.",
        "The talks went on…",
        "Then came the news.",
        "Apple Inc. Chairman Lee left at 5 p.m.",
        "The casino.",
        "He came back.",
        "See https://example.com/a.b?q=1!x for details, or write to info@example.org.",
        "Was it Prof. J. R. Smith?",
        "Yes.",
        "The file report.final.pdf holds 1,204.5 rows.",
    ],
    "ur": [
        "ڈاکٹر عبدالقدیر خان نے ۳۔۵ ارب روپے کا ذکر کیا۔",
        "کیا یہ درست ہے؟",
        "جی ہاں!",
        "وزیر نے کہا کہ ’’ہم تیار ہیں‘‘۔",
        "اجلاس ایم۔ اے۔ جناح روڈ پر ہوا۔",
        "ایس۔300 نظام اور ایف۔۱۶ طیارے این اے۔120 میں دیکھے گئے۔",
        "قیمت 3.5 فیصد بڑھی، جو گزشتہ سال 2.1 فیصد تھی۔",
        "اس نے کہا: ’’میں کل آؤں گا۔‘‘",
        "پھر وہ چلا گیا…",
        "تفصیل https://example.com/khabar?id=5 پر موجود ہے۔",
        "رقم ۲۰۲۳ء میں ۱٫۵ ارب ڈالر تھی۔",
    ],
    "ar": [
        "التقى د. محمد باقري الوزيرَ أمس.",
        "هل وافق على الاتفاق؟",
        "نعم!",
        "بلغت النسبة ٣٫٥ في المئة، مقابل 2.1 في العام الماضي.",
        "وقال الوزير: «سنرد في الوقت المناسب».",
        "ولد الكاتب عام 1935 في القاهرة؛ ثم انتقل إلى دمشق.",
        "وأضاف أ. د. سامي حداد أن الوضع صعب.",
        "انتهى اللقاء.",
    ],
    "fa": [
        "دکتر محمد مصدق در سال ۱۳۳۰ نخست‌وزیر شد.",
        "آیا توافق امضا شد؟",
        "بله!",
        "نرخ تورم به ۳٫۵ درصد رسید.",
        "او گفت: «فردا می‌آیم.»",
        "این لوح به قرن پنجم ق.م برمی‌گردد.",
        "کسی چیزی نگفت...",
        "گزارش کامل در www.example.ir/a.html منتشر شده است.",
    ],
    "ru": [
        "А. С. Пушкин родился в 1799 г. в Москве.",
        "Он жил на ул. Арбат, т.е. в центре города.",
        "«Кто там?» — спросил он.",
        "Никто не ответил!",
        "Цена выросла до 3,5 млн руб., или на 12.5 процента.",
        "Министр им. Лаврова не упомянул.",
        "Приехал проф. Иванов и др. участники.",
        "Он вернул.",
        "Что дальше?",
        "Посмотрим…",
        "Делегация вылетела в г. Тегеран.",
    ],
    "hi": [
        "डॉ. शर्मा ने कहा कि दर 3.5 प्रतिशत है।",
        "क्या यह सच है?",
        "हाँ!",
        "पूर्व राष्ट्रपति ए.पी.जे. अब्दुल कलाम रामेश्वरम के थे।",
        "सड़क 12 कि.मी. लंबी है।",
        "उन्होंने पूछा, “आप कब आएँगे?”",
        "श्लोक यहीं समाप्त होता है॥",
        "बैठक १७ जनवरी को हुई।",
        "प्रो. वर्मा नहीं आए।",
        "बैठक आज होगी |",
        "दिल्ली | 20 सितंबर 2023 | पीटीआई।",
    ],
    "de": [
        "Am 17. Januar 2025 traf Dr. Weber den Minister.",
        "Die Kosten, z. B. für Gas, stiegen um 3,5 Prozent.",
        "„Kommt er?“, fragte sie.",
        "Niemand wusste es!",
        "Prof. Dr. K. Schmidt sprach über den 2. Weltkrieg.",
        "Das Gesetz gilt gem. Art. 5 Abs. 2 seit 1949.",
        "Er sagte: „Wir warten.“",
        "Dann ging er.",
    ],
    "tr": [
        "Prof. Dr. Ayşe Yılmaz 17 Ocak'ta Moskova'ya gitti.",
        "Fiyat yüzde 3,5 arttı mı?",
        "Hayır!",
        "2. Dünya Savaşı 1945'te bitti.",
        "“Gelecek misin?” diye sordu.",
        "Av. Mehmet Kaya konuşmadı.",
        "Örn. İstanbul ve Ankara seçildi.",
        "Toplantı bitti.",
    ],
    "fr": [
        "M. Macron a rencontré Mme Dupont à 3,5 km de Paris.",
        "« Viendra-t-il ? » demanda-t-elle.",
        "Personne ne répondit !",
        "Le prix, c.-à-d. 12,50 euros, a doublé.",
        "J.-P. Martin habite av. Foch.",
        "C'est fini…",
        "Et alors ?",
        "Il partit.",
    ],
    "es": [
        "El Sr. García viajó a EE. UU. el 5 de mayo.",
        "¿Vendrá mañana?",
        "¡No lo creo!",
        "El precio subió un 3.5 por ciento.",
        "La Dra. Ruiz, p. ej., no habló.",
        "Dijo: «Esperaremos».",
        "Ud. decide.",
        "La reunión terminó.",
    ],
    "zh": [
        "普京于1月17日在莫斯科会见了佩泽希齐扬。",
        "协议什么时候生效？",
        "没人知道！",
        "他说：“我们会等。”",
        "价格上涨了3.5%。",
        "“真的吗？”她问道。",
        "会议结束了……",
        "代表团随后离开。",
    ],
    "uk": [
        "Президент приїхав до м. Львів о 10.30.",
        "Чи підпишуть угоду?",
        "Ні!",
        "Т. Г. Шевченко народився 1814 р. в Моринцях.",
        "«Ми готові», — сказав міністр.",
        "Ціна зросла на 3,5 відсотка.",
        "Ніхто не відповів…",
        "Зустріч завершилася.",
    ],
}


def _f1(lang: str) -> tuple[float, list[str]]:
    glue = "" if lang == "zh" else " "
    half = len(GOLD[lang]) // 2
    text = glue.join(GOLD[lang][:half]) + "\n\n" + glue.join(GOLD[lang][half:])
    found = [text[start:end] for start, end in split_sentences(text, lang)]
    right = len(set(found) & set(GOLD[lang]))
    return 2 * right / (len(found) + len(GOLD[lang])), [each for each in found if each not in GOLD[lang]]


@pytest.mark.parametrize("lang", GOLD)
def test_sentences_of_the_gold_paragraphs(lang: str) -> None:
    f1, wrong = _f1(lang)
    # Chinese quotations and doubled ellipses are where ICU and a reader differ.
    assert f1 >= (0.6 if lang == "zh" else 0.99), wrong


WRAPPED = """From: editor@example.org

The delegation left Tehran on Monday evening after two days of talks
that neither side was willing to describe. Officials said the text of
the agreement would be published within a week. Dr. Karimi, who led
the Iranian side, did not comment on the price, which rose by 3.5 per
cent last year.

HEADLINE OF THE SECOND PART

- The first item of the list
- The second one, which is longer than the first and fills the line
"""


def test_a_line_end_inside_a_hard_wrapped_paragraph_ends_no_sentence() -> None:
    sentences = [" ".join(WRAPPED[a:b].split()) for a, b in split_sentences(WRAPPED, "en")]
    assert "Officials said the text of the agreement would be published within a week." in sentences
    assert "HEADLINE OF THE SECOND PART" in sentences
    assert "- The first item of the list" in sentences
    assert len(sentences) == 7


@pytest.mark.parametrize(
    "text",
    [
        "A headline of the article that is rather long\nTehran\nThe text begins here. It goes on.",
        "\n".join(["one word", "a much longer line of this list", "two", "three words here", "four", "five"]),
        "\n".join("کوئی خبر جو ایک ہی سطر میں لکھی گئی ہے اور کافی لمبی ہے " * 3 for _ in range(9)),
    ],
)
def test_lines_of_their_own_stay_sentences(text: str) -> None:
    sentences = [text[a:b] for a, b in split_sentences(text, "en")]
    assert all(any(sentence.strip() in line for line in text.split("\n")) for sentence in sentences)


def test_the_seeds_fall_into_sentences() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        sentences = [text[a:b] for a, b in split_sentences(text, "ur")]
        assert all("\n" not in sentence for sentence in sentences)
        whole = [sentence for sentence in sentences if sentence.rstrip("\"'’”‘«»")[-1:] in "۔.؟!"]
        assert len(whole) / len(sentences) > 0.7


@pytest.mark.parametrize(
    "unit",
    ["No. ", "a.", "((( ", "x", " ", "\n", "\u0301", "a.\n", "1. ", "www.", "!", "د. ", "ए.", "🇵🇰", "’ ", "A. ", "\r"],
)
def test_the_cost_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(text: str) -> float:
        return min(_timed(lambda: split_sentences(text, "en")) for _ in range(2))

    n = 40_000 // len(unit)
    assert seconds(unit * 4 * n) < max(8 * seconds(unit * n), 0.1)


@pytest.mark.parametrize("unit", ["x", " ", "\n", "\u0301"])
def test_ten_megabytes_of_one_character(unit: str) -> None:
    text = "a" + unit * (10_000_000 // len(unit.encode()))
    assert _timed(lambda: split_sentences(text, "en")) < 20


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("ur", "سندھ میں گیارہ ہزار بند اسکول کھولنے کا\nمنصوبہ"),
        ("ur", "راجن پور میں سیلاب،\nرودِ کوہی کے ریلے نے 43 دیہات ڈبو دیے"),
        ("en", "Former minister jailed\nfor ten years over road\ncontracts"),
        ("ru", "Вспышка холеры на востоке Судана\nунесла жизни 119 человек"),
        ("hi", "कानपुर में रेल हादसे के\r\nबाद जाँच शुरू"),
    ],
)
def test_a_headline_of_several_lines_is_one(lang: str, headline: str) -> None:
    text = f"{headline}\n\nKarachi, 21 June 2024\n\n4.1 million children are out of school.\n"
    assert text[slice(*split_sentences(text, lang)[0])] == headline


@pytest.mark.parametrize(
    "following", ["by Ali Khan", "editor@example.org", "Ali Khan", "\nlater that day, he came back."]
)
def test_what_stands_under_a_headline_is_no_part_of_it(following: str) -> None:
    text = f"Former minister jailed\n{following}\n\nThe court sentenced him on Wednesday."
    assert text[slice(*split_sentences(text, "en")[0])] == "Former minister jailed"
