"""Why a file was left out, as `index` tells it, in the language of the reader.

`index` speaks English, to the terminal and to logs. What it says is known here by its beginning; a test holds that all
that it can say is.
"""

import re
from dataclasses import dataclass

from ui.render import escape_text
from ui.strings import DEFAULT_LANG, Strings, read_strings


@dataclass(frozen=True)
class ReasonWords:
    empty: str
    not_text: str
    no_text: str
    scanned: str
    glyphs: str
    encrypted: str
    damaged: str
    kind: str
    twice: str
    clash: str
    limit: str
    table: str
    name: str
    unreadable: str


REASON_WORDS = read_strings(ReasonWords, "reasons")

# The first that fits.
_KNOWN = [
    ("limit", r".* \(limit [\d,]+( s| bytes)?\); if you trust it|(.* )?is larger than the limit"),
    ("empty", r"is empty"),
    ("not_text", r"is not text"),
    ("scanned", r"has no text layer"),
    ("glyphs", r"has fonts that do not say"),
    ("encrypted", r"is encrypted"),
    ("kind", r"is of no kind|holds no file of a kind"),
    ("twice", r"is there twice"),
    ("clash", r"would be cited as an uploaded file is"),
    ("no_text", r"(holds|shows) no text|holds no article|has no rows|has nothing in"),
    ("table", r"is not a readable table|and all rows after it|has no (column|key) of text|has more than one column"
              r"|has [\d,]+ cells? for|is not (JSON|a JSON object)"),
    ("name", r"the name of .* is not UTF-8"),
    ("unreadable", r"cannot (be )?read"),
    ("damaged", r"is (a )?damaged|has damaged|is not an? |is nested too deep|declares XML"),
]  # fmt: skip
_PATTERNS = [(code, re.compile(pattern, re.DOTALL)) for code, pattern in _KNOWN]
# Whose English says more than the code does: a limit and its setting, a column, a line.
_DETAILED = ("limit", "table", "unreadable")


def reason_code(reason: str) -> str | None:
    """None for what `index` has never said yet."""
    return next((code for code, pattern in _PATTERNS if pattern.match(reason)), None)


def reason_html(name: str, told: str, labels: Strings) -> str:
    """`told` may begin with the name of the file. What is not known stays in English."""
    reason = told.removeprefix(name).lstrip() if told.startswith(f"{name} ") else told
    code = reason_code(reason)
    english = f'<span lang="{DEFAULT_LANG}" dir="ltr">{escape_text(reason)}</span>'
    if code is None or labels.lang == DEFAULT_LANG:
        return english
    said = f"<span>{getattr(REASON_WORDS[labels.lang], code)}</span>"
    return f"{said} {english}" if code in _DETAILED else said
