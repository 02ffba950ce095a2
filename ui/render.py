"""Answers → HTML. Pure functions.

The text of a document is hostile. Each of its ASCII punctuation characters is written as a character
reference, so that it can be neither HTML nor Markdown nor an address to be made a link of; control characters
that would reorder or hide text are left out of what is shown.
"""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from rag.phrases import say
from rag.rendering import render_number
from ui.display import plain_words, visible_text
from ui.remarks import is_remark
from ui.strings import STRINGS, Strings

if TYPE_CHECKING:
    from rag.answer import Answer, Check, Citation

# Line breaks and tabs too, so that what shows an attribute or a line cannot be split.
_ACTIVE = re.compile(r"[!-/:-@\[-`{-~\n\t]")
_MARK, _MARKS = re.compile(r"\[(\d+)\]"), re.compile(r"(?:\[\d+\])+")
# What is isolated, as `rag` does with the words of an article: the direction, the text, the end.
_ISOLATED = re.compile(r"([\u2066-\u2068])([^\u2066-\u2069]*)\u2069")
_ISOLATES = {"\u2066": '<bdi dir="ltr">', "\u2067": '<bdi dir="rtl">', "\u2068": "<bdi>"}
_ISO_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# So many characters tell the direction of a text.
_LOOKED_AT = 2_000
_FROM_THE_RIGHT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def escape_text(text: str) -> str:
    """HTML that shows `visible_text(text)` and can be nothing but text."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", visible_text(text))


def own_html(text: str) -> str:
    """HTML of what the program says itself: as `escape_text`, but what is isolated keeps its own direction."""
    parts, at = [], 0
    for found in _ISOLATED.finditer(text):
        parts.append(f"{escape_text(text[at : found.start()])}{_ISOLATES[found[1]]}{escape_text(found[2])}</bdi>")
        at = found.end()
    return "".join([*parts, escape_text(text[at:])])


def isolate_dates(text: str) -> str:
    """Dates as 2023-09-20 read so in a text from the right too."""
    return _ISO_DATE.sub("\u2066\\g<0>\u2069", text)


def file_html(name: str) -> str:
    """The name of a file or a folder: a path runs from the left, in whatever letters its parts are."""
    return f'<bdi class="file" dir="ltr">{escape_text(name)}</bdi>'


def text_direction(text: str, lang: str = "") -> str:
    """`rtl` or `ltr`, after the first strong character; that of the language where there is none.

    A text of a right-to-left language may begin with a word in Latin letters: there the greater part decides.
    """
    strong = [way for char in text[:_LOOKED_AT] if (way := _STRONG.get(unicodedata.bidirectional(char)))]
    from_the_right = lang in _FROM_THE_RIGHT
    if not strong:
        return "rtl" if from_the_right else "ltr"
    return "rtl" if from_the_right and 2 * strong.count("rtl") > len(strong) else strong[0]


def question_html(question: str, lang: str) -> str:
    """The reader's own words, as the heading of what answers them."""
    return f'<h2 class="asked" {in_language(question, lang)}>{escape_text(question)}</h2>'


def answer_html(answer: "Answer", labels: Strings, key: str = "") -> str:
    """What is answered: facts, what a model wrote, quotations with their citations, and what was checked.

    Where there is no answer: why, and the nearest passages, which may help. Headings are in the language of the
    question, or in that of the interface, `labels`. `key` is that of the turn.
    """
    spoken = STRINGS.get(answer.lang, labels)
    cited = answer.shown
    if answer.answered:
        head = statements_html(answer) + f"<h3>{spoken.answer_heading}</h3>"
    else:
        reason = answer.reason or spoken.not_found
        head = f'<p class="none" {in_language(reason, answer.lang)}>{own_html(reason)}</p>'
        head += nearest_heading(answer.lang) if cited else ""
    if answer.note:
        head += f'<p class="note" dir="{text_direction(answer.note)}">{own_html(answer.note)}</p>'
    quotes = "".join(_quotation(citation, spoken, f"{key}-{citation.n}") for citation in cited)
    return (
        f'<div class="answer" lang="{spoken.lang}" dir="{spoken.direction}">'
        f'<div class="said">{head}{quotes}</div>{_checks(answer, spoken, key)}</div>'
    )


def nearest_heading(lang: str) -> str:
    """What is said over the nearest passages, in the language in which it is said that nothing was found."""
    text = say("nearest", lang)
    return f"<h3 {in_language(text, lang)}>{text}</h3>"


def notice_html(text: str, kind: str) -> str:
    """A message of the program's own; `kind` is its CSS class."""
    return f'<p class="notice {kind}" dir="{text_direction(text)}" tabindex="-1">{own_html(text)}</p>'


