"""Whether a list of places is whole: "Ghana, Togo and Narnia" is not told by the places that are known."""

from collections.abc import Sequence
from functools import cache

import regex

from index.calendars import read_month
from index.folding import fold_text
from rag.checks.readings import CASED, Word, read_text
from rag.concepts import is_title
from rag.named_places import Place, are_joined
from rag.wordlists import read_words

# So many words beside a list hold what joins the next of it: "as well as the".
_CLOSE = 5
# "And will sign": a verb of no list.
_ARABIC_VERB = regex.compile(r"^و?(?:س?ی|ست)\p{L}{3}|^وت\p{L}{4}")


def goes_on(text: str, run: Sequence[Place], lang: str) -> bool:
    """Whether the list goes on, before or after `run`, with what may be a place as well, though it is none known."""
    start, end = run[0].start, run[-1].end
    words = read_text(text, lang).words
    before = [word for word in words if word.end <= start][-_CLOSE:]
    after = [word for word in words if word.start >= end][:_CLOSE]
    if any(are_joined(text, word.end, start, lang) and _may_be_place(word, lang) for word in before):
        return True
    following = [word for word in after if are_joined(text, end, word.start, lang)]
    return bool(following) and _may_be_place(following[-1], lang)


def _may_be_place(word: Word, lang: str) -> bool:
    """Whether it may be a name, or tells that there are others."""
    table = read_words("markers")["list"]
    bare = word.text.removeprefix("و") if lang == "ar" else word.text
    forms = {fold_text(word.text), fold_text(bare)}
    if forms & _folded(table["others"].get(lang, "")):
        return True
    if lang in CASED and not word.text[0].isupper():
        return False
    if forms & _folded(table["no"].get(lang, "")) or read_month(word.text) or forms & _weekdays(lang):
        return False
    if lang == "ar" and _ARABIC_VERB.match(fold_text(word.text)):
        return False
    readings = [word, *read_text(bare, lang).words]
    if any(each.small or is_title(each.text, lang) for each in readings):
        return False
    # A capital tells more than what a word might mean.
    return lang in CASED or not any(each.concepts for each in readings)


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_text, words.split()))


@cache
def _weekdays(lang: str) -> frozenset[str]:
    names = read_words("relative").get(lang, {}).get("weekdays", "")
    return _folded(regex.sub(r"[|/_]", " ", names))
