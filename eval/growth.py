"""How time, memory and disk grow with a collection, and whether its search stays exact and quick."""

import math
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.process import index_environment
from eval.recombine import read_sentences, recombine
from index.centres import read_centres
from index.collection import open_collection
from index.encoder import Encoder, load_encoder
from index.errors import InputError
from index.language import UNKNOWN, detect_language
from index.overview import read_overview
from index.reader import load_reader
from index.settings import IndexSettings
from index.staging import staying, stored_vectors
from rag.answer import answer_question
from rag.evidence import Read
from rag.parts import parts_of
from rag.question import read_question
from rag.retrieve import retrieve_passages
from rag.settings import RagSettings

_PASSAGES_A_FILE = 20
_PASSAGE_TOKENS = 64
_QUERIES = 200
_K = 10
_ROUNDING = 1e-6


def measure_growth(texts: Path, sizes: list[int], settings: IndexSettings) -> list[dict[str, Any]]:
    """One row a size, in passages; every size is indexed by a process of its own into a home of its own."""
    sentences = read_sentences(texts)
    encoder = load_encoder(settings)
    reader = load_reader(settings)
    read = reader.read if reader else None
    return [_measure_size(size, sentences, encoder, read, settings) for size in sizes]


def _measure_size(
    size: int, sentences: list[str], encoder: Encoder, read: Read | None, settings: IndexSettings
) -> dict[str, Any]:
    with TemporaryDirectory(prefix="sanad-growth-") as name:
        folder = Path(name, "articles")
        folder.mkdir()
        languages = write_passages(folder, sentences, size)
        alone = replace(settings, home=Path(name, "home"), passage_tokens=_PASSAGE_TOKENS, store="")
        index_s, peak_bytes = _index(folder, alone)
        with open_collection(alone) as collection:
            overview = read_overview(collection.catalog, alone)
            ids = staying(collection.catalog, [])
            centres = read_centres(collection.catalog)
            stored = stored_vectors(collection.catalog, ids, 5_000)
            matrix = np.concatenate([centres.remove(vectors, langs, "document") for _, vectors, langs in stored])
            questions = list(recombine(sentences, min(_QUERIES, len(sentences)), 1, seed=1))
            queries = encoder.encode_queries(questions)
            centred = centres.remove(queries, [UNKNOWN] * len(queries), "query")
            found = [{hit.passage.id for hit in collection.search(query, _K)} for query in queries]
            recall = float(np.mean([_recall(matrix, ids, *pair) for pair in zip(centred, found, strict=True)]))

            def search(question: str) -> None:
                asked = read_question(question, [], RagSettings())
                query = encoder.encode_queries([asked.query])[0]
                retrieve_passages(collection, asked, query, _K, encoder=encoder)

            def search_exactly(question: str) -> None:
                _nearest(matrix, ids, encoder.encode_queries([question])[0])

            def ask(question: str) -> None:
                answer_question(question, [], parts, RagSettings())

            parts = parts_of(collection, encoder, read)
            timings = {
                "encode_ms": _median_ms(lambda question: encoder.encode_queries([question]), questions),
                "exact_ms": _median_ms(search_exactly, questions),
                "search_ms": _median_ms(search, questions),
                "ask_ms": _median_ms(ask, questions[:30]),
            }
        return {
            "passages": overview.passages,
            "languages": languages,
            "index_s": round(index_s, 1),
            "peak_mb": round(peak_bytes / 1e6),
            "disk_mb": round(overview.disk_bytes / 1e6, 1),
            "recall@10": round(recall, 4),
            **timings,
            "times": round(timings["search_ms"] / timings["encode_ms"], 2),
        }


def write_passages(folder: Path, sentences: list[str], size: int) -> int:
    """Articles of `size` passages in all, in turn of each language that has sentences enough: of how many.

    Raises InputError where there are too few for so many.
    """
    spoken = _by_language(sentences, size)
    # One sentence a passage, or two that fit: what is on a line of its own is not joined beyond the budget.
    lines = [recombine(some, _share(size, len(spoken)), 2, seed=size) for some in spoken]
    for number in range(size // _PASSAGES_A_FILE):
        text = "\n".join(next(lines[number % len(lines)]) for _ in range(_PASSAGES_A_FILE))
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return len(spoken)


def _share(size: int, languages: int) -> int:
    """The passages of one of the languages, in whole files, at the most."""
    return math.ceil(size // _PASSAGES_A_FILE / languages) * _PASSAGES_A_FILE


def _by_language(sentences: list[str], size: int) -> list[list[str]]:
    """The sentences of each language that has enough of them for its share of `size` passages; else all as one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        groups[detect_language(sentence)].append(sentence)
    enough = sorted(groups.values(), key=len, reverse=True)
    while enough and math.perm(len(enough[-1]), 2) < _share(size, len(enough)):
        enough.pop()
    return enough or [sentences]


def _index(folder: Path, settings: IndexSettings) -> tuple[float, int]:
    """Seconds and peak resident bytes of a process that indexes the folder."""
    began = perf_counter()
    with subprocess.Popen(
        [str(Path(sys.executable).with_name("sanad")), "index", str(folder)],
        env=index_environment(settings),
        stdout=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise InputError(f"indexing {folder} failed with status {process.returncode}")
    return perf_counter() - began, usage.ru_maxrss * 1024


def _recall(matrix: NDArray[np.float32], ids: list[int], query: NDArray[np.float32], found: set[int]) -> float:
    """The share of the passages found that are as near as the tenth nearest: those equally near are as good."""
    cosines: dict[int, float] = dict(zip(ids, (matrix @ query).tolist(), strict=True))
    tenth = cosines[_nearest(matrix, ids, query)[-1]]
    return sum(cosines[passage] >= tenth - _ROUNDING for passage in found) / _K


def _nearest(matrix: NDArray[np.float32], ids: list[int], query: NDArray[np.float32]) -> list[int]:
    cosines = matrix @ query
    best = np.argpartition(-cosines, _K)[:_K]
    return [ids[row] for row in best[np.argsort(-cosines[best])]]


def _median_ms(action: Any, inputs: list[str]) -> float:
    times = []
    for value in inputs:
        began = perf_counter()
        action(value)
        times.append((perf_counter() - began) * 1000)
    return round(median(times), 2)


def describe_growth(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])
    lines = ["".join(f"{name:>12}" for name in names)]
    lines += ["".join(f"{row[name]:>12,}" for name in names) for row in rows]
    return "\n".join(lines)


def plot_growth(rows: list[dict[str, Any]], path: Path) -> None:
    """An SVG with time, memory, disk and the time of a search against the number of passages."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    passages = [row["passages"] for row in rows]
    figure, axes = plt.subplots(2, 2, figsize=(9, 6), layout="constrained")
    panels = (
        ("indexing, s", ["index_s"]),
        ("peak memory of indexing, MB", ["peak_mb"]),
        ("disk, MB", ["disk_mb"]),
        ("warm, ms", ["search_ms", "exact_ms", "ask_ms"]),
    )
    for axis, (title, names) in zip(axes.flat, panels, strict=True):
        for name in names:
            axis.plot(passages, [row[name] for row in rows], marker="o", label=name)
        axis.set(title=title, xlabel="passages", xscale="log", ylim=(0, None))
        if len(names) > 1:
            axis.legend()
    figure.savefig(path)
    plt.close(figure)
