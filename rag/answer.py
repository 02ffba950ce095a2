"""Question → answer, made of verbatim quotations with their citations."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from index.encoder import Encoder
from rag.evidence import Evidence, choose_evidence, rank_sentences
from rag.question import read_question
from rag.retrieve import Retrieve
from rag.settings import RagSettings


@dataclass(frozen=True)
class Citation:
    """`quote` is `text[start:end]` of the article at `source`; `published` is an ISO date."""

    n: int
    source: str
    start: int
    end: int
    quote: str
    lang: str
    published: str | None


@dataclass(frozen=True)
class Check:
    sentence: str
    supported: bool
    problems: list[str]


@dataclass(frozen=True)
class Answer:
    """`answer` is text with [1] marks; `probability` is that the collection answers the question, null if unknown."""

    question: str
    lang: str
    answered: bool
    answer: str
    reason: str | None
    probability: float | None
    citations: list[Citation]
    checks: list[Check] | None
    nearest: list[Citation]
    llm: str | None
    timings_ms: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def answer_question(
    text: str, history: Sequence[str], retrieve: Retrieve, encoder: Encoder, settings: RagSettings
) -> Answer:
    """Answer with the sentences of the collection that are nearest to the question.

    `history` holds the earlier questions, oldest first. Raises InputError for a question that cannot be asked.
    """
    timings: dict[str, float] = {}
    question = read_question(text, history, settings)
    with _timed("encode", timings):
        query = encoder.encode_queries([question.query])[0]
    with _timed("retrieve", timings):
        hits = retrieve(question, query, settings.evidence_passages)
    with _timed("evidence", timings):
        chosen = choose_evidence(rank_sentences(query, hits, encoder), settings)
    citations = [_cite(n, evidence) for n, evidence in enumerate(chosen, 1)]
    timings["total"] = round(sum(timings.values()), 2)
    return Answer(
        question=question.text,
        lang=question.lang,
        answered=bool(citations),
        answer="\n".join(f"“{citation.quote}” [{citation.n}]" for citation in citations),
        reason=None if citations else "the collection holds no passage",
        probability=None,
        citations=citations,
        checks=None,
        nearest=[],
        llm=None,
        timings_ms=timings,
    )


def _cite(n: int, evidence: Evidence) -> Citation:
    article, passage = evidence.hit.article, evidence.hit.passage
    return Citation(n, article.source, evidence.start, evidence.end, evidence.quote, passage.lang, article.published)


@contextmanager
def _timed(stage: str, timings: dict[str, float]) -> Iterator[None]:
    began = perf_counter()
    yield
    timings[stage] = round((perf_counter() - began) * 1000, 2)
