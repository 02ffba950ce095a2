"""Word documents. Read from their XML, as the usual library leaves out inserted text, text boxes and notes."""

import posixpath
from collections.abc import Iterator
from zipfile import ZipFile

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
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Files that Word saves as "Strict Open XML" have another namespace for the same elements.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(content: bytes, limits: ReadLimits) -> Extracted:
    """Paragraphs are lines, rows of tables are lines with tabs, notes stand at the end. The date is that of the file's
    creation."""
    archive, budget = open_zip(content, "a docx file"), Budget(limits)
    name = _document_name(archive, budget)
    document = _read_xml(archive, name, budget)
    if document is None:
        raise UnusableContent(f"is not a docx file: it holds no {name}")
    body = document.find(f"{_W}body")
    lines = [*_blocks(body), *_notes(body, archive, posixpath.dirname(name), budget)] if body is not None else []
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


def _document_name(archive: ZipFile, budget: Budget) -> str:
    """The part that the package names as its document: Word on the web calls it document2.xml."""
    relationships = read_part(archive, "_rels/.rels", budget)
    for each in parse_xml(relationships).iter(_RELATIONSHIP) if relationships else ():
        if each.get("Type", "").endswith("/officeDocument"):
            return str(posixpath.normpath(each.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _read_xml(archive: ZipFile, name: str, budget: Budget) -> etree._Element | None:
    content = read_part(archive, name, budget)
    return parse_xml(content.replace(_STRICT, _W[1:-1].encode())) if content else None


def _notes(body: etree._Element, archive: ZipFile, folder: str, budget: Budget) -> Iterator[tuple[str, str]]:
    """The lines of the notes that the text refers to, in its order."""
    kept = (each for each in body.iter(*_NOTES) if not any(above.tag in _NOT_READ for above in each.iterancestors()))
    wanted = dict.fromkeys((_NOTES[each.tag], each.get(f"{_W}id")) for each in kept)
    notes: dict[tuple[str, str | None], etree._Element] = {}
    for kind in {kind for kind, _ in wanted}:
        part = _read_xml(archive, posixpath.join(folder, f"{kind}.xml"), budget)
        notes |= {(kind, note.get(f"{_W}id")): note for note in (part if part is not None else ())}
    for key in wanted:
        if key in notes:
            yield from _blocks(notes[key])


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
