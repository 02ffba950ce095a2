"""The chat in the browser: `build_app` makes it, `launch_app` serves it.

The transcript lives in the browser and comes back with each question; a citation carries its own place. The
server keeps nothing of a conversation but the answers that get a thumb up or down.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import gradio as gr

from index.errors import SanadError
from index.language import detect_language
from ui.feedback import ReadArticle, read_feedback
from ui.render import answer_html, article_html, notice_html, question_html
from ui.strings import DEFAULT_LANG, STRINGS, Strings, strings_for
from ui.transcript import Message, earlier_questions

if TYPE_CHECKING:
    from index.conversations import Feedback
    from rag.answer import Answer

Ask = Callable[[str, list[str]], "Answer"]
Keep = Callable[["Feedback"], None]

# Nobody but this machine reaches the chat.
HOST = "127.0.0.1"
TITLE = "Sanad (سند)"
_MAX_WAITING = 32
_MAX_UPLOAD = "1mb"
_TOAST_S = 4
_FONTS = ["Noto Sans", "Noto Naskh Arabic", "system-ui", "sans-serif"]
_MONO_FONTS = ["Noto Sans Mono", "ui-monospace", "monospace"]

_log = logging.getLogger(__name__)


class PortInUse(SanadError):
    """Another program listens on the port that was asked for."""


def build_app(
    ask: Ask, read_article: ReadArticle, keep: Keep, examples: list[str], lang: str = DEFAULT_LANG
) -> gr.Blocks:
    """The page; nothing is served yet. `ask` gets the question and the earlier ones, oldest first."""
    labels = STRINGS[lang]
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as app:
        with gr.Column(elem_id="sanad", elem_classes=[labels.direction]):
            gr.HTML(_heading_html(labels), elem_id="heading")
            with gr.Row(elem_id="rooms"):
                with gr.Column(elem_id="conversation"):
                    chat = _add_transcript(labels, examples)
                    with gr.Row(elem_id="asking"):
                        box = _add_question_box(labels)
                        button = gr.Button(labels.ask, variant="primary", elem_id="ask", scale=0, min_width=96)
                with gr.Column(elem_id="reading"):
                    panel = _add_source_panel(labels)

        def answer(question: str, messages: list[Message]) -> Iterator[tuple[Any, Any]]:
            if not question.strip():
                yield gr.update(value="", placeholder=labels.blank_question), gr.skip()
                return
            emptied = gr.update(value="", placeholder=labels.question_placeholder)
            for transcript in converse(ask, question.strip(), messages):
                yield emptied, transcript
                emptied = gr.skip()

        def answer_example(messages: list[Message], event: gr.SelectData) -> Iterator[list[Message]]:
            yield from converse(ask, event.value["text"], messages)

        def open_source(event: gr.EventData) -> str:
            place = [getattr(event, key, None) for key in ("source", "start", "end")]
            return source_html(read_article, labels, *place)

        def take_thumb(messages: list[Message], event: gr.LikeData) -> None:
            tell_thumb(keep, read_article, messages, event.index, event.liked)

        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        gr.on([box.submit, button.click], answer, [box, chat], [box, chat], trigger_mode="once", **quiet)
        chat.example_select(answer_example, chat, chat, **quiet)
        panel.click(open_source, None, panel, **quiet)
        # Each click counts, in its order: the last one is what the reader means.
        chat.like(take_thumb, chat, None, trigger_mode="multiple", **quiet)
    return app.queue(max_size=_MAX_WAITING)


def converse(ask: Ask, question: str, messages: list[Message]) -> Iterator[list[Message]]:
    """The transcript with the question and a sign that it is being searched for, then with the answer."""
    lang = detect_language(question)
    asked = [*messages, _message("user", question_html(question, lang))]
    searching = notice_html(strings_for(lang).searching, "searching")
    yield [*asked, _message("assistant", searching)]
    yield [*asked, _message("assistant", _reply(ask, question, earlier_questions(messages), lang))]


def tell_thumb(keep: Keep, read_article: ReadArticle, messages: list[Message], index: object, thumb: object) -> None:
    """Keep the reader's thumb on `messages[index]`, and say so in the language of the question."""
    labels = STRINGS[DEFAULT_LANG]
    try:
        given = read_feedback(messages, index, thumb, read_article)
        if given is None:
            return
        labels = strings_for(given.lang)
        keep(given)
    except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
        _log.exception("a thumb could not be kept")
        gr.Warning(_toast_html(labels, labels.thumb_failed), duration=_TOAST_S, title="")
        return
    told = {True: labels.thumb_up, False: labels.thumb_down, None: labels.thumb_withdrawn}[given.liked]
    gr.Info(_toast_html(labels, told), duration=_TOAST_S, title="")


