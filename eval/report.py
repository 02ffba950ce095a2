"""Results → one self-contained HTML page."""

from typing import Any

from babel import Locale
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from eval.plots import plot_latency, plot_reliability, plot_risk_coverage
from index.counts import count_of

_HEATMAPS = (("ndcg@10", "nDCG@10 of the passages"), ("evidence", "answers with evidence"))

_MEANINGS = {
    "hit@1": "the passage found first holds the evidence",
    "hit@5": "one of the first five does",
    "mrr": "one divided by the rank of the first that does",
    "ndcg@10": "how near to the top of the first ten all stand that do",
    "evidence": "the answer cites the evidence, or the passage that holds it",
    "quoted": "the evidence is in the quotation itself, which is what a reader sees",
    "values": "the answer or what it quotes has the facts that were asked for",
    "citation_precision": "citations that hold the evidence, of all",
    "citation_recall": "sentences of answers with such a citation, of all",
    "auroc": "a question that can be answered is given the higher probability than one that cannot",
    "false_answer_rate": "answered, though the articles do not say; 0 is the best",
    "false_refusal_rate": "refused, though the articles say; 0 is the best",
    "p50": "half of the answers take no longer",
    "p95": "95 of 100 take no longer",
}


def render_report(results: dict[str, Any]) -> str:
    """The page of a run, the questions that went wrong first; everything that comes from articles is escaped."""
    environment = Environment(loader=PackageLoader("eval", "templates"), autoescape=True)
    environment.filters["language_name"] = _language_name
    page = environment.get_template("report.html")
    rows = sorted(results["rows"], key=_goodness)
    abstention = results["abstention"]
    plots = {
        "How long an answer takes": plot_latency([row["wall_ms"] for row in rows]),
        "Risk and coverage": (points := abstention["risk_coverage"]) and plot_risk_coverage(points),
        "Is the probability right?": (bins := abstention["reliability"]) and plot_reliability(bins),
    }
    return page.render(
        results=results,
        count_of=count_of,
        meanings=_MEANINGS,
        answerable=sum(row["answerable"] for row in rows),
        rows=rows,
        systems={"sanad": results, **results["systems"]},
        plots={name: Markup(svg) for name, svg in plots.items() if svg},
        heatmaps=[(title, *_heatmap(results["by_pair"], measure)) for measure, title in _HEATMAPS],
        languages=sorted({row["lang"] for row in rows}),
        tags=sorted({tag for row in rows for tag in (row["tag"] or "").split("+") if tag}),
    )


def _language_name(codes: str) -> str:
    """The English name; of `ar+ur`, the languages of the articles of one question, the names of both."""
    return " + ".join(_name(code) for code in codes.split("+"))


def _name(code: str) -> str:
    english = Locale("en")
    language, _, script = code.partition("-")
    name = english.languages.get(language, language)
    return f"{name} ({english.scripts.get(script, script)})" if script else name


def _goodness(row: dict[str, Any]) -> tuple[float, float]:
    scores = row["scores"]
    return float(scores["right"]), float(scores.get("evidence", 0.0)) + float(scores.get("ndcg@10", 0.0))


def _heatmap(
    by_pair: dict[str, dict[str, Any]], measure: str
) -> tuple[list[str], list[tuple[str, list[dict[str, Any] | None]]]]:
    """Languages of the articles; for each language of questions a cell with value, n and interval for each of them."""
    pairs = {tuple(pair.split(">")): values for pair, values in by_pair.items()}
    columns = sorted({article for _, article in pairs})
    table = []
    for asked in sorted({question for question, _ in pairs}):
        cells = [pairs.get((asked, article)) for article in columns]
        table.append((
            asked,
            [cell and {"value": cell[measure], "n": cell["n"], "ci": cell["ci"][measure]} for cell in cells],
        ))  # fmt: skip
    return columns, table
