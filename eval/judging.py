"""Answers → what a language model thinks of them, asked by LlamaIndex's evaluators: an opinion beside the measures."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from eval.run import Row
from eval.statistics import confidence_interval, mean
from index.errors import LlmError
from rag.llm.models import Model

if TYPE_CHECKING:
    from llama_index.core.evaluation import EvaluationResult

# Whoever says neither yes nor no to this is no judge.
_TRIAL = "The bridge was opened in 1974."
_YES_OR_NO = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Judgement:
    """`faithfulness` is 1 if the model found the answer supported by its quotations, else 0; `correctness` is 1 to 5,
    against the reference answer. None is what was not asked, or what it gave no verdict on."""

    faithfulness: float | None
    correctness: float | None
    remark: str


def judge_answers(rows: Sequence[Row], model: Model, limit_s: float) -> list[Judgement | None]:
    """Of each row that was answered: is it faithful to what it quotes and, where there is a reference answer, correct?

    `limit_s` is the time for one verdict; one that does not come, or that cannot be understood, is None.
    """
    return asyncio.run(_judge(rows, model, limit_s))


def try_judge(model: Model, limit_s: float) -> None:
    """Raises LlmError if the model does not answer, or not what is asked, so that no run is lost to it."""
    asyncio.run(_try(model, limit_s))


def summarise_judgements(judgements: Sequence[Judgement | None], rows: Sequence[Row], model: Model) -> dict[str, Any]:
    """By measure the mean with its interval and n, and how many verdicts could not be understood."""
    judged = [(judgement, row) for judgement, row in zip(judgements, rows, strict=True) if judgement]
    summary: dict[str, Any] = {"model": model.name}
    for name, asked in (
        ("faithfulness", [j.faithfulness for j, _ in judged]),
        ("correctness", [j.correctness for j, row in judged if row.question.answer]),
    ):
        scores = [score for score in asked if score is not None]
        summary[name] = {
            "mean": mean(scores),
            "ci": confidence_interval(scores),
            "n": len(scores),
            "no_verdict": len(asked) - len(scores),
        }
    return summary


async def _judge(rows: Sequence[Row], model: Model, limit_s: float) -> list[Judgement | None]:
    from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator

    llm = model.llm()
    faithfulness = FaithfulnessEvaluator(llm=llm)
    # What was said is read here: LlamaIndex's own parser fails on a reply of one line.
    correctness = CorrectnessEvaluator(llm=llm, parser_function=lambda said: (None, said))
    judgements: list[Judgement | None] = []
    for row in tqdm(rows, desc="judging", unit="answer", disable=None):
        answer, reference = row.answer, row.question.answer
        if not answer.answered:
            judgements.append(None)
            continue
        quotes = [citation.quote for citation in answer.citations]
        asked = faithfulness.aevaluate(answer.question, answer.answer, quotes)
        faithful, remark = await _ask(asked, _read_verdict, limit_s)
        correct = None
        if reference:
            asked = correctness.aevaluate(answer.question, answer.answer, reference=reference)
            correct, remark = await _ask(asked, _read_score, limit_s)
        judgements.append(Judgement(faithful, correct, remark))
    return judgements


async def _try(model: Model, limit_s: float) -> None:
    from llama_index.core.evaluation import FaithfulnessEvaluator

    try:
        async with asyncio.timeout(limit_s):
            result = await FaithfulnessEvaluator(llm=model.llm()).aevaluate(_TRIAL, _TRIAL, [_TRIAL])
    except Exception as error:
        raise LlmError(f"{model.name} cannot judge: {_describe(error)}") from error
    if _read_verdict(result.feedback or "") is None:
        raise LlmError(f"{model.name} cannot judge: asked for yes or no, it says {(result.feedback or '')[:80]!r}")


async def _ask(
    verdict: Awaitable["EvaluationResult"], read: Callable[[str], float | None], limit_s: float
) -> tuple[float | None, str]:
    """What `read` makes of what the model says, and that."""
    try:
        async with asyncio.timeout(limit_s):
            said = (await verdict).feedback or ""
    except Exception as error:  # noqa: BLE001 - whatever a foreign server sends is one verdict less
        return None, f"no verdict: {_describe(error)}"
    return read(said), said.strip()


def _read_verdict(said: str) -> float | None:
    # The evaluator itself takes any "yes" within a reply for one.
    found = _YES_OR_NO.match(said)
    return found and float(found[1].lower() == "yes")


def _read_score(said: str) -> float | None:
    """The number of the first line, if it is from 1 to 5."""
    found = _NUMBER.search(said.strip().partition("\n")[0])
    score = float(found[0]) if found else 0.0
    return score if 1 <= score <= 5 else None


def _describe(error: Exception) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else " ".join(str(error).split())[:160]
