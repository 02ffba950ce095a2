"""The plots of the report, as SVG that stands in the page."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

_INK, _ACCENT, _FAINT = "#1c2430", "#2f6f62", "#c3ccd6"
_LATENCY_BINS = 24


def plot_risk_coverage(points: Sequence[dict[str, float]]) -> str:
    def draw(axis: Any) -> None:
        axis.step([p["coverage"] for p in points], [p["risk"] for p in points], where="post", color=_ACCENT)
        axis.set(xlabel="share of questions answered, the surest first", ylabel="share of those that is wrong",
                 xlim=(0, 1), ylim=(0, 1))  # fmt: skip

    return _svg(draw)


def plot_reliability(bins: Sequence[dict[str, Any]]) -> str:
    def draw(axis: Any) -> None:
        axis.plot([0, 1], [0, 1], color=_FAINT)
        axis.plot([b["probability"] for b in bins], [b["answerable"] for b in bins], marker="o", color=_ACCENT)
        for each in bins:
            axis.annotate(str(each["n"]), (each["probability"], each["answerable"]), fontsize=8, xytext=(4, 4),
                          textcoords="offset points")  # fmt: skip
        axis.set(xlabel="probability given", ylabel="share that can be answered", xlim=(0, 1), ylim=(0, 1))

    return _svg(draw)


def plot_latency(wall_ms: Sequence[float]) -> str:
    def draw(axis: Any) -> None:
        axis.hist(wall_ms, bins=_LATENCY_BINS, color=_ACCENT)
        axis.set(xlabel="milliseconds for an answer", ylabel="questions", xlim=(0, None))

    return _svg(draw)


def _svg(draw: Any) -> str:
    import matplotlib as mpl

    mpl.use("Agg")
    # The same file in every run: no time in it, no random ids; letters as shapes, so that no font is needed.
    with mpl.rc_context({"svg.hashsalt": "sanad", "svg.fonttype": "path", "text.color": _INK}):
        from matplotlib import pyplot as plt

        figure, axis = plt.subplots(figsize=(4.6, 3.2), layout="constrained")
        axis.spines[["top", "right"]].set_visible(False)
        draw(axis)
        written = StringIO()
        figure.savefig(
            written, format="svg", transparent=True, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type"))
        )
        plt.close(figure)
    svg = written.getvalue()
    return svg[svg.index("<svg") :]
