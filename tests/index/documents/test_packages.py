"""Word documents, e-books, mail and archives: what their formats hide or leave open."""

import io
import zipfile

import pytest

from index.documents import Extracted, ReadLimits, Unread, read_articles
from tests.index.documents.stories import FILES, WORD, Story, document, docx, epub_book, zipped

LIMITS = ReadLimits()
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def zipped_twice(name: str, *contents: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for content in contents:
            archive.writestr(name, content)
    return buffer.getvalue()


def text_of(content: bytes, name: str) -> str:
    [article] = read_articles(content, name, LIMITS)
    assert isinstance(article, Extracted), article
    return article.text


def test_word_document_of_another_program() -> None:
    [article] = read_articles((FILES / "urdu-libreoffice.docx").read_bytes(), "a.docx", LIMITS)
    assert isinstance(article, Extracted)
    assert article.text == (FILES / "urdu.txt").read_text().strip()
    assert (article.title, article.author) == ("روس اور ایران کا دفاعی تعاون", "احمد ندیم")


def test_word_deletions_and_hidden_text_are_not_read_but_insertions_are() -> None:
    body = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText> deleted</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> inserted</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r></w:p>'
    )
    assert text_of(docx(body), "a.docx") == "kept inserted shown"


def test_word_tables_and_text_boxes() -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    table = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    assert text_of(docx(box + table), "a.docx") == "\nbox\na\tb\nc\td".strip()


def test_a_word_table_in_a_table_is_read_once_and_in_its_place() -> None:
    def table(cell: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"

    def line(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    nested = line("inner")
    for _ in range(20):
        nested = table(nested)
    assert text_of(docx(table(line("before") + nested + line("after"))), "a.docx") == "before inner after"
    row, cell = f"<w:tr><w:tc>{line('row')}</w:tc></w:tr>", f"<w:tc>{line('cell')}</w:tc>"
    wrapped = (
        f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt><w:ins>{row}</w:ins>"
        f"<w:tr><w:customXml>{cell}</w:customXml>{cell}</w:tr></w:tbl>"
    )
    assert text_of(docx(wrapped), "a.docx") == "row\nrow\ncell\tcell"


def test_word_notes_stand_at_the_end_in_the_order_of_the_text() -> None:
    def line(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def note(number: int, text: str) -> str:
        return f'<w:footnote w:id="{number}">{line(text)}</w:footnote>'

    def refers(text: str, number: int) -> str:
        return f'<w:p><w:r><w:t>{text}</w:t><w:footnoteReference w:id="{number}"/></w:r></w:p>'

    body = refers("a", 3) + refers("b", 2) + f"<w:del>{refers('c', 4)}</w:del>"
    notes = note(-1, "separator") + note(2, "two") + note(3, "three") + note(4, "deleted")
    part = f'<w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>'
    assert text_of(docx(body, parts={"word/footnotes.xml": part}), "a.docx") == "a\nb\nthree\ntwo"


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_word_document_under_another_name(target: str) -> None:
    relationship = f'<Relationship Id="a" Type="http://a/officeDocument" Target="{target}"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    content = zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{namespace}">{relationship}</Relationships>',
            "word/document2.xml": document("<w:p><w:r><w:t>the article</w:t></w:r></w:p>"),
        }
    )
    assert text_of(content, "a.docx") == "the article"


def test_strict_word_document() -> None:
    strict = document("<w:p><w:r><w:t>the article</w:t></w:r></w:p>").replace(WORD, STRICT)
    assert text_of(zipped({"word/document.xml": strict}), "a.docx") == "the article"


def test_book_is_read_in_the_order_of_its_spine(story: Story) -> None:
    text = text_of(epub_book(story), "a.epub")
    assert [line for line in text.splitlines() if line] == story.paragraphs


@pytest.mark.parametrize(
    ("encoding", "charset"), [("windows-1256", "windows-1256"), ("koi8-r", "koi8-r"), ("utf-8", "no-such-thing")]
)
def test_mail_in_old_encodings(encoding: str, charset: str) -> None:
    body = "Пожар в центре Москвы" if encoding == "koi8-r" else "أعلنت الوزارة ذلك اليوم"
    head = f"Subject: =?utf-8?b?2K7YqNix?=\nContent-Type: text/plain; charset={charset}\n"
    content = head.encode() + b"Content-Transfer-Encoding: 8bit\n\n" + body.encode(encoding)
    [article] = read_articles(content, "a.eml", LIMITS)
    assert isinstance(article, Extracted)
    assert (article.title, article.text) == ("خبر", body)


def mail(*parts: tuple[str, str], kind: str = "mixed") -> bytes:
    """A mail of several parts, each with the headers and the text that are given."""
    inside = "".join(f"--B\n{head}\n\n{text}\n" for head, text in parts)
    return f"Subject: x\nContent-Type: multipart/{kind}; boundary=B\n\n{inside}--B--\n".encode()


HTML, PLAIN = "Content-Type: text/html; charset=utf-8", "Content-Type: text/plain; charset=utf-8"
PICTURE = 'Content-Type: image/jpeg; name="a.jpg"\nContent-Disposition: inline'
FILE = 'Content-Type: text/plain; name="a.txt"\nContent-Disposition: attachment'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        # Programs that write HTML alone leave the plain part empty.
        (mail((PLAIN, " "), (HTML, "<p>the article</p>"), kind="alternative"), "the article"),
        (mail((PLAIN, "plain"), (HTML, "<p>marked up</p>"), kind="alternative"), "plain"),
        # Pictures stand between the paragraphs.
        (mail((PLAIN, "above"), (PICTURE, "xx"), (PLAIN, "below")), "above\n\nbelow"),
        # The footer of a mailing list is no better than the article because it is plain.
        (mail((HTML, "<p>the article</p>"), (PLAIN, "to unsubscribe")), "the article\n\nto unsubscribe"),
        (mail((HTML, "<p>the article</p>"), (PICTURE, "xx"), (HTML, "<br>")), "the article"),
        (mail((PLAIN, "the article"), (FILE, "a file")), "the article"),
    ],
)
def test_mail_is_read_as_it_is_shown(content: bytes, text: str) -> None:
    assert text_of(content, "a.eml") == text


