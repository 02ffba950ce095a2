"""A question as it was typed, and those before it → the question that is looked up."""

from collections.abc import Sequence
from dataclasses import replace

from index.roman_arabic import ROMAN_ARABIC
from rag.decide import estimate_probability
from rag.followup import is_merely_brief
from rag.lookup import look_up, timed
from rag.parts import Parts
from rag.question import Question, read_question
from rag.recollect import recall_answer
from rag.settings import RagSettings
from rag.smalltalk import read_small_talk


def understand_question(
    text: str, history: Sequence[str], parts: Parts, settings: RagSettings, timings: dict[str, float]
) -> Question:
    """What leans on the questions before it, condensed by a model, or with what the last of them was answered.

    Raises InputError for a question that cannot be asked. What it took is added to `timings`, in ms.
    """
    question = read_question(text, history, settings)
    # What stands alone needs no model to say so, nor does thanks.
    if question.query == question.text or read_small_talk(question.text):
        return question
    if parts.scribe:
        with timed("condense", timings):
            condensed = parts.scribe.condense(question.text, history)
        return replace(question, query=condensed) if condensed else question
    if is_merely_brief(question.text):
        return _surer_of(question, Question(question.text, question.text, question.lang), parts, settings, timings)
    return recall_answer(question, history, parts, settings, timings)


def _surer_of(
    leaning: Question, alone: Question, parts: Parts, settings: RagSettings, timings: dict[str, float]
) -> Question:
    """The one that the collection is likelier to answer: "how much wheat was harvested?" need not be asked of what came
    before."""
    languages = parts.count_languages()

    def likely(question: Question) -> float:
        hits, ranked = look_up(question, parts, settings, timings)
        return estimate_probability(question, ranked, hits, languages) or 0.0

    return max(leaning, alone, key=likely)


def in_arabic_letters(question: Question, parts: Parts) -> Question:
    """Roman Arabic in the letters in which it is answered, for who types it reads them; other questions as they are."""
    if question.lang != ROMAN_ARABIC or question.query != question.text:
        return question
    spelt = parts.spell(question)
    return replace(spelt, text=spelt.query)
