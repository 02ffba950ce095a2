"""Whether a date of a sentence is that on which something happened, or only one before, after or until which it did."""

from rag.amounts.bounds import stands_beside
from rag.deeds import deeds_of
from rag.presence import has_marker

# How far after a date such words may begin.
_CLOSE_BY = 1
# Deeds that happen when what lasts until then is over.
_OVER = frozenset(("end", "close", "stop"))


def is_only_limit(question: str, lang: str, text: str, text_lang: str, span: tuple[int, int]) -> bool:
    """Whether the date at `span` of `text` limits the time that is asked for from another side, or does no more than
    that: "before 1995" does not tell when."""
    beside = {
        kind for kind in ("since", "until", "beyond") if stands_beside(kind, text, *span, text_lang, begin=_CLOSE_BY)
    }
    asks_until, asks_since = has_marker("until", question, lang), has_marker("since", question, lang)
    if asks_until or asks_since:
        return ("since" if asks_until else "until") in beside
    if "until" in beside:
        return not deeds_of(question, lang) & _OVER
    return "beyond" in beside and not has_marker("beyond", question, lang)
