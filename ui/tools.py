"""The same as tools for language models, by gradio's MCP server at /gradio_api/mcp/."""

import json
from typing import Any

import gradio as gr

from index.errors import InputError
from index.listing import list_articles
from rag.filters import Filters
from rag.question import has_broken_bytes
from ui.desk import Desk

_MOST_HITS, _MOST_LISTED, _MOST_OFFSET, _MOST_CHARS = 50, 200, 1_000_000_000, 20_000


def add_tools(desk: Desk) -> None:
    """Call inside the `gr.Blocks` that is served. A tool's docstring is what a model is told of it."""

    def ask_articles(
        question: str, collection: str = "", languages: str = "", since: str = "", until: str = "", sources: str = ""
    ) -> str:
        """Answer a question, in any language, from the articles, with verbatim quotations and their sources.

        Args:
            question: The question as it stands alone.
            collection: The name of a collection; empty for the default one.
            languages: Only articles in these languages, as "ur, ar"; empty for all.
            since: Only articles published on or after this day, month or year, as 2023-09; empty for all.
            until: Only articles published on or before this day, month or year; empty for all.
            sources: Only these files and folders, as "press/2023, news.csv"; empty for all.
        """
        filters = _read_filters(languages, since, until, sources)
        return _json(desk.ask(collection or desk.default, question, [], filters=filters).to_dict())

    def search_articles(
        query: str,
        k: int = 10,
        collection: str = "",
        languages: str = "",
        since: str = "",
        until: str = "",
        sources: str = "",
    ) -> str:
        """Find the passages that suit a query best; words in quotation marks are found as they are written.

        Args:
            query: What to look for, in any language.
            k: How many passages, up to 50.
            collection: The name of a collection; empty for the default one.
            languages: Only articles in these languages, as "ur, ar"; empty for all.
            since: Only articles published on or after this day, month or year, as 2023-09; empty for all.
            until: Only articles published on or before this day, month or year; empty for all.
            sources: Only these files and folders, as "press/2023, news.csv"; empty for all.
        """
        filters = _read_filters(languages, since, until, sources)
        return _json(desk.search(collection or desk.default, query, max(1, min(k, _MOST_HITS)), filters))

    def list_titles(collection: str = "", offset: int = 0) -> str:
        """List the articles, the newest first, 200 at a time.

        Args:
            collection: The name of a collection; empty for the default one.
            offset: How many to pass over.
        """
        catalog = desk.collection(collection or desk.default).catalog
        total, found = list_articles(catalog, limit=_MOST_LISTED, offset=max(0, min(int(offset), _MOST_OFFSET)))
        rows = [{"source": a.source, "title": a.title, "lang": a.lang, "published": a.published} for a in found]
        return _json({"total": total, "articles": rows})

    def read_article(source: str, start: int = 0, collection: str = "") -> str:
        """Read the text of an article, up to 20,000 characters at a time.

        Args:
            source: The source as citations and lists have it.
            start: The character to begin with.
            collection: The name of a collection; empty for the default one.
        """
        if has_broken_bytes(source):
            raise InputError("the source holds characters that are not text")
        article = desk.article(collection or desk.default, source)
        if article is None:
            raise InputError(f"there is no article {source[:200]!r}; list_titles names those that there are")
        text = article.text[max(0, start) :][:_MOST_CHARS]
        return _json({"source": source, "chars": len(article.text), "text": text})

    for tool in (ask_articles, search_articles, list_titles, read_article):
        # Without the queue they are called directly, and not by a second request to this server.
        gr.api(tool, api_name=tool.__name__, queue=False)


def _read_filters(languages: str, since: str, until: str, sources: str) -> Filters:
    listed = (tuple(part.strip() for part in given.split(",") if part.strip()) for given in (languages, sources))
    langs, files = listed
    return Filters(langs, since, until, files)


def _json(told: dict[str, Any]) -> str:
    # gradio would write a dict as Python does.
    return json.dumps(told, ensure_ascii=False)
