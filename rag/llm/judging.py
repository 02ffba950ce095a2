"""A sentence that a language model wrote, and the passages that it had → may it be shown, and on what it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from index.encoder import Encoder
from index.language import detect_language
from rag.answer import Check
from rag.checks import check_sentence
from rag.evidence import Evidence
from rag.llm.drafts import Drafted
from rag.prompts import leave_out_instructions

# What a sentence rests on answers the question nearly as well as the best sentence there is: this much of cosine less,
# at the most. An order that was planted in an article is no answer to what the reader asked.
_LEAST_RELEVANCE = 0.2
_FEWEST_WORDS = 3


class Given(Protocol):
    """A text that a model was given; `context` is trusted besides."""

    @property
    def quote(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def context(self) -> str: ...


Source = TypeVar("Source", bound=Given)


@dataclass(frozen=True)
class Passage:
    """A passage as a model is given it, with its sentences, best first."""

    sentences: Sequence[Evidence]

    @property
    def lang(self) -> str:
        return self.sentences[0].hit.passage.lang

    @cached_property
    def quote(self) -> str:
        """Its text as far as it speaks to readers."""
        return leave_out_instructions(self.sentences[0].hit.text, self.lang)

    @property
    def context(self) -> str:
        article = self.sentences[0].hit.article
        return f"{article.title}\n{article.published or ''}"


@dataclass(frozen=True)
class Judged:
    check: Check
    rests_on: tuple[Evidence, ...]


def judge_sentence(drafted: Drafted, lang: str, passages: Sequence[Passage], encoder: Encoder) -> Judged:
    """`rests_on` is the nearest sentence of each passage that bears it out; empty if it must not be shown."""
    bearing, problems = check_drafted(drafted, lang, passages)
    rests_on = _find_support(drafted.text, bearing, encoder)
    best = max(evidence.cosine for passage in passages for evidence in passage.sentences)
    relevant = [evidence for evidence in rests_on if evidence.cosine >= best - _LEAST_RELEVANCE]
    if rests_on and not relevant:
        problems = ["what it rests on does not answer the question"]
    return Judged(Check(drafted.text, not problems, problems), tuple(relevant))


def check_drafted(drafted: Drafted, lang: str, passages: Sequence[Source]) -> tuple[Sequence[Source], list[str]]:
    """The passages that it cites and that bear it out, or all of them where only all together do; else the problems."""
    if problems := _check_form(drafted, lang, len(passages)):
        return [], problems
    cited = [passages[n - 1] for n in drafted.cites]
    found = [check_sentence(drafted.text, lang, each.quote, each.lang, each.context) for each in cited]
    if bearing := [passage for passage, problems in zip(cited, found, strict=True) if not problems]:
        return bearing, []
    if len(cited) > 1:
        together, contexts = "\n".join(each.quote for each in cited), "\n".join(each.context for each in cited)
        if not check_sentence(drafted.text, lang, together, cited[0].lang, contexts):
            return cited, []
    return [], [problem.message for problem in min(found, key=len)]


def _check_form(drafted: Drafted, lang: str, given: int) -> list[str]:
    if not drafted.cites:
        return ["the sentence cites nothing"]
    # Of a bare number or name nothing tells what it is said of, so that nothing can be checked.
    if len(drafted.text.split()) < _FEWEST_WORDS:
        return ["it is no sentence"]
    problems = [f"it cites [{n}], and {given} were given" for n in drafted.cites if not 1 <= n <= given]
    if detect_language(drafted.text, lang) != lang:
        problems.append("it is not in the language of the question")
    return problems


def _find_support(text: str, bearing: Sequence[Passage], encoder: Encoder) -> list[Evidence]:
    if not bearing:
        return []
    vector = encoder.encode_sentences([text])[0]
    supports = []
    for passage in bearing:
        cosines = encoder.encode_sentences([each.quote for each in passage.sentences]) @ vector
        supports.append(passage.sentences[int(cosines.argmax())])
    return supports
