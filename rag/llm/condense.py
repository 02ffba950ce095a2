"""A follow-up and the questions before it → one question that stands alone, by a language model."""

from collections.abc import Sequence

from index.errors import LlmError
from index.language import detect_language
from rag.checks import check_sentence
from rag.llm.writer import Speaker
from rag.parts import Condense
from rag.prompts import ask_to_condense
from rag.settings import RagSettings

# Of a long conversation the last questions.
_MOST_EARLIER = 4


def make_condense(speaker: Speaker, languages: frozenset[str], settings: RagSettings) -> Condense:
    """`languages` are those that the model may read and write."""

    def condense(question: str, history: Sequence[str]) -> str | None:
        """None for a question in another language, and where the model fails or says what nobody asked."""
        lang, earlier = detect_language(question), history[-_MOST_EARLIER:]
        if not earlier or lang not in languages or any(detect_language(each) not in languages for each in earlier):
            return None
        try:
            reply = "".join(speaker.say(ask_to_condense(question, earlier)))
        except LlmError:
            return None
        condensed = " ".join(reply.split()).strip('"“”«» ')
        return condensed if _is_faithful(condensed, lang, question, earlier, settings) else None

    return condense


def _is_faithful(condensed: str, lang: str, question: str, earlier: Sequence[str], settings: RagSettings) -> bool:
    """Whether it is one question that names nothing but what was spoken of."""
    if not condensed or len(condensed) > settings.max_question_chars or detect_language(condensed) != lang:
        return False
    asked = "\n".join([question, *earlier])
    return len(condensed) <= len(asked) + 20 and not check_sentence(condensed, lang, asked, lang)
