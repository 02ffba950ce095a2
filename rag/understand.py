"""A question as it was typed, and those before it → the question that is looked up."""

from collections.abc import Sequence
from dataclasses import replace

from rag.lookup import timed
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
    return recall_answer(question, history, parts, settings, timings)
