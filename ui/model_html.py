"""The language model → HTML: which one it is, which it could be, and how its exam went. Pure functions.

A key goes from the reader to the server, and never back.
"""

import shlex
from collections.abc import Mapping, Sequence

from rag.llm.exam import LANGUAGES, PASS_MARK, Result
from rag.rendering import render_number
from rag.settings import NO_LLM
from ui.library_html import fill
from ui.model_choice import Choice
from ui.model_words import MODEL_WORDS, ModelWords
from ui.render import escape_text, frame_html, notice_html
from ui.strings import DEFAULT_LANG, Strings
from ui.writing_model import Trial

KINDS = ("none", "ollama", "endpoint", "file", "fetched")
_OLLAMA = "ollama/"


def kind_of(llm: str) -> str:
    if llm == NO_LLM:
        return "none"
    if llm.startswith(_OLLAMA):
        return "ollama"
    if llm.startswith(("http://", "https://")):
        return "endpoint"
    return "file" if llm.endswith(".gguf") else "fetched"


def llm_of(kind: str, fields: Mapping[str, str]) -> str | None:
    """What `--llm` would take; None where something is not filled in. What it is worth is found out later."""
    given = {name: value.strip() for name, value in fields.items()}
    found = {
        "none": NO_LLM,
        "ollama": f"{_OLLAMA}{given['ollama']}" if given["ollama"] else "",
        "endpoint": given["url"] if kind_of(given["url"]) == "endpoint" and given["model"] else "",
        "file": given["gguf"] if kind_of(given["gguf"]) == "file" else "",
        "fetched": given["fetched"],
    }.get(kind, "")
    return found or None


def model_html(
    labels: Strings,
    choice: Choice,
    name: str | None,
    fetchable: Mapping[str, bool],
    owner: bool,
) -> str:
    """`fetchable` tells of each model that can be fetched whether it is there."""
    words = MODEL_WORDS[labels.lang]
    now = fill(words.now_named, labels, name=name) if name else words.now_none
    form = _form(words, choice, fetchable) if owner else _shown(words, name)
    return (
        f'<section class="choice" lang="{labels.lang}" dir="{labels.direction}"><h2>{words.title}</h2>'
        f"<p>{now}</p>{form}</section>"
    )


def trial_html(labels: Strings, trial: Trial) -> str:
    words = MODEL_WORDS[labels.lang]
    first, whole = (_seconds(each, labels) for each in (trial.first_s, trial.whole_s))
    told = words.answers.replace("{first}", first).replace("{whole}", whole)
    return said_html(labels, told, f'<blockquote dir="auto">{escape_text(trial.said)}</blockquote>')


def said_html(labels: Strings, said: str, more: str = "") -> str:
    """Words of the program's own, filled in."""
    return frame_html(labels, f'<p class="notice">{said}</p>{more}')


def notice(labels: Strings, text: str, kind: str = "", detail: str = "") -> str:
    """`detail` is what was raised, in English."""
    more = f'<p class="detail" lang="{DEFAULT_LANG}" dir="ltr">{escape_text(detail)}</p>' if detail else ""
    return frame_html(labels, notice_html(text, kind) + more)


