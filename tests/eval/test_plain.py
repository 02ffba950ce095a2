"""The plain pipeline that speeds are compared with does what it claims: it indexes, and it finds."""

from pathlib import Path

from eval.plain import ask_plain, index_plain
from tests.conftest import CACHE, SEEDS


def test_the_plain_pipeline_indexes_and_answers(tmp_path: Path) -> None:
    indexed = index_plain(SEEDS, tmp_path, CACHE)
    assert indexed["articles"] == len(list(SEEDS.iterdir()))
    assert indexed["chunks"] >= indexed["articles"]
    asked = ask_plain(["When was the S-300 announced?"] * 2, tmp_path, CACHE, k=2)
    assert len(asked["wall_ms"]) == 2
    assert min(asked["wall_ms"]) > 0
