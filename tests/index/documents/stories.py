"""An Urdu article in every format, written with nothing but the standard library."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

FILES = Path(__file__).parent / "files"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True)
class Story:
    title: str = "روس اور ایران کا دفاعی تعاون"
    author: str = "احمد ندیم"
    date: str = "2016-02-16"
    url: str = "https://example.org/ur/1234"
    paragraphs: list[str] = field(default_factory=lambda: (FILES / "urdu.txt").read_text().splitlines())

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def document(body: str) -> str:
    return f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def docx(body: str, core: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    parts = {"word/document.xml": document(body), **(parts or {})}
    if core:
        parts["docProps/core.xml"] = (
            f"{XML}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}'
            "</cp:coreProperties>"
        )
    return zipped(parts)


def html_page(story: Story) -> str:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return f"""<!doctype html><html lang="ur" dir="rtl"><head><meta charset="utf-8">
<title>{story.title} - اردو خبریں</title>
<meta property="og:title" content="{story.title}"><meta name="author" content="{story.author}">
<meta property="article:published_time" content="{story.date}"><link rel="canonical" href="{story.url}">
<style>.aside-note {{ display: none }}</style><script>var tracking = "خفیہ کوڈ";</script></head>
<body><header><nav><ul><li><a href="/">صفحۂ اول</a><li><a href="/p">پاکستان</a>
<li><a href="/w">دنیا</a></ul></nav></header>
<article><h1>{story.title}</h1>{shown}<p class="aside-note">چھپا ہوا جملہ</p><p style="display:none">اوجھل جملہ</p>
<p hidden>پوشیدہ جملہ</p></article>
<aside><h3>متعلقہ خبریں</h3><ul><li><a href="/2">ایک اور خبر کا عنوان</a></ul></aside>
<footer><p>جملہ حقوق محفوظ ہیں</p></footer></body></html>"""


def epub_book(story: Story) -> bytes:
    def page(paragraphs: list[str]) -> str:
        return (
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
            "<head><title>باب</title></head><body>"
            + "".join(f"<p>{text}</p>" for text in paragraphs)
            + "</body></html>"
        )

    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{story.title}</dc:title><dc:creator>{story.author}</dc:creator><dc:date>{story.date}</dc:date>"
            "<dc:language>ur</dc:language></metadata><manifest>"
            '<item id="b" href="text/2.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="text/%31.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "OEBPS/text/2.xhtml": page(story.paragraphs[1:]),
            "OEBPS/text/1.xhtml": page(story.paragraphs[:1]),
            "OEBPS/nav.xhtml": page(["فہرستِ مضامین"]),
        }
    )


def eml_message(story: Story) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = story.title, f"{story.author} <ahmad@example.org>"
    message["Date"] = "Tue, 16 Feb 2016 09:30:00 +0500"
    message.set_content(story.text, cte="quoted-printable")
    message.add_alternative(html_page(story), subtype="html")
    return bytes(message)


def csv_table(story: Story) -> bytes:
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=";")
    table.writerow(["نمبر", "عنوان", "تاریخ", "مصنف", "لنک", "متن"])
    table.writerow(["1", story.title, story.date, story.author, story.url, story.text])
    return buffer.getvalue().encode("utf-8-sig")


def jsonl_lines(story: Story) -> bytes:
    record = {"headline": story.title, "published_at": story.date, "authors": [story.author], "body": story.text}
    return json.dumps({**record, "url": story.url}).encode()


def markdown(story: Story) -> bytes:
    front = f'---\ntitle: "{story.title}"\nauthor: {story.author}\ndate: {story.date}\n---\n\n'
    return (front + "\n\n".join(story.paragraphs)).encode()


def word_document(story: Story) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in story.paragraphs)
    core = f"<dc:title>{story.title}</dc:title><dc:creator>{story.author}</dc:creator>"
    return docx(body, core + f"<dcterms:created>{story.date}</dcterms:created>")


WRITERS: dict[str, Callable[[Story], bytes]] = {
    "a.md": markdown,
    "a.html": lambda story: html_page(story).encode(),
    "a.docx": word_document,
    "a.epub": epub_book,
    "a.eml": eml_message,
    "a.csv": csv_table,
    "a.jsonl": jsonl_lines,
}
