"""Articles → stories: near-duplicates share one, and so count as one source."""

import json
from collections.abc import Sequence

from index.catalog import Catalog
from index.duplicates import are_copies

# Of more articles with parts in common, almost always one template, only the latest are compared.
_MAX_CANDIDATES = 500


def regroup(catalog: Catalog, articles: Sequence[int]) -> None:
    """Give these published articles, and those that are copies of them, their stories; call inside a transaction."""
    marks = json.dumps(list(articles))
    catalog.run("UPDATE article SET story = id WHERE id IN (SELECT value FROM json_each(?))", (marks,))
    candidates = (
        "SELECT DISTINCT a.id, a.story, a.sketch FROM band b JOIN band o ON o.key = b.key JOIN article a "
        "ON a.id = o.article WHERE b.article = ?1 AND o.article <> ?1 AND a.live ORDER BY a.id DESC LIMIT ?2"
    )
    for article in articles:
        ((sketch,),) = catalog.rows("SELECT sketch FROM article WHERE id = ?", (article,))
        if not sketch:
            continue
        alike = {
            story
            for _, story, other in catalog.rows(candidates, (article, _MAX_CANDIDATES))
            if are_copies(sketch, other)
        }
        if alike:
            catalog.run(
                "UPDATE article SET story = ?1 WHERE id = ?2 OR story IN (SELECT value FROM json_each(?3))",
                (min(alike), article, json.dumps(sorted(alike))),
            )
