"""Words in quotation marks: found as they stand, first among what more words find, or said to be nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.settings import IndexSettings
from index.sync import index_paths
from rag.filters import NO_FILTERS, Filters
from rag.parts import parts_of
from rag.search import search_passages, text_around
from rag.settings import RagSettings
from tests.texts import hashing_encoder

_ARTICLES = {
    "court.txt": "The former secretary, Tahira Hussain, was cleared on Wednesday.",
    "acquitted.txt": "The contractor was acquitted. Two clerks were acquitted as well; all were acquitted.",
    "market.txt": "Traders in the market asked for lower taxes on sugar and flour.",
    "later.txt": "Tahira Hussain came back to her office. She was acquitted in spring.",
    "ur.txt": "سابق سیکرٹری طاہرہ حسین کو بری کر دیا گیا۔",
}


@pytest.fixture
def press(settings: IndexSettings, tmp_path: Path) -> Iterator[Collection]:
    folder = tmp_path / "press"
    folder.mkdir()
    for name, text in _ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder], settings, hashing_encoder)
    with open_collection(settings) as collection:
        yield collection


def _search(press: Collection, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> tuple[list[str], str | None]:
    parts = parts_of(press, hashing_encoder(), None, filters=filters)
    found = search_passages(query, press, parts, k, RagSettings(), filters)
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
    return [hit["source"] for hit in found["hits"]], found["note"]


def test_words_that_are_nowhere_are_said_to_be(press: Collection) -> None:
    found, note = _search(press, '"Tahira Husain was acquitted"')
    assert found
    assert note
    assert "none of the articles: “Tahira Husain was acquitted”" in note
    assert _search(press, '"Tahira Hussain"') == (["court.txt", "later.txt"], None)
    assert _search(press, "Tahira Husain was acquitted")[1] is None


def test_around_quoted_words_is_the_sentence_that_holds_them(press: Collection) -> None:
    def shown(query: str) -> list[str]:
        found = search_passages(query, press, parts_of(press, hashing_encoder(), None), 10, RagSettings())
        return [text_around(hit, press.catalog) for hit in found["hits"]]

    assert shown('"was acquitted"') == ["The contractor was acquitted.", "She was acquitted in spring."]
    assert shown('"office. She"') == [_ARTICLES["later.txt"]]
    assert shown('"طاہره حسين"') == [_ARTICLES["ur.txt"]]
    assert set(shown("sugar")) == set(_ARTICLES.values())


def test_passages_with_what_is_quoted_come_first_and_the_other_words_rank_them(press: Collection) -> None:
    found, note = _search(press, '"Tahira  Hussain" acquitted')
    assert (found[:2], note) == (["later.txt", "court.txt"], None)
    assert len(found) == len(_ARTICLES)
    assert _search(press, '"acquitted" "in spring"', 2)[0] == ["later.txt", "acquitted.txt"]
    found, note = _search(press, '"Tahira Hussain" "zebra" acquitted')
    assert found[:2] == ["later.txt", "court.txt"]
    assert note
    assert "“zebra”" in note
    assert "Tahira" not in note


def test_filters_hold_for_quotations(press: Collection) -> None:
    assert _search(press, '"Tahira Hussain"', filters=Filters(sources=("later.txt",))) == (["later.txt"], None)
    found, note = _search(press, '"Tahira Hussain"', filters=Filters(languages=("ur",)))
    assert found == ["ur.txt"]
    assert note
    assert "articles that are searched" in note
