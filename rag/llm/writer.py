"""The answer in quotations → the same answer, led by what a language model wrote of it and the articles bear out.

Sentences appear when they are whole and checked, never before. The quotations stay, and stand alone where the model may
not write, does not answer, or writes nothing that can be shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from index.encoder import Encoder
from index.errors import LlmError
from rag.answer import Answer, Check, Citation, cite_evidence, compose_answer
from rag.evidence import Evidence
from rag.llm.drafts import Drafted, read_draft, says_nothing
from rag.llm.judging import Judged, Passage, judge_sentence
from rag.parts import Write
from rag.phrases import Phrase, say
from rag.prompts import Told, ask_to_write


class Speaker(Protocol):
    """A language model: `rag.llm.models.Model`."""

    @property
    def name(self) -> str: ...
    def say(self, told: Told) -> Iterator[str]:
        """Pieces of the reply, empty while nothing comes. Raises LlmError."""
        ...


def make_write(speaker: Speaker, languages: frozenset[str], encoder: Encoder, most_passages: int) -> Write:
    """`languages` are those that the model may read and write."""

    def write(quoted: Answer, ranked: Sequence[Evidence]) -> Iterator[Answer]:
        # Where the best evidence is in a language that the model cannot read, what it can read is second-best.
        if quoted.lang not in languages or ranked[0].hit.passage.lang not in languages:
            yield quoted
            return
        passages = choose_passages(ranked, languages, most_passages)
        yield from _Writing(quoted, passages, speaker, encoder).run()

    return write


def choose_passages(ranked: Sequence[Evidence], languages: frozenset[str], most: int) -> list[Passage]:
    """The passages of the best sentences, each with all of its sentences, best first."""
    sentences: dict[int, list[Evidence]] = {}
    for evidence in ranked:
        if evidence.hit.passage.lang in languages:
            sentences.setdefault(evidence.hit.passage.id, []).append(evidence)
    return [Passage(each) for each in list(sentences.values())[:most]]


class _Writing:
    """One answer as it is written."""

    def __init__(self, quoted: Answer, passages: Sequence[Passage], speaker: Speaker, encoder: Encoder) -> None:
        self._quoted, self._passages, self._speaker, self._encoder = quoted, passages, speaker, encoder
        self._judged: dict[Drafted, Judged] = {}

    def run(self) -> Iterator[Answer]:
        began = perf_counter()
        lang = self._quoted.lang
        shown = replace(self._quoted, writing=True)
        yield shown
        draft = ""
        try:
            told = ask_to_write(self._quoted.question, lang, [passage.quote for passage in self._passages])
            for piece in self._speaker.say(told):
                draft += piece
                if piece:
                    # The last sentence may still grow.
                    shown = self._show(read_draft(draft, lang)[:-1], True)
                yield shown
        except LlmError:
            yield self._end(self._quoted, began, "llm-silent")
            return
        drafted = read_draft(draft, lang)
        final = self._show(drafted, False)
        withheld = len(final.written) < len(drafted)
        phrase: Phrase | None = "llm-withheld" if withheld else None
        if not drafted:
            phrase = "llm-silent"
        yield self._end(final, began, "llm-not-told" if says_nothing(draft) else phrase)

    def _show(self, drafted: Sequence[Drafted], writing: bool) -> Answer:
        """The answer with those of the sentences that may be shown."""
        quoted = self._quoted
        citations: list[Citation] = list(quoted.citations)
        written, judged_so_far = [], []
        for each in drafted:
            judged = self._judge(each)
            judged_so_far.append(judged.check)
            if judged.rests_on:
                marks = sorted({_cite(citations, evidence) for evidence in judged.rests_on})
                written.append(f"{each.text} {''.join(f'[{n}]' for n in marks)}")
        quotes = [Check(cited.quote, True, []) for cited in citations[len(quoted.citations) :]]
        return replace(
            quoted,
            answer=compose_answer(quoted.facts, written, citations),
            citations=citations,
            checks=[*judged_so_far, *quoted.checks, *quotes],
            written=written,
            llm=self._speaker.name if written else None,
            writing=writing,
        )

    def _judge(self, drafted: Drafted) -> Judged:
        if drafted not in self._judged:
            self._judged[drafted] = judge_sentence(drafted, self._quoted.lang, self._passages, self._encoder)
        return self._judged[drafted]

    def _end(self, answer: Answer, began: float, phrase: Phrase | None) -> Answer:
        took = round((perf_counter() - began) * 1000, 2)
        timings = {**answer.timings_ms, "write": took}
        timings["total"] = round(answer.timings_ms.get("total", 0.0) + took, 2)
        note = say(phrase, answer.lang) if phrase else None
        return replace(answer, timings_ms=timings, note=note, writing=False)


def _cite(citations: list[Citation], evidence: Evidence) -> int:
    """The number of the citation of these words, which is added if there is none yet."""
    for cited in citations:
        if (cited.source, cited.start, cited.end) == (evidence.hit.article.source, evidence.start, evidence.end):
            return cited.n
    citations.append(cite_evidence(len(citations) + 1, evidence))
    return len(citations)
