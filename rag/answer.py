"""Question → answer, made of verbatim quotations with their citations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rag.accord import tell_accord
from rag.accounts import Accounts, compare_accounts, join_accounts
from rag.checks import check_sentence
from rag.compound import split_question
from rag.decide import UNNAMED, estimate_probability
from rag.evidence import Evidence, Place, Span
from rag.lead import Lead, Source, lead_fact
from rag.lookup import look_up, timed
from rag.occasion import unsupported_dates
from rag.parts import Parts
from rag.phrases import FALLBACK, say
from rag.premise import unsupported_names
from rag.question import Question
from rag.quoting import choose_span
from rag.rendering import is_rendered, render_language, render_list, render_number
from rag.settings import RagSettings
from rag.smalltalk import SmallTalk, read_small_talk, small_talk_language
from rag.sources import as_source, choose_sources, find_undated
from rag.understand import in_arabic_letters, understand_question


@dataclass(frozen=True)
class Citation:
    """`quote` is `text[start:end]` of the article at `source`; `published` is an ISO date."""

    n: int
    source: str
    start: int
    end: int
    quote: str
    lang: str
    published: str | None

    @property
    def on_one_line(self) -> str:
        """The quotation, though it be of several lines or paragraphs."""
        return " ".join(self.quote.split())


@dataclass(frozen=True)
class Check:
    sentence: str
    supported: bool
    problems: list[str]


@dataclass(frozen=True)
class Answer:
    """`answer` is text with [1] marks: a line for each fact that could be rendered in the reader's language, `facts`,
    for each sentence that a language model wrote, `written`, and for each quotation. `probability` is that the
    collection answers the question, null if unknown. `note` tells the reader why a model that was asked wrote nothing;
    `writing` is true while it may still write."""

    question: str
    lang: str
    answered: bool
    answer: str
    reason: str | None
    probability: float | None
    citations: list[Citation]
    checks: list[Check]
    nearest: list[Citation]
    llm: str | None
    timings_ms: dict[str, float]
    facts: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    note: str | None = None
    writing: bool = False

    @property
    def shown(self) -> list[Citation]:
        """What is quoted: for the answer, or as the nearest where there is none."""
        return self.citations if self.answered else self.nearest

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sanad ask`."""
        return {name: value for name, value in asdict(self).items() if name not in _NOT_IN_JSON}


# What the reader finds less likely than this in a sentence, it does not find there.
_LIKELY = 0.5
_NOT_IN_JSON = ("facts", "written", "note", "writing")


def answer_question(text: str, history: Sequence[str], parts: Parts, settings: RagSettings) -> Answer:
    """Answer with the sentences of the collection that are nearest to the question.

    `history` holds the earlier questions, oldest first. Raises InputError for a question that cannot be asked.
    """
    *_, answer = stream_answer(text, history, parts, settings)
    return answer


def stream_answer(text: str, history: Sequence[str], parts: Parts, settings: RagSettings) -> Iterator[Answer]:
    """`answer_question` as it comes about: the last one is the answer.

    Without a language model there is one. With one, the quotation comes first, then the answer grows by each sentence
    that was written and checked; while the model thinks, the same answer comes again every half second or so, so that
    whoever reads can stop: closing the iterator ends the writing.
    """
    quoted, chosen = _quote(text, history, parts, settings)
    if parts.scribe is None or not chosen:
        yield quoted
    else:
        yield from parts.scribe.write(quoted, chosen)


def _quote(text: str, history: Sequence[str], parts: Parts, settings: RagSettings) -> tuple[Answer, Sequence[Evidence]]:
    """The answer in verbatim quotations, and all evidence, what is quoted first: none where there is no answer."""
    timings: dict[str, float] = {}
    typed = understand_question(text, history, parts, settings, timings)
    if talk := read_small_talk(typed.text):
        spoken = small_talk_language(typed.text, typed.lang, history)
        return _reply(replace(typed, lang=spoken), talk, parts), []
    question = in_arabic_letters(typed, parts)
    found: list[_Found] = []
    for part in split_question(question):
        found.append(_unless_repeated(_find(part, parts, settings, timings), found))
    told = [each for each in found if each.answers]
    if not told:
        return replace(_refuse_found(question, found, parts, settings, timings), question=typed.text), []
    with timed("answer", timings):
        chosen = _join_evidence([each.chosen for each in told])
        ranked = _join_evidence([each.ranked for each in told])
        numbers = {evidence.place: n for n, evidence in enumerate(chosen, 1)}
        facts, checks = _state_facts(told, numbers)
        facts += [_say_unanswered(each) for each in found if not each.answers]
    citations = [cite_evidence(n, evidence, choose_span(evidence, ranked)) for n, evidence in enumerate(chosen, 1)]
    quoted = Answer(
        question=typed.text,
        lang=question.lang,
        answered=True,
        answer=compose_answer(facts, [], citations),
        reason=None,
        probability=min((each.probability for each in told if each.probability is not None), default=None),
        citations=citations,
        checks=[*checks, *(Check(citation.quote, True, []) for citation in citations)],
        nearest=[],
        llm=None,
        timings_ms=_with_total(timings),
        facts=facts,
    )
    return quoted, _join_evidence([chosen, ranked])


