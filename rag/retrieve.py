"""Question → passages, ranked."""

from typing import Any

import regex

from index.collection import Collection, Hit
from index.encoder import Encoder, Vectors
from index.quotes import Quote, find_quotes
from rag.question import read_question
from rag.settings import RagSettings

_QUOTED = regex.compile(r"""["“”„‟«»](.+)["“”„‟«»]""")


def retrieve_passages(query: Vectors, collection: Collection, k: int) -> list[Hit]:
    """The `k` passages nearest to the query's unit vector of shape (dimension,), best first."""
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
        hits = retrieve_passages(encoder.encode_queries([question.query])[0], collection, k)
        rows = [_hit_row(hit) for hit in hits]
    ranked = [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]
    return {"query": question.text, "lang": question.lang, "hits": ranked}


def _hit_row(hit: Hit) -> dict[str, Any]:
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
