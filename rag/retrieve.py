"""Question → passages, ranked so that a passage in any language can win.

Each language is searched for itself. A passage's score is its cosine and that of its best sentence, less half of what
the next best of its language have on average (local scaling: languages in which everything is near do not crowd out
the others), and what it shares with the question by name, less what others of its language share.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex

from index.catalog import Article, Passage
from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.quotes import Quote, find_quotes
from rag.matching import TermMatch, match_terms
from rag.question import Question, read_question
from rag.settings import RagSettings

_QUOTED = regex.compile(r"""["“”„‟«»](.+)["“”„‟«»]""")

# Passages of each language that are weighed at the least, and those that are weighed for the names in them alone.
_DEPTH, _NAMED = 32, 64
# The local background: the mean of these ranks.
_BACKGROUND = slice(1, 11)
_BACKGROUND_SIZE = _BACKGROUND.stop - _BACKGROUND.start


@dataclass(frozen=True)
class Weights:
    """What each part of a score counts beside the cosine of the passage. At 0 a part is left out."""

    # The cosine of the best sentence.
    sentences: float = 1.0
    # The local background of the language, which is subtracted.
    background: float = 0.5
    # What passage and question share by name, in any script.
    terms: float = 0.3


# A question, the unit vector of its query of shape (dimension,), k → the k passages that suit it best, best first.
Retrieve = Callable[[Question, Vectors, int], Sequence[Hit]]


@dataclass
class _Candidate:
    passage: int
    cosine: float
    terms: TermMatch
    sentences: Vectors
    dense: float = 0.0
    score: float = 0.0


def retrieve_passages(
    collection: Collection, question: Question, query: Vectors, k: int, weights: Weights = Weights()
) -> list[Hit]:
    """The `k` passages that suit the question best; with a collection, this is a `Retrieve`."""
    terms = match_terms(question, collection.vocabulary()) if weights.terms else {}
    found = _find_candidates(collection, question, query, terms, max(k, _DEPTH))
    weigh_languages(found, weights)
    ranked = sorted((c for some in found.values() for c in some), key=lambda c: (-c.score, c.passage))[:k]
    known = collection.catalog.passages([c.passage for c in ranked])
    return [_as_hit(c, weights, *known[c.passage]) for c in ranked if c.passage in known]


def _find_candidates(
    collection: Collection, question: Question, query: Vectors, terms: Mapping[int, TermMatch], depth: int
) -> dict[str, list[_Candidate]]:
    """Language → the nearest passages and those that name what the question names, each with its cosines."""
    near = collection.nearest(query, question.lang, depth)
    langs = {passage: lang for lang, pairs in near.items() for passage, _ in pairs}
    cosines = {passage: cosine for pairs in near.values() for passage, cosine in pairs}
    named = sorted(terms, key=lambda passage: (-terms[passage].score, passage))[:_NAMED]
    for passage, lang, cosine in collection.cosines(query, question.lang, [p for p in named if p not in cosines]):
        langs[passage], cosines[passage] = lang, cosine
    sentences = collection.sentence_cosines(query, question.lang, langs)
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for passage, lang in langs.items():
        if passage in sentences:
            matched = terms.get(passage, TermMatch())
            found[lang].append(_Candidate(passage, cosines[passage], matched, sentences[passage]))
    return found


def weigh_languages(found: Mapping[str, Sequence[_Candidate]], weights: Weights) -> None:
    """Set the scores of all candidates, so that they compare across languages."""
    for some in found.values():
        for candidate in some:
            candidate.dense = candidate.cosine + weights.sentences * float(candidate.sentences.max())
    dense = _backgrounds({lang: [c.dense for c in some] for lang, some in found.items()})
    terms = _backgrounds({lang: [c.terms.score for c in some] for lang, some in found.items()})
    for lang, some in found.items():
        for candidate in some:
            candidate.dense -= weights.background * dense[lang]
            candidate.score = candidate.dense + weights.terms * (candidate.terms.score - terms[lang])


def _backgrounds(values: Mapping[str, Iterable[float]]) -> dict[str, float]:
    """Language → the mean of its background; a language with too few passages borrows from the others."""
    ranks = {lang: sorted(some, reverse=True)[_BACKGROUND] for lang, some in values.items()}
    full = [float(np.mean(some)) for some in ranks.values() if len(some) == _BACKGROUND_SIZE]
    common = float(np.mean(full)) if full else 0.0
    return {
        lang: (sum(some) + (_BACKGROUND_SIZE - len(some)) * common) / _BACKGROUND_SIZE for lang, some in ranks.items()
    }


def _as_hit(candidate: _Candidate, weights: Weights, passage: Passage, article: Article) -> Hit:
    legs = {
        "dense": candidate.dense,
        "lexical": weights.terms * candidate.terms.lexical,
        "names": weights.terms * candidate.terms.names,
    }
    return Hit(passage, article, candidate.score, legs, candidate.sentences)


def search_passages(
    text: str, collection: Collection, encoder: Encoder, k: int, settings: RagSettings
) -> dict[str, Any]:
    """The ranked passages of a query in the JSON of `sanad search`. Raises InputError for a blank query.

    A query in quotation marks finds the places with these very words, in the order of sources, and is searched by
    meaning only if there are none.
    """
    question = read_question(text, [], settings)
    quoted = _QUOTED.fullmatch(question.text)
    rows = [_quote_row(quote) for quote in find_quotes(collection.catalog, quoted[1], k)] if quoted else []
    if not rows:
        query = encoder.encode_queries([question.query])[0]
        rows = [describe_hit(hit) for hit in retrieve_passages(collection, question, query, k)]
    ranked = [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]
    return {"query": question.text, "lang": question.lang, "hits": ranked}


def describe_hit(hit: Hit) -> dict[str, Any]:
    """A hit in the JSON of `sanad search`, but for its rank."""
    return {
        "source": hit.article.source,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.text,
        "lang": hit.passage.lang,
        "score": hit.score,
        "legs": {"dense": hit.score, "lexical": None, "names": None} | dict(hit.legs),
    }


def _quote_row(quote: Quote) -> dict[str, Any]:
    return {
        "source": quote.article.source,
        "start": quote.start,
        "end": quote.end,
        "text": quote.article.text[quote.start : quote.end],
        "lang": quote.article.lang,
        "score": 1.0,
        "legs": {"dense": None, "lexical": 1.0, "names": None},
    }
