"""Does a text state a value? Both folded; a part of another number or of another short word does not count."""

import regex

from index.folding import fold_text

_LETTER = r"[\p{L}\p{M}\p{N}]"
# Matches nowhere.
_NOTHING = r"(?!)"
_LETTERS = regex.compile(_LETTER)
# A shorter value is a whole word: روس is no part of بیلاروس.
_INFLECTED = 4


def states_value(folded: str, value: str) -> bool:
    """Whether `folded` text holds `value`, which may carry prefixes and endings (والجزائر, двадцать) if it has four
    letters or digits. Nothing states an empty one."""
    words = fold_text(value)
    if not words:
        return False
    short = len(_LETTERS.findall(words)) < _INFLECTED
    before, after = _beside(words[0], short), _beside(words[-1], short)
    return bool(regex.search(f"(?<!{before}){regex.escape(words)}(?!{after})", folded))


def _beside(edge: str, short: bool) -> str:
    """What must not stand beside the first or last character of a value."""
    if edge.isdecimal():
        return r"\d"
    return _LETTER if short and _LETTERS.match(edge) else _NOTHING
