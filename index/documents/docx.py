"""Word documents. Read from their XML, as the usual library leaves out inserted text and text boxes."""

from collections.abc import Iterator

from lxml import etree

from index.documents.article import Budget, Extracted, ReadLimits, UnusableContent
from index.documents.packages import open_zip, parse_xml, read_part
from index.documents.tidy import tidy_line, tidy_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CREATED = "{http://purl.org/dc/terms/}created"
# Deleted, moved away, or not shown in the text itself.
_NOT_READ = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", _FALLBACK}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(content: bytes, limits: ReadLimits) -> Extracted:
    """Paragraphs are lines, rows of tables are lines with tabs. The date is that of the file's creation."""
    archive, budget = open_zip(content, "a docx file"), Budget(limits)
    document = read_part(archive, "word/document.xml", budget)
    if document is None:
        raise UnusableContent("is not a docx file: it holds no word/document.xml")
    body = parse_xml(document).find(f"{_W}body")
    lines = list(_blocks(body)) if body is not None else []
    text = tidy_text("\n".join(line for line, _ in lines))
    if not text.strip():
        raise UnusableContent("holds no text")
    core = read_part(archive, "docProps/core.xml", budget)
    facts = parse_xml(core) if core else etree.Element("none")
    heading = next((line for line, style in lines if line.strip() and style.lower() in ("title", "heading1")), None)
    published = tidy_line(facts.findtext(_CREATED))
    return Extracted(
        "",
        "docx",
        text,
        title=tidy_line(facts.findtext(f"{_DC}title") or heading),
        author=tidy_line(facts.findtext(f"{_DC}creator")),
        published=published,
    )


def _blocks(parent: etree._Element) -> Iterator[tuple[str, str]]:
    """Lines with the style of their paragraph."""
    for child in parent:
        if child.tag == f"{_W}p":
            inner: list[etree._Element] = []
            line = "".join(_inline(child, inner))
            style = child.find(f"{_W}pPr/{_W}pStyle")
            yield line, "" if style is None else style.get(f"{_W}val", "")
            for box in inner:
                yield from _blocks(box)
        elif child.tag == f"{_W}tbl":
            for row in _own(child, f"{_W}tr"):
                cells = [" ".join(line for line, _ in _blocks(cell) if line) for cell in _own(row, f"{_W}tc")]
                yield "\t".join(cells), ""
        elif child.tag not in _NOT_READ:
            yield from _blocks(child)


def _own(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, in whatever they are wrapped; not those of a table in a cell."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_READ:
            yield from _own(child, tag)


def _inline(parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _NOT_READ and not _hidden(child):
            yield from _inline(child, boxes)


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")
