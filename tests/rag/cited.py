"""A sentence as what was found for a question."""

from index.catalog import Article, Passage
from index.collection import Hit
from rag.evidence import Evidence


def cite(id_: int, text: str, lang: str) -> Evidence:
    """The text as an article of one sentence."""
    file = f"{id_}.txt"
    article = Article(id_, file, file, "text", lang, "", None, None, None, None, None, (), {}, id_, text)
    return Evidence(Hit(Passage(id_, id_, 0, len(text), lang, 0), article, 1.0), 0, len(text), 1.0, 0.8, 0.9)
