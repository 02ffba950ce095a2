"""Yes or no, where the sentence says outright that who is asked about admits or denies it."""

from rag.named_places import find_named_places
from rag.presence import has_marker


def read_polarity(question: str, asked: str, sentence: str, lang: str) -> bool | None:
    """`None` unless "does X admit", or "deny", is asked and the sentence says of X that it does, or does not.

    X is a country or a city, which stands for its government: names of people are not met across scripts for sure.
    """
    asks = _said(question, asked)
    says = _said(sentence, lang)
    if len(asks & {"admit", "deny"}) != 1 or asks & {"neither", "not"}:
        return None
    known = {place.code for place in find_named_places(question, asked)}
    if not known & {place.code for place in find_named_places(sentence, lang)}:
        return None
    if "neither" in says:
        # It was not admitted; whether it was denied is another matter.
        return False if "admit" in asks else None
    if "not" in says or len(says) != 1:
        return None
    return says <= asks


def _said(text: str, lang: str) -> set[str]:
    return {name for name in ("admit", "deny", "neither", "not") if has_marker(name, text, lang)}
