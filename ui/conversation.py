"""The view in which questions are asked: the chats, the transcript of one of them, and the article beside it."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from ui.among_view import add_among
from ui.asking import Writings
from ui.assets import read_asset
from ui.desk import Desk
from ui.dialogs import dialogs_html
from ui.handlers import ChatHandlers
from ui.reading import add_source_panel
from ui.strings import Strings
from ui.suggestions import Suggestions

# A listener to an event of a component, as gradio has them.
Listen = Callable[..., Any]


def add_conversation(
    app: gr.Blocks,
    labels: Strings,
    desk: Desk,
    chosen: gr.BrowserState,
    caution: gr.BrowserState,
    writings: Writings,
    suggestions: Suggestions,
) -> Callable[[Listen], None]:
    """`chosen` is the name of the collection, `caution` that of how sure an answer must be.

    What is returned is told at which event another collection is chosen elsewhere in the page.
    """
    _add_script("dialogs", dialogs_html(labels))
    with gr.Row(elem_id="rooms"):
        chats = _add_script("chats")
        with gr.Column(elem_id="conversation"):
            transcript = _add_script("transcript")
            told = _add_script("told")
            among, narrowing = add_among(labels)
            with gr.Row(elem_id="asking"):
                box = _add_question_box(labels)
                ask = gr.Button(labels.ask, variant="primary", elem_id="ask", scale=0, min_width=96)
                gr.Button(labels.stop, elem_id="stop", scale=0, min_width=96)
        with gr.Column(elem_id="reading"):
            panel = add_source_panel(labels)
    # What is handed to a script and not shown as it comes.
    courier = gr.HTML(None, html_template="", elem_id="courier", js_on_load=read_asset("courier.js"))
    # Empty where no question of the chat has been answered yet.
    chat = gr.State("")

    on = ChatHandlers(labels, desk, writings, suggestions)
    at_once: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": None,
        "trigger_mode": "multiple",
    }
    asking = {**at_once, "trigger_mode": "once"}
    seen, place = [transcript, chats, chat], [chat, chosen]
    gr.on([box.submit, ask.click], on.ask, [box, *place, caution, among], [box, *seen, told], **asking)
    transcript.submit(on.ask_again, [*place, caution, among], [box, *seen, told], **asking)
    app.load(on.show_among, chosen, narrowing, **at_once)
    narrowing.input(on.narrow, None, [among, courier], **at_once)
    transcript.stop(on.stop, None, None, **at_once)
    transcript.like(on.rate, place, [told, transcript], **at_once)
    transcript.expand(on.explain, place, courier, **at_once)
    opened = chats.select(on.open, chosen, seen, **at_once)
    begun = chats.clear(on.begin, chosen, seen, **at_once)
    deleted = chats.delete(on.delete, place, seen, **at_once)
    for shown in (opened, begun, deleted):
        shown.then(on.suggest, place, courier, **at_once)
    chats.input(on.search, place, chats, **at_once)
    chats.edit(on.rename, place, chats, **at_once)
    chats.download(on.export, chosen, courier, **at_once)
    panel.click(on.read, place, panel, **at_once)

    def turn_to(event: Listen) -> None:
        turned = event(on.turn_to, chosen, [*seen, narrowing, among, panel], **at_once)
        turned.then(on.suggest, place, courier, **at_once)

    return turn_to


def _add_script(name: str, content: str = "") -> gr.HTML:
    return gr.HTML(content, elem_id=name, js_on_load=read_asset(f"{name}.js"), apply_default_css=False)


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
