"""What an answer is made with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from index.collection import Collection
from index.cross_encoder import Score
from index.encoder import Encoder
from rag.evidence import Evidence, Read
from rag.filters import NO_FILTERS, Filters, count_languages
from rag.question import Question
from rag.rerank import rerank
from rag.retrieve import Retrieve, retrieve_passages, spell_question

if TYPE_CHECKING:
    from rag.answer import Answer

# An answer in quotations, all evidence for it → that answer as a language model words it, again and again until whole.
Write = Callable[["Answer", Sequence[Evidence]], Iterator["Answer"]]
# A question, those before it, oldest first → the question as it stands alone; None where it cannot be told.
Condense = Callable[[str, Sequence[str]], str | None]


@dataclass(frozen=True)
class Scribe:
    """A language model, and what it does here: `rag.llm.scribe` makes one."""

    write: Write
    condense: Condense


def as_typed(question: Question) -> Question:
    return question


@dataclass(frozen=True)
class Parts:
    """`count_languages` tells how many articles are searched in each language; without `scribe`, answers are quoted;
    `spell` gives a question that was typed in Latin letters in those of its language; `filtered` if some articles may
    have been left out."""

    retrieve: Retrieve
    encoder: Encoder
    read: Read | None = None
    count_languages: Callable[[], Mapping[str, int]] = dict
    scribe: Scribe | None = None
    spell: Callable[[Question], Question] = as_typed
    filtered: bool = False


def parts_of(
    collection: Collection,
    encoder: Encoder,
    read: Read | None,
    scribe: Scribe | None = None,
    filters: Filters = NO_FILTERS,
    score: Score | None = None,
) -> Parts:
    """`score` is that of a reranker."""
    retrieve: Retrieve = partial(retrieve_passages, collection, encoder=encoder, filters=filters)
    retrieve = rerank(retrieve, score) if score else retrieve
    counts = partial(count_languages, collection, filters)
    return Parts(retrieve, encoder, read, counts, scribe, partial(spell_question, collection), bool(filters))
