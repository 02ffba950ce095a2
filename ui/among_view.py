"""The quiet control above the question, in which the articles that are asked are chosen."""

from typing import Any

import gradio as gr

from index.errors import InputError, NoCollection
from index.listing import count_values
from ui.among import AMONG_WORDS, LONGEST, among_html, filters_dict, read_filters
from ui.assets import read_asset
from ui.desk import Desk
from ui.render import isolate_dates, notice_html
from ui.strings import Strings


def add_among(labels: Strings, desk: Desk, chosen: gr.BrowserState) -> tuple[gr.State, gr.HTML]:
    """The filters as they are chosen, for `read_filters`, and the place of the control, whose `input` changes them."""
    script = read_asset("among.js")
    control = gr.HTML(among_html(labels, {}), elem_id="among", js_on_load=script, apply_default_css=False)

    def show(name: str) -> str:
        try:
            langs = count_values(desk.collection(desk.known(name)).catalog, "lang")
        except NoCollection:
            langs = {}
        return among_html(labels, langs)

    # Which languages there are is asked when the control is opened.
    control.expand(show, chosen, control, api_visibility="private", show_progress="hidden", concurrency_limit=None)
    return gr.State({}), control


def narrow(labels: Strings, event: gr.EventData) -> tuple[Any, str]:
    """What the browser sends of the control → the filters to be kept, and what is to be told of them."""
    given = {name: getattr(event, name, None) for name in ("languages", "since", "until", "sources")}
    # Several files or folders stand in one field.
    if isinstance(given["sources"], str):
        given["sources"] = [part.strip() for part in given["sources"][:LONGEST].split(",")]
    try:
        return filters_dict(read_filters(given)), ""
    except InputError:
        return gr.skip(), notice_html(isolate_dates(AMONG_WORDS[labels.lang].not_date), "failed not-date")
