"""Text as it is compared, never as it is shown: letters, digits and marks that readers take for the same."""

import unicodedata

# Raise when the same text is folded into something else: a collection stores what it was made with.
FOLDING_VERSION = "1"

_ARABIC_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ه": "ہ", "ۀ": "ہ", "ة": "ہ", "ۃ": "ہ", "أ": "ا", "إ": "ا"}
    | {"ٱ": "ا", "آ": "ا", "ؤ": "و", "ـ": ""}
)


def fold_text(text: str) -> str:
    """`text` without differences of case, width, digit system, vowel marks, invisible controls and spacing."""
    letters = unicodedata.normalize("NFKC", text).casefold().translate(_ARABIC_LETTERS)
    kept = (
        _fold_digit(char)
        for char in letters
        if unicodedata.category(char) not in ("Cf", "Cc", "Mn")
        or char.isspace()
        or "DEVANAGARI" in unicodedata.name(char, "")
    )
    return " ".join("".join(kept).split())


def _fold_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