def test_mail_with_nothing_but_attachments_says_so() -> None:
    forwarded = ("Content-Type: message/rfc822", "Subject: y\n\nforwarded")
    [item] = read_articles(mail(forwarded, (FILE, "a file")), "a.eml", LIMITS)
    assert isinstance(item, Unread)
    assert item.reason == "holds no text; attachments not read: 2"


def test_mail_of_one_named_part_is_read() -> None:
    assert text_of(b"Subject: x\nContent-Type: text/plain; name=story.txt\n\nthe article\n", "a.eml") == "the article"


def test_headers_in_an_old_encoding_are_read() -> None:
    content = "Subject: أعلنت الوزارة\nFrom: كاتب\nContent-Type: text/plain; charset=windows-1256\n\nخبر اليوم\n"
    [article] = read_articles(content.encode("windows-1256"), "a.eml", LIMITS)
    assert isinstance(article, Extracted)
    assert (article.title, article.author, article.text) == ("أعلنت الوزارة", "كاتب", "خبر اليوم")


def test_names_inside_archives_cannot_climb_and_are_decoded() -> None:
    content = bytearray(zipped({"../../etc/a.txt": "one", "__MACOSX/b.txt": "two", ".hidden/c.txt": "three"}))
    assert [item.name for item in read_articles(bytes(content), "a.zip", LIMITS)] == ["/etc/a.txt"]
    old = zipped({"xxxxx.txt": "one"}).replace(b"xxxxx.txt", "اخبار.txt".encode("windows-1256"))
    assert [item.name for item in read_articles(old, "a.zip", LIMITS)] == ["/اخبار.txt"]


@pytest.mark.parametrize("name", ["Новости", "Статья о США", "Ереван-2023", "вести"])
@pytest.mark.parametrize("encoding", ["cp866", "windows-1251", "utf-8"])
def test_russian_names_inside_archives(name: str, encoding: str) -> None:
    written = f"{name}.txt".encode(encoding)
    content = zipped({"x" * len(written): "one"}).replace(b"x" * len(written), written)
    assert [item.name for item in read_articles(content, "a.zip", LIMITS)] == [f"/{name}.txt"]


def test_what_word_keeps_beside_an_open_document_is_no_article() -> None:
    content = zipped({"a/~$port.docx": b"\x05Editor", "a/b.txt": "one"})
    assert [item.name for item in read_articles(content, "a.zip", LIMITS)] == ["/a/b.txt"]


def test_archives_in_archives_have_a_limit() -> None:
    inner = zipped({"c.zip": zipped({"d.txt": "deep"}), "b.txt": "fine"})
    found = read_articles(zipped({"a.zip": inner}), "top.zip", LIMITS)
    assert [(item.name, type(item)) for item in found] == [("/a.zip/c.zip", Unread), ("/a.zip/b.txt", Extracted)]


def test_encrypted_member_is_named_and_the_others_read() -> None:
    content = bytearray(zipped({"a.txt": "secret", "b.txt": "open"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    first, second = read_articles(bytes(content), "a.zip", LIMITS)
    assert isinstance(first, Unread)
    assert first.reason.startswith("is encrypted")
    assert isinstance(second, Extracted)


def test_archive_without_articles_says_so() -> None:
    [item] = read_articles(zipped({"a.png": b"x"}), "a.zip", LIMITS)
    assert item == Unread("", "zip", "holds no file of a kind that can be read")


def test_names_are_unique_over_archives_inside() -> None:
    inner = zipped({"x.txt": "of the archive", "y.csv": "text\na\nb\n"})
    members = {"a.zip": inner, "a.zip/x.txt": "of the folder", "a.zip/y.csv": "text\nc\n"}
    for order in (list(members), list(reversed(members))):
        found = read_articles(zipped({name: members[name] for name in order}), "top.zip", LIMITS)
        articles = [item.name for item in found if isinstance(item, Extracted)]
        reports = {item.name: item.reason for item in found if isinstance(item, Unread)}
        assert sorted(articles) == ["/a.zip/x.txt", "/a.zip/y.csv#1", "/a.zip/y.csv#2"]
        twice = "is there twice; only the first was read"
        assert reports == {"/a.zip/x.txt": twice, "/a.zip/y.csv#1": twice}


def test_a_good_member_is_read_after_a_damaged_one_of_its_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = bytearray(zipped_twice("a.txt", "damaged", "good"))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # encrypted
    content[content.index(b"PK\x03\x04") + 6] |= 1
    found = read_articles(bytes(content), "a.zip", LIMITS)
    assert [(item.name, type(item)) for item in found] == [("/a.txt", Unread), ("/a.txt", Extracted)]
