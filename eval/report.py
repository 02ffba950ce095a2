"""Results → one self-contained HTML page."""

from typing import Any

from jinja2 import Environment, PackageLoader


def render_report(results: dict[str, Any]) -> str:
    """The page of a run, the questions that went wrong first; everything that comes from articles is escaped."""
    page = Environment(loader=PackageLoader("eval", "templates"), autoescape=True).get_template("report.html")
    return page.render(results=results, rows=sorted(results["rows"], key=_goodness))


def _goodness(row: dict[str, Any]) -> float:
    scores = row["scores"]
    if not row["answerable"]:
        return 0.0 if scores["answered"] else 2.0
    return float(scores["evidence"]) + float(scores["values"])
