"""Results → one self-contained HTML page."""

from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from eval.plots import plot_latency, plot_reliability, plot_risk_coverage

_HEATMAPS = (("ndcg@10", "nDCG@10 of the passages"), ("evidence", "answers with evidence"))


def render_report(results: dict[str, Any]) -> str:
    """The page of a run, the questions that went wrong first; everything that comes from articles is escaped."""
    page = Environment(loader=PackageLoader("eval", "templates"), autoescape=True).get_template("report.html")
    rows = sorted(results["rows"], key=_goodness)
    abstention = results["abstention"]
    plots = {
        "How long an answer takes": plot_latency([row["result"]["timings_ms"]["total"] for row in rows]),
        "Risk and coverage": (points := abstention["risk_coverage"]) and plot_risk_coverage(points),
        "Is the probability right?": (bins := abstention["reliability"]) and plot_reliability(bins),
    }
    return page.render(
        results=results,
        rows=rows,
        systems={"sanad": results, **results["systems"]},
        plots={name: Markup(svg) for name, svg in plots.items() if svg},
        heatmaps=[(title, *_heatmap(results["by_pair"], measure)) for measure, title in _HEATMAPS],
        languages=sorted({row["lang"] for row in rows}),
        tags=sorted({tag for row in rows for tag in (row["tag"] or "").split("+") if tag}),
    )


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
