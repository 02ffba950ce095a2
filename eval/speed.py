"""How fast is indexing and asking, beside the plain LlamaIndex pipeline? Each step is a process of its own, as its
users start it, and both pipelines run one after the other on the same files."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from eval.process import clean_environment, index_environment
from eval.recombine import read_sentences, write_articles
from index.collection import open_catalog
from index.counts import count_of
from index.encoder import load_encoder
from index.errors import InputError
from index.settings import IndexSettings
from index.sync import index_paths

QUESTION = "When was the S-300 announced?"
_ARTICLES = 300


def measure_speed(texts: Path, settings: IndexSettings, compare: bool, articles: int = _ARTICLES) -> dict[str, Any]:
    """Seconds for each step, and with `compare` those of the plain pipeline and how many times ours it takes.

    Nothing is written outside a temporary folder but the models' cache.
    """
    with TemporaryDirectory(prefix="sanad-speed-") as name:
        folder, home = Path(name, "articles"), Path(name, "home")
        write_articles(folder, read_sentences(texts), articles)
        # Both begin with their models unpacked.
        load_encoder(settings)
        ours = _measure_ours(folder, home, settings)
        result: dict[str, Any] = {"articles": articles, "sanad": ours}
        if compare:
            plain = _measure_plain(folder, Path(name, "plain"), settings)
            result["plain"] = plain
            result["times_faster"] = {step: round(plain[step] / ours[step], 2) for step in ("index_s", "ask_s")}
        return result


def _measure_ours(folder: Path, home: Path, settings: IndexSettings) -> dict[str, Any]:
    sanad = str(Path(sys.executable).with_name("sanad"))
    index = [sanad, "index", str(folder)]
    environment = index_environment(replace(settings, home=home, collection="default"))
    first_s = time_command(index, environment)
    unchanged_s = time_command(index, environment)
    changed = sorted(folder.iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8")[::2], encoding="utf-8")
    changed_s = time_command(index, environment)
    ask_s = min(time_command([sanad, "ask", QUESTION], environment) for _ in range(2))
    return {
        "index_s": round(first_s, 2),
        "unchanged_s": round(unchanged_s, 2),
        "unchanged_share": round(unchanged_s / first_s, 4),
        "one_changed_s": round(changed_s, 2),
        "ask_s": round(ask_s, 2),
        **_beside_the_encoder(folder, home, settings),
    }


def _beside_the_encoder(folder: Path, home: Path, settings: IndexSettings) -> dict[str, Any]:
    """How near indexing comes to the rate of the encoder alone on the same passages, in this process."""
    encoder = load_encoder(settings, "indexing")
    alone = replace(settings, home=home.with_name("again"), collection="default", store="")
    with open_catalog(replace(alone, home=home)) as catalog:
        texts = [
            article.text[passage.start : passage.end]
            for article in catalog.articles()
            for passage in catalog.passages_of(article.id)
        ]
    tokens = sum(encoder.count_tokens(texts))
    encoder.encode_passages(texts[:64])
    began = perf_counter()
    encoder.encode_passages(texts)
    bare_s = perf_counter() - began
    began = perf_counter()
    index_paths([folder], alone, lambda: encoder)
    indexing_s = perf_counter() - began
    return {
        "passages": len(texts),
        "tokens": tokens,
        "encoder_tokens_per_s": round(tokens / bare_s),
        "share_of_encoder_rate": round(bare_s / indexing_s, 3),
    }


def _measure_plain(folder: Path, store: Path, settings: IndexSettings) -> dict[str, Any]:
    steps = {
        "index_s": f"from eval.plain import index_plain as run; print(run(Path({str(folder)!r}), *places))",
        "ask_s": f"from eval.plain import ask_plain as run; print(run([{QUESTION!r}], *places))",
    }
    shutil.rmtree(store, ignore_errors=True)
    places = f"from pathlib import Path; places = Path({str(store)!r}), Path({str(settings.cache)!r}); "
    return {
        step: round(time_command([sys.executable, "-c", places + code], clean_environment({})), 2)
        for step, code in steps.items()
    }


def time_command(command: Sequence[str], environment: dict[str, str]) -> float:
    began = perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        # What is killed says nothing.
        said = done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"]
        raise InputError(f"{' '.join(command)[:80]} failed: {said[-1]}")
    return perf_counter() - began


def describe_speed(result: dict[str, Any]) -> str:
    ours, plain = result["sanad"], result.get("plain", {})
    sizes = {"article": result["articles"], "passage": ours["passages"], "token": ours["tokens"]}
    lines = [", ".join(count_of(number, name) for name, number in sizes.items())]
    for step, value in ours.items():
        beside = f"   plain {plain[step]}" if step in plain else ""
        lines.append(f"  {step:24}{value}{beside}")
    lines += [f"  {step} {ratio} times as fast as plain" for step, ratio in result.get("times_faster", {}).items()]
    return "\n".join(lines)
