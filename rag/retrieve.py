"""Question → passages, ranked."""

from collections.abc import Callable, Sequence
from typing import Any

import regex

from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.quotes import Quote, find_quotes
from rag.question import Question, read_question
from rag.settings import RagSettings

_QUOTED = regex.compile(r"""["“”„‟«»](.+)["“”„‟«»]""")


# A question, the unit vector of its query of shape (dimension,), k → the k passages that suit it best, best first.
Retrieve = Callable[[Question, Vectors, int], Sequence[Hit]]


def retrieve_passages(collection: Collection, question: Question, query: Vectors, k: int) -> list[Hit]:
    """The `k` passages nearest to the query; with a collection, this is a `Retrieve`."""
    return collection.search(query, k)


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
        "legs": {"dense": hit.score, "lexical": None, "names": None},
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
