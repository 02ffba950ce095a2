"""Answers and articles → HTML. Pure functions.

The text of a document is hostile. Each of its ASCII punctuation characters is written as a character
reference, so that it can be neither HTML nor Markdown nor an address to be made a link of; control characters
that would reorder or hide text are left out of what is shown.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ui.display import visible_text
from ui.strings import DEFAULT_LANG, STRINGS, Strings, strings_for

if TYPE_CHECKING:
    from index.catalog import Article
    from rag.answer import Answer, Citation

# Line breaks and tabs too: gradio's Chatbot dedents messages and expands their tabs.
_ACTIVE = re.compile(r"[!-/:-@\[-`{-~\n\t]")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def escape_text(text: str) -> str:
    """HTML that shows `visible_text(text)` and can be nothing but text."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", visible_text(text))


def text_direction(text: str) -> str:
    """`rtl` or `ltr`, after the first strong character; `ltr` where there is none."""
    found = (_STRONG.get(unicodedata.bidirectional(char)) for char in text)
    return next((direction for direction in found if direction), "ltr")


def question_html(question: str, lang: str) -> str:
    """The reader's own message. `question_text` reads it back."""
    return f'<div class="asked" {_language(lang)} dir="{text_direction(question)}">{escape_text(question)}</div>'


def question_text(message: str) -> str:
    """The question that `question_html` made this message of, without the characters that it left out."""
    return html.unescape(message[message.index(">") + 1 : message.rindex("<")])


def answer_html(answer: "Answer") -> str:
    """The answer as its quotations, each with its citation; where there is none, the nearest passages."""
    labels = strings_for(answer.lang)
    if answer.answered:
        return _answer(labels, answer.lang, f"<h2>{labels.answer_heading}</h2>", answer.citations)
    head = f'<p class="none">{labels.not_found}</p>'
    if answer.nearest:
        head += f"<h2>{labels.nearest_heading}</h2>"
    return _answer(labels, answer.lang, head, answer.nearest)


def notice_html(text: str, kind: str) -> str:
    """A message of the program's own; `kind` is its CSS class."""
    return f'<p class="notice {kind}" dir="{text_direction(text)}" tabindex="-1">{escape_text(text)}</p>'


def article_html(article: "Article", start: int, end: int, labels: Strings = STRINGS[DEFAULT_LANG]) -> str:
    """The whole article, `text[start:end]` marked; 0 <= start < end <= len(text)."""
    title = f'<h2 dir="{text_direction(article.title)}" {_language(article.lang)}>{escape_text(article.title)}</h2>'
    back = f'<a class="back" href="#question">{labels.back_to_answer}</a>'
    origin = _origin(article.source, article.lang, article.published, labels)
    reference = html.escape(citation_reference(article.source, start, end))
    body = _article_body(article.text, start, end, article.lang)
    return (
        f'<article data-reference="{reference}">{back}'
        f'<header>{title}<p class="origin" dir="{labels.direction}">{origin}</p></header>{body}</article>'
    )


def citation_reference(source: str, start: int, end: int) -> str:
    """What a citation's link carries after its `#`."""
    return urlencode({"source": source, "start": start, "end": end}, errors="replace")


def _answer(labels: Strings, lang: str, head: str, citations: "Sequence[Citation]") -> str:
    shown = lang if strings_for(lang) is labels and lang in STRINGS else DEFAULT_LANG
    quotes = "".join(_quotation(citation, labels) for citation in citations)
    return f'<div class="answer" {_language(shown)} dir="{labels.direction}">{head}{quotes}</div>'


def _quotation(citation: "Citation", labels: Strings) -> str:
    direction = text_direction(citation.quote)
    href = html.escape(f"#{citation_reference(citation.source, citation.start, citation.end)}")
    origin = _origin(citation.source, citation.lang, citation.published, labels)
    return (
        f'<figure><blockquote {_language(citation.lang)} dir="{direction}">'
        f'<bdi dir="{direction}">{escape_text(citation.quote)}</bdi></blockquote>'
        f'<figcaption><a class="cite" href="{href}" title="{labels.open_source}">'
        f'<b dir="ltr">[{citation.n}]</b> {origin}</a></figcaption></figure>'
    )


def _origin(source: str, lang: str, published: str | None, labels: Strings) -> str:
    parts = [labels.language_name(lang), *([published] if published else [])]
    rest = "".join(f" · <bdi>{escape_text(part)}</bdi>" for part in parts)
    return f'<bdi class="file">{escape_text(source)}</bdi>{rest}'


def _article_body(text: str, start: int, end: int, lang: str) -> str:
    """A paragraph a line; the lines that text[start:end] runs over are one paragraph, so that one mark holds it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    marked = f'<mark id="cited" tabindex="-1">{escape_text(text[start:end])}</mark>'
    cited = escape_text(text[first:start]) + marked + escape_text(text[end:last])
    return (
        _paragraphs(text[:first], lang)
        + f'<p {_language(lang)} dir="{text_direction(text[first:last])}">{cited}</p>'
        + _paragraphs(text[last:], lang)
    )


def _paragraphs(text: str, lang: str) -> str:
    lines = (line for line in text.split("\n") if line.strip())
    return "".join(f'<p {_language(lang)} dir="{text_direction(line)}">{escape_text(line)}</p>' for line in lines)


def _language(code: str) -> str:
    return f'lang="{html.escape(visible_text(code))}"'
