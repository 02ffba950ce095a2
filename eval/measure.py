"""Question set → the JSON of `sanad eval`: Sanad's rows and measures, with other systems and an earlier run beside."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from eval.questions import EvalQuestion
from eval.run import run_questions
from eval.summary import compare_runs, compare_systems, summarise, summarise_pairs, summarise_tags
from eval.systems import open_system
from index.collection import Collection
from index.counts import count_of
from rag.parts import Parts
from rag.settings import RagSettings

if TYPE_CHECKING:
    from rag.llm.models import Model

_PARTS = ("retrieval", "answer", "abstention", "latency_ms")


def measure_systems(
    questions: Sequence[EvalQuestion],
    systems: Sequence[str],
    collection: Collection,
    parts: Parts,
    settings: RagSettings,
    before: Sequence[dict[str, Any]] | None = None,
    judge: "Model | None" = None,
) -> dict[str, Any]:
    """All `systems` answer all questions; the first one's rows are the result, the others are set against it.

    `before` holds the rows of an earlier run; a `judge` gives its opinion of the first system's answers. Raises
    LlmError if it does not answer, before any question is asked.
    """
    if judge:
        # What a language model needs is not imported where there is none.
        from eval.judging import judge_answers, summarise_judgements, try_judge

        try_judge(judge, settings.llm_total_s)
    runs = {
        name: run_questions(
            questions,
            _parts_of(name, collection, parts),
            collection,
            _settings_of(name, settings),
            ordered=name == "sanad",
        )
        for name in systems
    }
    ours, *others = systems
    rows = [row.to_dict() for row in runs[ours]]
    results = {
        **summarise(runs[ours]),
        "by_pair": summarise_pairs(runs[ours]),
        "by_tag": summarise_tags(runs[ours]),
        "systems": {
            name: {**summarise(runs[name]), "against": compare_systems(runs[ours], runs[name])} for name in others
        },
        "rows": rows,
    }
    if judge:
        judgements = judge_answers(runs[ours], judge, settings.llm_total_s)
        results["judged"] = summarise_judgements(judgements, runs[ours], judge)
        for row, judgement in zip(rows, judgements, strict=True):
            row["judged"] = judgement and asdict(judgement)
    if before is not None:
        results["against"] = compare_runs(rows, before)
    return results


def _settings_of(system: str, settings: RagSettings) -> RagSettings:
    # The probability is fitted to the scores of Sanad's search alone: with other scores it would say nothing.
    return settings if system == "sanad" else replace(settings, least_probability=0.0)


def _parts_of(system: str, collection: Collection, parts: Parts) -> Parts:
    # Sanad is measured as it is asked, with whatever the settings have put around its search.
    return parts if system == "sanad" else replace(parts, retrieve=open_system(system, collection, parts.encoder))


def describe_measures(results: dict[str, Any]) -> str:
    """The measures as a table for the terminal, a column a system."""
    systems = {"sanad": results, **results["systems"]}
    lines = [count_of(results["n"], "question")]
    if len(systems) > 1:
        lines.append(f"  {'':22}" + "".join(f"{name:>14}" for name in systems))
    for part in _PARTS:
        for name in results[part]:
            if name in ("risk_coverage", "reliability"):
                continue
            shown = [_shown(system[part][name]) for system in systems.values()]
            interval = results["ci"].get(part, {}).get(name)
            sure = f"   ({interval[0]:.2f}–{interval[1]:.2f})" if interval and len(systems) == 1 else ""
            lines.append(f"  {name:22}" + "".join(f"{each:>14}" for each in shown) + sure)
    for name, system in results["systems"].items():
        for measure, found in system["against"].items():
            if found:
                more = f"{found['difference']:+.3f} (p {found['p']:.4f})"
                lines.append(f"  {measure} of sanad less that of {name}: {more}")
    lines += [
        f"  {pair:10} n {s['n']}, hit@1 {s['hit@1']}, hit@5 {s['hit@5']}, mrr {s['mrr']}, evidence {s['evidence']}"
        for pair, s in results["by_pair"].items()
    ]
    if judged := results.get("judged"):
        lines.append(f"judged by {judged['model']}, an opinion:")
        for name in ("faithfulness", "correctness"):
            opinion = judged[name]
            count = f"   (n {opinion['n']}, no verdict on {opinion['no_verdict']})"
            lines.append(f"  {name:22}{_shown(opinion['mean']):>14}{count}")
    if against := results.get("against"):
        lines.append(f"{len(against['changed']):,} of {count_of(against['common'], 'question')} changed")
        lines += [f"  {row['id']}: {row['before']} → {row['after']}" for row in against["changed"] if row["before"]]
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value}"
