"""The same Urdu article comes out of every format, with its title, author and date."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import DocumentReader, Extracted, ReadLimits, Unread, kind_of, read_articles
from index.documents.extract import KINDS
from tests.index.documents.stories import WRITERS, Story, zipped


def only(found: list[Extracted | Unread]) -> Extracted:
    [article] = found
    assert isinstance(article, Extracted), article
    return article


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_article_comes_out_of_each_format(name: str, reader: DocumentReader, story: Story) -> None:
    article = only(reader.read(WRITERS[name](story), name))
    lines = [line for line in article.text.splitlines() if line]
    if name.endswith(".md"):
        lines = lines[5:]  # the file's own text, with its front matter
    assert [line for line in lines if line != story.title] == story.paragraphs
    assert article.title == story.title
    assert article.author is not None
    assert story.author in article.author
    assert article.published is not None
    assert article.published.startswith(story.date)
    assert article.kind == kind_of(name)


def test_zip_names_members_by_path_and_rows_by_number(reader: DocumentReader, story: Story) -> None:
    members: dict[str, str | bytes] = {f"خبریں/{name}": write(story) for name, write in WRITERS.items()}
    found = reader.read(zipped({"a/t.txt": story.text, **members, "picture.png": b"\x89PNG"}), "all.zip")
    names = [article.name for article in found if isinstance(article, Extracted)]
    assert len(names) == len(found)
    expected = {"/a/t.txt"} | {f"/خبریں/{name}" + "#1" * name.endswith(("csv", "jsonl")) for name in WRITERS}
    assert set(names) == expected


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_same_bytes_give_the_same_text(name: str, story: Story) -> None:
    content = WRITERS[name](story)
    assert read_articles(content, name, ReadLimits()) == read_articles(content, name, ReadLimits())


@settings(deadline=None)
@given(st.sampled_from(sorted(set(KINDS) - {".pdf"})), st.binary(max_size=400))
def test_no_bytes_raise(suffix: str, content: bytes) -> None:
    for item in read_articles(content, f"a{suffix}", ReadLimits()):
        text = item.text if isinstance(item, Extracted) else item.reason
        assert text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_plain_text_is_untouched(text: str) -> None:
    for item in read_articles(text.encode(), "a.txt", ReadLimits()):
        if isinstance(item, Extracted) and not item.notes:
            assert item.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt", "a.html"])
def test_too_much_text_names_the_setting(name: str, story: Story) -> None:
    content = WRITERS.get(name, lambda story: story.text.encode())(story)
    [item] = read_articles(content, name, ReadLimits(max_text_chars=100))
    assert isinstance(item, Unread)
    assert "SANAD_READ_MAX_TEXT_CHARS" in item.reason


def test_empty_and_unknown_files_are_named() -> None:
    assert [item.reason for item in read_articles(b"", "a.pdf", ReadLimits()) if isinstance(item, Unread)] == [
        "is empty"
    ]
    [item] = read_articles(b"x", "a.odt", ReadLimits())
    assert isinstance(item, Unread)
    assert ".docx" in item.reason


def test_a_member_that_breaks_its_parser_costs_no_other(reader: DocumentReader, story: Story) -> None:
    broken = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    broken += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox 7/Contents 4 0 R>>endobj\ntrailer<</Root 1 0 R>>"
    found = reader.read(zipped({"a.txt": story.text, "b.pdf": broken, "c.txt": story.text + "!"}), "all.zip")
    assert [(item.name, isinstance(item, Extracted)) for item in found] == [
        ("/a.txt", True),
        ("/b.pdf", False),
        ("/c.txt", True),
    ]