@dataclass(frozen=True)
class _Found:
    """What there is for one question: `chosen` is to be quoted, if it `answers`; `unnamed` are names and dates that it
    lacks; `accounts` what other stories state beside the first of it."""

    question: Question
    ranked: list[Evidence]
    chosen: list[Evidence]
    probability: float | None
    unnamed: list[str]
    answers: bool
    accounts: Accounts | None = None


def _find(question: Question, parts: Parts, settings: RagSettings, timings: dict[str, float]) -> _Found:
    hits, ranked = look_up(question, parts, settings, timings)
    with timed("evidence", timings):
        probability = estimate_probability(question, ranked, hits, parts.count_languages())
        undated = find_undated(question, ranked, settings)
        chosen = undated or choose_sources(question, ranked, settings)
        accounts = None if undated else compare_accounts(question, ranked)
        chosen = join_accounts(chosen, accounts)
        unnamed = unsupported_names(question.text, question.lang, chosen)
        unnamed += unsupported_dates(question.text, question.lang, chosen)
    likely = probability is None or probability >= settings.least_probability
    answers = bool(undated) or (bool(chosen) and likely and not unnamed)
    if unnamed and not answers:
        probability = min(probability or 0.0, UNNAMED)
    return _Found(question, ranked, chosen, probability, unnamed, answers, accounts)


def _unless_repeated(each: _Found, before: Sequence[_Found]) -> _Found:
    """One question among several is not answered by what answers another alone: the same sentence, in which the reader
    does not find it, and of which nothing can be stated."""
    quoted = {evidence.place for other in before if other.answers for evidence in other.chosen}
    unread = all(evidence.likely is not None and evidence.likely < _LIKELY for evidence in each.chosen)
    if not quoted.issuperset(evidence.place for evidence in each.chosen) or not unread:
        return each
    numbers = {evidence.place: 0 for evidence in each.chosen}
    stated = any(lead.kind != "no-date" for lead, _, _ in _read_leads(each.question, each.chosen, numbers))
    return each if stated else replace(each, answers=False)


