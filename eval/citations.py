"""Is what an answer says evidenced where it says so? The idea of sentence-level citation is that of ALCE (Gao et al.,
2023); the definitions are those of the question sets."""

import re
from collections.abc import Callable, Sequence

from eval.questions import EvalQuestion
from eval.values import states_value
from index.folding import fold_text
from rag.answer import Answer, Citation

_MARK = re.compile(r"\[(\d+)\]")
# One in a quotation is the article's own.
_MARKS_AT_END = re.compile(r"(?:\[\d+\])+\s*$")


def evidenced_citations(
    answer: Answer, question: EvalQuestion, passage_of: Callable[[Citation], str], copies: Sequence[str] = ()
) -> list[bool]:
    """For each citation, whether it, or the passage that it is from, holds evidence of one of the sources, or of one of
    their `copies`, which may word the rest in another way."""
    return [
        cited.source in (*question.sources, *copies)
        and any(evidence in text for evidence in question.evidence for text in (cited.quote, passage_of(cited)))
        for cited in answer.citations
    ]


def quotes_evidence(answer: Answer, question: EvalQuestion, copies: Sequence[str] = ()) -> bool:
    """Whether a citation from one of the sources, or of their `copies`, has evidence in what it quotes."""
    return any(
        cited.source in (*question.sources, *copies) and evidence in cited.quote
        for cited in answer.citations
        for evidence in question.evidence
    )


def supported_sentences(answer: Answer, evidenced: Sequence[bool]) -> list[bool]:
    """For each sentence of the answer, one a line, whether it carries an evidenced citation."""
    good = {citation.n for citation, ok in zip(answer.citations, evidenced, strict=True) if ok}
    lines = [line for line in answer.answer.split("\n") if line.strip()] if answer.answered else []
    marks = [found[0] if (found := _MARKS_AT_END.search(line)) else "" for line in lines]
    return [any(int(mark) in good for mark in _MARK.findall(some)) for some in marks]


def has_values(answer: Answer, question: EvalQuestion) -> bool:
    """Whether each value, in one of its alternatives, is in the answer or its quotations, all folded."""
    said = fold_text("\n".join([answer.answer, *(citation.quote for citation in answer.citations)]))
    return answer.answered and all(
        any(states_value(said, each) for each in value.split("|")) for value in question.values
    )
