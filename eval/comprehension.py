"""A reading benchmark: question and passage → the sentence that would be quoted, the short answer, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from eval.abstention import auroc
from eval.jsonl import read_jsonl
from eval.reading import contains_answer, exact_match, f1
from eval.statistics import mean
from index.catalog import Article, Passage
from index.centres import Centres
from index.collection import Hit
from index.encoder import Encoder, Vectors
from index.passages import split_passages
from index.sentences import split_sentences
from index.settings import IndexSettings
from rag.decide import estimate_probability
from rag.evidence import Evidence, Read, rank_sentences
from rag.question import read_question
from rag.settings import RagSettings

_BATCH = 256


@dataclass(frozen=True)
class _Reading:
    lang: str
    answerable: bool
    contains: float
    f1: float
    em: float
    probability: float | None


def load_rows(path: Path) -> list[dict[str, Any]]:
    """The questions of a benchmark of reading. Raises InputError."""
    return list(read_jsonl(path, "reading benchmark", ("question", "context", "lang", "answers")).values())


def measure_reading(
    rows: Sequence[dict[str, Any]], encoder: Encoder, centres: Centres, read: Read | None, settings: RagSettings
) -> dict[str, Any]:
    """In the JSON of `sanad bench reading`; contains, F1 and EM are of the answerable questions."""
    done: list[_Reading] = []
    with tqdm(total=len(rows), desc="reading", unit="question", disable=None) as bar:
        for first in range(0, len(rows), _BATCH):
            some = rows[first : first + _BATCH]
            asked = [read_question(row["question"], [], settings) for row in some]
            queries = encoder.encode_queries([question.query for question in asked])
            queries = centres.place_queries(queries, [question.lang for question in asked])
            for row, question, query in zip(some, asked, queries, strict=True):
                hit = _as_hit(row["context"], row["lang"], query, encoder, centres)
                ranked = rank_sentences(question.query, query, [hit], encoder, read, settings)
                done.append(_mark(row, ranked, estimate_probability(question, ranked, [hit], {})))
                bar.update()
    by_lang = {lang: _summarise([r for r in done if r.lang == lang]) for lang in sorted({r.lang for r in done})}
    return {**_summarise(done), "by_lang": by_lang}


def _mark(row: dict[str, Any], ranked: Sequence[Evidence], probability: float | None) -> _Reading:
    text, gold = row["context"], row["answers"]
    start, end = (ranked[0].start, ranked[0].end) if ranked else (0, 0)
    # What the reader points at within the sentence that is quoted.
    short_start, short_end = ranked[0].short or (start, end) if ranked else (0, 0)
    return _Reading(
        row["lang"],
        row.get("answerable", bool(gold)),
        float(contains_answer(text[start:end], gold)),
        f1(text[short_start:short_end], gold),
        exact_match(text[short_start:short_end], gold),
        probability,
    )


def _as_hit(text: str, lang: str, query: Vectors, encoder: Encoder, centres: Centres) -> Hit:
    """The passage as retrieval would have found it."""
    sentences = split_sentences(text, lang)
    passages = split_passages(text, lang, encoder.count_tokens, IndexSettings.passage_tokens)
    spans = [[(a - start, min(b, end) - start) for a, b in sentences if start <= a < end] for start, end in passages]
    _, inner = encoder.encode_spans([text[start:end] for start, end in passages], spans)
    vectors = centres.remove(np.concatenate(inner), [lang] * len(sentences), "document")
    article = Article(0, "", "", "txt", lang, "", None, None, None, None, None, (), {}, 0, text)
    return Hit(Passage(0, 0, 0, len(text), lang, 0), article, 0.0, {}, vectors @ query)


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
