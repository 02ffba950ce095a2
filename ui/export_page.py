"""A chat as one page to print or to keep: it loads nothing, has its fonts in it, and ends with the list of sources."""

import html
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from index.chats import Chat, Turn
from index.language import detect_language
from rag.answer import Answer, Citation
from rag.rendering import render_date, render_number
from ui.among import told_html
from ui.assets import font_folder, read_asset
from ui.display import plain_words, visible_text
from ui.remarks import is_remark
from ui.render import in_language, nearest_heading, origin_html, own_html, split_marks, text_direction
from ui.strings import STRINGS, Strings
from ui.transcript import filters_of, read_answer

# Family → its file and the languages that are set in it.
_FONTS = {
    "Sanad Nastaliq": ("noto-nastaliq-urdu-arabic-400-normal.woff2", ("ur",)),
    "Sanad Naskh": ("noto-naskh-arabic-arabic-400-normal.woff2", ("ar", "fa")),
    "Sanad Devanagari": ("noto-sans-devanagari-devanagari-400-normal.woff2", ("hi", "mr", "ne")),
}


def export_page(chat: Chat, turns: Sequence[Turn], labels: Strings) -> str:
    answers = [read_answer(turn.answer) for turn in turns]
    title = _text(chat.title)
    sections = "".join(
        _section(n, turn, answer, labels) for n, (turn, answer) in enumerate(zip(turns, answers, strict=True), 1)
    )
    body = (
        f'<header><p class="from">Sanad <bdi lang="ur">سند</bdi> · {_date(chat.begun, labels)}</p>'
        f'<h1 dir="{text_direction(chat.title, detect_language(chat.title))}">{title}</h1></header>{sections}'
        f"{_sources(answers, labels)}"
    )
    named = {labels.lang, "ur"} | {cited.lang for answer in answers for cited in answer.shown}
    named |= {turn.lang for turn in turns} | {answer.lang for answer in answers}
    return (
        f'<!doctype html><html lang="{labels.lang}" dir="{labels.direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_faces(named)}{read_asset('print.css')}</style></head><body>{body}</body></html>"
    )


def _section(n: int, turn: Turn, answer: Answer, labels: Strings) -> str:
    spoken = STRINGS.get(answer.lang, labels)
    cited = answer.shown
    if answer.answered:
        head = "".join(_statement(text, answer.lang) for text in [*answer.facts, *answer.written])
    else:
        head = _statement(answer.reason or spoken.not_found, spoken.lang)
    heading = f"<h3>{spoken.answer_heading}</h3>" if answer.answered else nearest_heading(answer.lang)
    head += heading if cited else ""
    among = told_html(filters_of(turn.answer), labels)
    note = _note(answer.note or "") + _note(spoken.stopped if turn.stopped else "")
    question = f"<span {in_language(turn.question, turn.lang)}>{_text(turn.question)}</span>"
    question = f'<bdi class="n">{render_number(str(n), labels.lang)}</bdi> {question}'
    quotes = "".join(_quotation(each, spoken) for each in cited)
    return (
        f'<section><h2 dir="{text_direction(turn.question, turn.lang)}">{question}</h2>{among}'
        f'<div lang="{spoken.lang}" dir="{spoken.direction}">{head}{note}{quotes}</div></section>'
    )


def _quotation(cited: Citation, spoken: Strings) -> str:
    return (
        f"<figure><blockquote {in_language(cited.quote, cited.lang)}>{_text(plain_words(cited.quote, cited.source))}"
        f'</blockquote><figcaption><bdi class="n">[{cited.n}]</bdi> '
        f"{origin_html(cited.source, cited.lang, cited.published, spoken)}</figcaption></figure>"
    )


def _statement(text: str, lang: str) -> str:
    said, numbers = split_marks(text)
    marks = "".join(f' <bdi class="n">[{n}]</bdi>' for n in numbers)
    kind = "note" if is_remark(said, lang) else "said"
    return f'<p class="{kind}" dir="{text_direction(said, lang)}">{own_html(said)}{marks}</p>'


def _note(text: str) -> str:
    return f'<p class="note" dir="{text_direction(text)}">{own_html(text)}</p>' if text else ""


def _sources(answers: Sequence[Answer], labels: Strings) -> str:
    """Each article once, with the questions it was quoted for."""
    quoted: dict[str, Citation] = {}
    questions: dict[str, list[int]] = {}
    for n, answer in enumerate(answers, 1):
        for cited in answer.shown:
            quoted.setdefault(cited.source, cited)
            numbers = questions.setdefault(cited.source, [])
            numbers += [n] if n not in numbers else []
    if not quoted:
        return ""
    rows = "".join(
        f"<li>{origin_html(each.source, each.lang, each.published, labels)} "
        f'<span class="n">({_numbers(questions[source], labels)})</span></li>'
        for source, each in quoted.items()
    )
    return f'<section class="sources"><h2>{labels.export_sources}</h2><ul>{rows}</ul></section>'


def _numbers(numbers: Sequence[int], labels: Strings) -> str:
    return ", ".join(f"<bdi>{render_number(str(n), labels.lang)}</bdi>" for n in numbers)


def _date(iso: str, labels: Strings) -> str:
    day = datetime.fromisoformat(iso).astimezone().date()
    return f"<bdi>{_text(render_date(day.isoformat(), labels.lang))}</bdi>"


def _text(text: str) -> str:
    return html.escape(visible_text(text))


def _faces(langs: set[str]) -> str:
    needed = [(family, name) for family, (name, used) in _FONTS.items() if langs & set(used)]
    return "".join(_face(family, name) for family, name in needed)


@cache
def _face(family: str, name: str) -> str:
    data = b64encode((font_folder() / name).read_bytes()).decode()
    return f'@font-face {{ font-family: "{family}"; src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
