"""What common words of the news mean, the same in six languages: died, погиб, ہلاک, मृत्यु, درگذشت, توفي are one.

A small table, not a dictionary: enough to see which sentence of a passage another one is about, and whether they say
the opposite. Words it lacks mean nothing here, which is never taken for a difference.
"""

from functools import cache, lru_cache

from index.folding import fold_text
from index.wordforms import word_forms
from rag.wordlists import read_words

_LANGUAGES = ("en", "ru", "ur", "hi", "fa", "ar")
_SHORTEST_STEM = 2
# An Arabic word with "and" written in one.
_JOINED = 4


def concepts_of(word: str, lang: str) -> frozenset[str]:
    """What `word` may mean, nothing for a word or a language that the table lacks."""
    return _concepts(word, lang[:2])


@lru_cache(maxsize=1 << 16)
def _concepts(word: str, lang: str) -> frozenset[str]:
    exact, stems, longest = _table(lang)
    found: set[str] = set()
    for form in word_forms(word, lang):
        folded = fold_text(form)
        if lang == "ar" and folded[:1] in ("و", "ف") and len(folded) >= _JOINED and folded not in exact:
            folded = folded[1:]
        found |= exact.get(folded, frozenset())
        for length in range(min(len(folded), longest), _SHORTEST_STEM - 1, -1):
            if concepts := stems.get(folded[:length]):
                found |= concepts
                break
    return frozenset(found)


def is_title(word: str, lang: str) -> bool:
    """Whether `word` is what somebody is, and may stand before a name: Minister, ڈاکٹر."""
    return bool(concepts_of(word, lang) & _groups()[0])


def is_calling(word: str, lang: str) -> bool:
    """Whether `word` is what somebody is, though not all of them stand before a name: analyst, brother."""
    return bool(concepts_of(word, lang) & (_groups()[0] | _groups()[3]))


def is_thing(concept: str) -> bool:
    """Whether a concept is a thing rather than an office, a body or a deed."""
    return concept in _groups()[1]


def is_body(word: str, lang: str) -> bool:
    """Whether `word` is a kind of organisation, whose name is rather translated than spelt."""
    return bool(concepts_of(word, lang) & _groups()[2])


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Concept → those that say the opposite in its place."""
    found: dict[str, frozenset[str]] = {}
    for pair in read_words("concepts")["opposites"].split(","):
        one, other = pair.split()
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


@cache
def _groups() -> tuple[frozenset[str], ...]:
    tables = read_words("concepts")
    return tuple(
        frozenset(concept for concept, _ in _lines(tables[name])) for name in ("titles", "things", "bodies", "callings")
    )


def _lines(table: str) -> list[tuple[str, list[str]]]:
    """Each concept of a table with its words in the order of the languages; an indented line goes on."""
    rows = [row.split("|") for row in table.strip().replace("\n ", " ").splitlines()]
    return [(row[0].strip(), row[1:]) for row in rows]


@cache
def _table(lang: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], int]:
    """Whole words, stems and the length of the longest stem of a language."""
    exact: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    if lang in _LANGUAGES:
        tables = read_words("concepts")
        for concept, columns in _lines(
            "".join(tables[name] for name in ("titles", "callings", "bodies", "things", "deeds"))
        ):
            for word in columns[_LANGUAGES.index(lang)].split():
                where = stems if word.endswith("*") else exact
                where.setdefault(fold_text(word.rstrip("*")), set()).add(concept)
    frozen = [{word: frozenset(concepts) for word, concepts in table.items()} for table in (exact, stems)]
    return frozen[0], frozen[1], max(map(len, stems), default=0)
