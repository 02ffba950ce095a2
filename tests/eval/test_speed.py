"""The benchmarks of speed run, and their figures mean what they say."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eval.growth import describe_growth, measure_growth, plot_growth, write_passages
from eval.process import index_environment
from eval.recombine import read_sentences, recombine, write_articles
from eval.speed import describe_speed, measure_speed, time_command
from index.errors import InputError
from index.settings import BASE_ENCODER, NO_READER, IndexSettings
from tests.conftest import SEEDS


def test_recombined_texts_are_the_same_for_the_same_seed_and_never_alike(tmp_path: Path) -> None:
    sentences = read_sentences(SEEDS)
    texts = list(recombine(sentences, 200, 3, seed=1))
    assert texts == list(recombine(sentences, 200, 3, seed=1))
    assert len(set(texts)) == 200
    write_articles(tmp_path / "articles", sentences, 3)
    assert len(list((tmp_path / "articles").iterdir())) == 3


def test_speed_is_measured_step_by_step(settings: IndexSettings) -> None:
    result = measure_speed(SEEDS, settings, compare=False, articles=4)
    ours = result["sanad"]
    assert ours["unchanged_s"] < ours["index_s"]
    assert 0 < ours["share_of_encoder_rate"] < 1.5
    assert ours["passages"] >= 4
    assert "times_faster" not in result
    assert "index_s" in describe_speed(result)


def test_what_is_started_indexes_as_this_process_does(settings: IndexSettings) -> None:
    chosen = replace(settings, collection="press", encoder=BASE_ENCODER, reader=NO_READER, passage_tokens=64)
    given = {name: value for name, value in index_environment(chosen).items() if name.startswith("SANAD_")}
    assert given == {
        "SANAD_HOME": str(settings.home),
        "SANAD_COLLECTION": "press",
        "SANAD_CACHE": str(settings.cache),
        "SANAD_ENCODER": "base",
        "SANAD_READER": "none",
        "SANAD_PASSAGE_TOKENS": "64",
        "SANAD_SENTENCES": "context",
    }


def test_a_step_that_is_killed_is_named() -> None:
    with pytest.raises(InputError, match="failed: it ended with status -9"):
        time_command([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], {})


def test_a_language_of_few_sentences_has_its_share(tmp_path: Path) -> None:
    urdu = [f"اس شہر میں {number} لوگ رہتے ہیں اور وہ سب خوش ہیں۔" for number in range(20)]
    english = [f"In this town there live {number} people and all of them are glad." for number in range(40)]
    assert write_passages(tmp_path, urdu + english, 600) == 2
    lines = [line for path in tmp_path.iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(set(lines)) == len(lines) == 600
    assert sum("شہر" in line for line in lines) == 300
    with pytest.raises(InputError, match="cannot make"):
        write_passages(tmp_path, urdu, 1_000)


def test_growth_is_measured_and_drawn(settings: IndexSettings, tmp_path: Path) -> None:
    rows = measure_growth(SEEDS, [100], replace(settings, passage_tokens=64))
    assert rows[0]["passages"] >= 100
    assert rows[0]["recall@10"] >= 0.99
    assert "recall@10" in describe_growth(rows)
    plot_growth(rows, tmp_path / "growth.svg")
    assert (tmp_path / "growth.svg").read_text().startswith("<?xml")
