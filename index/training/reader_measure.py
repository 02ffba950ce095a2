"""Does the reader find the sentence that answers, on articles it was not trained on, and know when there is none?"""

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np

from index.centres import find_centres
from index.compiled import compile_weights
from index.reader import Reader, compile_reader
from index.sentences import split_sentences
from index.training.data import Question, Split
from index.tuned import Layers, overlay

# Language of the question and of the passage.
_PAIRS = (
    *(("ur", "ur"), ("fa", "fa"), ("en", "en"), ("ar", "ar"), ("ru", "ru"), ("hi", "hi")),
    *(("en", "ur"), ("ar", "ur"), ("ur", "en"), ("ar", "en"), ("en", "ar"), ("ru", "ar"), ("en", "hi")),
)
# What the reader's opinion counts beside the cosine, as in `rag.evidence`.
_READING, _LEAST_LIKELY = 0.15, 0.01


def measure_reader(split: Split, encoder: Layers, layers: Layers, most: int) -> list[dict[str, Any]]:
    """For each pair of languages, of up to `most` questions: how often the gold answer lies in the sentence with the
    best cosine, in the reader's, and in the best of both; how often the reader's words are the answer; and the AUROC of
    its "not here", and of the best cosine, where unanswerable questions are there."""
    model = compile_weights(*overlay(encoder))
    centres = find_centres(model, aligned=True)
    reader = compile_reader(*overlay({**encoder, **layers}))
    rows = []
    for asked, lang in _PAIRS:
        questions = _choose(split.held_out.questions, asked, lang, most)
        near = _choose(split.held_out.unanswerable, asked, lang, most) if asked == lang else []
        queries = centres.place_queries(
            model.encode([q.texts[asked] for q in [*questions, *near]], "query"), [asked] * (len(questions) + len(near))
        )
        found = []
        for question, query in zip([*questions, *near], queries, strict=True):
            text = question.paragraph.texts[lang]
            spans = split_sentences(text, lang) or [(0, len(text))]
            vectors = model.encode([text[start:end] for start, end in spans], "document")
            cosines = vectors @ query
            found.append(_read(question, asked, lang, spans, cosines, reader))
        rows.append({"question": asked, "passage": lang, "n": len(questions)} | _summarise(found, len(questions)))
    return rows


def _choose(questions: Sequence[Question], asked: str, lang: str, most: int) -> list[Question]:
    able = [
        q
        for q in questions
        if asked in q.texts and lang in q.paragraph.texts and (q.answers.get(lang) or not q.answerable)
    ]
    return Random(0).sample(able, min(most, len(able)))


def _read(question: Question, asked: str, lang: str, spans: Any, cosines: Any, reader: Reader) -> dict[str, float]:
    text, gold = question.paragraph.texts[lang], question.answers.get(lang, [])
    reading = reader.read(question.texts[asked], [text])[0]
    shares = np.array([reading.share(*span) for span in spans])
    holds = [any(answer in text[start:end] for answer in gold) for start, end in spans]
    short = reading.best_span(0, len(text))
    return {
        "cosine": holds[int(cosines.argmax())],
        "reader": holds[int(shares.argmax())],
        "both": holds[int((cosines + _READING * np.log(shares + _LEAST_LIKELY)).argmax())],
        "exact": bool(short) and text[short[0] : short[1]].strip() in gold if short else False,
        "here": 1 - reading.none,
        "nearest": float(cosines.max()),
    }


def _summarise(found: Sequence[dict[str, float]], answerable: int) -> dict[str, float | None]:
    from sklearn.metrics import roc_auc_score

    means: dict[str, float | None] = {
        name: round(float(np.mean([row[name] for row in found[:answerable]])), 3) if answerable else None
        for name in ("cosine", "reader", "both", "exact")
    }
    labels = [at < answerable for at in range(len(found))]
    for name in ("here", "nearest"):
        known = len(set(labels)) == 2
        means[f"auroc_{name}"] = round(float(roc_auc_score(labels, [r[name] for r in found])), 3) if known else None
    return means


def describe_readings(rows: Sequence[dict[str, Any]]) -> str:
    names = list(rows[0])
    lines = ["".join(f"{name:>14}" for name in names)]
    return "\n".join(lines + ["".join(f"{'–' if row[n] is None else row[n]:>14}" for n in names) for row in rows])
