"""Copies in a collection share a story, whatever the order in which they come and go."""

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.catalog import Article, Catalog
from index.duplicates import band_keys, sketch_text
from index.staging import StoredFile, put_live, stage_article, stage_file
from tests.conftest import SEEDS
from tests.index.stories import SAME_EVENT
from tests.index.test_wording import REPORTS

_ARTICLE = Article(0, "", "", "txt", "ur", "", None, None, None, None, None, (), {}, 0, "")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "catalog.sqlite", create=True) as catalog:
        yield catalog


def _publish(catalog: Catalog, texts: Mapping[str, str], gone: tuple[str, ...] = ()) -> None:
    with catalog.write():
        for source, text in texts.items():
            sketch = sketch_text(text)
            article = replace(_ARTICLE, source=source, file=source, text=text)
            stage_article(catalog, article, [], np.empty((0, 1), np.float32), sketch, band_keys(sketch))
            stage_file(catalog, source, StoredFile(source, "", 1), {})
    put_live(catalog, gone, [], {}, {})


def _stories(catalog: Catalog) -> set[frozenset[str]]:
    """The sources that tell one story together."""
    stories: dict[int, set[str]] = {}
    for source, story in catalog.rows("SELECT source, story FROM article WHERE live"):
        stories.setdefault(story, set()).add(source)
    return set(map(frozenset, stories.values()))


def test_ten_copies_among_many_articles_are_one_story(catalog: Catalog) -> None:
    draw = random.Random(5)
    words = " ".join(story for pair in SAME_EVENT.values() for story in pair).split()
    texts = {f"other{i}": " ".join(draw.choices(words, k=300)) for i in range(100)}
    sentences = (SEEDS / "000_26ccf66904288b90.txt").read_text(encoding="utf-8").split("۔")
    for i in range(10):
        left_out = draw.randrange(len(sentences))
        texts[f"copy{i}"] = "۔".join([*draw.choices(words, k=10), *sentences[:left_out], *sentences[left_out + 1 :]])
    _publish(catalog, texts)
    copies = frozenset(f"copy{i}" for i in range(10))
    assert _stories(catalog) == {copies, *(frozenset([f"other{i}"]) for i in range(100))}


def test_a_story_falls_apart_when_what_joined_it_goes(catalog: Catalog) -> None:
    draw = random.Random(1)
    letters = [chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(4_000)]
    # Each shares two thirds of its text with the next, one with that after it.
    texts = {str(i): "".join(letters[i * 500 : i * 500 + 1_500]) for i in range(5)}
    _publish(catalog, texts)
    assert _stories(catalog) == {frozenset("01234")}
    _publish(catalog, {}, gone=("2",))
    assert _stories(catalog) == {frozenset("01"), frozenset("34")}
    _publish(catalog, {"2": texts["2"]})
    assert _stories(catalog) == {frozenset("01234")}


def test_thousands_from_one_template_take_no_more_than_seconds(catalog: Catalog) -> None:
    began = time.process_time()
    _publish(catalog, {f"{i}": REPORTS["en"] for i in range(1_000)})
    assert len(_stories(catalog)) == 1
    _publish(catalog, {f"other{i}": REPORTS["en"].replace("five", f"{i}") for i in range(500)})
    assert len(_stories(catalog)) == 501
    assert time.process_time() - began < 30


@pytest.mark.parametrize("turned", [False, True])
def test_a_report_that_denies_another_is_a_story_of_its_own(catalog: Catalog, turned: bool) -> None:
    confirmed, denied = REPORTS["en"], REPORTS["en"].replace("confirmed", "denied")
    texts = {"a": confirmed, "b": f"(AFP) – {confirmed}", "c": denied, "d": f"Ministry denies deaths\n{denied}"}
    _publish(catalog, dict(reversed(texts.items())) if turned else texts)
    assert _stories(catalog) == {frozenset("ab"), frozenset("cd")}
