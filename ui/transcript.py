"""The transcript of the chat, read back from the HTML that `ui.render` made of it."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from ui.render import question_text

Message = dict[str, Any]

_BLOCKS = {"h2", "p", "blockquote", "figcaption"}


def message_text(message: Message) -> str:
    """The HTML of a message as gradio hands it back; empty where it is none."""
    content = message["content"]
    return content if isinstance(content, str) else str(content[0].get("text", "")) if content else ""


def earlier_questions(messages: Iterable[Message]) -> list[str]:
    """The reader's questions in a transcript as gradio hands it back, oldest first."""
    return [question_text(message_text(message)) for message in messages if message["role"] == "user"]


class ShownAnswer(HTMLParser):
    """What the reader saw of an answer that `answer_html` made: its text, and each citation with its quotation."""

    def __init__(self, message: str) -> None:
        super().__init__(convert_charrefs=True)
        self.is_answer = message.startswith('<div class="answer"')
        self.refused = False
        self.references: list[str] = []
        self.quotes: list[str] = []
        self._text: list[str] = []
        self._quoting = False
        self.feed(message)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self._text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.refused |= known.get("class") == "none"
        if tag == "blockquote":
            self._quoting = True
            self.quotes.append("")
        elif tag == "a" and known.get("class") == "cite":
            self.references.append((known.get("href") or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._quoting = False
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        if self._quoting:
            self.quotes[-1] += data
