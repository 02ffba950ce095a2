"""A chat as a file to take away: Markdown, JSON, or a page to print, each with its sources."""

import json
import re
from collections.abc import Sequence
from typing import Any

import regex

from index.chats import Chat, Turn
from rag.answer import Answer, Citation
from rag.phrases import say
from ui.among import filters_dict, told_text
from ui.display import visible_text
from ui.export_page import export_page
from ui.strings import STRINGS, Strings
from ui.transcript import filters_of, read_answer

# "=" too: a line of it makes a heading of the one above.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|<>~&$@:=-])")
_UNSAFE = regex.compile(r"[^\w\p{M}\u200c -]+")


def export_chat(chat: Chat, turns: Sequence[Turn], kind: str, labels: Strings) -> dict[str, str]:
    """Name, type and text of the file; a kind that is not known is the page."""
    name = " ".join(_UNSAFE.sub(" ", visible_text(chat.title)).split())[:60].strip() or "chat"
    if kind == "markdown":
        return {"name": f"{name}.md", "type": "text/markdown", "text": export_markdown(chat, turns)}
    if kind == "json":
        return {"name": f"{name}.json", "type": "application/json", "text": export_json(chat, turns)}
    return {"name": f"{name}.html", "type": "text/html", "text": export_page(chat, turns, labels)}


def export_json(chat: Chat, turns: Sequence[Turn]) -> str:
    """The answers are in the JSON of `sanad ask`, with what the page tells beside them."""
    rows = [_row(turn, read_answer(turn.answer)) for turn in turns]
    return json.dumps({"title": chat.title, "begun": chat.begun, "turns": rows}, ensure_ascii=False, indent=1)


def _row(turn: Turn, answer: Answer) -> dict[str, Any]:
    told = {"filters": filters_dict(filters_of(turn.answer)), "note": answer.note}
    told = {name: value for name, value in told.items() if value}
    return {"asked": turn.asked, "stopped": turn.stopped, "liked": turn.liked, **told, **answer.to_dict()}


def export_markdown(chat: Chat, turns: Sequence[Turn]) -> str:
    parts = [f"# {_plain(chat.title)}"]
    for turn in turns:
        answer = read_answer(turn.answer)
        labels = STRINGS.get(answer.lang, STRINGS["en"])
        refusal = "" if answer.answered else answer.reason or labels.not_found
        among, note = told_text(filters_of(turn.answer), labels), answer.note or ""
        nearest = say("nearest", answer.lang) if answer.nearest else ""
        said = [among, *answer.facts, *answer.written, refusal, note, nearest]
        parts += [f"## {_plain(turn.question)}", *(_plain(text) for text in said if text)]
        parts += [labels.stopped] if turn.stopped else []
        for cited in answer.shown:
            quote = "\n".join(f"> {_plain(line)}" for line in cited.quote.splitlines())
            parts += [f"{quote}\n>\n> — \\[{cited.n}\\] {_plain(_place(cited, labels))}"]
    return "\n\n".join(parts) + "\n"


def _place(cited: Citation, labels: Strings) -> str:
    parts = [cited.source, labels.language_name(cited.lang), cited.published or ""]
    return " · ".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Markdown that is the text and nothing else."""
    return _MARKUP.sub(r"\\\1", " ".join(visible_text(text).split()))
