"""Question → passages, ranked so that a passage in any language can win.

Each language is searched for itself. A passage's score is its cosine and that of its best sentence, less half of what
the next best of its language have on average (local scaling: languages in which everything is near do not crowd out
the others), and what it shares with the question by name, less what others of its language share. Among passages in
the question's own language, what they share counts more.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from index.catalog import Article, Passage
from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.language import detect_language
from rag.filters import NO_FILTERS, Filters, allowed_passages
from rag.matching import NO_MATCHES, Matches, match_terms
from rag.periods import published_in, read_period
from rag.question import Question
from rag.scoring import ALL_PARTS, Candidate, Weights, reorder, weigh_languages

# Passages of each language that are weighed at the least, and those that are weighed for the names in them alone.
_DEPTH, _NAMED = 32, 64
# A question, the unit vector of its query of shape (dimension,), k → the k passages that suit it best, best first.
Retrieve = Callable[[Question, Vectors, int], Sequence[Hit]]


def retrieve_passages(
    collection: Collection,
    question: Question,
    query: Vectors,
    k: int,
    weights: Weights = ALL_PARTS,
    encoder: Encoder | None = None,
    filters: Filters = NO_FILTERS,
) -> list[Hit]:
    """The `k` passages that suit the question best; with a collection, this is a `Retrieve`.

    With an encoder, a question in Roman Urdu or Roman Arabic is searched for as it is spelt in its own letters, by
    `query` without one.
    """
    if encoder and (spelt := spell_question(collection, question)) != question:
        question, query = spelt, encoder.encode_queries([spelt.query])[0]
    centred = collection.centre_query(query, question.lang)
    allowed = allowed_passages(collection.catalog, filters) if filters else None
    with ThreadPoolExecutor(1) as beside:
        # Chroma leaves the interpreter to the terms meanwhile.
        near = beside.submit(collection.nearest, centred, max(k, _DEPTH), allowed)
        terms = match_terms(question, collection.vocabulary()) if weights.terms else NO_MATCHES
    found = _find_candidates(collection, centred, near.result(), terms.among(allowed))
    weigh_languages(found, question.lang, weights)
    candidates = [candidate for some in found.values() for candidate in some]
    _prefer_period(collection, question, candidates, weights)
    ranked = sorted(candidates, key=lambda c: (-c.score, c.passage))[:k]
    known = collection.catalog.passages([c.passage for c in ranked])
    return [_as_hit(c, weights, *known[c.passage]) for c in ranked if c.passage in known]


def spell_question(collection: Collection, question: Question) -> Question:
    """A question that was typed in Latin letters in those of its own language, others as they are."""
    if question.lang != detect_language(question.query):
        return question
    query, lang = collection.spell(question.query, question.lang)
    return replace(question, query=query, lang=lang)


def _find_candidates(
    collection: Collection, centred: Vectors, near: Mapping[str, Sequence[tuple[int, float]]], terms: Matches
) -> dict[str, list[Candidate]]:
    """Language → the nearest passages and those that name what the question names, each with its cosines."""
    langs = {passage: lang for lang, pairs in near.items() for passage, _ in pairs}
    cosines = {passage: cosine for pairs in near.values() for passage, cosine in pairs}
    named = [passage for passage in terms.best(_NAMED) if passage not in cosines]
    for passage, lang, cosine in collection.similarities(centred, named):
        langs[passage], cosines[passage] = lang, cosine
    sentences = collection.sentence_similarities(centred, langs)
    found: dict[str, list[Candidate]] = defaultdict(list)
    for passage, lang in langs.items():
        if passage in sentences:
            found[lang].append(Candidate(passage, cosines[passage], terms[passage], sentences[passage]))
    return found


def _prefer_period(
    collection: Collection, question: Question, candidates: Sequence[Candidate], weights: Weights
) -> None:
    """Passages whose article was published when the question names come sooner; none is left out."""
    period = read_period(question)
    if period is None:
        return
    weight = weights.stated if period.stated else weights.dated
    dated = published_in(collection.catalog, period, [candidate.passage for candidate in candidates])
    reorder(candidates, [candidate.score + weight * (candidate.passage in dated) for candidate in candidates])


def _as_hit(candidate: Candidate, weights: Weights, passage: Passage, article: Article) -> Hit:
    legs = {
        "dense": candidate.dense,
        "lexical": weights.terms * candidate.terms.lexical,
        "names": weights.terms * candidate.terms.names,
    }
    return Hit(passage, article, candidate.score, legs, candidate.sentences)
