"""The page in the browser: a route for each language of the interface, with the same views in each.

A view is a function in a module of its own that adds its components to the page and binds their events.
"""

import json

import gradio as gr

from ui.asking import Writings
from ui.assets import font_faces, font_folder, read_asset
from ui.conversation import add_conversation
from ui.desk import Desk
from ui.library import add_library
from ui.model_view import add_model
from ui.settings_view import USUAL, add_settings
from ui.strings import DEFAULT_LANG, LANGS, STRINGS, Strings, page_path
from ui.suggestions import Suggestions
from ui.tools import add_tools

TITLE = "Sanad (سند)"
# Files of styles, in their order.
STYLES = ("chat", "library", "settings")
VIEWS = ("chat", "library", "settings")
# Events that wait, and those of one kind that run side by side; whose turn it is to be answered, the desk decides.
_MAX_WAITING, _SIDE_BY_SIDE = 64, 32
# What the browser keeps can be read by whoever uses it: the key hides nothing, but must stay the same.
_BROWSER_KEY = "sanad"


def build_app(desk: Desk) -> gr.Blocks:
    """All of it; nothing is served yet."""
    app = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    writings, suggestions = Writings(), Suggestions(desk)
    for lang in LANGS:
        with app if lang == DEFAULT_LANG else app.route(STRINGS[lang].name, page_path(lang), show_in_navbar=False):
            _add_page(app, STRINGS[lang], desk, writings, suggestions)
    with app:
        add_tools(desk)
    return app.queue(max_size=_MAX_WAITING, default_concurrency_limit=_SIDE_BY_SIDE)


def page_head() -> str:
    """What goes into the head of the page: gradio's own way for styles changes the selectors that it does not parse.

    The bundled fonts are handed out as files.
    """
    gr.set_static_paths([font_folder()])
    styles = "".join(read_asset(f"{name}.css") for name in STYLES)
    directions = json.dumps({lang: STRINGS[lang].direction for lang in LANGS})
    script = read_asset("head.js").replace("= DIRECTIONS", f"= {directions}")
    return f"<style>{font_faces()}{styles}</style><script>(() => {{{script}}})();</script>"


def _add_page(app: gr.Blocks, labels: Strings, desk: Desk, writings: Writings, suggestions: Suggestions) -> None:
    gr.Navbar(visible=False)
    # What is asked and how, as the browser remembers it.
    chosen = gr.BrowserState(desk.default, storage_key="sanad-collection", secret=_BROWSER_KEY)
    caution = gr.BrowserState(USUAL, storage_key="sanad-caution", secret=_BROWSER_KEY)
    with gr.Column(elem_id="sanad", elem_classes=[labels.direction]):
        gr.HTML(_heading_html(labels), elem_id="heading", js_on_load=read_asset("views.js"), apply_default_css=False)
        with gr.Column(elem_id="view-chat", elem_classes=["view"]):
            turn_to = add_conversation(app, labels, desk, chosen, caution, writings, suggestions)
        with gr.Column(elem_id="view-library", elem_classes=["view"]):
            moved = add_library(app, labels, desk, chosen)
            turn_to(moved)
        with gr.Column(elem_id="view-settings", elem_classes=["view"]):
            add_settings(app, labels, desk, chosen, caution, moved)
            add_model(labels, desk)


def _heading_html(labels: Strings) -> str:
    # Whole addresses: gradio's base is another one than that of the page.
    links = "".join(
        f'<a href="{page_path(labels.lang)}#/{view}" data-view="{view}">{getattr(labels, view)}</a>' for view in VIEWS
    )
    return (
        f'<a class="skip" href="{page_path(labels.lang)}#/chat">{labels.skip_to_question}</a>'
        f'<header dir="{labels.direction}" lang="{labels.lang}">'
        f'<button type="button" class="chats-toggle" aria-label="{labels.chats}" title="{labels.chats}" '
        'aria-expanded="false" aria-controls="chats">'
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16v2H4zm0 5h16v2H4zm0 5h16v2H4z"/></svg></button>'
        '<h1>Sanad <span lang="ur" dir="rtl">سند</span></h1>'
        f'<nav aria-label="{labels.views}">{links}</nav></header>'
    )