def origin_html(source: str, lang: str, published: str | None, labels: Strings) -> str:
    """File, language and date, each isolated from the direction of the others."""
    date = f' <span>· <bdi dir="ltr">{escape_text(published)}</bdi></span>' if published else ""
    spoken = f'<bdi lang="{labels.lang}">{escape_text(labels.language_name(lang))}</bdi>'
    return f"{file_html(source)} <span>· {spoken}</span>{date}"


def citation_reference(source: str, start: int, end: int) -> str:
    """What a citation's link carries after its `#`."""
    return urlencode({"source": source, "start": start, "end": end}, errors="replace")


def article_url(source: str, collection: str, form: str) -> str:
    """Where the API has this article."""
    return f"/api/articles/{quote(source, errors='replace')}?{urlencode({'collection': collection, 'form': form})}"


def frame_html(labels: Strings, inside: str) -> str:
    """What is in the language of the interface."""
    return f'<div lang="{labels.lang}" dir="{labels.direction}">{inside}</div>'


def language(code: str) -> str:
    """The attribute that names the language of an element."""
    return f'lang="{html.escape(visible_text(code))}"'


def in_language(text: str, lang: str) -> str:
    """The attributes of an element that shows `text` of language `lang`."""
    return f'{language(lang)} dir="{text_direction(text, lang)}"'


def statements_html(answer: "Answer") -> str:
    """Each fact, each remark and each sentence of a model a paragraph, its marks as links to what they cite."""
    cited = {citation.n: citation for citation in answer.citations}
    lang, lines = answer.lang, []
    for text in answer.facts:
        said, marks = split_marks(text)
        kind = "note" if is_remark(said, lang) else "fact"
        lines.append(f'<p class="{kind}" {in_language(said, lang)}>{own_html(said)}{_links(marks, cited)}</p>')
    for text in answer.written:
        said, marks = split_marks(text)
        lines.append(f'<p class="written" {in_language(said, lang)}>{escape_text(said)}{_links(marks, cited)}</p>')
    return "".join(lines)


def split_marks(text: str) -> tuple[str, list[int]]:
    """A statement and the numbers of what it cites at its end."""
    said, _, marks = text.rpartition(" ")
    return (said, [int(number) for number in _MARK.findall(marks)]) if _MARKS.fullmatch(marks) else (text, [])


def _links(numbers: Sequence[int], cited: "Mapping[int, Citation]") -> str:
    links = "".join(_mark(cited[n]) for n in numbers if n in cited)
    return f" {links}" if links else ""


def _mark(citation: "Citation") -> str:
    return f'<a class="cite" href="{_href(citation)}"><b dir="ltr">[{citation.n}]</b></a>'


def _href(citation: "Citation") -> str:
    return html.escape(f"#{citation_reference(citation.source, citation.start, citation.end)}")


def _quotation(citation: "Citation", labels: Strings, key: str) -> str:
    origin = origin_html(citation.source, citation.lang, citation.published, labels)
    return (
        f"<figure><blockquote {in_language(citation.quote, citation.lang)}>"
        f"<bdi>{escape_text(plain_words(citation.quote, citation.source))}</bdi></blockquote><figcaption>"
        f'<a class="cite" href="{_href(citation)}" title="{labels.open_source}">'
        f'<b dir="ltr">[{citation.n}]</b> {origin}</a>'
        f'<details class="why" data-key="why-{key}" data-n="{citation.n}"><summary>{labels.why}</summary></details>'
        "</figcaption></figure>"
    )


def _checks(answer: "Answer", labels: Strings, key: str) -> str:
    """What was checked; what failed is said at once, and is not shown as part of the answer."""
    quoted = {citation.quote: citation for citation in answer.citations}
    # That articles agree, or give no date, stands in none of them.
    claims = [check for check in answer.checks if not (check.supported and is_remark(check.sentence, answer.lang))]
    told = [(check.supported, _check(check, labels, quoted.get(check.sentence), answer.lang)) for check in claims]
    failed = [line for supported, line in told if not supported]
    passed = [line for supported, line in told if supported]
    shown = [(failed, labels.checks_failed, "failed", " open"), (passed, labels.checks_passed, "passed", "")]
    return "".join(
        f'<details class="checks {kind}" data-key="{kind}-{key}"{state}><summary>{summary} '
        f"<bdi>({render_number(str(len(some)), labels.lang)})</bdi></summary><ul>{''.join(some)}</ul></details>"
        for some, summary, kind, state in shown
        if some
    )


def _check(check: "Check", labels: Strings, quoted: "Citation | None", lang: str) -> str:
    verdict = labels.check_passed if check.supported else labels.check_failed
    problems = "".join(f' <span lang="en" dir="ltr">{escape_text(problem)}.</span>' for problem in check.problems)
    said = plain_words(quoted.quote, quoted.source) if quoted else check.sentence
    sentence = f"<q {in_language(said, quoted.lang if quoted else lang)}>{own_html(said)}</q>"
    return f"<li>{sentence} <span>{verdict}</span>{problems}</li>"
