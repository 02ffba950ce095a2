"""Scored rows → what they add up to, how sure that is, and what differs between two runs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from eval.abstention import auroc, reliability, risk_coverage
from eval.ranking import QUESTION_SET
from eval.run import Row
from eval.statistics import confidence_interval, interval_by_question, mean, paired_difference

# What two systems are compared by: one value a question.
_PAIRED: dict[str, Callable[[Row], float]] = {
    "ndcg@10": lambda row: row.ranking["ndcg@10"],
    "hit@1": lambda row: row.ranking["hit@1"],
    "evidence": lambda row: float(row.evidenced),
    "quoted": lambda row: float(row.quoted),
    "values": lambda row: float(row.values),
}
# What may change in a question from one run to the next.
_OUTCOMES = ("right", "answered", "evidence", "quoted", "values", "hit@1", "hit@5")


def summarise(rows: Sequence[Row]) -> dict[str, Any]:
    """The measures of a set in the JSON of `sanad eval`, null where nothing was there to be measured.

    `ci` has the intervals of the means at 95 %.
    """
    values = _values(rows)
    intervals = {
        part: {name: confidence_interval(some) for name, some in named.items()} for part, named in values.items()
    }
    intervals["answer"] |= {name: interval_by_question(some) for name, some in _support(rows).items()}
    probabilities = [row.answer.probability for row in rows]
    answerable = [row.question.answerable for row in rows]
    return {
        "n": len(rows),
        **{part: {name: mean(some) for name, some in named.items()} for part, named in values.items()},
        "abstention": {
            "auroc": auroc(probabilities, answerable),
            **{name: mean(some) for name, some in values["abstention"].items()},
            "risk_coverage": risk_coverage(
                probabilities, [row.answer.answered for row in rows], [row.right for row in rows]
            ),
            "reliability": reliability(probabilities, answerable),
        },
        "latency_ms": {f"p{p}": _percentile([row.wall_ms for row in rows], p) for p in (50, 95)},
        "ci": intervals,
    }


def _values(rows: Sequence[Row]) -> dict[str, dict[str, list[float]]]:
    answerable = [row for row in rows if row.question.answerable]
    unanswerable = [row for row in rows if not row.question.answerable]
    return {
        "retrieval": {name: [row.ranking[name] for row in answerable] for name in QUESTION_SET},
        "answer": {
            "evidence": [float(row.evidenced) for row in answerable],
            "quoted": [float(row.quoted) for row in answerable],
            "values": [float(row.values) for row in answerable],
            **{name: [float(ok) for each in some for ok in each] for name, some in _support(rows).items()},
        },
        "abstention": {
            "false_answer_rate": [float(row.answer.answered) for row in unanswerable],
            "false_refusal_rate": [float(not row.answer.answered) for row in answerable],
        },
    }


def _support(rows: Sequence[Row]) -> dict[str, list[list[bool]]]:
    """By question, whether each citation and each sentence is evidenced; what answers a question that the articles do
    not answer never is."""
    return {
        "citation_precision": [row.citations for row in rows if row.answer.answered],
        # An answer that should have been given supports nothing.
        "citation_recall": [row.sentences or [False] for row in rows if row.answer.answered or row.question.answerable],
    }


def summarise_pairs(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """The measures of each pair of languages, for the questions that have an answer."""
    return _grouped((row.pair, row) for row in rows if row.question.answerable)


def summarise_tags(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """The measures of the questions of each kind; a question of several kinds counts in each."""
    return _grouped((tag, row) for row in rows for tag in (row.question.tag or "").split("+") if tag)


def _grouped(named: Iterable[tuple[str, Row]]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for name, row in named:
        groups[name].append(row)
    summaries = {}
    for name, some in sorted(groups.items()):
        values = _values(some)
        parts = {
            **values["retrieval"],
            **values["answer"],
            "false_answer_rate": values["abstention"]["false_answer_rate"],
        }
        summaries[name] = {
            **{measure: mean(scores) for measure, scores in parts.items()},
            "right": mean([float(row.right) for row in some]),
            "ci": {measure: confidence_interval(parts[measure]) for measure in ("ndcg@10", "evidence")},
            "n": len(some),
        }
    return summaries


def compare_systems(ours: Sequence[Row], theirs: Sequence[Row]) -> dict[str, Any]:
    """What `ours` has more than `theirs` on the same answerable questions, with the probability of chance."""
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a.question.answerable]
    return {
        name: paired_difference([measure(a) for a, _ in pairs], [measure(b) for _, b in pairs])
        for name, measure in _PAIRED.items()
    }


def compare_runs(rows: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What changed since an earlier run, question by question; both in the JSON of `sanad eval`."""
    earlier = {row["id"]: row for row in before}
    common = [(row, earlier[row["id"]]) for row in rows if row["id"] in earlier]
    changed = []
    for row, old in common:
        then, now = ({name: each["scores"].get(name) for name in _OUTCOMES} for each in (old, row))
        names = [name for name in _OUTCOMES if then[name] != now[name]]
        if names or old["result"]["answer"] != row["result"]["answer"]:
            changed.append({
                "id": row["id"], "question": row["question"], "lang": row["lang"],
                "before": {name: then[name] for name in names}, "after": {name: now[name] for name in names},
                "answer_before": old["result"]["answer"], "answer_after": row["result"]["answer"],
            })  # fmt: skip
    return {
        "common": len(common),
        "only_before": sorted(set(earlier) - {row["id"] for row in rows}),
        "only_after": [row["id"] for row in rows if row["id"] not in earlier],
        "differences": {name: _difference(common, name) for name in _OUTCOMES},
        "changed": changed,
    }


def _difference(common: Sequence[tuple[dict[str, Any], dict[str, Any]]], name: str) -> dict[str, float] | None:
    both = [(new["scores"][name], old["scores"][name]) for new, old in common
            if new["scores"].get(name) is not None and old["scores"].get(name) is not None]  # fmt: skip
    return paired_difference([float(new) for new, _ in both], [float(old) for _, old in both])


def _percentile(values: Sequence[float], p: int) -> float | None:
    return round(float(np.percentile(values, p)), 2) if len(values) else None
