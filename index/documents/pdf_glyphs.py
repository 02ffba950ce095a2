"""PDF page → glyphs with their text, place and the hints that the producer left about their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix

# Ligatures and accents may stand for several characters; a glyph that claims more is lying.
_MAX_GLYPH_CHARS = 32


@dataclass
class Glyph:
    """One glyph, or the glyphs that one ActualText span replaces. `x0` to `x1` is its advance, in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    run: int  # glyphs of different runs were set apart by the producer
    reversed: bool  # the producer says that the run is right-to-left text in visual order


@dataclass
class _Mark:
    """A marked-content sequence that is open."""

    reversed: bool
    actual: str | None
    glyph: Glyph | None = None


class GlyphDevice(PDFTextDevice):
    """Collects the glyphs of a page in the order of the content stream."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.glyphs: list[Glyph] = []
        self.images = 0
        self._marks: list[_Mark] = []
        self._run = 0
        self._encoded: dict[int, bool] = {}  # fonts whose encoding agrees with their Unicode map, by id

    def begin_run(self) -> None:
        self._run += 1

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        actual = props.get("ActualText") if isinstance(props, dict) else None
        self._marks.append(_Mark(tag.name == "ReversedChars", _decode_actual(actual)))
        self._run += self._marks[-1].reversed

    def end_tag(self) -> None:
        if self._marks:
            self._run += self._marks.pop().reversed

    def render_image(self, name: str, stream: Any) -> None:
        self.images += 1

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        text = self._glyph_text(font, cid)
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, _, d, e, f = matrix
        x0, x1 = sorted((e, e + a * advance))
        size = abs(fontsize) * max(abs(d), abs(b)) or 1.0
        self._add(text, x0, x1, f + rise * d, size)
        return advance

    def _glyph_text(self, font: PDFFont, cid: int) -> str:
        try:
            text = font.to_unichr(cid)[:_MAX_GLYPH_CHARS]
        except PDFUnicodeNotDefined:
            return ""
        known: dict[int, str] | None = getattr(getattr(font, "unicode_map", None), "cid2unichr", None)
        if known is None or cid in known:
            return text
        # pdfminer falls back on the font's encoding, which in a subset that numbers its glyphs means nothing.
        if id(font) not in self._encoded:
            pairs = [(known[code], char) for code, char in getattr(font, "cid2unicode", {}).items() if code in known]
            self._encoded[id(font)] = 2 * sum(a == b for a, b in pairs) > len(pairs)
        return text if self._encoded[id(font)] else ""

    def _add(self, text: str, x0: float, x1: float, y: float, size: float) -> None:
        actual = next((mark for mark in reversed(self._marks) if mark.actual is not None), None)
        if actual and actual.glyph:
            glyph = actual.glyph
            glyph.x0, glyph.x1, glyph.y = min(glyph.x0, x0), max(glyph.x1, x1), y
            return
        is_reversed = any(mark.reversed for mark in self._marks)
        glyph = Glyph((actual and actual.actual) or text, x0, x1, y, size, self._run, is_reversed)
        if actual:
            actual.glyph = glyph
        self.glyphs.append(glyph)


class _Interpreter(PDFPageInterpreter):
    """Tells the device where text objects begin."""

    device: GlyphDevice

    def do_BT(self) -> None:  # noqa: N802
        super().do_BT()
        self.device.begin_run()


def _decode_actual(value: object) -> str | None:
    if not isinstance(value, bytes):
        return None
    if value.startswith((b"\xfe\xff", b"\xff\xfe")):
        return value.decode("utf-16", "ignore")
    return value.decode("latin-1")


def read_glyphs(pages: Iterator[PDFPage]) -> Iterator[tuple[list[Glyph], int]]:
    """The glyphs of each page in stream order, and how many images it shows."""
    resources = PDFResourceManager()
    for page in pages:
        device = GlyphDevice(resources)
        _Interpreter(resources, device).process_page(page)
        yield device.glyphs, device.images
