"""`kill -9` at random moments of the real program: after a restart the collection is exactly what its files say.

`STRESS_KILLS` says how often (100 in `make stress`, a few in `make test`).
"""

import json
import os
import random
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import open_catalog, open_collection
from index.doctor import find_problems
from index.encoder import Encoder
from index.errors import NoCollection
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import CACHE, SANAD, SEEDS

KILLS = int(os.environ.get("STRESS_KILLS", "3"))
_SEED = int(os.environ.get("STRESS_SEED", "0")) or random.SystemRandom().randrange(10**6)


def _sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [line.strip() for text in texts for line in text.splitlines() if len(line.strip()) > 40]


def _edit(folder: Path, chance: random.Random, sentences: list[str]) -> None:
    """Add, change, rename and delete some files, as a newsroom does in a day."""
    files = sorted(folder.glob("*.txt"))
    for _ in range(chance.randrange(8, 20)):
        text = "\n".join(chance.sample(sentences, chance.randrange(1, 8)))
        (folder / f"{chance.randrange(10**9)}.txt").write_text(text, encoding="utf-8")
    for path in chance.sample(files, min(len(files), chance.randrange(12))):
        match chance.randrange(3):
            case 0:
                path.unlink()
            case 1:
                path.rename(path.with_name(f"{chance.randrange(10**9)}.txt"))
            case 2:
                path.write_text(chance.choice(sentences), encoding="utf-8")


def _contents(settings: IndexSettings) -> list[tuple[str, int, int, str]]:
    with open_catalog(settings) as catalog:
        return sorted(
            (article.source, passage.start, passage.end, article.text[passage.start : passage.end])
            for article in catalog.articles()
            for passage in catalog.passages_of(article.id)
        )


@pytest.mark.timeout(7_200)
def test_kills_at_random_moments_lose_nothing_and_double_nothing(
    settings: IndexSettings, encoder: Encoder, tmp_path: Path
) -> None:
    chance, sentences, folder = random.Random(_SEED), _sentences(), tmp_path / "press"
    folder.mkdir()
    command = [str(SANAD), "index", "--json", str(folder)]
    environment = {**os.environ, "SANAD_HOME": str(settings.home), "SANAD_CACHE": str(CACHE)}
    query = encoder.encode_queries(["When was the S-300 announced?"])[0]
    killed, whole_s, report = 0, 20.0, []
    while killed < KILLS:
        _edit(folder, chance, sentences)
        wait_s = chance.uniform(0.2, 1.0) * whole_s
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            process.wait(wait_s)
            assert process.returncode == 0
            whole_s = time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
            report.append(round(wait_s, 1))
        # A reader is never in the way, and never sees half of a run.
        try:
            with open_collection(settings) as collection:
                for hit in collection.search(query, 5):
                    assert hit.text == hit.article.text[hit.passage.start : hit.passage.end]
        except NoCollection:
            assert not killed or not report or killed <= 3
        if killed % 10 == 0 and report:
            _check(command, environment, settings, encoder, folder, tmp_path)
    _check(command, environment, settings, encoder, folder, tmp_path)
    print(f"seed {_SEED}: {killed} kills after {min(report)}–{max(report)} s, a whole run {whole_s:.1f} s")


def _check(
    command: list[str], environment: dict[str, str], settings: IndexSettings, encoder: Encoder, folder: Path, tmp: Path
) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["health"]["ok"]
    with open_catalog(settings) as catalog:
        assert find_problems(catalog, settings) == [], f"seed {_SEED}"
    fresh = replace(settings, home=tmp / f"fresh-{time.monotonic_ns()}")
    index_paths([folder], fresh, lambda: encoder)
    assert _contents(settings) == _contents(fresh), f"seed {_SEED}"
