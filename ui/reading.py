"""The source panel: an article beside the chat, open at the words that are cited."""

from collections.abc import Sequence

import gradio as gr

from rag.explain import Finding
from rag.rendering import render_amount, render_number
from ui.article import article_html
from ui.assets import read_asset
from ui.feedback import ReadArticle
from ui.render import notice_html
from ui.strings import Strings


def add_source_panel(labels: Strings) -> gr.HTML:
    return gr.HTML(
        "",
        label=labels.panel_label,
        elem_id="source",
        js_on_load=read_asset("source.js"),
        apply_default_css=False,
    )


def source_html(
    read_article: ReadArticle,
    labels: Strings,
    source: object,
    start: object,
    end: object,
    used: Sequence[tuple[int, int]] = (),
    collection: str = "",
) -> str:
    """The article of a citation, whose parts are the browser's word only; a notice where there is no such place."""
    if isinstance(source, str) and type(start) is int and type(end) is int:
        article = read_article(source)
        if article is not None and 0 <= start < end <= len(article.text):
            return article_html(article, start, end, labels, used, collection)
    back = f'<p class="bar"><a class="back" href="#question">{labels.back_to_answer}</a></p>'
    return back + notice_html(labels.panel_missing, "missing")


def finding_html(found: Finding | None, probability: float | None, labels: Strings) -> str:
    """Why a passage was found; the parts of its score, which add up, are bars beside the greatest of them."""
    if found is None:
        return notice_html(labels.why_failed, "failed")
    named = {"dense": labels.why_dense, "lexical": labels.why_lexical, "names": labels.why_names}
    legs = {name: max(0.0, found.legs[leg]) for leg, name in named.items() if leg in found.legs}
    most = max(legs.values(), default=0.0) or 1.0
    rows = {labels.why_rank: render_number(str(found.rank), labels.lang)}
    rows |= {name: _bar(name, value, most, labels) for name, value in legs.items()}
    if probability is not None:
        rows[labels.why_probability] = render_amount(f"{100 * probability:.0f}", "percent", labels.lang) or ""
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows.items())
    return f'<dl class="finding" lang="{labels.lang}" dir="{labels.direction}">{shown}</dl>'


def _bar(name: str, value: float, most: float, labels: Strings) -> str:
    said = render_number(f"{value:.2f}", labels.lang)
    return f'<meter max="{most:.2f}" value="{value:.2f}" aria-label="{name}" title="{said}">{said}</meter>'
