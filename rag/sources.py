"""What several articles say to one question, taken together."""

from collections.abc import Sequence

from index.datelines import is_headline
from rag.anchor import infer_month, infer_week
from rag.checks.readings import read_text
from rag.evidence import Evidence, choose_evidence
from rag.lead import Source, lead_fact
from rag.premise import designation_keys, read_designations
from rag.presence import holds_date
from rag.question import Question
from rag.settings import RagSettings

# What a list asks for may be told in several articles: what the reader finds so likely, if no more than so far behind.
_LIST_MARGIN, _LIKELY = 0.3, 0.5


def choose_sources(question: Question, ranked: Sequence[Evidence], settings: RagSettings) -> list[Evidence]:
    """The sentences to be quoted, the best first, each of another story."""
    if question.wants.kind == "list":
        return choose_evidence(ranked, settings, _LIST_MARGIN, _LIKELY)
    return choose_evidence(ranked, settings)


def as_source(question: Question, evidence: Evidence) -> Source:
    """The sentence with what is known of the day on which its article was written, if the question is when."""
    article, lang = evidence.hit.article, evidence.hit.passage.lang
    undated = question.wants.kind == "date" and not article.published
    days = infer_week(article.text, article.lang) if undated else None
    month = infer_month(article.text, article.lang) if undated and not days else None
    return Source(evidence.quote, lang, article.published, article.precision, days, month)


def find_undated(question: Question, ranked: Sequence[Evidence], settings: RagSettings) -> list[Evidence]:
    """Of a question when something happened that bears a designation (S-300): the best sentence about it of each story,
    if none of them tells when, nor the one that answers by all else; those that share more of the question's words by
    meaning come first.

    That the articles tell of it without a date is certain then, whatever the likelihood of an answer.
    """
    wanted = set(read_designations(question.text, question.lang)) if question.wants.kind == "date" else set()
    if not wanted or question.wants.precision:
        return []
    best: dict[int | None, Evidence] = {}
    # A headline names what the article is about without telling of it.
    told = [evidence for evidence in ranked if not is_headline(evidence.quote, evidence.hit.article.title)]
    for evidence in told:
        if _has_designations(question, evidence):
            lead = lead_fact(question.wants, question.text, question.lang, as_source(question, evidence))
            if lead is None or lead.kind != "no-date":
                return []
            best.setdefault(evidence.hit.article.story, evidence)
    first: dict[int | None, Evidence] = {each.hit.article.story: each for each in reversed(told)}
    if any(_is_dated_answer(first[story]) for story in best):
        return []
    return sorted(best.values(), key=lambda evidence: -_shared_meaning(question, evidence))[: settings.max_citations]


def _has_designations(question: Question, evidence: Evidence) -> bool:
    wanted = read_designations(question.text, question.lang).values()
    having = designation_keys(evidence.quote, evidence.hit.passage.lang)
    return all(keys & having for keys in wanted)


def _is_dated_answer(evidence: Evidence) -> bool:
    """Whether the reader finds the answer in it, and it has a date: "they", it may say, where others say S-300."""
    return (evidence.likely or 0.0) >= _LIKELY and holds_date(evidence.quote, evidence.hit.passage.lang)


def _shared_meaning(question: Question, evidence: Evidence) -> int:
    asked = read_text(question.text, question.lang)
    told = read_text(evidence.quote, evidence.hit.passage.lang)
    return len({concept for word in asked.words for concept in word.concepts if told.find_concept(concept)})
