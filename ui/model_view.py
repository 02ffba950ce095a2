"""The part of the settings that is about the language model: chosen by the owner of the machine, tried by everybody.

What arrives is the browser's word only; who is the owner, the guard has found out.
"""

import logging
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from index.errors import LlmError, SanadError, SettingsError
from rag.llm.exam import LANGUAGES
from rag.llm.pull import PULLED, pulled_path
from ui.assets import read_asset
from ui.desk import Desk
from ui.guard import OWNER
from ui.library_html import fill
from ui.model_choice import Choice, keep_choice, read_choice
from ui.model_html import exam_html, llm_of, model_html, notice, said_html, trial_html
from ui.model_words import MODEL_WORDS
from ui.strings import DEFAULT_LANG, Strings
from ui.turns import Busy

# "path" would be taken for a file of gradio's own.
_FIELDS = ("ollama", "url", "model", "key", "gguf", "fetched")
_LONGEST = 1_000
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}

_log = logging.getLogger(__name__)


def add_model(labels: Strings, desk: Desk) -> None:
    on = ModelHandlers(labels, desk)
    form = gr.HTML(elem_id="model", js_on_load=read_asset("model.js"), apply_default_css=False)
    told = gr.HTML(elem_id="model-told", apply_default_css=False, js_on_load='element.setAttribute("role", "status")')
    exam = gr.HTML(elem_id="model-exam", apply_default_css=False)
    # The script asks when the view is looked at.
    form.expand(on.show, None, [form, exam], trigger_mode="always_last", **_QUIET)
    form.select(on.try_out, None, told, trigger_mode="once", **_QUIET)
    form.submit(on.choose, None, [form, exam, told], trigger_mode="once", **_QUIET)


class ModelHandlers:
    """Those of the page in one language."""

    def __init__(self, labels: Strings, desk: Desk) -> None:
        self._labels, self._desk = labels, desk
        self._words = MODEL_WORDS[labels.lang]

    def show(self, request: gr.Request) -> tuple[str, str]:
        """The form and the exam."""
        self._desk.writer.refresh()
        return self._shown(_is_owner(request))

    def try_out(self, event: gr.EventData, request: gr.Request) -> Iterator[str]:
        """Of the owner what is filled in, of others the model that there is."""
        words, labels = self._words, self._labels
        choice = _read_choice(event) if _is_owner(request) else self._desk.writer.choice
        if choice is None:
            yield notice(labels, words.incomplete, "failed")
            return
        yield notice(labels, words.testing, "searching")
        lang = labels.lang if labels.lang in LANGUAGES else DEFAULT_LANG
        try:
            yield trial_html(labels, self._desk.writer.try_out(choice, lang))
        except Busy:
            yield notice(labels, words.busy, "failed")
        except LlmError as error:
            yield notice(labels, words.silent, "failed", str(error))
        except SettingsError as error:
            yield notice(labels, words.refused, "failed", str(error))
        except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
            _log.exception("a model could not be tried")
            yield notice(labels, words.failed, "failed")

    def choose(self, event: gr.EventData, request: gr.Request) -> tuple[Any, Any, str]:
        words, labels = self._words, self._labels
        if not _is_owner(request):
            return gr.skip(), gr.skip(), notice(labels, f"{words.not_yours} --llm", "failed")
        choice = _read_choice(event)
        if choice is None:
            return gr.skip(), gr.skip(), notice(labels, words.incomplete, "failed")
        try:
            # What cannot be kept is not used either: after the next start it would be another.
            home = self._desk.settings.index.home
            self._desk.writer.choose(choice, lambda: keep_choice(self._with_kept_key(choice), home))
        except SanadError as error:
            return gr.skip(), gr.skip(), notice(labels, words.refused, "failed", str(error))
        except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
            _log.exception("a model could not be chosen")
            return gr.skip(), gr.skip(), notice(labels, words.failed, "failed")
        name = self._desk.writer.name
        said = fill(words.used, labels, name=name) if name else words.used_none
        return *self._shown(True), said_html(labels, said)

    def _shown(self, owner: bool) -> tuple[str, str]:
        writer, cache = self._desk.writer, self._desk.settings.index.cache
        fetchable = {name: pulled_path(model, cache).exists() for name, model in PULLED.items()}
        exam = exam_html(self._labels, writer.choice, writer.results()) if writer.name else ""
        form = model_html(self._labels, writer.choice, writer.name, fetchable, owner)
        # The time makes each another one, so that the browser shows it anew and lets go of a key that was typed.
        return f'<div data-time="{time.time_ns()}">{form}</div>', exam

    def _with_kept_key(self, choice: Choice) -> Choice:
        """A key that was typed before for the same address stays; one that came from the environment is not written."""
        kept = read_choice(self._desk.settings.index.home)
        same = kept is not None and kept.llm == choice.llm
        return Choice(choice.llm, choice.model, choice.key or (kept.key if kept and same else ""))


def _is_owner(request: gr.Request) -> bool:
    return bool(request.request) and request.request.scope.get(OWNER) is True


def _read_choice(event: gr.EventData) -> Choice | None:
    """None where something is not filled in."""
    given = {name: getattr(event, name, "") for name in (*_FIELDS, "kind")}
    fields = {name: value if isinstance(value, str) and len(value) <= _LONGEST else "" for name, value in given.items()}
    kind = fields["kind"]
    llm = llm_of(kind, fields)
    if llm is None:
        return None
    if kind != "endpoint":
        return Choice(llm)
    return Choice(llm.rstrip("/"), fields["model"].strip(), fields["key"].strip())
