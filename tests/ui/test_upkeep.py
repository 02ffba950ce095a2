"""The reports of the commands that keep a collection, as a person reads them."""

import argparse
import shutil
from dataclasses import replace
from pathlib import Path

from index.encoder import Encoder
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import SEEDS
from ui.settings import load_settings
from ui.upkeep import run_status


def test_one_story_and_one_place_are_told_as_one(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    article = next(SEEDS.glob("*.txt"))
    shutil.copy(article, folder / "a.txt")
    (folder / "b.txt").write_bytes(article.read_bytes() + b"\xff\n")
    index_paths([folder], settings, lambda: encoder)
    _, text = run_status(argparse.Namespace(), replace(load_settings({}, {}), index=settings))
    assert "2 articles tell 1 story: a.txt, b.txt" in text
    assert "2 telling 1 story\n" in text
    assert "damaged: 1 place in utf-8" in text
