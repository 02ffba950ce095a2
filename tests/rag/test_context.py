"""Passages that do not say themselves what they are about."""

from pathlib import Path

import pytest

from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from index.sync import index_paths
from rag.parts import parts_of
from rag.search import search_passages
from rag.settings import RagSettings

ARRESTED = (
    "The arrest itself took four minutes: two officers in plain clothes met him in the lobby of a hotel on 23 May."
)
WHO = {"fund.txt": "the head of the Libyan wheat fund", "coach.txt": "the coach of a Finnish hockey club"}


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Where was the wheat fund boss picked up?", "fund.txt"),
        ("Where was the hockey coach picked up?", "coach.txt"),
        ("ہاکی کے کوچ کو کہاں سے پکڑا گیا؟", "coach.txt"),
        ("أين قُبض على رئيس صندوق القمح؟", "fund.txt"),
    ],
)
def test_they_are_found_by_what_introduces_them(
    question: str, source: str, settings: IndexSettings, tmp_path: Path, encoder: Encoder
) -> None:
    """The same words in two articles, in one of which "he" is whom the question names."""
    folder = tmp_path / "press"
    folder.mkdir()
    for name, who in WHO.items():
        lead = f"The police have arrested {who}, a court said on Tuesday in a statement of two lines."
        weather = "It rained all day and the streets were empty. " * 40
        (folder / name).write_text(f"An arrest\n\n{lead}\n\n{weather}\n\n{ARRESTED}\n", encoding="utf-8")
    index_paths([folder], settings, lambda: encoder)
    with open_collection(settings) as collection:
        hits = search_passages(question, collection, parts_of(collection, encoder, None), 20, RagSettings())["hits"]
        text = (folder / source).read_text(encoding="utf-8")
    assert all(
        hit["text"] == (folder / hit["source"]).read_text(encoding="utf-8")[hit["start"] : hit["end"]] for hit in hits
    )
    assert next(hit["source"] for hit in hits if ARRESTED in hit["text"]) == source, text
