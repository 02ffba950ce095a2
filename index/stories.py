"""Articles → stories: near-duplicates share one, and so count as one source."""

import json
from collections.abc import Sequence

from index.catalog import Catalog
from index.duplicates import are_copies
from index.wording import differ_in_wording

# Of more articles with the same part, almost always one template, only the latest are compared.
_MAX_SHARING = 50


def regroup(catalog: Catalog, articles: Sequence[int]) -> None:
    """Give these published articles, and those that are copies of them, their stories; call inside a transaction."""
    marks = json.dumps(list(articles))
    catalog.run("UPDATE article SET story = id WHERE id IN (SELECT value FROM json_each(?))", (marks,))
    for article in articles:
        alike = _alike(catalog, article)
        if alike:
            catalog.run(
                "UPDATE article SET story = ?1 WHERE id = ?2 OR story IN (SELECT value FROM json_each(?3))",
                (min(alike), article, json.dumps(sorted(alike))),
            )


def _alike(catalog: Catalog, article: int) -> set[int]:
    """The stories told by copies of this article."""
    ((sketch, text),) = catalog.rows("SELECT sketch, text FROM article WHERE id = ?", (article,))
    alike: set[int] = set()
    marks = json.dumps(sorted(_candidates(catalog, article)))
    query = "SELECT id, story, sketch FROM article WHERE live AND id IN (SELECT value FROM json_each(?))"
    for other, story, others_sketch in catalog.rows(query, (marks,)):
        if story not in alike and are_copies(sketch, others_sketch):
            ((others_text,),) = catalog.rows("SELECT text FROM article WHERE id = ?", (other,))
            if not differ_in_wording(text, others_text):
                alike.add(story)
    return alike


def _candidates(catalog: Catalog, article: int) -> set[int]:
    """The articles that share a part of their sketch with this one."""
    found: set[int] = set()
    query = "SELECT article FROM band WHERE key = ? ORDER BY article DESC LIMIT ?"
    for (key,) in catalog.rows("SELECT key FROM band WHERE article = ?", (article,)):
        found.update(other for (other,) in catalog.rows(query, (key, _MAX_SHARING)))
    return found - {article}
