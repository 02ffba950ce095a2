"""A query → ranked passages, in the JSON of `sanad search`: by meaning, and by the very words in quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import regex

from index.catalog import Catalog
from index.collection import Collection, Hit
from index.quotes import Quote, find_quotes
from index.sentences import split_sentences
from rag.filters import NO_FILTERS, Filters, allowed_passages
from rag.lookup import look_up
from rag.parts import Parts
from rag.question import read_question
from rag.settings import RagSettings

_MARKS = '"“”„‟«»'
_WHOLE = regex.compile(rf"[{_MARKS}](.+)[{_MARKS}]")
_PART = regex.compile(rf"(?<!\w)[{_MARKS}]([^{_MARKS}]+)[{_MARKS}](?!\w)")
# Passages that are ranked by the other words of a query, and places of its quotations, where one has both.
_RANKED, _PLACES = 100, 10_000


@dataclass(frozen=True)
class _Quoted:
    """The places of each quotation, in the order of sources."""

    places: dict[str, list[Quote]]

    def held_by(self, hit: Hit) -> int:
        """How many of the quotations begin in this passage."""
        start, end = hit.passage.start, hit.passage.end
        return sum(
            any(place.article.source == hit.article.source and start <= place.start < end for place in places)
            for places in self.places.values()
        )


def search_passages(
    text: str, collection: Collection, parts: Parts, k: int, settings: RagSettings, filters: Filters = NO_FILTERS
) -> dict[str, Any]:
    """The ranked passages of a query in the JSON of `sanad search`; `parts` are of that collection and these filters.
    Raises InputError for a blank query.

    A query in quotation marks finds the places with these very words, in the order of sources. Of one that has other
    words too, the passages with what is quoted come first, each ranked by the whole query. Where quoted words are in no
    article, `note` says so, and what follows was found by meaning. `retrieve` serves in the place of
    `retrieve_passages`.
    """
    question = read_question(text, [], settings)
    quoted, rest = _find_quoted(question.text, collection, k, filters)
    found = [place for places in quoted.places.values() for place in places]
    if found and not rest:
        rows = [_quote_row(place) for place in found[:k]]
    else:
        hits, _ = look_up(question, parts, settings, {}, max(k, _RANKED) if found else k)
        rows = (_quoting_first(hits, quoted) if found else [describe_hit(hit) for hit in hits])[:k]
    ranked = [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]
    note = _tell_missing(quoted, bool(filters)) if ranked else None
    return {"query": question.text, "lang": question.lang, "hits": ranked, "note": note}


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


def text_around(hit: dict[str, Any], catalog: Catalog) -> str:
    """What a reader sees of a hit in the JSON of `sanad search`: of quoted words the sentences that hold them, of a
    passage all of it."""
    article = catalog.article(hit["source"]) if hit["legs"]["dense"] is None else None
    if article is None:
        return str(hit["text"])
    start, end = hit["start"], hit["end"]
    held = [p for p in catalog.passages_of(article.id) if p.start < end and start < p.end]
    first, last = held[0].start, held[-1].end
    spans = [(first + a, first + b) for a, b in split_sentences(article.text[first:last], article.lang)]
    around = [span for span in spans if span[0] < end and start < span[1]]
    return article.text[around[0][0] : around[-1][1]]


def _find_quoted(query: str, collection: Collection, k: int, filters: Filters) -> tuple[_Quoted, bool]:
    """The quotations of a query, and whether it has other words, or several quotations."""
    allowed = allowed_passages(collection.catalog, filters) if filters else None

    def find(quote: str, most: int) -> list[Quote]:
        places = find_quotes(collection.catalog, quote, most if allowed is None else _PLACES)
        return places if allowed is None else _among(collection, places, allowed)[:most]

    whole = _WHOLE.fullmatch(query)
    # What is quoted may hold marks of quotation itself.
    if whole and ((places := find(whole[1], k)) or not _PART.search(whole[1])):
        return _Quoted({whole[1]: places}), False
    quotes = [match[1] for match in _PART.finditer(query)]
    return _Quoted({quote: find(quote, _PLACES) for quote in quotes}), bool(quotes)


def _among(collection: Collection, places: Sequence[Quote], allowed: frozenset[int]) -> list[Quote]:
    """The places that begin in these passages."""
    sources = {place.article.source: place.article.id for place in places}
    passages = {source: collection.catalog.passages_of(article) for source, article in sources.items()}
    return [
        place
        for place in places
        if any(p.start <= place.start < p.end and p.id in allowed for p in passages[place.article.source])
    ]


def _quoting_first(hits: Sequence[Hit], quoted: _Quoted) -> list[dict[str, Any]]:
    """The passages with most of what is quoted first, those that rank too low for `hits` as the places alone."""
    held = {hit.passage.id: quoted.held_by(hit) for hit in hits}
    ranked = sorted(hits, key=lambda hit: -held[hit.passage.id])
    spans = [(hit.article.source, hit.passage.start, hit.passage.end) for hit in hits]
    others = [
        _quote_row(place)
        for places in quoted.places.values()
        for place in places
        if not any(place.article.source == source and start <= place.start < end for source, start, end in spans)
    ]
    return [
        *(describe_hit(hit) for hit in ranked if held[hit.passage.id]),
        *others,
        *(describe_hit(hit) for hit in ranked if not held[hit.passage.id]),
    ]


def _tell_missing(quoted: _Quoted, filtered: bool) -> str | None:
    missing = [quote for quote, places in quoted.places.items() if not places]
    if not missing:
        return None
    where = "none of the articles that are searched" if filtered else "none of the articles"
    named = ", ".join(f"“{quote}”" for quote in missing)
    return f"these very words are in {where}: {named}; what follows was found by meaning"


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
