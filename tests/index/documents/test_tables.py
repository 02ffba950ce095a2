"""Rows and lines become articles whatever the language of their columns; what cannot is named."""

import json

import pytest

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
        ("Byline", "author"), ("نویسنده", "author"), ("लेखक", "author"), ("لنک", "url"), ("زبان", "lang"),
        ("نمبر", None), ("", None), ("id", None),
    ],
)  # fmt: skip
def test_columns_are_known_in_many_languages(name: str, field: str | None) -> None:
    assert find_field(name) == field


def test_the_surer_name_wins() -> None:
    assert find_columns(["summary", "description", "body", "title"]) == {"text": "body", "title": "title"}


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
