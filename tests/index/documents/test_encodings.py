"""Short texts in the encodings of the region are read right; declared ones are believed; junk is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.article import UnusableContent
from index.documents.encodings import decode_bytes

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
}
CASES = [(encoding, text) for encoding, texts in SAMPLES.items() for text in texts]
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


def test_a_few_damaged_bytes_do_not_cost_the_file() -> None:
    text = "خبروں کے مطابق وزیردفاع نے کہا " * 20
    decoded = decode_bytes(text.encode()[:-3] + b"\xff")
    assert decoded.text[:-4] == text[: len(decoded.text) - 4]
    assert decoded.note == "encoding damaged: 1 places in utf-8"


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
