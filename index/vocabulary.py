"""The terms of a collection (`index.terms`), as they are met by what a question wants."""

from collections import Counter

from index.catalog import Catalog
from index.skeletons import SpellingIndex
from index.terms import WantedTerm, expand_wanted, is_spelling

# What so large a share of the passages has tells none of them apart and takes long to look up; a few are always read.
_COMMON, _FEW = 0.1, 50


class Vocabulary:
    """The terms of one generation of a collection; those of passages that are only staged do not count."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        query = "SELECT count(*), max(p.id) FROM passage p JOIN article a ON a.id = p.article WHERE a.live"
        ((self.passages, last),) = catalog.rows(query)
        # All that is staged is published at once, so what is not published yet has higher ids than what is.
        self._last = last or 0
        # Read before the vocabulary: what is staged between the two then counts too much, not too little.
        staged = Counter(
            term
            for (text,) in catalog.rows("SELECT text FROM terms WHERE rowid > ?", (self._last,))
            for term in set(text.split())
        )
        rows = catalog.rows("SELECT term, doc FROM vocabulary")
        self._counts = {term: count - staged[term] for term, count in rows if count > staged[term]}
        self._spellings = SpellingIndex(filter(is_spelling, self._counts))

    def find(self, wanted: WantedTerm) -> dict[int, float]:
        """The passages that have what is wanted, each with how surely it has it, 0–1; none if too many have it."""
        alternatives = {
            term: similarity
            for term, similarity in expand_wanted(wanted, self._spellings).items()
            if term in self._counts
        }
        if sum(self._counts[term] for term in alternatives) > max(_COMMON * self.passages, _FEW):
            return {}
        found: dict[int, float] = {}
        query = "SELECT rowid FROM terms WHERE terms MATCH ? AND rowid <= ?"
        # The surest first.
        for term, similarity in alternatives.items():
            for (passage,) in self._catalog.rows(query, (term, self._last)):
                found.setdefault(passage, similarity)
        return found