def source_html(read_article: ReadArticle, labels: Strings, source: object, start: object, end: object) -> str:
    """The article of a citation, whose parts are the browser's word only; a notice where there is no such place."""
    if isinstance(source, str) and type(start) is int and type(end) is int:
        article = read_article(source)
        if article is not None and 0 <= start < end <= len(article.text):
            return article_html(article, start, end, labels)
    return notice_html(labels.panel_missing, "missing")


def check_port(host: str, port: int) -> None:
    """Raises PortInUse where nothing can be served, before the models are loaded for nothing."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(
                f"port {port} on {host} cannot be used ({error.strerror}): end the program that uses it, "
                f"or choose another port with --port"
            ) from error


def launch_app(app: gr.Blocks, port: int, host: str = HOST) -> None:
    """Serve the page until interrupted. Raises PortInUse."""
    check_port(host, port)
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=_FONTS, font_mono=_MONO_FONTS)
    try:
        # It returns when the server has answered its first request.
        app.launch(
            server_name=host,
            server_port=port,
            theme=theme,
            css=_asset("chat.css"),
            prevent_thread_lock=True,
            quiet=True,
            inline=False,
            inbrowser=False,
            share=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            max_file_size=_MAX_UPLOAD,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
        )
        print(f"Sanad is ready: http://{host}:{port}", flush=True)  # noqa: T201 - the address is the command's output
        threading.Event().wait()
    except KeyboardInterrupt:
        _log.info("interrupted; the chat ends")
    finally:
        app.close(verbose=False)


def _reply(ask: Ask, question: str, earlier: list[str], lang: str) -> str:
    try:
        return answer_html(ask(question, earlier))
    except SanadError as error:
        _log.exception("the question was refused")
        return notice_html(str(error), "failed")
    except Exception:  # noqa: BLE001 - the interface's border: logged here, told to the reader
        _log.exception("the question could not be answered")
        return notice_html(strings_for(lang).failed, "failed")


def _toast_html(labels: Strings, text: str) -> str:
    return f'<span lang="{labels.lang}" dir="{labels.direction}">{text}</span>'


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _add_transcript(labels: Strings, examples: list[str]) -> gr.Chatbot:
    # Our HTML goes through gradio's sanitiser as well; Markdown and LaTeX stay off.
    return gr.Chatbot(
        label=TITLE,
        show_label=False,
        container=False,
        elem_id="chat",
        height="100%",
        render_markdown=False,
        latex_delimiters=[],
        sanitize_html=True,
        allow_tags=False,
        buttons=[],
        feedback_options=("Like", "Dislike"),
        layout="bubble",
        placeholder=f"<p>{labels.examples_intro}</p>",
        examples=[{"text": example} for example in examples],
    )


def _add_question_box(labels: Strings) -> gr.Textbox:
    return gr.Textbox(
        label=labels.question_label,
        placeholder=labels.question_placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=5,
        autofocus=True,
        elem_id="question",
        scale=1,
    )


def _add_source_panel(labels: Strings) -> gr.HTML:
    return gr.HTML(
        notice_html(labels.panel_empty, "empty"),
        label=labels.panel_label,
        elem_id="source",
        js_on_load=_asset("source.js"),
        apply_default_css=False,
    )


def _heading_html(labels: Strings) -> str:
    return (
        '<header><h1>Sanad <span lang="ur" dir="rtl">سند</span></h1>'
        f'<p dir="{labels.direction}">{labels.tagline}</p></header>'
    )


def _asset(name: str) -> str:
    return files("ui").joinpath("assets", name).read_text(encoding="utf-8")
