"""How well are passages ranked? The measures of trec_eval, by ir_measures."""

from collections.abc import Collection, Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

QUESTION_SET = {"hit@1": Success @ 1, "hit@5": Success @ 5, "mrr": RR, "ndcg@10": nDCG @ 10}
BENCHMARK = {
    "ndcg@10": nDCG @ 10,
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
    "recall@10": R @ 10,
    "recall@50": R @ 50,
    "mrr": RR,
}

# The scores of what one query found, by id.
Run = Mapping[str, float]
Scores = dict[str, float]


def score_rankings(
    relevant: Mapping[str, Collection[str]], runs: Mapping[str, Run], measures: Mapping[str, object]
) -> dict[str, Scores]:
    """Each query's scores. Without a relevant document, or without a run, they are 0.

    Of documents with equal scores the relevant ones come last: a tie tells nothing, and must not flatter.
    """
    scores = {query: dict.fromkeys(measures, 0.0) for query in relevant}
    qrels = {query: dict.fromkeys(documents, 1) for query, documents in relevant.items() if documents}
    strict = {query: _break_ties(runs.get(query, {}), relevant[query]) for query in qrels}
    names = {str(measure): name for name, measure in measures.items()}
    if qrels:
        for metric in ir_measures.iter_calc(list(measures.values()), qrels, strict):
            scores[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return scores


def _break_ties(run: Run, relevant: Collection[str]) -> Run:
    order: Sequence[str] = sorted(run, key=lambda id_: (-run[id_], id_ in relevant, id_))
    return {id_: float(-rank) for rank, id_ in enumerate(order)}
