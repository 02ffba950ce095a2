"""What answers say about themselves beside the facts: that articles agree, or that one gives no date."""

import re
from functools import cache

from rag.phrases import FALLBACK, PHRASES, Phrase

REMARKS: tuple[Phrase, ...] = (
    "derived-unknown", "no-date", "published", "written", "written-month", "unpublished", "disagree", "changed", "agree"
)  # fmt: skip


def is_remark(text: str, lang: str) -> bool:
    """Whether `text`, without its marks of citation, is a sentence of the program's own and no fact."""
    return bool(_pattern(lang if lang in PHRASES else FALLBACK).fullmatch(text))


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    wordings = [re.split(r"\{\w+\}", PHRASES[lang][phrase]) for phrase in REMARKS]
    return re.compile("|".join(".+".join(map(re.escape, parts)) for parts in wordings), re.DOTALL)
