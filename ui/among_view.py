"""The quiet control above the question, in which the articles that are asked are chosen."""

import time
from typing import Any

import gradio as gr

from index.errors import InputError, SanadError
from index.listing import count_values, list_folders
from ui.among import LONGEST, among_html, filters_dict, find_wrong, line_html, read_filters
from ui.assets import read_asset
from ui.desk import Desk
from ui.failures import tell_failure
from ui.render import notice_html
from ui.strings import Strings

_MOST_FOLDERS = 200


def add_among(labels: Strings) -> tuple[gr.State, gr.HTML]:
    """The filters as they are chosen, for `read_filters`, and the place of the control, whose `input` changes them."""
    script = read_asset("among.js")
    control = gr.HTML(among_html(labels, {}), elem_id="among", js_on_load=script, apply_default_css=False)
    return gr.State({}), control


def show_among(labels: Strings, desk: Desk, name: object) -> str:
    """The control with nothing chosen in it. Of several collections it names the one that is asked."""
    collection = desk.known(name)
    try:
        catalog = desk.collection(collection).catalog
        langs, folders = count_values(catalog, "lang"), list_folders(catalog, _MOST_FOLDERS)
    except SanadError:
        # The transcript tells it.
        langs, folders = {}, []
    return among_html(labels, langs, folders, collection if len(desk.names()) > 1 else "")


def narrow(labels: Strings, event: gr.EventData) -> tuple[Any, dict[str, Any]]:
    """What the browser sends of the control → the filters to be kept, and for the courier what is to be shown of them:
    the line that says what is searched from now on, or what is wrong, with the fields that it is wrong in."""
    given = {name: getattr(event, name, None) for name in ("languages", "since", "until", "sources")}
    # Several files or folders stand in one field.
    if isinstance(given["sources"], str):
        given["sources"] = [part.strip() for part in given["sources"][:LONGEST].split(",")]
    task = {"task": "narrow", "time": time.time_ns()}
    try:
        filters = read_filters(given)
    except InputError as error:
        wrong, told = find_wrong(given, labels)
        told = notice_html(told or tell_failure(error, labels), "failed")
        return gr.skip(), {**task, "told": told, "wrong": wrong}
    return filters_dict(filters), {**task, "line": line_html(filters, labels), "narrowed": bool(filters)}
