"""Files of rows: every kind names the line that cannot be used."""

from pathlib import Path

import pytest

from eval.jsonl import read_jsonl
from eval.questions import load_questions
from eval.results import read_rows
from index.errors import InputError


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "is not a JSON object"),
        ('{"id": "2"}', "has no 'text': it is no row of a list"),
    ],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'\ufeff{{"id": "1", "text": "a\u2028b"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=f"^{path}, line 3 {reason}"):
        read_jsonl(path, "list", ("id", "text"))
    with pytest.raises(InputError, match="sanad eval --out"):
        read_rows(tmp_path)


def test_lines_are_numbered_and_blank_ones_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a\u2028b"}\n \n{"text": "c"}\r\n', encoding="utf-8")
    assert read_jsonl(path, "list") == {1: {"text": "a\u2028b"}, 3: {"text": "c"}}


def test_a_file_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the question set .*missing: No such file or directory$"):
        load_questions(tmp_path / "missing")
    (tmp_path / "empty").write_text("\n \n", encoding="utf-8")
    with pytest.raises(InputError, match=r"the question set .*empty is empty"):
        load_questions(tmp_path / "empty")


def test_all_rows_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    good = '{"id": "a", "lang": "en", "question": "Q?", "answerable": false}'
    rows = [good, good, good.replace('"a"', '"b"').replace("false", '"no"'), '{"id": "c"}']
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(
        InputError,
        match=r"holds the id 'a' twice; .*line 3: 'answerable' is 'no'.*; .*line 4 is not a question: "
        r"it has no 'lang', 'question', 'answerable'",
    ):
        load_questions(path)
    path.write_text("\n".join(["{", good, "[1]", *["x"] * 30]), encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1 is not JSON.*line 3 is not a JSON object.*; and 12 more$"):
        load_questions(path)
