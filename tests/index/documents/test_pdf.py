"""Right-to-left PDFs of two producers, and pages that are set by hand."""

import io
from collections.abc import Sequence

import pytest
from pdfminer.pdfpage import PDFPage

from index.documents import Extracted, ReadLimits, Unread, read_articles
from index.documents.paragraphs import join_lines
from index.documents.pdf import without_furniture
from index.documents.pdf_glyphs import Glyph, read_glyphs
from index.documents.pdf_lines import Line, build_lines
from index.documents.tidy import tidy_text
from tests.index.documents.stories import FILES


def read(name: str) -> Extracted:
    [article] = read_articles((FILES / name).read_bytes(), name, ReadLimits())
    assert isinstance(article, Extracted), article
    return article


@pytest.mark.parametrize("name", ["urdu-chromium.pdf", "persian-chromium.pdf", "persian-libreoffice.pdf"])
def test_text_is_what_was_written(name: str) -> None:
    written = (FILES / f"{name.partition('-')[0]}.txt").read_text()
    assert read(name).text == written.strip()


@pytest.mark.parametrize("name", ["urdu-chromium.pdf", "persian-chromium.pdf", "persian-libreoffice.pdf"])
def test_text_needs_no_tidying_that_would_move_the_pages(name: str) -> None:
    text = read(name).text
    assert tidy_text(text) == text


def test_soft_hyphens_only_break_words() -> None:
    page = build_lines([*set_line("co\u00adope\u00ad", 50, 700), *set_line("ration", 50, 688, run=2)])
    assert join_lines([page])[0] == "cooperation"


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        lines(("The Daily News", 120), (f"Text of the page {word} is here", 300), (f"- {number} -", 90))
        for number, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    kept = [[line.text for line in page] for page in without_furniture(pages)]
    assert kept == [[f"Text of the page {word} is here"] for word in ("one", "two", "three", "four")]


def test_facts_of_the_file() -> None:
    article = read("persian-libreoffice.pdf")
    assert article.title == "قرارداد تازهٔ تهران"
    assert article.author == "مریم احمدی"
    assert article.published is not None
    # Articles are not dated by the day on which their file was made, and so nothing is to be remarked of it.
    assert article.notes == ()
    assert article.pages == (0,)


def test_encrypted_file_says_so() -> None:
    content = (FILES / "encrypted.pdf").read_bytes()
    assert read_articles(content, "a.pdf", ReadLimits()) == [
        Unread("", "pdf", "is encrypted; save it without a password")
    ]


def page_of(content: bytes, resources: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 600 800] /Resources << %s >> >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Length 1 >>\nstream\n0\nendstream",
    ]
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, item) for number, item in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF"


def test_scanned_page_has_no_text_layer() -> None:
    [item] = read_articles(page_of(b"/I Do", b"/XObject << /I 5 0 R >>"), "a.pdf", ReadLimits())
    assert isinstance(item, Unread)
    assert item.reason.startswith("has no text layer (scanned?)")


def test_actual_text_replaces_the_glyphs_it_spans() -> None:
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    content = b"BT /F 12 Tf 50 700 Td (a) Tj /Span << /ActualText (xyz) >> BDC (bc) Tj (d) Tj EMC (e) Tj ET"
    [(glyphs, images)] = read_glyphs(PDFPage.get_pages(io.BytesIO(page_of(content, font))))
    assert "".join(glyph.text for glyph in glyphs) == "axyze"
    assert images == 0


def set_line(texts: Sequence[str], x: float, y: float, width: float = 5, run: int = 1) -> list[Glyph]:
    return [Glyph(text, x + n * width, x + (n + 1) * width, y, 10, run, False) for n, text in enumerate(texts)]


def test_logical_and_visual_order_read_the_same() -> None:
    word = "مشترکہ"
    visual = set_line(list(reversed(word)), 100, 700)
    logical = list(reversed(visual))
    assert [line.text for line in build_lines(visual)] == [line.text for line in build_lines(logical)] == [word]


def test_presentation_forms_and_ligatures_become_letters() -> None:
    [line] = build_lines(set_line(["ﻡ", "ﻼ", "ﺳ"], 100, 700))
    assert line.text == "سلام"


def test_gaps_are_spaces_where_none_are_written() -> None:
    [line] = build_lines([*set_line("two", 100, 700), *set_line("words", 119, 700)])
    assert line.text == "two words"


def test_text_painted_twice_to_look_bold_is_read_once() -> None:
    once = set_line("Bold", 100, 700)
    again = [Glyph(glyph.text, glyph.x0 + 0.1, glyph.x1 + 0.1, glyph.y, 10, 2, False) for glyph in once]
    assert [line.text for line in build_lines([*once, *again])] == ["Bold"]


def lines(*rows: tuple[str, float], x0: float = 50, y: float = 700) -> list[Line]:
    return [Line(text, x0, x1, y - 12 * n, 10, False) for n, (text, x1) in enumerate(rows)]


def test_wrapped_lines_are_joined_and_hyphens_judged() -> None:
    page = lines(
        ("The govern-", 300),
        ("ment said that the well-", 300),
        ("known plan, which is well-known, was ap-", 300),
        ("proved by parlia-", 300),
        ("ment.", 80),
        ("A second paragraph begins here and goes on to", 300),
        ("its end.", 90),
    )
    text, starts = join_lines([page])
    assert text.splitlines() == [
        "The government said that the well-known plan, which is well-known, was approved by parliament.",
        "A second paragraph begins here and goes on to its end.",
    ]
    assert starts == (0,)


def test_paragraph_goes_on_over_the_page_and_pages_start_where_they_do() -> None:
    first = lines(("A sentence that begins on the first page and", 300), ("does not end on it, but goes", 300))
    second = lines(("on over the page.", 150), y=740)
    text, starts = join_lines([first, second])
    assert len(text.splitlines()) == 1
    assert [text[start:][:5] for start in starts] == ["A sen", "on ov"]


def test_a_heading_is_one_line_wherever_its_lines_are_broken() -> None:
    # Its leading is larger than the text's for its letters are; it is set by sense, centred, and short at its end.
    heading = [
        Line("Former minister jailed", 110, 240, 744, 26, False),
        Line("for ten years", 140, 210, 715, 26, False),
        Line("over road contracts", 120, 230, 686, 26, False),
    ]
    body = lines(
        ("Lahore, 18 July", 125),
        ("An accountability court on Wednesday sentenced a former", 300),
        ("works minister of Punjab to ten years in prison.", 260),
        y=650,
    )
    assert join_lines([[*heading, *body]])[0].splitlines() == [
        "Former minister jailed for ten years over road contracts",
        "Lahore, 18 July",
        "An accountability court on Wednesday sentenced a former works minister of Punjab to ten years in prison.",
    ]


def test_two_headings_of_one_size_stay_two() -> None:
    page = [
        Line("Floods in Rajanpur", 50, 170, 744, 20, False),
        Line("Rail accident in Kanpur", 50, 190, 690, 20, False),
    ]
    body = lines(("The text of the page is in smaller letters than these,", 300), ("and goes on.", 110), y=650)
    assert join_lines([[*page, *body]])[0].splitlines()[:2] == ["Floods in Rajanpur", "Rail accident in Kanpur"]
