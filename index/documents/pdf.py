"""PDF files: the text layer in reading order, wrapped lines joined to paragraphs again."""

import io
import re
from collections import Counter
from collections.abc import Sequence

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from index.documents.article import Extracted, ReadLimits, UnusableContent, limit_reason
from index.documents.paragraphs import join_lines
from index.documents.pdf_glyphs import read_glyphs
from index.documents.pdf_lines import Line, build_lines
from index.documents.tidy import tidy_line

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
# Titles that programs make up.
_NO_TITLE = re.compile(r"^(untitled|microsoft \w+ - .*|.*\.(docx?|pdf|indd|qxd|html?|tex))$|^about:blank$", re.I)
# Shares of glyphs without text: some are ornaments or parts of letters.
_MANY_SILENT = 0.2
_MOST_SILENT = 0.8
_FURNITURE_LINES = 2
_FURNITURE_PAGES = 3


def read_pdf(content: bytes, limits: ReadLimits) -> Extracted:
    """Raises UnusableContent for a file that is encrypted, damaged or only images. The date is that of its creation."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        pages, images, chars, silent = [], 0, 0, 0
        for glyphs, shown in read_glyphs(PDFPage.create_pages(document)):
            chars += len(glyphs)
            silent += sum(not glyph.text for glyph in glyphs)
            if chars > limits.max_text_chars:
                raise UnusableContent(limit_reason("has too much text", "max_text_chars", limits))
            pages.append(build_lines(glyphs))
            images += shown
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnusableContent("is encrypted; save it without a password") from error
    except PSException as error:
        raise UnusableContent(f"is a damaged PDF: {error or type(error).__name__}") from error
    if not any(pages):
        raise UnusableContent("has no text layer (scanned?); run OCR on it first" if images else "holds no text")
    if silent > _MOST_SILENT * chars:
        raise UnusableContent("has fonts that do not say which letters they show; run OCR on it first")
    text, starts = join_lines(without_furniture(pages))
    facts = _facts(document)
    notes = []
    if silent > _MANY_SILENT * chars:
        notes.append(f"text layer incomplete: {silent} of {chars} glyphs show no letter")
    return Extracted("", "pdf", text, pages=starts, notes=tuple(notes), **facts)


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Without running heads, footers and page numbers: outer lines that come again on most pages but for digits."""
    if len(pages) < _FURNITURE_PAGES:
        return list(pages)
    outer = [_outer_lines(page) for page in pages]
    seen = Counter(key for lines in outer for key in {_key(line) for line in lines})
    repeated = {key for key, count in seen.items() if count >= max(_FURNITURE_PAGES, 0.5 * len(pages))}
    return [
        [line for line in page if not (_key(line) in repeated and any(line is other for other in lines))]
        for page, lines in zip(pages, outer, strict=True)
    ]


def _outer_lines(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:_FURNITURE_LINES] + by_height[-_FURNITURE_LINES:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _facts(document: PDFDocument) -> dict[str, str | None]:
    info = {key: value for part in reversed(document.info) if isinstance(part, dict) for key, value in part.items()}
    facts = {key: _as_text(info.get(name)) for key, name in (("title", "Title"), ("author", "Author"))}
    if facts["title"] and _NO_TITLE.match(facts["title"]):
        facts["title"] = None
    date = _DATE.match(_as_text(info.get("CreationDate")) or "")
    published = "-".join(date.group(1, 2, 3)) if date else None
    return {**facts, "published": published}


def _as_text(value: object) -> str | None:
    value = resolve1(value)
    return tidy_line(decode_text(value)) if isinstance(value, bytes) else None
