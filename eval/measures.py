"""Definitions: what one answered question scores, and what a set of them adds up to."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

from eval.questions import EvalQuestion
from index.folding import fold_text
from rag.answer import Answer, Citation

_RANKING = {"hit@1": Success @ 1, "hit@5": Success @ 5, "mrr": RR, "ndcg@10": nDCG @ 10}
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Scored:
    """One question with its scores; `pair` is question language > language of the articles that answer it."""

    question: EvalQuestion
    pair: str
    answered: bool
    probability: float | None
    ranking: dict[str, float]
    citations: list[bool]
    sentences: list[bool]
    values: bool
    wall_ms: float

    @property
    def evidenced(self) -> bool:
        return any(self.citations)

    def to_dict(self) -> dict[str, Any]:
        if not self.question.answerable:
            return {"answered": self.answered}
        return {**self.ranking, "answered": self.answered, "evidence": self.evidenced, "values": self.values,
                "citations": self.citations, "sentences": self.sentences}  # fmt: skip


def score_ranking(relevant: dict[str, set[str]], run: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Ranking measures of each question, as defined by trec_eval.

    `relevant` maps a question's id to the ids of the passages that answer it, `run` to the scores of those that were
    found. A question without a relevant passage or without a run scores 0.
    """
    zero = dict.fromkeys(_RANKING, 0.0)
    scores = {id_: dict(zero) for id_ in relevant}
    qrels = {id_: dict.fromkeys(passages, 1) for id_, passages in relevant.items() if passages}
    names = {str(measure): name for name, measure in _RANKING.items()}
    if qrels:
        for metric in ir_measures.iter_calc(list(_RANKING.values()), qrels, run):
            scores[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return scores


def is_evidenced(citation: Citation, passage: str, question: EvalQuestion) -> bool:
    """Whether a citation, or the text of the passage that it is from, holds evidence of one of the sources."""
    held = any(evidence in citation.quote or evidence in passage for evidence in question.evidence)
    return citation.source in question.sources and held


def has_values(answer: Answer, question: EvalQuestion) -> bool:
    """Whether each value, in one of its alternatives, is in the answer or its quotations, all folded."""
    said = fold_text("\n".join([answer.answer, *(citation.quote for citation in answer.citations)]))
    alternatives = ([fold_text(each) for each in value.split("|")] for value in question.values)
    return answer.answered and all(any(each in said for each in value) for value in alternatives)


def sentences_supported(answer: Answer, evidenced: Sequence[bool]) -> list[bool]:
    """For each sentence of the answer, one a line, whether it carries an evidenced citation."""
    good = {citation.n for citation, ok in zip(answer.citations, evidenced, strict=True) if ok}
    lines = [line for line in answer.answer.split("\n") if line.strip()] if answer.answered else []
    return [any(int(mark) in good for mark in _MARK.findall(line)) for line in lines]


def summarise(rows: Sequence[Scored]) -> dict[str, Any]:
    """The measures of a set, null where nothing was there to be measured."""
    answerable = [row for row in rows if row.question.answerable]
    unanswerable = [row for row in rows if not row.question.answerable]
    return {
        "n": len(rows),
        "retrieval": {name: _mean([row.ranking[name] for row in answerable]) for name in _RANKING},
        "answer": {
            "evidence": _mean([row.evidenced for row in answerable]),
            "values": _mean([row.values for row in answerable]),
            "citation_precision": _mean([ok for row in answerable for ok in row.citations]),
            "citation_recall": _mean([ok for row in answerable for ok in row.sentences]),
        },
        "abstention": {
            "auroc": _auroc(answerable, unanswerable),
            "false_answer_rate": _mean([row.answered for row in unanswerable]),
            "false_refusal_rate": _mean([not row.answered for row in answerable]),
        },
        "latency_ms": {f"p{p}": _percentile([row.wall_ms for row in rows], p) for p in (50, 95)},
    }


def summarise_pairs(rows: Sequence[Scored]) -> dict[str, dict[str, Any]]:
    """The measures of each pair of languages, for the questions that have an answer."""
    pairs: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        if row.question.answerable:
            pairs[row.pair].append(row)
    summaries = {pair: summarise(some) for pair, some in sorted(pairs.items())}
    return {pair: {**s["retrieval"], **s["answer"], "n": s["n"]} for pair, s in summaries.items()}


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None


def _percentile(values: Sequence[float], p: int) -> float | None:
    return round(float(np.percentile(values, p)), 2) if len(values) else None


def _auroc(answerable: Sequence[Scored], unanswerable: Sequence[Scored]) -> float | None:
    from sklearn.metrics import roc_auc_score

    probabilities = [row.probability for row in [*answerable, *unanswerable]]
    if not answerable or not unanswerable or any(p is None for p in probabilities):
        return None
    labels = [True] * len(answerable) + [False] * len(unanswerable)
    return round(float(roc_auc_score(labels, probabilities)), 4)
