"""Articles → passages: whole sentences up to the encoder's budget, with the offsets of the article's own text."""

from collections.abc import Callable, Iterator, Sequence

import regex

from index.sentences import LINE_ENDS, split_sentences

Span = tuple[int, int]
CountTokens = Callable[[Sequence[str]], list[int]]

_WORDS = regex.compile(r"\S+")
# A longer run without white space is cut between what a reader sees as characters (grapheme clusters).
_LONGEST_WORD = 200
_GRAPHEME = regex.compile(r"\X")
# A sentence of more characters cannot fit any encoder's budget and is measured in pieces.
_LONGEST_SENTENCE = 2_000


def split_passages(text: str, lang: str, count_tokens: CountTokens, max_tokens: int) -> list[Span]:
    """Spans (start, end) of the passages of `text`, in order and without overlap.

    A passage is a run of whole sentences of at most `max_tokens` tokens, which ends within a paragraph only if that has
    more; a sentence of more is cut between words.
    Every character that is not white space lies in exactly one passage.
    """
    sentences = split_sentences(text, lang)
    spans = [span for span in sentences if span[1] - span[0] <= _LONGEST_SENTENCE]
    known = dict(zip(spans, count_tokens([text[start:end] for start, end in spans]), strict=True))
    pieces: list[Span] = []
    sizes: list[int] = []
    for span in sentences:
        if known.get(span, max_tokens + 1) <= max_tokens:
            pieces.append(span)
            sizes.append(known[span])
        else:
            words = list(_words(text, *span))
            counts = count_tokens([text[start:end] for start, end in words])
            joined = list(_join(words, counts, max_tokens))
            pieces.extend(span for span, _ in joined)
            sizes.extend(size for _, size in joined)
    paragraphs = [part for some in _paragraphs(text, pieces, sizes) for part in _join(*some, max_tokens)]
    return [span for span, _ in _join([span for span, _ in paragraphs], [size for _, size in paragraphs], max_tokens)]


def _paragraphs(text: str, spans: Sequence[Span], sizes: Sequence[int]) -> Iterator[tuple[list[Span], list[int]]]:
    """The spans of each paragraph with their sizes."""
    first = 0
    for at in range(1, len(spans) + 1):
        if at == len(spans) or not LINE_ENDS.isdisjoint(text[spans[at - 1][1] : spans[at][0]]):
            yield list(spans[first:at]), list(sizes[first:at])
            first = at


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words, and of a word that is too long its pieces, cut where no reader sees one character cut."""
    for word in _WORDS.finditer(text, start, end):
        first, last = word.span()
        while last - first > _LONGEST_WORD:
            cuts = [grapheme.start() for grapheme in _GRAPHEME.finditer(text[first : first + _LONGEST_WORD + 1])]
            # A character with more marks than that is cut all the same.
            cut = first + (cuts[-1] or _LONGEST_WORD)
            yield first, cut
            first = cut
        yield first, last


def _join(spans: Sequence[Span], sizes: Sequence[int], max_tokens: int) -> Iterator[tuple[Span, int]]:
    """Neighbouring spans joined for as long as their sizes add up to no more than `max_tokens`, with that sum."""
    start, total = 0, 0
    for i, size in enumerate(sizes):
        if i > start and total + size > max_tokens:
            yield (spans[start][0], spans[i - 1][1]), total
            start, total = i, 0
        total += size
    if spans:
        yield (spans[start][0], spans[-1][1]), total
