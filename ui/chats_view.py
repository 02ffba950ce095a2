"""The list of chats → HTML."""

from collections.abc import Sequence

from index.chats import Chat
from index.language import detect_language
from ui.render import escape_text, in_language
from ui.strings import Strings

# Kinds of export, by the names of their words.
EXPORTS = ("markdown", "json", "page")


def chats_html(chats: Sequence[Chat], current: str, labels: Strings, words: str = "") -> str:
    """The chats that hold `words`, with what can be done to each."""
    rows = "".join(_chat_html(chat, chat.id == current, labels) for chat in chats)
    empty = labels.no_matches if words.strip() else labels.no_chats
    body = f"<ul>{rows}</ul>" if rows else f'<p class="none">{empty}</p>'
    return (
        f'<nav aria-label="{labels.chats}" dir="{labels.direction}">'
        f'<button type="button" class="new" data-action="new">{labels.new_chat}</button>'
        f'<input type="search" aria-label="{labels.search_chats}" placeholder="{labels.search_chats}">'
        f"{body}</nav>"
    )


def _chat_html(chat: Chat, current: bool, labels: Strings) -> str:
    title = escape_text(chat.title)
    state = ' aria-current="true"' if current else ""
    exports = "".join(
        _action("export", f"{labels.export}: {getattr(labels, f'export_{kind}')}", f' data-kind="{kind}"')
        for kind in EXPORTS
    )
    return (
        f'<li data-chat="{escape_text(chat.id)}"{state}>'
        f'<button type="button" class="open" data-action="open"{state} '
        f"{in_language(chat.title, detect_language(chat.title))}>{title}</button>"
        f'<details class="menu"><summary aria-label="{labels.chat_menu}: {title}"><span aria-hidden="true">⋯</span>'
        f"</summary><div>{_action('rename', labels.rename)}{exports}"
        f"{_action('delete', labels.delete, ' class=danger')}</div></details></li>"
    )


def _action(action: str, label: str, more: str = "") -> str:
    return f'<button type="button" data-action="{action}"{more}>{label}</button>'
