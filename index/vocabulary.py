"""The terms of a collection (`index.terms`), as they are met by what a question wants."""

from index.catalog import Catalog
from index.skeletons import SpellingIndex
from index.terms import WantedTerm, expand_wanted, is_spelling

# What so large a share of the passages has tells none of them apart and takes long to look up; a few are always read.
_COMMON, _FEW = 0.1, 50


class Vocabulary:
    """The terms of one generation of a collection."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._counts: dict[str, int] = dict(catalog.rows("SELECT term, doc FROM vocabulary"))
        self._spellings = SpellingIndex(filter(is_spelling, self._counts))
        ((self.passages,),) = catalog.rows("SELECT count(*) FROM passage")

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
        # The surest first.
        for term, similarity in alternatives.items():
            for (passage,) in self._catalog.rows("SELECT rowid FROM terms WHERE terms MATCH ?", (term,)):
                found.setdefault(passage, similarity)
        return found
