"""Hard negatives: the passages in a question's own language that the encoder ranks high and that do not answer."""

import numpy as np

from index.encoder import TextModel
from index.training.batches import Negatives
from index.training.data import Paragraph, Question, Texts, normalise

_LOOKED_AT, _KEPT = 24, 8
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


def _may_answer(question: Question, paragraph: Paragraph, folded: str, lang: str) -> bool:
    if paragraph.id == question.paragraph.id:
        return True
    answers = [normalise(answer) for answer in question.answers.get(lang, [])]
    return any(len(answer) >= _TELLING_CHARS and answer in folded for answer in answers)
