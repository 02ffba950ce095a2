"""How it is told that articles agree, contradict each other, or give the figures of different days."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.accounts import Accounts
from rag.amounts import Amount
from rag.checks import check_sentence
from rag.evidence import Evidence
from rag.lead import lead_fact
from rag.phrases import say
from rag.question import Question
from rag.rendering import is_rendered, render_bound, render_date, render_number, render_place
from rag.sources import as_source
from rag.stated import Stated

_OPEN, _CLOSE = "\u2068", "\u2069"


@dataclass(frozen=True)
class Telling:
    """A line for the reader, and whose words bear it out."""

    text: str
    sources: tuple[Evidence, ...]


def tell_accord(question: Question, accounts: Accounts) -> Iterator[Telling]:
    """That they agree, or that they do not and what each says, with the day of its article."""
    yield Telling(say(accounts.accord, question.lang), tuple(accounts.sources))
    if accounts.accord != "agree":
        for stated in accounts.stated:
            yield Telling(_dated(render_stated(question, stated), stated, question.lang), (stated.evidence,))


def render_stated(question: Question, stated: Stated) -> str:
    """The value in the reader's language where it can be rendered and the sentence bears it out, else its words."""
    sentence, lang = stated.evidence.quote, stated.evidence.hit.passage.lang
    for text in _renderings(question, stated) if is_rendered(question.lang) else ():
        if text and (isinstance(stated.value, bool) or not check_sentence(text, question.lang, sentence, lang)):
            return text
    return f"{_OPEN}{' '.join(stated.words.split())}{_CLOSE}"


def _renderings(question: Question, stated: Stated) -> Iterator[str | None]:
    lead = lead_fact(question.wants, question.asked, question.lang, as_source(question, stated.evidence))
    lang, value = question.lang, stated.value
    if isinstance(value, bool):
        yield say("yes" if value else "no", lang)
    elif isinstance(value, str):
        yield render_place(value, lang)
    elif lead and not lead.derived and lead.start < stated.end and stated.start < lead.end:
        yield lead.text
    elif isinstance(value, Amount) and not value.unit and not value.negative and value.plain.denominator == 1:
        yield render_bound(render_number(str(value.plain.numerator), lang), value.bound, lang)


def _dated(text: str, stated: Stated, lang: str) -> str:
    article = stated.evidence.hit.article
    if not article.published or article.precision != "day" or not is_rendered(lang):
        return text
    return say("account", lang, value=text, published=render_date(article.published, lang))
