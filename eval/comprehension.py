"""A reading benchmark: question and passage → the sentence that would be quoted, the short answer, or none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval.abstention import auroc
from eval.reading import contains_answer, exact_match, f1
from eval.statistics import mean
from index.catalog import Article, Passage
from index.collection import Hit
from index.encoder import Encoder
from index.errors import InputError
from rag.evidence import rank_sentences

_BATCH = 256


@dataclass(frozen=True)
class _Reading:
    lang: str
    answerable: bool
    contains: float
    f1: float
    em: float
    probability: float | None


def measure_reading(path: Path, encoder: Encoder) -> dict[str, Any]:
    """In the JSON of `sanad bench reading`; contains, F1 and EM are of the answerable questions."""
    rows = _load_rows(path)
    read: list[_Reading] = []
    with tqdm(total=len(rows), desc="reading", unit="question", disable=None) as bar:
        for first in range(0, len(rows), _BATCH):
            some = rows[first : first + _BATCH]
            queries = encoder.encode_queries([row["question"] for row in some])
            for row, query in zip(some, queries, strict=True):
                read.append(_read(row, query, encoder))
                bar.update()
    by_lang = {lang: _summarise([r for r in read if r.lang == lang]) for lang in sorted({r.lang for r in read})}
    return {**_summarise(read), "by_lang": by_lang}


def _load_rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for row in rows:
            row["question"], row["context"], row["lang"], row["answers"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is not a reading benchmark: each row needs question, context, lang, answers"
        ) from error
    if not rows:
        raise InputError(f"{path} holds no question")
    return rows


def _read(row: dict[str, Any], query: Any, encoder: Encoder) -> _Reading:
    text, gold = row["context"], row["answers"]
    ranked = rank_sentences(query, [_as_hit(text, row["lang"])], encoder)
    sentence = ranked[0].quote if ranked else ""
    return _Reading(
        row["lang"],
        row.get("answerable", bool(gold)),
        float(contains_answer(sentence, gold)),
        f1(sentence, gold),
        exact_match(sentence, gold),
        None,
    )


def _as_hit(text: str, lang: str) -> Hit:
    article = Article(0, "", "", "txt", lang, "", None, None, None, None, None, (), {}, 0, text)
    return Hit(Passage(0, 0, 0, len(text), lang, 0), article, 0.0)


def _summarise(read: Sequence[_Reading]) -> dict[str, Any]:
    answerable = [row for row in read if row.answerable]
    return {
        "n": len(read),
        "contains": mean([row.contains for row in answerable]),
        "f1": mean([row.f1 for row in answerable]),
        "em": mean([row.em for row in answerable]),
        "auroc": auroc([row.probability for row in read], [row.answerable for row in read]),
    }


def describe_reading(result: dict[str, Any]) -> str:
    groups = {"all": result, **result["by_lang"]}
    names = ("n", "contains", "f1", "em", "auroc")
    return "\n".join(
        [f"{'':6}" + "".join(f"{name:>11}" for name in names)]
        + [
            f"{group:6}" + "".join(f"{'–' if values[name] is None else values[name]:>11}" for name in names)
            for group, values in groups.items()
        ]
    )
