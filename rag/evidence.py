"""Passages → the sentences that answer, with their place in the article."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.collection import Hit
from index.context import headline_before
from index.datelines import is_byline
from index.encoder import Encoder, Vectors
from index.reading import Reading
from index.sentences import split_sentences
from rag.settings import RagSettings

# Question, texts, what stands before each → how it reads in each of them: `index.reader.Reader.read`.
Read = Callable[[str, Sequence[str], Sequence[str]], Sequence[Reading]]

Span = tuple[int, int]
# An article, and where in it.
Place = tuple[int, int]

# What the reader's opinion counts beside the cosines, and the least likelihood that it can give.
_READING, _LEAST_LIKELY = 0.15, 0.01


@dataclass(frozen=True)
class Evidence:
    """A sentence of a passage; `start` and `end` count characters of the article's text.

    `likely` is how likely it holds the answer by the reader, and `short` the place in the article of the words that
    would be the answer; both are unknown for what was not read.
    """

    hit: Hit
    start: int
    end: int
    score: float
    cosine: float
    likely: float | None = None
    short: tuple[int, int] | None = None

    @property
    def place(self) -> Place:
        return self.hit.article.id, self.start

    @property
    def quote(self) -> str:
        return self.hit.article.text[self.start : self.end]


def rank_sentences(
    question: str, query: Vectors, hits: Sequence[Hit], encoder: Encoder, read: Read | None, settings: RagSettings
) -> list[Evidence]:
    """Every sentence of the passages, best first: by its cosine to the query, the score of its passage, and how likely
    the reader finds the answer in it. The reader is asked of the first passages only, and of the sentences around the
    best of each as far as `read_chars` go."""
    weighed = [(hit, *_weigh_sentences(hit, query, encoder)) for hit in hits]
    first = weighed[: settings.read_passages] if read else []
    windows = [_choose_window(spans, cosines, settings.read_chars // len(first)) for _, spans, cosines in first]
    texts = [hit.text[start:end] for (hit, *_), (start, end) in zip(first, windows, strict=True)]
    headlines = [headline_before(hit.article.title, text) for (hit, *_), text in zip(first, texts, strict=True)]
    readings = read(question, texts, headlines) if read else []
    ranked: list[Evidence] = []
    for rank, (hit, spans, cosines) in enumerate(weighed):
        reading, window = (readings[rank], windows[rank]) if rank < len(readings) else (None, (0, 0))
        ranked += [
            _judge(hit, span, float(cosine), reading, window) for span, cosine in zip(spans, cosines, strict=True)
        ]
    return sorted(ranked, key=lambda evidence: -evidence.score)


def _weigh_sentences(hit: Hit, query: Vectors, encoder: Encoder) -> tuple[list[Span], Vectors]:
    """The sentences of the passage that tell something, if there are any, with their cosines to the question: the day
    of a byline is that of the report, not of what it tells."""
    spans = split_sentences(hit.text, hit.passage.lang)
    cosines = hit.sentences
    if cosines is None or len(cosines) != len(spans):
        cosines = encoder.encode_sentences([hit.text[start:end] for start, end in spans]) @ query
    telling = [at for at, (start, end) in enumerate(spans) if not is_byline(hit.text[start:end], hit.passage.lang)]
    if not telling:
        return spans, cosines
    return [spans[at] for at in telling], cosines[telling]


def _choose_window(spans: Sequence[Span], cosines: Vectors, most_chars: int) -> Span:
    """The best sentence with those beside it, the better neighbour first, while they make no more than `most_chars`."""
    if not spans:
        return 0, 0
    first = last = int(np.argmax(cosines))
    while True:
        beside = [at for at in (first - 1, last + 1) if 0 <= at < len(spans)]
        fitting = [at for at in beside if spans[max(last, at)][1] - spans[min(first, at)][0] <= most_chars]
        if not fitting:
            return spans[first][0], spans[last][1]
        best = max(fitting, key=lambda at: float(cosines[at]))
        first, last = min(first, best), max(last, best)


def _judge(hit: Hit, span: Span, cosine: float, reading: Reading | None, window: Span) -> Evidence:
    start, end = (hit.passage.start + at for at in span)
    score = cosine + hit.score
    if reading is None:
        return Evidence(hit, start, end, score + _READING * math.log(_LEAST_LIKELY), cosine)
    offset = hit.passage.start + window[0]
    likely = reading.share(start - offset, end - offset)
    short = reading.best_span(start - offset, end - offset)
    place = (offset + short[0], offset + short[1]) if short else None
    return Evidence(hit, start, end, score + _READING * math.log(likely + _LEAST_LIKELY), cosine, likely, place)


def choose_evidence(
    ranked: Sequence[Evidence], settings: RagSettings, margin: float | None = None, least_likely: float = 0.0
) -> list[Evidence]:
    """The best sentence, and the best of other stories that come close to it: by the margin of the settings, or by
    another, and then only if they are likely enough by the reader."""
    chosen: list[Evidence] = []
    for evidence in ranked:
        behind = chosen[0].score - evidence.score if chosen else 0.0
        near = behind <= settings.citation_margin or (
            margin is not None and behind <= margin and (evidence.likely or 0.0) >= least_likely
        )
        if len(chosen) == settings.max_citations or behind > max(settings.citation_margin, margin or 0.0):
            break
        if near and all(evidence.hit.article.story != other.hit.article.story for other in chosen):
            chosen.append(evidence)
    return chosen
