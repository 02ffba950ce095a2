"""The reports of the commands that keep a collection, as a person reads them."""

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

from index.collection import open_catalog
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


def test_what_a_file_says_does_not_act_on_the_terminal(settings: IndexSettings, encoder: Encoder) -> None:
    index_paths([SEEDS], settings, lambda: encoder)
    # As an earlier version kept it, from the header of a mail.
    findings = json.dumps({"encoding guessed: koi8-r, declared \x1b]0;PWNED\x07": 1})
    with open_catalog(settings) as catalog, catalog.write():
        catalog.run("UPDATE article SET findings = ?", (findings,))
    _, text = run_status(argparse.Namespace(), replace(load_settings({}, {}), index=settings))
    assert "declared \\x1b]0;PWNED\\x07" in text
    assert text.replace("\n", "").isprintable()
