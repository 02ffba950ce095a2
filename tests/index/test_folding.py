"""What readers take for the same folds alike, what they tell apart does not, and every span leads back."""

import unicodedata
from time import process_time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from index.folding import fold_text, fold_with_offsets
from tests.conftest import SEEDS
from tests.texts import documents

EQUAL = [
    # Arabic script: keyboards, shapes, marks, digits.
    ("ایس ۳۰۰", "ايس 300"),
    ("گذشتہ\u200c ماہ", "گذشته ماه"),
    ("إيران", "ایران"),
    ("كتاب", "کتاب"),
    ("ڪتاب", "کتاب"),
    ("آٹھ", "ا\u0653ٹھ"),
    ("مَدْرَسَةٌ", "مدرسه"),
    ("مــحــمــد", "محمد"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("ﻻ", "لا"),
    ("ﻣﺤﻤﺪ", "محمد"),
    ("می‌رود", "میرود"),
    ("مسؤول", "مسوول"),
    ("ہیئت", "هیيت"),
    ("۱۷ ژانویهٔ ۲۰۲۵", "17 ژانویه 2025"),
    ("جزیرۂ عرب", "جزیره عرب"),
    ("رحمٰن", "رحمن"),
    ("ٱلْقُرْآن", "القران"),
    ("مصطفى", "مصطفی"),
    ("مدرسة", "مدرسه"),
    ("٣٫٥٪", "3.5%"),
    ("کیا؟", "کیا?"),
    ("ہے۔", "ہے."),
    ("اور، پھر؛", "اور, پھر;"),
    ("ګرځېدل", "گرځېدل"),
    ("لۆژی\u061c", "لۆژی"),
    ("شركة\u200f", "شرکة"),
    ("اللّٰه", "الله"),
    # Latin.
    ("S-300", "s-300"),
    ("S–300", "S−300"),
    ("café", "CAFE"),
    ("cafe\u0301", "café"),
    ("Straße", "STRASSE"),
    ("ﬁnance", "finance"),
    ("İstanbul", "istanbul"),
    ("Iğdır", "iğdir"),
    ("Łódź", "lodz"),
    ("Ærø", "aero"),
    ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ("𝐁𝐨𝐥𝐝", "bold"),
    ("co\u00adoperate", "cooperate"),
    ("“quoted”", '"quoted"'),
    ("‘‘quoted’’", '"quoted"'),
    ("don’t", "don't"),
    ("a  b\t\nc", "a b c"),
    ("tr\u200buth", "truth"),
    ("\u202eabc\u202c", "abc"),
    ("a\U000e0041b", "ab"),
    ("km²", "km2"),
    ("5½", "5 1/2"),
    ("pаypal", "paypal"),
    ("Kремль", "Кремль"),
    ("BAЗ", "ВАЗ"),
    ("Οpen", "open"),
    # Cyrillic and Greek.
    ("ёлка", "ЕЛКА"),
    ("Путин", "ПУТИН"),
    ("и\u0306", "й"),
    ("за́мок", "замок"),
    ("ὁ λόγος", "ο λογοσ"),
    # Devanagari and its sisters.
    ("एस-३००", "एस-300"),
    ("क़लम", "क\u093cलम"),
    ("क़लम", "कलम"),
    ("फ़ोन", "फोन"),
    ("पाँच", "पांच"),
    ("हिन्दी", "हिंदी"),
    ("क\u200dष", "कष"),
    ("है।", "है."),
    ("১৯৭১", "1971"),
    ("ড়", "ড\u09bc"),
    # East Asia.
    ("。", "."),
    ("ｶﾞ", "ガ"),
    ("か\u3099", "が"),
    ("１２３", "123"),
]

DIFFERENT = [
    ("بھی", "بہی"),
    ("لڑکے", "لڑکی"),
    ("کان", "گان"),
    ("ټول", "تول"),
    ("ښار", "سار"),
    ("ٹوپی", "توپی"),
    ("ڄام", "جام"),
    ("پڻ", "پن"),
    ("ماں", "مان"),
    ("ژن", "زن"),
    ("چین", "جین"),
    ("علم", "عالم"),
    ("ڳالھ", "گالھ"),
    ("هېواد", "هیواد"),
    ("мой", "мои"),
    ("їжа", "іжа"),
    ("ў", "у"),
    ("С-300", "C-300"),
    ("ґрунт", "грунт"),
    ("रूस", "रस"),
    ("की", "कि"),
    ("सड़क", "सडक"),
    ("कम", "कर्म"),
    ("বাংলা", "বংল"),
    ("กำ", "กา"),
    ("ガ", "カ"),
    ("300", "3000"),
    ("3.5", "35"),
    ("5½", "51/2"),
    ("VIPы", "vip"),
    ("a b", "ab"),
    ("می رود", "میرود"),
    ("S-300", "S-400"),
    ("中国", "中國"),
    ("한국", "한귝"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_what_readers_take_for_the_same_folds_alike(left: str, right: str) -> None:
    assert fold_text(left) == fold_text(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_what_readers_tell_apart_stays_apart(left: str, right: str) -> None:
    assert fold_text(left) != fold_text(right)


@pytest.mark.parametrize("word", ["С-300", "USB-кабель", "VIPы", "кафе", "ροή", "PDFка"])
def test_honest_words_keep_their_script(word: str) -> None:
    assert fold_text(word) == unicodedata.normalize("NFD", word.casefold()).replace("\u0301", "")


texts = (
    documents | st.text(max_size=60) | st.text("aаoоcсBВHНkхΟοSs\u0301\u0306иअक\u093cन्तदम ِيىهة\u200d'\"½ʼ", max_size=30)
)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert all(char == " " or unicodedata.category(char) not in ("Cf", "Cc", "Zl", "Zp") for char in once)
    assert once == once.strip()
    assert "  " not in once


@given(texts, st.data())
def test_a_folded_span_leads_back_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    assert len(folded.starts) == len(folded.text)
    assert all(folded.starts[1:] >= folded.starts[:-1])
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= folded.starts[start] <= folded.starts[end - 1] < last <= len(text)
    edges = {0, *(grapheme.end() for grapheme in regex.finditer(r"\X", text))}
    assert first in edges
    assert last in edges


@given(documents, st.data())
def test_what_a_span_covers_folds_to_what_was_found(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    words = [(m, m + len(w)) for m, w in _words(folded.text)]
    start, end = data.draw(st.sampled_from(words))
    first, last = folded.span(start, end)
    assert folded.text[start:end] in fold_text(text[first:last])


def _words(text: str) -> list[tuple[int, str]]:
    at, found = 0, []
    for word in text.split(" "):
        found.append((at, word))
        at += len(word) + 1
    return found


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("ايران كے صدر", "روس اور ایران کے صدر۔", "ایران کے صدر"),
        ("محمد", "قال مُحَمَّدٌ ذلك", "مُحَمَّدٌ"),
        ("مي رود", "او می\u00a0رود.", "می\u00a0رود"),
        ("strasse", "die Straße ist", "Straße"),
        ("عليه", "النبي ﷺ قال", "ﷺ"),
        ("елка", "Зелёная ёлка", "ёлка"),
        ("हिंदी", "वह हिन्दी बोलता", "हिन्दी"),
        ("finance", "the ﬁnance act", "ﬁnance"),
    ],
)
def test_a_quote_typed_on_another_keyboard_is_found_where_it_stands(typed: str, text: str, found: str) -> None:
    assert _found(typed, text) == found


def test_every_sentence_of_the_seeds_is_found_again() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for line in filter(str.strip, text.splitlines()):
            assert _found(line, text) == line.strip()


def _found(typed: str, text: str) -> str:
    """What the text writes for what was typed."""
    folded, wanted = fold_with_offsets(text), fold_text(typed)
    at = folded.text.index(wanted)
    start, end = folded.span(at, at + len(wanted))
    return text[start:end]


@pytest.mark.alone
def test_folding_is_fast_enough_for_every_keystroke_of_an_index() -> None:
    text = (SEEDS / "000_26ccf66904288b90.txt").read_text(encoding="utf-8") * 200
    start = process_time()
    fold_text(text)
    assert len(text.encode()) / (process_time() - start) > 1_000_000
