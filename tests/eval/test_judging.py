"""A language model's opinion of the answers: only a clear verdict counts, and no run is lost to a poor judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest

from eval.measure import describe_measures, measure_systems
from eval.questions import EvalQuestion
from eval.report import render_report
from index.collection import Collection, open_collection
from index.encoder import Encoder
from index.errors import LlmError
from index.settings import IndexSettings
from index.sync import index_paths
from rag.llm.models import Model, find_model
from rag.parts import parts_of
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.rag.fake_endpoint import Script, serve_script

TOWN = "The town of Marlow Ferry opened its new bridge on 6 June 2021. The bridge cost 14 million pounds."
QUESTIONS = [
    EvalQuestion("cost", "en", "How much did the bridge of Marlow Ferry cost?", True, ["town.txt"],
                 ["The bridge cost 14 million pounds"], ["14 million"], "14 million pounds"),
    EvalQuestion("opened", "en", "When did Marlow Ferry open its bridge?", True, ["town.txt"],
                 ["opened its new bridge on 6 June 2021"], ["2021"]),
    EvalQuestion("ship", "en", "Who is the captain of the Polish submarine?", False, [], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def collection(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.txt").write_text(TOWN, encoding="utf-8")
    settings = IndexSettings(home=tmp_path_factory.mktemp("home"), cache=CACHE)
    index_paths([folder], settings, lambda: encoder)
    with open_collection(settings) as opened:
        yield opened


@contextmanager
def judge_that_says(script: Script) -> Iterator[Model]:
    with serve_script(script) as endpoint:
        model = find_model(RagSettings(llm=endpoint.url, llm_model="fake <b>judge</b>"), CACHE)
        assert model is not None
        yield model


def measure(collection: Collection, encoder: Encoder, judge: Model, limit_s: int = 60) -> dict[str, Any]:
    settings = RagSettings(llm_total_s=limit_s)
    return measure_systems(QUESTIONS, ["sanad"], collection, parts_of(collection, encoder, None), settings, None, judge)


def asked_of(body: dict[str, Any]) -> str:
    return "\n".join(message["content"] for message in body["messages"])


def test_answers_are_judged_and_refusals_are_not(collection: Collection, encoder: Encoder) -> None:
    asked: list[str] = []

    def script(body: dict[str, Any]) -> list[str]:
        asked.append(asked_of(body))
        return ["4.5\nIt says what it costs."] if "Reference Answer" in asked[-1] else ["YES"]

    with judge_that_says(script) as judge:
        results = measure(collection, encoder, judge)
    rows = {row["id"]: row["judged"] for row in results["rows"]}
    assert rows["cost"] == {"faithfulness": 1.0, "correctness": 4.5, "remark": "4.5\nIt says what it costs."}
    assert rows["opened"] == {"faithfulness": 1.0, "correctness": None, "remark": "YES"}
    answered = [row["id"] for row in results["rows"] if row["result"]["answered"]]
    assert (rows["ship"] is None) == ("ship" not in answered)
    judged = results["judged"]
    assert judged["model"] == "fake <b>judge</b>"
    assert judged["faithfulness"] | {"ci": None} == {"mean": 1.0, "ci": None, "n": len(answered), "no_verdict": 0}
    assert judged["correctness"] == {"mean": 4.5, "ci": None, "n": 1, "no_verdict": 0}
    # The trial, then of each answer whether its quotations bear it out, and of that with a reference if it is right.
    assert len(asked) == 1 + len(answered) + 1
    quotes = [cited["quote"] for row in results["rows"] for cited in row["result"]["citations"]]
    assert all(any(f"Context: {quote}" in each for each in asked) for quote in quotes[:1])
    assert sum("## Reference Answer\n14 million pounds" in each for each in asked) == 1
    assert "judged by fake <b>judge</b>" in describe_measures(results)
    page = render_report(results)
    assert "Judged by <bdi>fake &lt;b&gt;judge&lt;/b&gt;</bdi>" in page
    assert "correct: 4.5 of 5" in page


@pytest.mark.parametrize(
    ("said", "faithful"),
    [("No.", 0.0), ("NO, though one might say yes", 0.0), ("**Yes**", 1.0), ("Who knows? Perhaps yes", None)],
)
def test_only_a_clear_verdict_counts(
    said: str, faithful: float | None, collection: Collection, encoder: Encoder
) -> None:
    def script(body: dict[str, Any]) -> list[str]:
        if "Information: The bridge was opened in 1974." in asked_of(body):
            return ["YES"]
        return ["Splendid! 9 of 10"] if "Reference Answer" in asked_of(body) else [said]

    with judge_that_says(script) as judge:
        results = measure(collection, encoder, judge)
    assert results["rows"][0]["judged"]["faithfulness"] == faithful
    assert results["rows"][0]["judged"]["correctness"] is None
    assert results["judged"]["correctness"] == {"mean": None, "ci": None, "n": 0, "no_verdict": 1}
    assert (results["judged"]["faithfulness"]["no_verdict"] == 0) == (faithful is not None)


def test_a_verdict_that_does_not_come_in_time_is_none(collection: Collection, encoder: Encoder) -> None:
    waiting = Event()

    def script(body: dict[str, Any]) -> list[str]:
        if "Information: The bridge was opened in 1974." not in asked_of(body):
            waiting.wait(10)
        return ["YES"]

    with judge_that_says(script) as judge:
        results = measure(collection, encoder, judge, limit_s=1)
        waiting.set()
    row = results["rows"][0]["judged"]
    assert row == {"faithfulness": None, "correctness": None, "remark": "no verdict: no answer in time"}


def test_who_cannot_judge_is_told_before_anything_is_asked(collection: Collection, encoder: Encoder) -> None:
    with judge_that_says(lambda _: ["I am a poem."]) as judge, pytest.raises(LlmError, match=r"cannot judge.*a poem"):
        measure(collection, encoder, judge)
    nobody = find_model(RagSettings(llm="http://127.0.0.1:9/v1", llm_model="fake"), CACHE)
    assert nobody is not None
    with pytest.raises(LlmError, match="fake cannot judge"):
        measure(collection, encoder, nobody)


def test_a_run_without_a_judge_says_nothing_of_one(collection: Collection, encoder: Encoder) -> None:
    parts = parts_of(collection, encoder, None)
    results = measure_systems(QUESTIONS, ["sanad"], collection, parts, RagSettings())
    assert "judged" not in results
    assert not any("judged" in row for row in results["rows"])
    assert "Judged" not in render_report(results)
