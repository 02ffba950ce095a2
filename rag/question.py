"""The question as it is put to the index."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import InputError
from index.language import detect_language
from rag.settings import RagSettings


@dataclass(frozen=True)
class Question:
    """`text` is what was asked, `query` what is searched for: the question as it stands alone."""

    text: str
    query: str
    lang: str


def read_question(text: str, history: Sequence[str], settings: RagSettings) -> Question:
    """Raises InputError for a question that is blank or too long."""
    asked = " ".join(text.split())
    if not asked:
        raise InputError("the question is empty; ask something, for example: When was the S-300 announced?")
    if len(asked) > settings.max_question_chars:
        raise InputError(
            f"the question has {len(asked):,} characters, the most is {settings.max_question_chars:,}; shorten it"
        )
    # A follow-up is searched together with the question it follows, which names what it is about.
    query = " ".join([*history[-1:], asked])
    return Question(asked, query, detect_language(asked))
