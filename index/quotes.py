"""Quoted words → the places where articles hold them, whatever keyboard they were typed on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import regex

from index.catalog import Article, Catalog
from index.folding import fold_text, fold_with_offsets

_WORDS = regex.compile(r"[\p{L}\p{N}\p{M}\p{Co}]+")
# Words that are looked up at either end of a quotation, which may go on from one passage to the next.
_END_WORDS = 3


@dataclass(frozen=True)
class Quote:
    """`article.text[start:end]` is what was quoted, as the article writes it."""

    article: Article
    start: int
    end: int


def find_quotes(catalog: Catalog, quote: str, limit: int) -> list[Quote]:
    """The first `limit` places, in the order of sources, whose text folds to what `quote` folds to."""
    folded = fold_text(quote)
    words = _WORDS.findall(folded)
    if not words:
        return []
    head, tail = " ".join(words[:_END_WORDS]), " ".join(words[-_END_WORDS:])
    candidates = (
        catalog.match(f'"{head}" OR "{tail}"'),
        # A few words may themselves lie across the border of two passages.
        catalog.match_all(sorted({*words[:_END_WORDS], *words[-_END_WORDS:]})),
        # Scripts without spaces, and quotations that begin inside a word, are found by reading everything.
        catalog.containing(folded),
    )
    return next(filter(None, (list(islice(_places(some, folded), limit)) for some in candidates)), [])


def _places(articles: Iterable[Article], folded: str) -> Iterator[Quote]:
    for article in articles:
        for start, end in fold_with_offsets(article.text).find(folded):
            yield Quote(article, start, end)
