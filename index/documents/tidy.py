"""The form in which text from formatted files is kept: NFC, `\\n` line ends, nothing invisible that means nothing."""

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f\U000e0000-\U000e0fff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONGEST_MESSAGE = 400
_SPACES = re.compile("[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy_text(text: str) -> str:
    """The same text for the same input; lines keep their inner tabs and joiners."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def one_line(message: str) -> str:
    """A message that quotes a file, fit to be printed."""
    return _DIRECTION.sub("", tidy_line(message) or "")[:_LONGEST_MESSAGE]


def tidy_line(text: str | None) -> str | None:
    """A title or a name on one line; None if nothing is left."""
    return _SPACES.sub(" ", " ".join(tidy_text(text).split())).strip() or None if text else None
