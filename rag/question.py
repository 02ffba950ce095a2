"""The question as it is put to the index."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from index.errors import InputError
from index.language import detect_language
from rag.settings import RagSettings

# How a question that leans on the one before it opens, and the pronouns by which it points back.
_FOLLOW_UP = regex.compile(
    r"""(?ix) ^\W*(?:and|but|so|then|what\ about|how\ about|why\W*$|اور|پھر|لیکن|مگر|و|ولی|اما|لكن|ثم
                  |و(?:لماذا|ماذا|ما|متى|أين|من|كم|كيف|هل)|а|и|но|और|फिर|लेकिन)\b
    | \b(?:he|she|it|they|him|her|them|his|its|their|اس|ان|انہوں|وہ|وہاں|انھوں|هو|هي|هم|ذلك|تلك|هناك
        |او|آن|آنها|ایشان|آنجا|он|она|они|его|её|их|ему|ей|им|это|там|वह|वे|उस|उन|उसने|उन्होंने|उसका|उनके|वहाँ)\b"""
)


@dataclass(frozen=True)
class Question:
    """`text` is what was asked, `query` what is searched for: the question as it stands alone."""

    text: str
    query: str
    lang: str


def read_question(text: str, history: Sequence[str], settings: RagSettings) -> Question:
    """Raises InputError for a question, or an earlier one, that is blank, too long or not UTF-8."""
    asked = _check_text("question", text, settings)
    earlier = [_check_text("earlier question", question, settings) for question in history]
    # A follow-up is searched together with the question before it, which names what it is about.
    before = earlier[-1:] if _FOLLOW_UP.search(asked) else []
    return Question(asked, " ".join([*before, asked]), detect_language(asked))


def _check_text(what: str, text: str, settings: RagSettings) -> str:
    asked = " ".join(text.split())
    if not asked:
        raise InputError(f"the {what} is empty; ask something, for example: When was the S-300 announced?")
    if not asked.isascii() and any("\ud800" <= char <= "\udfff" for char in asked):
        raise InputError(f"the {what} holds bytes that are not UTF-8; type it again")
    if len(asked) > settings.max_question_chars:
        raise InputError(
            f"the {what} has {len(asked):,} characters, the most is {settings.max_question_chars:,}; shorten it"
        )
    return asked
