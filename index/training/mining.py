"""Hard negatives: the passages in a question's own language that the encoder ranks high and that do not answer."""

import numpy as np

from index.encoder import TextModel
from index.training.batches import Negatives
from index.training.data import Paragraph, Question, Texts, normalise

_LOOKED_AT, _KEPT = 24, 8
# Of the passages of other stories so many in each language.
_STRANGERS = 3
# A passage is judged by what fits into one in training.
_MAX_CHARS = 700
# Short answers (a year, a number) stand in passages that do not answer, too.
_TELLING_CHARS = 4


def mine_negatives(texts: Texts, model: TextModel) -> Negatives:
    # What is asked in Roman Urdu looks among the passages in Urdu.
    languages = sorted({lang for question in texts.questions for lang in question.texts})
    found: dict[tuple[str, str], list[tuple[Paragraph, str]]] = {}
    for lang in languages:
        written = lang[:2]
        paragraphs = [paragraph for paragraph in texts.paragraphs if written in paragraph.texts]
        questions = [question for question in texts.questions if lang in question.texts]
        if not paragraphs:
            continue
        passages = model.encode([paragraph.texts[written][:_MAX_CHARS] for paragraph in paragraphs], "document")
        queries = model.encode([question.texts[lang] for question in questions], "query")
        best = np.argsort(-(queries @ passages.T), axis=1)[:, :_LOOKED_AT]
        folded = [normalise(paragraph.texts[written]) for paragraph in paragraphs]
        for question, rows in zip(questions, best, strict=True):
            wrong = [
                paragraphs[row] for row in rows if not _may_answer(question, paragraphs[row], folded[row], written)
            ]
            found[question.id, lang] = [(paragraph, written) for paragraph in wrong[:_KEPT]]
    return found


def mine_strangers(texts: Texts, model: TextModel) -> dict[str, list[Paragraph]]:
    """Question about invented news → the passages of other stories that the encoder takes for those that answer."""
    own = [paragraph for paragraph in texts.paragraphs if paragraph.is_own]
    asked = [question for question in (*texts.questions, *texts.unanswerable) if question.paragraph.is_own]
    passages = model.encode([text[:_MAX_CHARS] for paragraph in own for text in paragraph.texts.values()], "document")
    queries = model.encode([next(iter(question.texts.values())) for question in asked], "query")
    found: dict[str, list[Paragraph]] = {question.id: [] for question in asked}
    for lang in sorted({lang for paragraph in own for lang in paragraph.texts}):
        rows = [row for row, paragraph in enumerate(own) if lang in paragraph.texts]
        best = np.argsort(-(queries @ passages[rows].T), axis=1)[:, :_LOOKED_AT]
        for question, order in zip(asked, best, strict=True):
            others = (own[rows[at]] for at in order)
            found[question.id] += [each for each in others if each.article != question.paragraph.article][:_STRANGERS]
    return found


def _may_answer(question: Question, paragraph: Paragraph, folded: str, lang: str) -> bool:
    if paragraph.id == question.paragraph.id:
        return True
    answers = [normalise(answer) for answer in question.answers.get(lang, [])]
    return any(len(answer) >= _TELLING_CHARS and answer in folded for answer in answers)