def _join_evidence(lists: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """The sentences of all of them, each once."""
    places: dict[Place, Evidence] = {}
    for some in lists:
        for evidence in some:
            places.setdefault(evidence.place, evidence)
    return list(places.values())


def _refuse_found(
    question: Question, found: Sequence[_Found], parts: Parts, settings: RagSettings, timings: dict[str, float]
) -> Answer:
    ranked = [evidence for each in found for evidence in each.ranked]
    if not ranked:
        reason = say("none-left" if parts.filtered else "nothing", question.lang)
        return _refuse(question, reason, None, [], timings)
    unnamed = [name for each in found for name in each.unnamed]
    reason = _say_what_was_searched(question.lang, parts.count_languages(), unnamed)
    return _refuse(question, reason, found[0].probability, _nearest(ranked, settings.nearest), timings)


def _refuse(
    question: Question, reason: str, probability: float | None, nearest: list[Evidence], timings: dict[str, float]
) -> Answer:
    return Answer(
        question=question.text,
        lang=question.lang,
        answered=False,
        answer="",
        reason=reason,
        probability=0.0 if probability is None else probability,
        citations=[],
        checks=[],
        nearest=[cite_evidence(n, evidence) for n, evidence in enumerate(nearest, 1)],
        llm=None,
        timings_ms=_with_total(timings),
    )


def _reply(question: Question, talk: SmallTalk, parts: Parts) -> Answer:
    """What is said to a greeting is no answer from the articles, and cites none."""
    languages = _name_languages(question.lang, parts.count_languages()) if talk == "help" else ""
    return _refuse(question, say(talk, question.lang, languages=languages), None, [], {})


def _nearest(ranked: Sequence[Evidence], count: int) -> list[Evidence]:
    """The best sentences, each of another passage."""
    best: dict[int, Evidence] = {}
    for evidence in ranked:
        best.setdefault(evidence.hit.passage.id, evidence)
    return list(best.values())[:count]


def _say_what_was_searched(lang: str, languages: Mapping[str, int], unnamed: Sequence[str] = ()) -> str:
    lacks = say("not-named", lang, names=", ".join(unnamed)) if unnamed else ""
    told = say("searched", lang, languages=_name_languages(lang, languages)) if languages else ""
    return " ".join(filter(None, (say("not-found", lang), lacks, told)))


def _name_languages(lang: str, languages: Mapping[str, int]) -> str:
    """Each with how many articles there are in it."""
    lang = lang if is_rendered(lang) else FALLBACK
    names = [f"{render_language(code, lang) or code} ({render_number(str(n), lang)})" for code, n in languages.items()]
    return render_list(names, lang)


def _say_unanswered(found: _Found) -> str:
    """Of one question among several."""
    return f"“{found.question.text}” {say('not-found', found.question.lang)}"


def _state_facts(found: Sequence[_Found], numbers: Mapping[Place, int]) -> tuple[list[str], list[Check]]:
    """What the evidence says in the reader's language, each fact once, with the marks of all that say it; and what
    checking them against it found. What fails is not stated. `numbers` are those that the evidence is cited by."""
    # A part and another may be answered by one sentence: each mark once, in the order in which they come.
    marks: dict[str, dict[int, None]] = {}
    checks: dict[str, Check] = {}
    for each in found:
        apart = each.accounts is not None and each.accounts.accord != "agree"
        told = [] if each.accounts is None else list(tell_accord(each.question, each.accounts))
        for lead, source, n in [] if apart else _read_leads(each.question, each.chosen, numbers):
            for text in (lead.text, *lead.notes):
                check = _check_fact(lead, text, source)
                if check.supported:
                    marks.setdefault(text, {})[n] = None
                # What one source bears out is stated, though another does not.
                if check.supported or text not in checks:
                    checks[text] = check
        for telling in told:
            checks[telling.text] = Check(telling.text, True, [])
            marks.setdefault(telling.text, {}).update((numbers[source.place], None) for source in telling.sources)
    return [f"{text} {''.join(f'[{n}]' for n in cited)}" for text, cited in marks.items()], list(checks.values())


def _read_leads(
    question: Question, chosen: Sequence[Evidence], numbers: Mapping[Place, int]
) -> Iterator[tuple[Lead, Source, int]]:
    sources = [(numbers[evidence.place], as_source(question, evidence)) for evidence in chosen]
    leads = [(n, lead_fact(question.wants, question.asked, question.lang, source), source) for n, source in sources]
    # That one article gives no date is nothing to tell of where another does.
    undated = {lead.kind for _, lead, _ in leads if lead} == {"no-date"} and leads[0][1]
    for n, lead, source in leads:
        if lead and (lead.kind != "no-date" or undated):
            yield lead, source, n


def _check_fact(lead: Lead, text: str, source: Source) -> Check:
    # What is derived from other dates than those of the sentence is not in it: its own words are what can be checked.
    said, lang = (source.sentence[lead.start : lead.end], source.lang) if lead.derived else (text, lead.lang)
    found = [] if lead.kind == "no-date" else check_sentence(said, lang, source.sentence, source.lang)
    return Check(text, not found, [problem.message for problem in found])


def cite_evidence(n: int, evidence: Evidence, span: Span | None = None) -> Citation:
    """`span` is where in the article to quote, if not the sentence alone."""
    article, (start, end) = evidence.hit.article, span or (evidence.start, evidence.end)
    quote, lang = article.text[start:end], evidence.hit.passage.lang
    return Citation(n, article.source, start, end, quote, lang, article.published)


def compose_answer(facts: Sequence[str], written: Sequence[str], citations: Sequence[Citation]) -> str:
    """Each on a line of its own."""
    quotes = (f"“{citation.on_one_line}” [{citation.n}]" for citation in citations)
    return "\n".join([*facts, *written, *quotes])


def _with_total(timings: dict[str, float]) -> dict[str, float]:
    return {**timings, "total": round(sum(timings.values()), 2)}
