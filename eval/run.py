"""Question set → what a system answered, scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from tqdm import tqdm

from eval.citations import evidenced_citations, has_values, quotes_evidence, supported_sentences
from eval.jsonl import name_problems
from eval.questions import EvalQuestion, check_evidence
from eval.ranking import QUESTION_SET, score_rankings
from index.catalog import Article, Passage
from index.collection import Collection
from index.errors import InputError
from rag.answer import Answer, Citation, answer_question
from rag.lookup import find_passages, look_up
from rag.parts import Parts
from rag.question import read_question
from rag.search import describe_hit
from rag.settings import RagSettings

# How many passages of a ranking are measured and kept.
_DEPTH = 10


@dataclass(frozen=True)
class Row:
    """One question with its answer and scores; `pair` is question language > language of the articles that answer it.

    `citations`, `sentences` and `relevant` say of each citation, sentence of the answer and passage found whether it
    is evidenced. `copies` are articles that tell the same story as a source, and count as that source.
    """

    question: EvalQuestion
    pair: str
    answer: Answer
    retrieved: list[dict[str, Any]]
    relevant: list[bool]
    ranking: dict[str, float]
    citations: list[bool]
    sentences: list[bool]
    values: bool
    wall_ms: float
    copies: Sequence[str] = ()

    @property
    def evidenced(self) -> bool:
        return self.answer.answered and any(self.citations)

    @property
    def quoted(self) -> bool:
        """Whether evidence is in a quotation itself, and not merely in the passage around it."""
        return self.answer.answered and quotes_evidence(self.answer, self.question, self.copies)

    @property
    def right(self) -> bool:
        """Answered with evidence and all values where there is an answer, refused where there is none."""
        if not self.question.answerable:
            return not self.answer.answered
        return self.evidenced and self.values

    def to_dict(self) -> dict[str, Any]:
        """The row in the JSON of `sanad eval`."""
        scores: dict[str, Any] = {"right": self.right, "answered": self.answer.answered}
        if self.question.answerable:
            scores |= {**self.ranking, "evidence": self.evidenced, "quoted": self.quoted, "values": self.values,
                       "citations": self.citations, "sentences": self.sentences, "relevant": self.relevant}  # fmt: skip
        result = self.answer.to_dict()
        return {**self.question.to_dict(), "pair": self.pair, "result": result, "retrieved": self.retrieved,
                "scores": scores, "wall_ms": round(self.wall_ms, 2)}  # fmt: skip


def run_questions(
    questions: Sequence[EvalQuestion], parts: Parts, collection: Collection, settings: RagSettings, ordered: bool = True
) -> list[Row]:
    """Ask every question of the system that is made of `parts`, and score it; `ordered` if its search puts what it
    finds in the order of what the reader reads there.

    Raises InputError if the questions are about other articles than the collection holds.
    """
    corpus = _Corpus(collection)
    _check_sources(questions, corpus)
    # The first question of a process pays for what the libraries set up, which is not the time of an answer.
    answer_question(questions[0].question, [], parts, settings)
    asked = []
    for question in tqdm(questions, desc="asking", unit="question", disable=None):
        began = perf_counter()
        answer = answer_question(question.question, question.history, parts, settings)
        wall_ms = (perf_counter() - began) * 1000
        asked.append((question, answer, wall_ms, _search(question, parts, settings, ordered)))
    relevant = {question.id: corpus.relevant_passages(question) for question in questions}
    runs = {question.id: {_key(hit): hit["score"] for hit in hits} for question, _, _, hits in asked}
    rankings = score_rankings(relevant, runs, QUESTION_SET)
    return [
        _score(question, answer, wall_ms, hits, rankings[question.id], relevant[question.id], corpus)
        for question, answer, wall_ms, hits in asked
    ]


def _search(asked: EvalQuestion, parts: Parts, settings: RagSettings, ordered: bool) -> list[dict[str, Any]]:
    question = read_question(asked.question, asked.history, settings)
    if ordered:
        hits, _ = look_up(question, parts, settings, {}, _DEPTH)
    else:
        _, _, hits = find_passages(question, parts, _DEPTH, {})
    return [{"rank": rank, **describe_hit(hit)} for rank, hit in enumerate(hits[:_DEPTH], 1)]


class _Corpus:
    """The articles that a question set is about, with their passages."""

    def __init__(self, collection: Collection) -> None:
        self.articles: dict[str, Article] = {article.source: article for article in collection.catalog.articles()}
        self._passages: dict[str, list[Passage]] = {
            source: collection.catalog.passages_of(article.id) for source, article in self.articles.items()
        }

    def relevant_passages(self, question: EvalQuestion) -> set[str]:
        """For each place with evidence, the passage that holds it, or the most of it."""
        return {
            f"{source}:{max(self._passages[source], key=lambda p: _overlap(p, *place)).start}"
            for source in [*question.sources, *self.copies(question)]
            for evidence in question.evidence
            for place in _places(self.articles[source].text, evidence)
        }

    def copies(self, question: EvalQuestion) -> list[str]:
        """The articles that tell the same story as one of the sources, and are none."""
        told = {self.articles[source].story for source in question.sources}
        return [a.source for a in self.articles.values() if a.story in told and a.source not in question.sources]

    def passage_of(self, citation: Citation) -> str:
        inside = [
            passage
            for passage in self._passages.get(citation.source, [])
            if passage.start <= citation.start and citation.end <= passage.end
        ]
        return self.articles[citation.source].text[inside[0].start : inside[0].end] if inside else ""

    def languages(self, question: EvalQuestion) -> str:
        return "+".join(sorted({self.articles[source].lang for source in question.sources}))


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _overlap(passage: Passage, start: int, end: int) -> int:
    return min(passage.end, end) - max(passage.start, start)


def _check_sources(questions: Sequence[EvalQuestion], corpus: _Corpus) -> None:
    texts = {source: article.text for source, article in corpus.articles.items()}
    problems = [problem for question in questions for problem in check_evidence(question, texts.get)]
    if problems:
        raise InputError(
            f"the question set does not fit the collection: {name_problems(problems)} ({len(problems)} in all); "
            "index the articles that it is about, or name their folder with --corpus"
        )


def _key(hit: dict[str, Any]) -> str:
    return f"{hit['source']}:{hit['start']}"


def _score(
    question: EvalQuestion,
    answer: Answer,
    wall_ms: float,
    hits: list[dict[str, Any]],
    ranking: dict[str, float],
    relevant: set[str],
    corpus: _Corpus,
) -> Row:
    copies = corpus.copies(question)
    evidenced = evidenced_citations(answer, question, corpus.passage_of, copies)
    return Row(
        question,
        pair=f"{question.lang}>{corpus.languages(question)}",
        answer=answer,
        retrieved=hits,
        relevant=[_key(hit) in relevant for hit in hits],
        ranking=ranking,
        citations=evidenced,
        sentences=supported_sentences(answer, evidenced),
        values=has_values(answer, question),
        wall_ms=wall_ms,
        copies=copies,
    )
