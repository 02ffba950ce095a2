"""What each part of a passage's score counts, and how scores are made to compare across languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Vectors
from rag.matching import TermMatch

# The local background: the mean of these ranks.
_BACKGROUND = slice(1, 11)
_BACKGROUND_SIZE = _BACKGROUND.stop - _BACKGROUND.start


@dataclass(frozen=True)
class Weights:
    """What each part of a score counts. At 0 a part is left out."""

    # The cosine of the passage, and that of its best sentence.
    passages: float = 0.8
    sentences: float = 1.2
    # The local background, which is subtracted.
    background: float = 0.5
    # What passage and question share by name, in any script.
    terms: float = 0.3
    # The same between passages in the question's own language, among which words tell more: it changes their order
    # and not how they stand against other languages.
    own_terms: float = 0.8
    # How much of what sets the background of a language apart from that of the others counts: half in the cosines,
    # which are higher merely where there are more passages; double in the terms, which the question's own language
    # shares anyhow.
    contrast: float = 0.5
    terms_contrast: float = 2.0
    # That an article was published when the question names, and that it was if the question speaks of articles.
    dated: float = 0.1
    stated: float = 2.0


ALL_PARTS = Weights()


@dataclass
class Candidate:
    """A passage that may answer, with what is known of it; `sentences` are the cosines of its sentences."""

    passage: int
    cosine: float
    terms: TermMatch
    sentences: Vectors
    dense: float = 0.0
    score: float = 0.0


def weigh_languages(found: Mapping[str, Sequence[Candidate]], asked: str, weights: Weights) -> None:
    """Set the scores of all candidates (language → them) to a question in `asked`, so that they compare across
    languages."""
    for some in found.values():
        for candidate in some:
            best = float(candidate.sentences.max())
            candidate.dense = weights.passages * candidate.cosine + weights.sentences * best
    dense = _backgrounds({lang: [c.dense for c in some] for lang, some in found.items()}, weights.contrast)
    terms = _backgrounds({lang: [c.terms.score for c in some] for lang, some in found.items()}, weights.terms_contrast)
    for lang, some in found.items():
        for candidate in some:
            candidate.dense -= weights.background * dense[lang]
            candidate.score = candidate.dense + weights.terms * (candidate.terms.score - terms[lang])
    if weights.terms:
        own = found.get(asked, ())
        reorder(own, [c.dense + weights.own_terms * c.terms.score for c in own])


def reorder(candidates: Sequence[Candidate], worth: Sequence[float]) -> None:
    """Deal the scores that the candidates have anew, by what each is `worth`: what a rank means stays comparable."""
    scores = sorted((candidate.score for candidate in candidates), reverse=True)
    order = sorted(range(len(scores)), key=lambda at: (-worth[at], candidates[at].passage))
    for at, score in zip(order, scores, strict=True):
        candidates[at].score = score


def _backgrounds(values: Mapping[str, Sequence[float]], contrast: float) -> dict[str, float]:
    """Language → the mean of its background, `contrast` times as far from that of all languages as it is.

    A language with too few passages borrows from the others, or from the background of all as if they were of one.
    """
    ordered = {lang: sorted(some, reverse=True) for lang, some in values.items()}
    ranks = {lang: some[_BACKGROUND] for lang, some in ordered.items()}
    full = [float(np.mean(some)) for some in ranks.values() if len(some) == _BACKGROUND_SIZE]
    together = sorted((value for some in ordered.values() for value in some), reverse=True)[_BACKGROUND]
    borrowed = float(np.mean(full or together or [0.0]))
    own = {
        lang: (sum(some) + (_BACKGROUND_SIZE - len(some)) * borrowed) / _BACKGROUND_SIZE for lang, some in ranks.items()
    }
    common = float(np.mean(list(own.values()))) if own else 0.0
    return {lang: common + contrast * (each - common) for lang, each in own.items()}
