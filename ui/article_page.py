"""An article as a page of its own, in its direction and its font: what the library opens as its text.

It holds text alone: the browser is told to run no script, and to load nothing but the bundled fonts.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from ui.article import after_title
from ui.assets import font_faces, read_asset
from ui.render import escape_text, in_language, origin_html
from ui.strings import strings_for

if TYPE_CHECKING:
    from index.catalog import Article


def article_page(article: "Article") -> HTMLResponse:
    return HTMLResponse(page_html(article), headers={"Content-Security-Policy": _policy()})


def page_html(article: "Article") -> str:
    """What is not of the article is said in its language, or in English."""
    labels = strings_for(article.lang)
    title = escape_text(article.title)
    origin = origin_html(article.source, article.lang, article.published, labels)
    lines = article.text[after_title(article) :].split("\n")
    body = "".join(f"<p {in_language(line, article.lang)}>{escape_text(line)}</p>" for line in lines if line.strip())
    return (
        f"<!doctype html><html {in_language(article.text, article.lang)}>"
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_style()}</style></head><body><header><h1 {in_language(article.title, article.lang)}>{title}</h1>"
        f'<p class="from" lang="{labels.lang}" dir="{labels.direction}">{origin}</p></header>'
        f"<article>{body}</article></body></html>"
    )


@cache
def _style() -> str:
    return f"{font_faces()}{read_asset('print.css')}"


@cache
def _policy() -> str:
    style = b64encode(sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
