"""A chat as it is kept and as it is shown: a turn is a question and what was answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.chats import Turn
from rag.answer import Answer, Check, Citation
from rag.filters import NO_FILTERS, Filters
from rag.phrases import say
from ui.among import filters_dict, read_filters, told_html
from ui.render import answer_html, escape_text, in_language, notice_html, question_html
from ui.strings import STRINGS, Strings, page_path

_THUMB = "M7 11v9H4v-9zm2 0 4-8c1.5 0 2.5 1 2.3 2.6L14.8 9H19c1.2 0 2 1 1.8 2.2l-1.2 7c-.2 1-1 1.8-2.1 1.8H9z"


@dataclass(frozen=True)
class Pending:
    """A question that is being answered; `key` names it to whoever would stop it. `failure` is told in place of an
    answer."""

    key: str
    question: str
    lang: str
    answer: Answer | None = None
    failure: str = ""
    filters: Filters = NO_FILTERS


def write_answer(answer: Answer, filters: Filters = NO_FILTERS) -> str:
    """The JSON in which a turn keeps it. `read_answer` and `filters_of` read it back."""
    kept = filters_dict(filters)
    return json.dumps({**asdict(answer), **({"filters": kept} if kept else {})}, ensure_ascii=False)


def filters_of(kept: str) -> Filters:
    """Among which articles it was asked."""
    return read_filters(json.loads(kept).get("filters"))


def read_answer(kept: str) -> Answer:
    """What a later version of Sanad has added to it is left out."""
    values = json.loads(kept)
    values["citations"] = [_known(Citation, each) for each in values["citations"]]
    values["nearest"] = [_known(Citation, each) for each in values["nearest"]]
    values["checks"] = [_known(Check, each) for each in values["checks"] or []]
    answer: Answer = _known(Answer, values)
    return answer


def told_text(answer: Answer) -> str:
    """All that a reader may remember of an answer, to find it by."""
    cited = [*answer.citations, *answer.nearest]
    parts = [*answer.facts, *answer.written, answer.reason or "", *(f"{each.quote} {each.source}" for each in cited)]
    return "\n".join(part for part in parts if part)


def transcript_html(
    collection: str, chat: str, turns: Sequence[Turn], pending: Pending | None, labels: Strings, empty: str = ""
) -> str:
    """The turns of a chat, the oldest first; `empty` where there is none. `chat` is empty before the first answer."""
    shown = [_turn_html(turn, labels) for turn in turns] + ([_pending_html(pending, labels)] if pending else [])
    return (
        f'<div class="transcript" data-chat="{escape_text(chat)}" data-collection="{escape_text(collection)}">'
        f"{''.join(shown) or empty}</div>"
    )


def welcome_html(labels: Strings) -> str:
    """With a place for the questions to begin with."""
    return (
        f'<div class="welcome" dir="{labels.direction}"><h2>{labels.examples_intro}</h2><p>{labels.tagline}</p>'
        "<ul></ul></div>"
    )


def nothing_html(labels: Strings) -> str:
    """Where there is no article yet: the way to the library."""
    return f'<div class="welcome" dir="{labels.direction}"><h2>{labels.welcome_empty}</h2>{_to_library(labels)}</div>'


def _to_library(labels: Strings) -> str:
    link = f'<a href="{page_path(labels.lang)}#/library">{labels.to_library}</a>'
    return f'<p class="to-library" lang="{labels.lang}" dir="{labels.direction}">{link}</p>'


def suggestions_html(questions: Sequence[tuple[str, str]]) -> str:
    """Questions, with their languages, to begin with."""
    return "".join(
        f'<li><button type="button" data-action="suggest" {in_language(question, lang)}>'
        f"{escape_text(question)}</button></li>"
        for question, lang in questions
    )


def _known(kind: type[Any], values: Mapping[str, Any]) -> Any:
    return kind(**{field.name: values[field.name] for field in fields(kind) if field.name in values})


def _turn_html(turn: Turn, labels: Strings) -> str:
    answer = read_answer(turn.answer)
    stopped = notice_html(STRINGS.get(turn.lang, labels).stopped, "stopped") if turn.stopped else ""
    copy = f'<button type="button" data-action="copy" data-done="{labels.copied}">{labels.copy_text}</button>'
    # What can be done about it is one click away.
    way = _to_library(labels) if answer.reason == say("nothing", answer.lang) else ""
    # Of a greeting, or where there is no article yet, there is nothing to judge.
    thumbs = _thumbs(turn, labels) if answer.answered or answer.nearest else ""
    tools = copy + _tool("again", labels.ask_again) + thumbs
    return (
        f'<section class="turn" data-turn="{turn.id}">{_asked(turn.question, turn.lang, labels)}'
        f"{told_html(filters_of(turn.answer), labels)}"
        f"{answer_html(answer, labels, str(turn.id))}{way}{stopped}"
        f'<div class="tools" dir="{labels.direction}">{tools}</div></section>'
    )


def _pending_html(pending: Pending, labels: Strings) -> str:
    spoken = STRINGS.get(pending.lang, labels)
    if pending.failure:
        told = notice_html(pending.failure, "failed")
        tools = f'<div class="tools" dir="{labels.direction}">{_tool("again", labels.ask_again)}</div>'
        return _unkept("failed", pending, told + tools, labels)
    if pending.answer is None:
        return _unkept("pending", pending, notice_html(spoken.searching, "searching"), labels)
    answer = answer_html(pending.answer, labels, pending.key)
    return _unkept("pending", pending, answer + notice_html(spoken.writing, "searching"), labels)


def _unkept(kind: str, pending: Pending, inside: str, labels: Strings) -> str:
    question, among = question_html(pending.question, pending.lang), told_html(pending.filters, labels)
    return (
        f'<section class="turn {kind}" data-key="{pending.key}"><div class="asking">{question}</div>{among}{inside}'
        "</section>"
    )


def _asked(question: str, lang: str, labels: Strings) -> str:
    tools = f'<div class="tools" dir="{labels.direction}">{_tool("edit", labels.edit)}</div>'
    return f'<div class="asking">{question_html(question, lang)}{tools}</div>'


def _tool(action: str, label: str) -> str:
    return f'<button type="button" data-action="{action}">{label}</button>'


def _thumbs(turn: Turn, labels: Strings) -> str:
    return "".join(
        f'<button type="button" class="thumb {kind}" data-action="{kind}" aria-pressed="{str(pressed).lower()}" '
        f'aria-label="{label}" title="{label}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_THUMB}"/></svg>'
        "</button>"
        for kind, label, pressed in (
            ("up", labels.good, turn.liked is True),
            ("down", labels.bad, turn.liked is False),
        )
    )
