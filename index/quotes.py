"""Quoted words → the places where articles hold them, whatever keyboard they were typed on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex

from index.catalog import Article, Catalog
from index.folding import Folded, fold_text, fold_with_offsets

_WORDS = regex.compile(r"[\p{L}\p{N}\p{M}\p{Co}]+")
# Words that are looked up at either end of a quotation, which may go on from one passage to the next.
_END_WORDS = 3
# In the Arabic script می شود, می‌شود and میشود are one: folding drops the joiner that parts them, and many type a space.
_SPACING = regex.compile(r"(?<=\p{Script=Arabic}) ?(?=\p{Script=Arabic})")
_SEPARABLE = regex.compile(r"\p{Script=Arabic}+")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
# A number with its thousands set apart, as 15,935, 15 935, 15.935 and 1,20,000; in what is quoted 1.935 is a decimal.
_GROUPED = regex.compile(
    r"(?<!\d)(?<!\d[,.' ])(?:[1-9]\d{0,2}(?:([,' ])\d{3}(?:\1\d{3})*|\.\d{3}(?:\.\d{3})+)|[1-9]\d?(?:,\d{2})+,\d{3})"
    r"(?!\d|[,']\d)"
)
_NUMBER = regex.compile(r"(?<![\d.])([1-9]\d{3,14})(?!\d)")
_WESTERN, _INDIAN = regex.compile(r"(?<=\d)(?=(?:\d{3})+\Z)"), regex.compile(r"(?<=\d)(?=(?:\d{2})*\d{3}\Z)")
# No part of a word that is written apart has fewer letters.
_SHORTEST_PART = 2


@dataclass(frozen=True)
class Quote:
    """`article.text[start:end]` is what was quoted, as the article writes it."""

    article: Article
    start: int
    end: int


def find_quotes(catalog: Catalog, quote: str, limit: int) -> list[Quote]:
    """The first `limit` places, in the order of sources, whose text folds to what `quote` folds to.

    Words of the Arabic script may be written together, apart or with a zero-width non-joiner on either side, and
    numbers with or without marks between their thousands.
    """
    folded = _GROUPED.sub(lambda number: regex.sub(r"\D", "", number[0]), fold_text(quote))
    words = _WORDS.findall(folded)
    if not words:
        return []
    candidates = (
        catalog.match(" OR ".join({**_spacings(words[:_END_WORDS]), **_spacings(words[-_END_WORDS:])})),
        # A few words may themselves lie across the border of two passages.
        catalog.match_all(sorted({*words[:_END_WORDS], *words[-_END_WORDS:]})),
        # Scripts without spaces, and quotations that begin inside a word, are found by reading everything.
        catalog.containing(folded),
    )
    return next(filter(None, (list(islice(_places(some, folded), limit)) for some in candidates)), [])


def _spacings(words: Sequence[str]) -> dict[str, None]:
    """FTS5 phrases: these words, and with two of them written together or one of them apart."""
    phrases = [list(words)]
    for i, word in enumerate(words):
        if not _SEPARABLE.fullmatch(word):
            continue
        if i and _SEPARABLE.fullmatch(words[i - 1]):
            phrases.append([*words[: i - 1], words[i - 1] + word, *words[i + 1 :]])
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            phrases.append([*words[:i], word[:cut], word[cut:], *words[i + 1 :]])
    if len(words) > 2 and _SEPARABLE.fullmatch("".join(words)):
        phrases.append(["".join(words)])
    for grouping in (_WESTERN, _INDIAN):
        if any(map(_NUMBER.fullmatch, words)):
            phrases.append([grouping.sub(" ", word) if _NUMBER.fullmatch(word) else word for word in words])
    return dict.fromkeys(f'"{" ".join(phrase)}"' for phrase in phrases)


def _places(articles: Iterable[Article], folded: str) -> Iterator[Quote]:
    pattern = regex.compile(" ?".join(map(_spelling, _SPACING.split(folded))))
    for article in articles:
        text = fold_with_offsets(article.text)
        match = pattern.search(text.text)
        while match:
            start, end = match.span()
            found = match.group() == folded or _whole_words(text, start, end)
            if found:
                yield Quote(article, *text.span(start, end))
            match = pattern.search(text.text, end if found else start + 1)


def _spelling(text: str) -> str:
    """An expression for this text, with its numbers grouped or not."""
    parts = _NUMBER.split(text)
    return "".join(_numeral(part) if at % 2 else regex.escape(part) for at, part in enumerate(parts))


def _numeral(digits: str) -> str:
    """1234567, 1,234,567 and its like with another mark, or 12,34,567, but no part of a longer number."""
    western = [rf"(?:{mark.join(_WESTERN.split(digits))})" for mark in (",", "'", " ", r"\.")]
    grouped = "|".join(dict.fromkeys([*western, ",".join(_INDIAN.split(digits))]))
    return rf"(?:{digits}|(?<!\d)(?<!\d[,.' ])(?:{grouped})(?!\d|[,']\d|[. ]\d{{3}}(?!\d)))"


def _whole_words(text: Folded, start: int, end: int) -> bool:
    """Whether the span of the folded text ends no word's part: otherwise دس would be found in مرد سے."""
    first, last = text.span(start, end)
    return not _LETTER.match(text.original, max(0, first - 1), first) and not _LETTER.match(text.original, last)