def _form(words: ModelWords, choice: Choice, fetchable: Mapping[str, bool]) -> str:
    now = kind_of(choice.llm)
    kinds = "".join(
        f'<label><input type="radio" name="kind" value="{kind}"{" checked" if kind == now else ""}>'
        f"{getattr(words, kind)}</label>"
        for kind in KINDS
    )
    endpoint, kept = now == "endpoint", words.key_kept if now == "endpoint" and choice.key else ""
    inside = {
        "ollama": _text("ollama", words.ollama_name, choice.llm.removeprefix(_OLLAMA) if now == "ollama" else "")
        + _hint(words.local_note),
        "endpoint": _text("url", words.url, choice.llm if endpoint else "", "https://…/v1", "url")
        + _text("model", words.url_model, choice.model if endpoint else "")
        + _text("key", words.key, "", "", "password")
        + _hint(" ".join(filter(None, (kept, words.sent_note)))),
        "file": _text("gguf", words.path, choice.llm if now == "file" else "", "/…/….gguf") + _hint(words.local_note),
        "fetched": _select(words, choice.llm, fetchable) + _hint(words.local_note),
    }
    groups = "".join(f'<div class="of" data-kind="{kind}">{fields}</div>' for kind, fields in inside.items())
    return (
        f'<form class="model" novalidate><fieldset><legend class="unseen">{words.choose}</legend>'
        f'<div class="options">{kinds}</div></fieldset>{groups}<div class="buttons">'
        f'<button type="button" class="test" data-action="test">{words.test}</button>'
        f'<button class="done" data-action="use">{words.use}</button></div></form>'
    )


def _shown(words: ModelWords, name: str | None) -> str:
    test = f'<button type="button" data-action="test">{words.test}</button>' if name else ""
    return f'<form class="model"><p class="hint">{words.not_yours} <code dir="ltr">--llm</code></p>{test}</form>'


def _text(name: str, label: str, value: str, example: str = "", kind: str = "text") -> str:
    return (
        f'<label class="field">{label}<input type="{kind}" name="{name}" value="{escape_text(value)}" dir="ltr" '
        f'maxlength="1000" autocomplete="off" spellcheck="false" placeholder="{example}"></label>'
    )


def _select(words: ModelWords, current: str, fetchable: Mapping[str, bool]) -> str:
    options = "".join(
        f'<option value="{escape_text(name)}"{" selected" if name == current else ""}>{escape_text(name)}'
        f"{'' if there else f' ({words.not_fetched})'}</option>"
        for name, there in fetchable.items()
    )
    missing = [name for name, there in fetchable.items() if not there]
    how = _command(words.fetch_with, ["sanad", "llm", "pull"]) if missing else ""
    return f'<label class="field">{words.which}<select name="fetched" dir="ltr">{options}</select></label>{how}'


def exam_html(labels: Strings, choice: Choice, results: Mapping[str, Result]) -> str:
    """How it went, by language, and how it is taken."""
    words = MODEL_WORDS[labels.lang]
    rows = "".join(_result(labels, words, lang, results.get(lang)) for lang in LANGUAGES)
    note = fill(words.exam_note, labels, n=str(PASS_MARK), asked="20")
    arguments = ["sanad", "llm", "check", "--llm", choice.llm]
    arguments += ["--llm-model", choice.model] if choice.model else []
    how = "" if len(results) == len(LANGUAGES) else _command(words.examine_with, arguments, bool(choice.key))
    return frame_html(labels, f'<h3>{words.exam}</h3><p class="hint">{note}</p><dl class="exam">{rows}</dl>{how}')


def _result(labels: Strings, words: ModelWords, lang: str, result: Result | None) -> str:
    name = labels.language_name(lang)
    if result is None:
        return f'<dt>{name}</dt><dd class="none">{words.not_examined}</dd>'
    right = fill(words.right, labels, n=str(result.right), asked=str(result.asked))
    verdict = words.passed if result.passed else words.not_passed
    return f'<dt>{name}</dt><dd class="{"passed" if result.passed else "failed"}"><b>{verdict}</b> {right}</dd>'


def _command(said: str, arguments: Sequence[str], keyed: bool = False) -> str:
    command = f"{'SANAD_LLM_KEY=… ' if keyed else ''}{shlex.join(arguments)}"
    return f'<p class="hint">{said} <code dir="ltr">{escape_text(command)}</code></p>'


def _hint(text: str) -> str:
    return f'<p class="hint">{text}</p>' if text else ""


def _seconds(seconds: float, labels: Strings) -> str:
    return render_number(f"{max(seconds, 0.1):.1f}", labels.lang)
