"""How passages of several languages are made to compare, on made-up cosines."""

import numpy as np

from rag.matching import TermMatch
from rag.scoring import Candidate, Weights, weigh_languages


def _candidates(cosines: list[float], terms: float = 0.0, first: int = 0) -> list[Candidate]:
    """Each with one sentence, whose cosine is the passage's."""
    return [
        Candidate(first + at, cosine, TermMatch(lexical=terms), np.array([cosine], np.float32))
        for at, cosine in enumerate(cosines)
    ]


def _best(found: dict[str, list[Candidate]], weights: Weights, asked: str = "en") -> int:
    weigh_languages(found, asked, weights)
    return max((each for some in found.values() for each in some), key=lambda each: each.score).passage


def test_a_large_language_is_lowered_by_no_more_than_half_of_what_its_size_gives_it() -> None:
    def found() -> dict[str, list[Candidate]]:
        # The answer, among many like it, and the one like it of a language with few passages.
        return {"ur": _candidates([0.8, *[0.6] * 20]), "ar": _candidates([0.74, *[0.4] * 20], first=100)}

    assert _best(found(), Weights()) == 0
    assert _best(found(), Weights(contrast=1)) == 100


def test_a_language_in_which_everything_is_near_does_not_win_by_that() -> None:
    def found() -> dict[str, list[Candidate]]:
        return {"ur": _candidates([0.8, *[0.78] * 20]), "ar": _candidates([0.74, *[0.4] * 20], first=100)}

    assert _best(found(), Weights()) == 100
    assert _best(found(), Weights(background=0)) == 0


def test_what_all_passages_share_with_the_question_gives_its_language_nothing() -> None:
    def found() -> dict[str, list[Candidate]]:
        return {"en": _candidates([0.5] * 20, terms=0.4), "ar": _candidates([0.51] * 20, first=100)}

    assert _best(found(), Weights(terms_contrast=0)) == 0
    assert _best(found(), Weights()) == 100


def test_in_one_language_scores_are_what_they_are_without_others() -> None:
    one, same = _candidates([0.8, *[0.6] * 20], terms=0.1), _candidates([0.8, *[0.6] * 20], terms=0.1)
    weigh_languages({"ur": one}, "ur", Weights())
    weigh_languages({"ur": same}, "ur", Weights(contrast=1, terms_contrast=1))
    assert [each.score for each in one] == [each.score for each in same]
    assert one[0].score == max(each.score for each in one)


def test_where_no_language_has_a_background_of_its_own_that_of_all_serves() -> None:
    # Few passages of a language are no reason to come before the answer.
    found = {"ur": _candidates([0.8, *[0.6] * 8]), "ar": _candidates([0.74], first=100)}
    assert _best(found, Weights()) == 0
