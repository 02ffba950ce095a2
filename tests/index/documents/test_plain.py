"""What Markdown says of itself, whatever stands in it."""

import time

import pytest

from index.documents.article import ReadLimits
from index.documents.plain import read_markdown

LIMITS = ReadLimits()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Shoigu in Tehran\nText", "Shoigu in Tehran"),
        ("Text\n#  Shoigu in Tehran  ## \nText", "Shoigu in Tehran"),
        ("#\n# \t\n# ##\n## Second\n#tag\n# First\r\nText", "First"),
        ("---\ntitle: 'Of the settings'\n---\n# Of the text", "Of the settings"),
        ('---\r\ntitle:   "Of the settings"  \r\nauthor : A B\r\n---\r\n# Of the text', "Of the settings"),
        ("+++\ntitle =\n+++\n# Of the text", "Of the text"),
        ("---\ntitle: >-\n  Of the\n  settings\ndate: 2024\n---\n# Of the text", "Of the settings"),
        ("---\r\ntitle: |\r\n---\r\n# Of the text", "Of the text"),
        ("No heading", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert read_markdown(text.encode(), LIMITS).title == title


@pytest.mark.parametrize("written", ["[A B, C D]", "\n  - A B\n  - 'C D'", "\n- A B\n- C D", '"A B, C D"'])
def test_authors(written: str) -> None:
    assert read_markdown(f"---\nauthor: {written}\n---\nText".encode(), LIMITS).author == "A B, C D"


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * 1_000_000 + "b",
        "# a" + " #" * 500_000 + "b",
        "# \n" * 300_000,
        "---\na: b" + " " * 19_900 + "c\n---\n" + " " * 1_000_000,
        "---\na" + " " * 19_900 + "c\n---\n",
        "---" + " " * 1_000_000 + "b",
        "---\n---" + " " * 1_000_000 + "b",
    ],
    ids=["spaces", "marks", "headings", "value", "key", "mark", "last mark"],
)
def test_hostile_spaces_take_no_time(text: str) -> None:
    started = time.process_time()
    read_markdown(text.encode(), LIMITS)
    assert time.process_time() - started < 1
