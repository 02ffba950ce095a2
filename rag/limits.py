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
    beside = {kind for kind in ("since", "until", "beyond") if _limits(kind, text, text_lang, span)}
    asks_until, asks_since = has_marker("until", question, lang), has_marker("since", question, lang)
    if asks_until or asks_since:
        return ("since" if asks_until else "until") in beside
    if "until" in beside:
        # "Till March" is by March where it tells that something is done.
        done = "end" in deeds_of(text, text_lang)
        return done or not deeds_of(question, lang) & _OVER
    return "beyond" in beside and not has_marker("beyond", question, lang)


def _limits(kind: str, text: str, lang: str, span: tuple[int, int]) -> bool:
    """Whether such words stand beside the date, or are the first or last of it: "until March", "by March"."""
    start, end = span
    head, tail = text[start:end].split(" ")[0], text[start:end].split(" ")[-1]
    cores = [(start, end), (start + len(head) + 1, end), (start, end - len(tail) - 1)]
    return any(stands_beside(kind, text, *core, lang, begin=_CLOSE_BY) for core in cores if core[0] < core[1])
