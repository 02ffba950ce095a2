"""What had to be guessed as a file was read, as `index` notes it, in the language of the reader.

`index` speaks English, to the terminal and to logs. A note is known here by its form; a test holds that all are.
"""

import re
from dataclasses import dataclass

from rag.rendering import render_number
from ui.render import escape_text
from ui.strings import DEFAULT_LANG, Strings, read_strings


@dataclass(frozen=True)
class NoteWords:
    guessed: str
    guessed_against: str
    declared: str
    cut: str
    attachments: str
    glyphs: str


NOTE_WORDS = read_strings(NoteWords, "notes")

_KNOWN = {
    "guessed": r"encoding guessed: (?P<encoding>\S+)",
    "guessed_against": r"encoding guessed: (?P<encoding>\S+), declared (?P<declared>\S+)",
    "declared": r"encoding declared (?P<declared>\S+) but is (?P<encoding>\S+)",
    "cut": r"encoding damaged: (?P<n>[\d,]+) places? in utf-8",
    "attachments": r"attachments not read: (?P<n>[\d,]+)",
    "glyphs": r"text layer incomplete: (?P<n>[\d,]+) of (?P<total>[\d,]+) glyphs show no letter",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _KNOWN.items()}


def note_html(note: str, labels: Strings) -> str:
    """What is not known stays in English."""
    for name, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(note):
            values = {key: _value(value, labels) for key, value in found.groupdict().items()}
            return f"<span>{getattr(NOTE_WORDS[labels.lang], name).format(**values)}</span>"
    return f'<bdi lang="{DEFAULT_LANG}">{escape_text(note)}</bdi>'


def _value(value: str, labels: Strings) -> str:
    number = value.replace(",", "")
    return render_number(number, labels.lang) if number.isdigit() else f'<bdi dir="ltr">{escape_text(value)}</bdi>'
