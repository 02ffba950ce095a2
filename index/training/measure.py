"""Ranking measures on held-out articles: a collection in mixed languages, and one for each language alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from index.centres import Centres, find_centres
from index.encoder import TextModel
from index.roman_urdu import ROMAN_URDU
from index.training.data import Question, Texts
from index.training.roman import romanise

Vectors = NDArray[np.float32]
Scores = dict[str, float]

# The languages of the questions, and of the parallel paragraphs in the mixed collection.
_LANGUAGES = ("ur", "en", "ar", "ru", "hi")
# The mixed collection is drawn so many times, each parallel paragraph in another of its languages.
_DRAWS = 5
_READ_ALONE = 200
_DEPTH = 10
# The ranks whose mean score stands for how close everything of a language lies.
_NEIGHBOURS = slice(1, 11)


@dataclass(frozen=True)
class Asked:
    """Questions, and for each the place of the passage that answers it."""

    texts: list[str]
    languages: list[str]
    answers: list[str]
    """The id of the paragraph."""


@dataclass(frozen=True)
class Encoded:
    passages: Vectors
    passage_languages: list[str]
    paragraph_ids: list[str]
    queries: Vectors
    asked: Asked


def measure_encoder(held_out: Texts, model: TextModel) -> dict[str, Scores]:
    """nDCG@10 by name of a measure, with and without the corrections; every random choice is the same each time."""
    encoded = _encode(held_out, model)
    centred = _centre(encoded, find_centres(model))
    return {
        "raw": _mixed(encoded, scaled=False),
        "scaled": _mixed(encoded, scaled=True),
        "centred": _mixed(centred, scaled=False),
        "corrected": _mixed(centred, scaled=True),
        "alone": _alone(encoded),
        "alone centred": _alone(centred),
    }


def ranks_of(scores: Vectors, right: Sequence[int]) -> NDArray[np.int64]:
    """The rank, from 1, of the right column in each row; of columns with the same score the right one comes last."""
    own = scores[np.arange(len(scores)), right]
    ranks: NDArray[np.int64] = (scores >= own[:, None]).sum(axis=1)
    return ranks


def ndcg_of(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """nDCG@10 of each query, which one passage answers."""
    return np.where(ranks <= _DEPTH, 1 / np.log2(1 + ranks), 0.0)


def scale_locally(scores: Vectors, languages: Sequence[str]) -> Vectors:
    """Scores less half the mean of the query's best of the same language, the very best aside: what lies close to
    everything counts for less."""
    scaled = scores.copy()
    for lang in set(languages):
        columns = np.array([other == lang for other in languages])
        best = -np.sort(-scores[:, columns], axis=1)
        neighbours = best[:, _NEIGHBOURS] if best.shape[1] > 1 else best
        scaled[:, columns] -= neighbours.mean(axis=1, keepdims=True) / 2
    return scaled


def _ask(held_out: Texts) -> Asked:
    random = Random(0)
    parallel = [q for q in held_out.questions if len(q.paragraph.texts) > 1]
    rows: list[tuple[str, str, str]] = []
    for question in parallel:
        rows += [(question.texts[lang], lang, question.paragraph.id) for lang in _LANGUAGES if lang in question.texts]
        if ROMAN_URDU in question.texts or "ur" in question.texts:
            typed = question.texts.get(ROMAN_URDU) or romanise(question.texts["ur"], random)
            rows.append((typed, ROMAN_URDU, question.paragraph.id))
    for lang in ("ur", "fa"):
        alone: list[Question] = [q for q in held_out.questions if q.texts.keys() == {lang}]
        some = random.sample(alone, min(_READ_ALONE, len(alone)))
        rows += [(question.texts[lang], lang, question.paragraph.id) for question in some]
    texts, languages, answers = (list(column) for column in zip(*rows, strict=True))
    return Asked(texts, languages, answers)


def _encode(held_out: Texts, model: TextModel) -> Encoded:
    asked = _ask(held_out)
    passages = [(paragraph, lang) for paragraph in held_out.paragraphs for lang in paragraph.texts
                if lang in (*_LANGUAGES, "fa")]  # fmt: skip
    return Encoded(
        model.encode([paragraph.texts[lang] for paragraph, lang in passages], "document"),
        [lang for _, lang in passages],
        [paragraph.id for paragraph, _ in passages],
        model.encode(asked.texts, "query"),
        asked,
    )


def _centre(encoded: Encoded, centres: Centres) -> Encoded:
    return Encoded(
        centres.remove(encoded.passages, encoded.passage_languages, "document"),
        encoded.passage_languages,
        encoded.paragraph_ids,
        centres.remove(encoded.queries, encoded.asked.languages, "query"),
        encoded.asked,
    )


def _mixed(encoded: Encoded, *, scaled: bool) -> Scores:
    """Of the collections in which each paragraph is there in one language."""
    rows: dict[str, list[float]] = defaultdict(list)
    for draw in range(_DRAWS):
        columns = _draw_collection(encoded, draw)
        languages = [encoded.passage_languages[column] for column in columns]
        places = {encoded.paragraph_ids[column]: place for place, column in enumerate(columns)}
        right = [places[id_] for id_ in encoded.asked.answers]
        scores = encoded.queries @ encoded.passages[columns].T
        ranks = ranks_of(scale_locally(scores, languages) if scaled else scores, right)
        for asked, place, rank, ndcg in zip(encoded.asked.languages, right, ranks, ndcg_of(ranks), strict=True):
            found = languages[place]
            if asked == ROMAN_URDU:
                rows["roman hit@5"].append(float(rank <= 5))
                continue
            for name in ("all", "same" if asked == found else "cross", f"{asked}>{found}"):
                rows[name].append(float(ndcg))
    return _means(rows)


def _draw_collection(encoded: Encoded, draw: int) -> list[int]:
    """A column of each paragraph: the parallel ones in turn in each of their languages."""
    columns: dict[str, list[int]] = defaultdict(list)
    for column, id_ in enumerate(encoded.paragraph_ids):
        columns[id_].append(column)
    return [some[(draw + number) % len(some)] for number, some in enumerate(columns.values())]


def _alone(encoded: Encoded) -> Scores:
    """Of the collections that hold one language, asked in it; Roman Urdu asks the Urdu one."""
    means: Scores = {}
    for lang in (*_LANGUAGES, "fa", ROMAN_URDU):
        held = [at for at, other in enumerate(encoded.passage_languages) if other == lang[:2]]
        places = {encoded.paragraph_ids[column]: place for place, column in enumerate(held)}
        asked = [row for row, other in enumerate(encoded.asked.languages)
                 if other == lang and encoded.asked.answers[row] in places]  # fmt: skip
        right = [places[encoded.asked.answers[row]] for row in asked]
        ranks = ranks_of(encoded.queries[asked] @ encoded.passages[held].T, right)
        means[lang] = float(ndcg_of(ranks).mean())
        if lang == ROMAN_URDU:
            means["roman hit@5"] = float((ranks <= 5).mean())
    means["mean"] = float(np.mean([means[lang] for lang in (*_LANGUAGES, "fa")]))
    return means


def _means(rows: Mapping[str, Sequence[float]]) -> Scores:
    return {name: float(np.mean(values)) for name, values in rows.items()}
