"""What an earlier question was answered with, where a follow-up stands on it: after "which country did Putin fly to?",
"who welcomed him there?" is asked of that country, which only the answer names.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.roman_arabic import ROMAN_ARABIC
from index.roman_urdu import ROMAN_URDU
from rag.followup import pronoun_roles
from rag.lookup import look_up
from rag.parts import Parts
from rag.question import Question, read_question
from rag.settings import RagSettings

# What an earlier question wants → the role of the pronouns that may stand for it.
_STANDS_FOR = {"person": "person", "place": "thing"}
# The answer is taken over if the reader finds it so likely, and it is a name rather than a sentence.
_SURE, _LONGEST_NAME = 0.5, 60


def recall_answer(
    question: Question, history: Sequence[str], parts: Parts, settings: RagSettings, timings: dict[str, float]
) -> Question:
    """`question`, which leans on those of `history`, with the name that answers the last of them, if it asks who or
    where and a pronoun may stand for that."""
    earlier = read_question(history[-1], history[:-1], settings)
    role = _STANDS_FOR.get(earlier.wants.kind)
    roman = {ROMAN_URDU, ROMAN_ARABIC} & {question.lang, earlier.lang}
    if not parts.read or not role or earlier.wants.several or roman:
        return question
    if role not in pronoun_roles(question.text, question.lang) or not question.query.endswith(question.text):
        return question
    name = _name_answer(earlier, parts, settings, timings)
    topic = question.query.removesuffix(question.text).strip()
    return replace(question, query=f"{topic} {name} {question.text}") if name and name not in topic else question


def _name_answer(earlier: Question, parts: Parts, settings: RagSettings, timings: dict[str, float]) -> str | None:
    _, ranked = look_up(earlier, parts, settings, timings)
    best = ranked[0] if ranked else None
    if best is None or best.short is None or (best.likely or 0.0) < _SURE:
        return None
    name = " ".join(best.hit.article.text[slice(*best.short)].split())
    return name if 0 < len(name) <= _LONGEST_NAME else None
