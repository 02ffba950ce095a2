"""The question as it is put to the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.errors import InputError
from index.language import detect_language
from rag.checks.fates import fates_asked
from rag.deeds import deeds_of
from rag.followup import find_topic, resolve_follow_up
from rag.settings import RagSettings
from rag.wants import Wants, read_wants


@dataclass(frozen=True)
class Question:
    """`text` is what was asked, `query` what is searched for and put to the reader: the question as it stands alone.

    `wanted` is the text that tells what is asked for where `text` does not.
    """

    text: str
    query: str
    lang: str
    wanted: str | None = None

    @cached_property
    def wants(self) -> Wants:
        return read_wants(self.wanted or self.text, detect_language(self.wanted) if self.wanted else self.lang)

    @cached_property
    def asked(self) -> str:
        """The words that tell what is asked about: with those of the question before, if this one only names another
        thing; those that are searched for, if it says nothing but "when?"."""
        if fates_asked(self.text, self.lang) or deeds_of(self.text, self.lang):
            return self.text
        if self.wanted:
            return f"{self.wanted} {self.text}"
        return self.text if find_topic(self.text) else self.query


def read_question(text: str, history: Sequence[str], settings: RagSettings) -> Question:
    """Raises InputError for a question, or an earlier one, that is blank, too long or not UTF-8."""
    asked = _check_text("question", text, settings)
    earlier = [_check_text("earlier question", question, settings) for question in history]
    leaning = resolve_follow_up(asked, earlier)
    if not leaning:
        return Question(asked, asked, detect_language(asked))
    query = f"{leaning.topic} {asked}".strip()
    return Question(asked, query, detect_language(asked), leaning.wanted if leaning.wanted != asked else None)


def has_broken_bytes(text: str) -> bool:
    """Whether it holds halves of characters, as what was typed or sent in bytes that are not UTF-8 does."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def _check_text(what: str, text: str, settings: RagSettings) -> str:
    asked = " ".join(text.split())
    if not asked:
        raise InputError(f"the {what} is empty; ask something, for example: When was the S-300 announced?")
    if has_broken_bytes(asked):
        raise InputError(f"the {what} holds bytes that are not UTF-8; type it again")
    if len(asked) > settings.max_question_chars:
        raise InputError(
            f"the {what} has {len(asked):,} characters, the most is {settings.max_question_chars:,}; shorten it"
        )
    return asked
