"""The data written by hand is whole: unique ids, evidence and answers verbatim, every language present."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ar", "en", "fa", "hi", "ru", "ur")


def read_rows(path: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    return rows


def test_roman_urdu_questions_quote_the_seeds() -> None:
    over_seeds = read_rows("eval/questions/roman_urdu.jsonl")
    assert len(over_seeds) == len(read_rows("eval/questions/roman_urdu_reading.jsonl")) == 20
    for row in over_seeds:
        texts = [(ROOT / "seeds" / name).read_text(encoding="utf-8") for name in row["sources"]]
        assert row["answerable"] == bool(texts) == bool(row["values"])
        assert all(any(quote in text for text in texts) for quote in row["evidence"])


def test_roman_arabic_questions_quote_the_seeds_and_half_are_kept_to_report_on() -> None:
    over_seeds, over_reading = (read_rows(f"eval/questions/roman_arabic{name}.jsonl") for name in ("", "_reading"))
    for row in over_seeds:
        texts = [(ROOT / "seeds" / name).read_text(encoding="utf-8") for name in row["sources"]]
        assert all(any(quote in text for text in texts) for quote in row["evidence"])
    tags = Counter(row["tag"] for row in [*over_seeds, *over_reading])
    assert tags == {"develop": 24, "report": 23}


@pytest.mark.parametrize(("desk", "answered"), [("news", 75), ("analysis", 75), ("features", 60)])
def test_questions_of_the_desks_quote_their_articles(desk: str, answered: int) -> None:
    rows, folder = read_rows(f"eval/questions/desk_{desk}.jsonl"), ROOT / "eval" / "desks" / desk
    assert [row["answerable"] for row in rows].count(True) == answered
    assert set(Counter(row["lang"] for row in rows)) == set(LANGUAGES)
    for row in rows:
        texts = [(folder / name).read_text(encoding="utf-8") for name in row["sources"]]
        assert row["answerable"] == bool(texts)
        assert all(any(quote in text for text in texts) for quote in row["evidence"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_exam_answers_stand_in_their_passages(language: str) -> None:
    rows = read_rows(f"rag/exam/{language}.jsonl")
    assert [row["answerable"] for row in rows].count(True) == 14
    assert len(rows) == 20
    for row in rows:
        assert row["answerable"] == bool(row["answers"])
        assert all(answer in row["passage"] for answer in row["answers"])


def test_corrupted_sentences_cover_languages_and_kinds() -> None:
    rows = read_rows("tests/rag/corrupted.jsonl")
    assert all(row["supported"] == (row["kind"] == "none") for row in rows)
    assert min(Counter(row["lang"] for row in rows).values()) >= 25
    assert len(Counter(row["kind"] for row in rows)) == 11


def test_training_questions_come_in_several_languages_with_their_answers() -> None:
    rows = read_rows("index/training/pairs.jsonl")
    assert min(Counter(row["lang"] for row in rows)[language] for language in LANGUAGES) >= 40
    assert len({row["passage"] for row in rows}) == len(rows)
    for row in rows:
        languages = 2 if "story" in row else 3
        assert all(len(question) >= languages for question in row["questions"])
        assert all(answer is None or answer in row["passage"] for answer in row["answers"])
