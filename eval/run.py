"""Question set → scored rows → metrics, on an open collection."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from tqdm import tqdm

from eval.measures import (
    Scored,
    has_values,
    is_evidenced,
    score_ranking,
    sentences_supported,
    summarise,
    summarise_pairs,
)
from eval.questions import EvalQuestion, check_evidence
from eval.report import render_report
from index.collection import Collection
from index.encoder import Encoder
from index.errors import InputError
from rag.answer import Answer, Citation, answer_question
from rag.question import read_question
from rag.retrieve import search_passages
from rag.settings import RagSettings

# How many passages of a ranking are measured and kept.
_DEPTH = 10


def run_questions(
    questions: Sequence[EvalQuestion], collection: Collection, encoder: Encoder, settings: RagSettings
) -> dict[str, Any]:
    """Ask every question and score it, in the JSON of `sanad eval`.

    Raises InputError if the questions are about other articles than the collection holds.
    """
    _check_sources(questions, collection)
    # The first question of a process pays for what the libraries set up, which is not the time of an answer.
    encoder.encode_queries([questions[0].question])
    asked = []
    for question in tqdm(questions, desc="asking", unit="question", disable=None):
        began = perf_counter()
        answer = answer_question(question.question, question.history, collection, encoder, settings)
        wall_ms = (perf_counter() - began) * 1000
        query = read_question(question.question, question.history, settings).query
        asked.append((question, answer, wall_ms, search_passages(query, collection, encoder, _DEPTH, settings)["hits"]))
    relevant = {question.id: _relevant_passages(question, collection) for question in questions}
    run = {question.id: {_key(hit): hit["score"] for hit in hits} for question, _, _, hits in asked}
    ranking = score_ranking(relevant, run)
    scored = [
        _score(question, answer, wall_ms, ranking[question.id], collection) for question, answer, wall_ms, _ in asked
    ]
    rows = [
        {**row.question.to_dict(), "result": answer.to_dict(), "retrieved": hits, "scores": row.to_dict()}
        for row, (_, answer, _, hits) in zip(scored, asked, strict=True)
    ]
    return {**summarise(scored), "by_pair": summarise_pairs(scored), "rows": rows}


def write_results(results: dict[str, Any], folder: Path) -> None:
    """`rows.jsonl`, `metrics.json` and `report.html` in a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        metrics = {key: value for key, value in results.items() if key != "rows"}
        rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in results["rows"])
        (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
        (folder / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / "report.html").write_text(render_report(results), encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write the results to {folder}: {error.strerror}") from error


def _check_sources(questions: Sequence[EvalQuestion], collection: Collection) -> None:
    texts = {article.source: article.text for article in collection.catalog.articles()}
    problems = [problem for question in questions for problem in check_evidence(question, texts.get)]
    if problems:
        raise InputError(
            f"the question set does not fit the collection: {problems[0]} ({len(problems)} in all); "
            "index the articles that it is about, or name their folder with --corpus"
        )


def _relevant_passages(question: EvalQuestion, collection: Collection) -> set[str]:
    articles = [collection.catalog.article(source) for source in question.sources]
    return {
        f"{article.source}:{passage.start}"
        for article in articles
        if article
        for passage in collection.catalog.passages_of(article.id)
        if any(evidence in article.text[passage.start : passage.end] for evidence in question.evidence)
    }


def _key(hit: dict[str, Any]) -> str:
    return f"{hit['source']}:{hit['start']}"


def _score(
    question: EvalQuestion, answer: Answer, wall_ms: float, ranking: dict[str, float], collection: Collection
) -> Scored:
    evidenced = [is_evidenced(cited, _passage_text(cited, collection), question) for cited in answer.citations]
    return Scored(
        question,
        pair=f"{question.lang}>{_languages(question, collection)}",
        answered=answer.answered,
        probability=answer.probability,
        ranking=ranking,
        citations=evidenced,
        sentences=sentences_supported(answer, evidenced),
        values=has_values(answer, question),
        wall_ms=wall_ms,
    )


def _passage_text(citation: Citation, collection: Collection) -> str:
    article = collection.catalog.article(citation.source)
    passages = collection.catalog.passages_of(article.id) if article else []
    inside = [p for p in passages if p.start <= citation.start and citation.end <= p.end]
    return article.text[inside[0].start : inside[0].end] if article and inside else ""


def _languages(question: EvalQuestion, collection: Collection) -> str:
    articles = [collection.catalog.article(source) for source in question.sources]
    return "+".join(sorted({article.lang for article in articles if article}))
