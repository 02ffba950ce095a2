"""Short texts in the encodings of the region are read right; declared ones are believed; junk is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.article import UnusableContent
from index.documents.encodings import decode_bytes
from tests.index.stories import SAME_EVENT

SAMPLES = {
    "windows-1256": [
        "أعلنت وزارة الطاقة في الرياض يوم الثلاثاء",
        "وقال الوزير إن الاتفاق يسري حتى نهاية العام",
        "روس اور ايران کا دفاعي تعاون",
        "تهران قرارداد تازه را امضا کرد",
        "مذاكرات",
    ],
    "iso-8859-6": ["أعلنت وزارة الطاقة في الرياض يوم الثلاثاء", "لا يزال الطلب العالمي مستقرا", "مذاكرات جديدة"],
    "windows-1251": ["Министерство обороны сообщило", "Глава МИД заявил, что стороны договорились", "Пожар в Москве"],
    "koi8-r": ["Министерство обороны сообщило", "Глава МИД заявил, что стороны договорились", "Пожар в Москве"],
    "windows-1252": ["Le président a déclaré mardi", "Der Präsident erklärte", "L’été dernier, à Genève"],
    "windows-1254": ["Cumhurbaşkanı Erdoğan konuştu", "Deprem: onlarca kişi öldü", "ERDOĞAN'DAN AÇIKLAMA"],
}
CASES = [(encoding, text) for encoding, texts in SAMPLES.items() for text in texts]
WESTERN = {
    "fr": "Le président a été réélu dès le premier tour, a déclaré « à l’unanimité » le comité créé à Évry en février.",
    "de": "Der Präsident erklärte am Dienstag, die Größe der Straßen über die Brücke müsse sich für alle Gäste ändern.",
    "es": "¿Qué pasó después? El ministro pidió más atención a los niños y al año próximo en la región de Aragón.",
    "tr": "Dışişleri Bakanı, görüşmelerin iki ülke arasındaki işbirliğini güçlendireceğini söyledi; açıklama Ankara'da "
    "yapıldı.",
}
# What keyboards and programs of the time of these encodings wrote instead.
_OLD_LETTERS = str.maketrans({"ی": "ي", "۔": ".", "‌": " "})
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_headlines_are_read_in_their_encoding(encoding: str, text: str) -> None:
    decoded = decode_bytes(text.encode(encoding))
    assert decoded.text == text
    assert decoded.note == f"encoding guessed: {decoded.encoding}"


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("text", [text for _, text in CASES] + ["Plain English text"])
def test_wide_encodings_without_a_mark(encoding: str, text: str) -> None:
    assert decode_bytes(text.encode(encoding)).text == text


@given(
    st.sampled_from([*WIDE, "utf-8"]),
    st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"])),
)
def test_byte_order_marks_decide(encoding: str, text: str) -> None:
    if not text.strip() or text.startswith("\ufeff"):
        return
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}.get(encoding)
    mark = mark or (codecs.BOM_UTF32_LE if encoding == "utf-32-le" else codecs.BOM_UTF32_BE)
    assert decode_bytes(mark + text.encode(encoding)).text == text


def test_declared_encoding_is_believed_unless_the_bytes_contradict() -> None:
    assert decode_bytes("Пожар".encode("cp866"), "ibm866").encoding == "ibm866"
    assert decode_bytes("پاکستان".encode(), "windows-1256").text == "پاکستان"
    assert decode_bytes("پاکستان".encode(), "windows-1256").note == "encoding declared windows-1256 but is utf-8"
    assert decode_bytes("أعلنت وزارة الطاقة".encode("windows-1256"), "no-such-thing").encoding == "windows-1256"


@pytest.mark.parametrize(
    "declared", ["\x1b]0;PWNED\x07", "utf\x1b[8", "windows\u202e1251", "utf" + "-" * 50 + "8", "x" * 50]
)
def test_what_names_no_encoding_is_not_repeated(declared: str) -> None:
    assert decode_bytes("Пожар".encode("windows-1251"), declared).note == "encoding guessed: windows-1251"
    assert decode_bytes("Пожар".encode(), declared).note is None


def test_a_few_damaged_bytes_do_not_cost_the_file() -> None:
    text = "خبروں کے مطابق وزیردفاع نے کہا " * 20
    decoded = decode_bytes(text.encode()[:-3] + b"\xff")
    assert decoded.text[:-4] == text[: len(decoded.text) - 4]
    assert decoded.note == "encoding damaged: 1 place in utf-8"


@pytest.mark.parametrize(
    "junk", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 4, b"\0" * 50, b"a\0b\0\0c"]
)
def test_binary_is_not_text(junk: bytes) -> None:
    with pytest.raises(UnusableContent, match="is not text"):
        decode_bytes(junk)


@pytest.mark.parametrize("nothing", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_is_empty(nothing: bytes) -> None:
    with pytest.raises(UnusableContent, match="is empty"):
        decode_bytes(nothing)


def _openings(text: str) -> list[str]:
    """The first words of a sentence, of each number from three up, at many places."""
    words = text.split()
    return [" ".join(words[at : at + n]) for at in range(0, len(words) - 3, 3) for n in (3, 4, 5, 7, 10, 15)]


@pytest.mark.parametrize(
    ("encoding", "lang"),
    [("windows-1256", "ur"), ("windows-1256", "ar"), ("windows-1256", "fa"), ("iso-8859-6", "ar")]
    + [("windows-1251", "ru"), ("koi8-r", "ru")]
    + [("windows-1254" if lang == "tr" else "windows-1252", lang) for lang in WESTERN],
)
def test_a_few_words_are_read_in_their_encoding(encoding: str, lang: str) -> None:
    texts = SAME_EVENT[lang] if lang in SAME_EVENT else (WESTERN[lang],)
    openings = [part for text in texts for part in _openings(text.translate(_OLD_LETTERS))]
    written = [content for part in openings if not (content := part.encode(encoding, "ignore")).isascii()]
    wrong = [content for content in written if decode_bytes(content).text != content.decode(encoding)]
    assert len(wrong) <= len(written) // 50


@given(st.sampled_from(["ur", "ar", "fa", "ru", "hi"]), st.data())
def test_a_damaged_byte_in_a_headline_costs_one_letter(lang: str, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(SAME_EVENT[lang])).split()
    at = data.draw(st.integers(0, len(words) - 8))
    text = " ".join(words[at : at + 8])
    content = bytearray(text.encode())
    byte = data.draw(st.sampled_from([i for i, byte in enumerate(content) if byte > 0x7F]))
    damage = data.draw(st.sampled_from(["lost", "overwritten", "cut"]))
    if damage == "cut" and byte > len(content) // 2:
        del content[byte:]
    elif damage == "lost":
        del content[byte]
    else:
        content[byte] = 0xFF
    decoded = decode_bytes(bytes(content))
    assert decoded.encoding == "utf-8"
    assert len(text) - 2 <= len(decoded.text) + len(text) * (damage == "cut")
    kept = decoded.text.partition("\ufffd")[0]
    assert text.startswith(kept)


@pytest.mark.parametrize("declared", ["gb2312", "gbk"])
def test_pages_in_chinese_use_more_than_the_standard_that_they_name(declared: str) -> None:
    assert decode_bytes("朱镕基".encode("gb18030"), declared).text == "朱镕基"


def test_damage_weighs_more_than_a_wrong_declaration() -> None:
    content = "Глава МИД заявил, что стороны договорились".encode()[:-1]
    assert decode_bytes(content, "windows-1251").text == "Глава МИД заявил, что стороны договорилис\ufffd"


@pytest.mark.parametrize("quoted", ["“yes”", "‘yes’"])
def test_a_text_cut_off_within_its_second_foreign_character(quoted: str) -> None:
    assert decode_bytes(f"He said {quoted}".encode()[:-1]).text == f"He said {quoted[:-1]}\ufffd"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Plain \x80 text", "Plain € text"),
        (b"English with a single \xff in it", "English with a single ÿ in it"),
        (b"caf\xe9 and na\xefve", "café and naïve"),
        (b"It\x92s 5 \xa3 and \x9d", "It’s 5 £ and \ufffd"),
    ],
)
def test_foreign_bytes_alone_among_ascii_are_western(content: bytes, text: str) -> None:
    decoded = decode_bytes(content)
    assert (decoded.text, decoded.encoding) == (text, "windows-1252")
    assert decoded.note == "encoding guessed: windows-1252"
