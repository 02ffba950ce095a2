"""The tables of base, tuned and reader: on what was not trained on, a column for each."""

from pathlib import Path

import pytest

from eval.benchmark import Benchmark
from eval.trained import choose_rows, describe_tables, keep_held_out, measure_search, measure_sentences
from index.settings import IndexSettings
from index.training import reader_measure
from index.training.data import Paragraph, Question, Split, Texts
from rag import evidence
from tests.conftest import CACHE
from tests.eval.test_benchmarks import QUERIES, TEXTS

WHEAT = "Wheat prices rose by forty rupees in Lahore. The harvest had failed. Rain is expected on Sunday."


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(home=tmp_path, cache=CACHE)


def _side(*ids: str, text: str) -> Texts:
    paragraph = Paragraph(ids[0], ids[0], {"en": text})
    return Texts([paragraph], [Question(id_, paragraph, {"en": "?"}) for id_ in ids], [], [])


def test_only_what_was_not_trained_on_is_asked(tmp_path: Path) -> None:
    split = Split(_side("seen", text="Seen."), _side("new", text="New."))
    asked = {"new-en": "a?", "seen-en": "b?", "new-ur": "c?"}
    benchmark = Benchmark({"d": "New."}, asked, {}, {id_: {"d"} for id_ in asked})
    assert keep_held_out(benchmark, split).queries == {"new-en": "a?", "new-ur": "c?"}
    assert keep_held_out(benchmark, split).documents == benchmark.documents
    for lang in ("ur", "fa", "ar", "en", "ru", "hi"):
        rows = [
            f'{{"question": "?", "context": "{text}", "lang": "{lang}", "answers": []}}' for text in ("SEEN", "Fresh")
        ]
        (tmp_path / f"{lang}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    chosen = choose_rows(tmp_path, split)
    assert [row["context"] for row in chosen["hi"]] == ["Fresh"]


def test_both_encoders_search_with_and_without_corrections(settings: IndexSettings) -> None:
    languages = {f"d{id_}": lang for id_, (lang, _) in TEXTS.items()}
    languages |= {f"q{id_}": lang for id_, (lang, _, _) in QUERIES.items()} | {"qu": "ur"}
    benchmark = Benchmark(
        {id_: text for id_, (_, text) in TEXTS.items()},
        {id_: text for id_, (_, text, _) in QUERIES.items()} | {"u": "پل کب بند کیا گیا؟"},
        languages,
        {id_: set(found) for id_, (_, _, found) in QUERIES.items()} | {"u": {"d2"}},
    )
    table = measure_search(benchmark, settings)
    columns = ["base, cosine", "base, corrected", "tuned, cosine", "tuned, corrected"]
    assert all(list(values) == columns for values in table.values())
    assert table["… same language"]["tuned, corrected"] == 1
    assert table["recall@50"]["base, cosine"] == 1


def test_the_training_weighs_the_reader_as_the_answers_do() -> None:
    weights = ("_READING", "_LEAST_LIKELY")
    assert [getattr(reader_measure, name) for name in weights] == [getattr(evidence, name) for name in weights]


def test_the_reader_is_on_and_off(settings: IndexSettings) -> None:
    rows = [
        {"lang": "en", "question": "By how much did the price of wheat rise?", "context": WHEAT, "answers": ["forty"]},
        {"lang": "en", "question": "Who is the king of Spain?", "context": WHEAT, "answers": []},
    ]
    table = measure_sentences({"en": rows}, settings)
    assert table["en, right sentence"] == {"base": 1, "tuned, no reader": 1, "tuned, reader": 1}
    assert "| en, right sentence | 1.000 |" in describe_tables({"reading": table})
