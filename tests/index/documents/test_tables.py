"""Rows and lines become articles whatever the language of their columns; what cannot is named."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.article import Extracted, ReadLimits, Unread, UnusableContent
from index.documents.fields import find_columns, find_field
from index.documents.tables import read_csv, read_jsonl

LIMITS = ReadLimits()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Article Body", "text"), ("full_text", "text"), ("متن", "text"), ("النص", "text"), ("текст", "text"),
        ("पाठ", "text"), ("Headline", "title"), ("عنوان", "title"), ("العنوان", "title"), ("заголовок", "title"),
        ("pub-date", "published"), ("تاريخ", "published"), ("تاریخِ اشاعت", "published"), ("дата", "published"),
        ("Byline", "author"), ("نویسنده", "author"), ("लेखक", "author"), ("لنک", "url"), ("زبان", None),
        ("نمبر", None), ("", None), ("id", None),
    ],
)  # fmt: skip
def test_columns_are_known_in_many_languages(name: str, field: str | None) -> None:
    assert find_field(name) == field


def test_the_surer_name_wins() -> None:
    expected = {"text": ["body", "description", "summary"], "title": ["title"]}
    assert find_columns(["summary", "description", "body", "title"]) == expected


def test_an_empty_column_gives_way_to_the_next_of_its_field() -> None:
    records = [
        {"content": None, "description": "brief", "published": "", "date": "2024-03-12"},
        {"content": " ", "description": ["one", "two"], "authors": [{"name": "A B"}, "C D"]},
    ]
    found = read_jsonl("\n".join(map(json.dumps, records)).encode(), LIMITS)
    articles = [item for item in found if isinstance(item, Extracted)]
    assert [(item.text, item.published, item.author) for item in articles] == [
        ("brief", "2024-03-12", None),
        ("one\ntwo", None, "A B, C D"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["", "sep=;"])
def test_tables_of_office_programs(first: str, end: str) -> None:
    lines = [*filter(None, [first]), "title;text", 'a;"first, ""quoted"""', "b;second"]
    found = read_csv("".join(line + end for line in lines).encode(), LIMITS)
    assert [(item.name, item.text) for item in found if isinstance(item, Extracted)] == [
        ("#1", 'first, "quoted"'),
        ("#2", "second"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    rows = [["id", "title", "text"], ["1", "أولا", 'قال: "نعم"'.replace('"', '""')], ["2", "ثانيا", "نص\nآخر"]]
    content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)
    first, second = read_csv(content, LIMITS)
    assert isinstance(first, Extracted)
    assert isinstance(second, Extracted)
    assert (first.name, first.title, first.text) == ("#1", "أولا", 'قال: "نعم"')
    assert (second.name, second.text) == ("#2", "نص\nآخر")


def test_missing_text_column_names_those_found() -> None:
    with pytest.raises(UnusableContent, match=r"no column of text \(found: id, views\)"):
        read_csv(b"id,views\n1,2\n", LIMITS)


def test_empty_rows_are_passed_over_and_empty_texts_named() -> None:
    found = read_csv(b"title,text\na,first\n,\nb,\nc,last\n", LIMITS)
    assert [(item.name, type(item)) for item in found] == [("#1", Extracted), ("#3", Unread), ("#4", Extracted)]


def test_cells_beyond_the_columns_are_reported_unless_blank() -> None:
    found = read_csv(b"title,text\na,first\nb,second, and more\nc,third,, \nd,fourth\n", LIMITS)
    assert [(item.name, type(item)) for item in found] == [
        ("#1", Extracted), ("#2", Unread), ("#3", Extracted), ("#4", Extracted)
    ]  # fmt: skip
    assert isinstance(found[1], Unread)
    assert found[1].reason.startswith("has 3 cells for 2 columns")


@pytest.mark.parametrize("header", ["text,title,text", "title,متن, Title ", "author,author,text"])
def test_a_column_named_twice_is_refused_if_it_is_used(header: str) -> None:
    with pytest.raises(UnusableContent, match=r"has more than one column '[Tta]"):
        read_csv(f"{header}\na,b,c\n".encode(), LIMITS)
    assert isinstance(read_csv(b"id,id,text\n1,2,c\n", LIMITS)[0], Extracted)


@pytest.mark.parametrize("fault", ['c,"third', 'c,"third" man', 'c,"third ""man"" ', 'c,"th"ird'])
def test_a_misplaced_quotation_mark_costs_no_row_before_it(fault: str) -> None:
    content = f'title,text\na,"first\nof two lines"\n\nb,second\n{fault}\nd,fourth\ne,"fifth"\n'.encode()
    *good, rest = read_csv(content, LIMITS)
    assert [(item.name, type(item)) for item in good] == [("#1", Extracted), ("#3", Extracted)]
    assert isinstance(rest, Unread)
    assert rest.name == "#4"
    assert rest.reason.startswith(
        "and all rows after it cannot be read: a quotation mark in the row that begins in line 6"
    )


@pytest.mark.parametrize("content", ['title,"text\na,first\n', 'title,text\na,"first\n', 'title,text\na,\nb,"c" d\n'])
def test_a_misplaced_quotation_mark_before_any_article_is_a_failure(content: str) -> None:
    with pytest.raises(
        UnusableContent, match="is not a readable table: a quotation mark in the row that begins in line"
    ):
        read_csv(content.encode(), LIMITS)


def test_tables_with_tabs_may_hold_quotation_marks_as_text() -> None:
    found = read_csv(b'title\ttext\na\t"Peace" is near\nb\tsecond\nc\t"third\n', LIMITS)
    assert [item.text for item in found if isinstance(item, Extracted)] == ['"Peace" is near', "second", '"third']
    found = read_csv(b'title\ttext\na\tfirst\nb\t"second\nline\nc\tthird\n', LIMITS)
    assert [(item.name, type(item)) for item in found] == [("#1", Extracted), ("#2", Unread)]


@given(
    st.lists(
        st.tuples(*[st.text(st.sampled_from('ab ",;\n\tخ'), min_size=1, max_size=6)] * 2), min_size=1, max_size=6
    ).filter(lambda rows: any(title.strip() or text.strip() for title, text in rows))
)
def test_no_row_vanishes(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([("title", "text"), *rows])
    found = read_csv(buffer.getvalue().encode(), LIMITS)
    expected = [f"#{number}" for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    assert [item.name for item in found] == expected


def test_broken_line_is_named_and_the_others_read() -> None:
    good = json.dumps({"text": "خبر"})
    found = read_jsonl(f"{good}\n{{broken\n\n{good}\n{good}".encode(), LIMITS)
    assert [item.name for item in found] == ["#1", "#2", "#4", "#5"]
    assert isinstance(found[1], Unread)


def test_file_of_another_kind_is_one_failure() -> None:
    with pytest.raises(UnusableContent, match="lines cannot be used"):
        read_jsonl(b'{\n "text": "a"\n}\n', LIMITS)


def test_records_are_limited() -> None:
    with pytest.raises(UnusableContent, match="SANAD_READ_MAX_MEMBERS"):
        read_csv(b"text\n" + b"x\n" * 11, ReadLimits(max_members=10))
