"""An article → HTML, with the cited words marked where they stand."""

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rag.rendering import render_number
from ui.display import plain_words
from ui.render import article_url, citation_reference, escape_text, in_language, origin_html
from ui.strings import Strings

if TYPE_CHECKING:
    from index.catalog import Article

Span = tuple[int, int]

# Of a longer article, so many characters before and after the cited words are shown.
_AROUND = 60_000


def article_html(
    article: "Article", start: int, end: int, labels: Strings, used: Sequence[Span] = (), collection: str = ""
) -> str:
    """The article with `text[start:end]` marked, and the spans `used` marked in another way.

    0 <= start < end <= len(text). `collection` names where its file is to be had.
    """
    title = f"<h2 {in_language(article.title, article.lang)}>{escape_text(article.title)}</h2>"
    reference = html.escape(citation_reference(article.source, start, end))
    others = _others(used, start, end)
    begin = after_title(article)
    first, last = max(0, start - _AROUND), min(len(article.text), end + _AROUND)
    notes = [labels.shortened] if (first, last) != (0, len(article.text)) else []
    # The title stands above; it is not shown twice unless its words are marked.
    first = begin if first == 0 and all(begin <= each for each, _ in [(start, end), *others]) else first
    notes += [labels.also_used] if others else []
    told = "".join(f'<p class="note" dir="{labels.direction}">{note}</p>' for note in notes)
    body = "".join(_paragraphs(article, first, last, (start, end), others))
    return (
        f'<article data-reference="{reference}">'
        f'<p class="bar"><a class="back" href="#question">{labels.back_to_answer}</a>'
        f'<a class="original" href="{_original(article, start, collection)}" target="_blank" rel="noopener">'
        f"{labels.original}</a></p>"
        f'<header>{title}<p class="origin" dir="{labels.direction}">{_origin(article, start, labels)}</p>'
        f"{told}</header>"
        f"{body}</article>"
    )


def after_title(article: "Article") -> int:
    """Where the text goes on after a first line that is the title."""
    line, _, _ = article.text.partition("\n")
    return len(line) if line.strip() and line.strip() == article.title.strip() else 0


def _original(article: "Article", start: int, collection: str) -> str:
    """The address of the file itself, at the page of a PDF."""
    page = bisect_right(article.pages, start)
    place = f"#page={page}" if page else ""
    return html.escape(f"{article_url(article.source, collection, 'original')}{place}")


def _origin(article: "Article", start: int, labels: Strings) -> str:
    origin = origin_html(article.source, article.lang, article.published, labels)
    page = bisect_right(article.pages, start)
    said = labels.pdf_page.format(page=render_number(str(page), labels.lang))
    return f"{origin} · <bdi>{said}</bdi>" if page else origin


def _others(used: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans without those that overlap the cited words or one another."""
    kept: list[Span] = []
    for span in sorted(used):
        apart = span[1] <= start or end <= span[0]
        if apart and span[0] < span[1] and (not kept or kept[-1][1] <= span[0]):
            kept.append(span)
    return kept


def _paragraphs(article: "Article", first: int, last: int, cited: Span, others: Sequence[Span]) -> Iterator[str]:
    """A paragraph a line; the lines that one mark runs over are one paragraph, so that one element holds it."""
    marks = sorted([cited, *(span for span in others if first <= span[0] and span[1] <= last)])
    at = first
    while at < last:
        stop = _line_end(article.text, at, last)
        inside = [span for span in marks if at <= span[0] <= stop]
        while inside and inside[-1][1] > stop:
            stop = _line_end(article.text, inside[-1][1], last)
            inside = [span for span in marks if at <= span[0] <= stop]
        text = article.text[at:stop]
        if inside or text.strip():
            shown = _marked(article, at, stop, inside, cited)
            yield f"<p {in_language(text, article.lang)}>{shown}</p>"
        at = stop + 1


def _line_end(text: str, at: int, last: int) -> int:
    found = text.find("\n", at, last)
    return last if found < 0 else found


def _marked(article: "Article", at: int, stop: int, marks: Sequence[Span], cited: Span) -> str:
    def shown(start: int, end: int) -> str:
        return escape_text(plain_words(article.text[start:end], article.source))

    parts = []
    for start, end in marks:
        opening = '<mark id="cited" tabindex="-1">' if (start, end) == cited else '<mark class="used">'
        parts.append(f"{shown(at, start)}{opening}{shown(start, end)}</mark>")
        at = end
    return "".join([*parts, shown(at, stop)])
