"""The view of what the reader may choose. Theme and size of text are the browser's alone: `head.js` keeps them."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from ui.assets import read_asset
from ui.desk import Desk
from ui.render import escape_text
from ui.strings import LANGS, STRINGS, Strings, page_path

USUAL = "balanced"
# What stands for the probability of the settings.
_LEAST = {"bold": 0.25, "careful": 0.6}


def add_settings(
    app: gr.Blocks,
    labels: Strings,
    desk: Desk,
    chosen: gr.BrowserState,
    caution: gr.BrowserState,
    moved: Callable[..., Any],
) -> None:
    """`chosen` is the name of the collection, `caution` that of how sure an answer must be. At the event `moved`
    another collection is chosen elsewhere, or there is one more or one less."""
    form = gr.HTML(elem_id="settings", js_on_load=read_asset("settings.js"), apply_default_css=False)

    def show(name: str, level: str) -> str:
        return settings_html(labels, desk.names(), desk.known(name), level)

    def choose(name: str, level: str, event: gr.EventData) -> tuple[str, str, str]:
        collection, how = getattr(event, "collection", None), getattr(event, "caution", None)
        known, named = how if how in (USUAL, *_LEAST) else level, desk.known(collection or name)
        return named, known, show(named, known)

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    # Not at their changes, of which gradio may tell without end when its own events overlap.
    app.load(show, [chosen, caution], form, **quiet)
    moved(show, [chosen, caution], form, **quiet)
    form.input(choose, [chosen, caution], [chosen, caution, form], **quiet)


def least_probability(caution: object, usual: float) -> float:
    """How probable it must be that the articles hold the answer."""
    return _LEAST.get(caution, usual) if isinstance(caution, str) else usual


def settings_html(labels: Strings, collections: list[str], collection: str, caution: str) -> str:
    theme = [("system", labels.theme_system), ("light", labels.theme_light), ("dark", labels.theme_dark)]
    sizes = [("normal", labels.text_normal), ("large", labels.text_large), ("larger", labels.text_larger)]
    levels = [
        ("bold", labels.caution_bold), (USUAL, labels.caution_balanced), ("careful", labels.caution_careful)
    ]  # fmt: skip
    named = [(name, escape_text(name)) for name in collections]
    return (
        f'<form lang="{labels.lang}" dir="{labels.direction}">{_languages(labels)}'
        f"{_choice('theme', labels.theme, theme, 'system')}{_choice('size', labels.text_size, sizes, 'normal')}"
        f"{_choice('collection', labels.collection, named, collection, labels.collection_hint)}"
        f"{_choice('caution', labels.caution, levels, caution, labels.caution_hint)}</form>"
    )


def _choice(name: str, title: str, options: list[tuple[str, str]], current: str, hint: str = "") -> str:
    radios = "".join(
        f'<label><input type="radio" name="{name}" value="{escape_text(value)}"'
        f"{' checked' if value == current else ''}><bdi>{label}</bdi></label>"
        for value, label in options
    )
    told = f'<p class="hint">{hint}</p>' if hint else ""
    return f'<fieldset class="choice"><legend>{title}</legend>{told}<div class="options">{radios}</div></fieldset>'


def _languages(labels: Strings) -> str:
    links = "".join(_language(STRINGS[lang], labels) for lang in LANGS)
    return f'<section class="choice"><h2>{labels.interface_language}</h2><div class="options">{links}</div></section>'


def _language(offered: Strings, labels: Strings) -> str:
    current = ' aria-current="true"' if offered is labels else ""
    return (
        f'<a href="{page_path(offered.lang)}" data-lang="{offered.lang}" hreflang="{offered.lang}" '
        f'lang="{offered.lang}" dir="{offered.direction}"{current}>{offered.name}</a>'
    )
