"""Which articles are asked: the filters as they are kept, the form to choose them in, the line that tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.filters import NO_FILTERS, Filters
from rag.rendering import render_number
from ui.render import escape_text, file_html, isolate_dates
from ui.strings import Strings, read_strings

_MOST, LONGEST = 50, 500
_DATE = r"\p{Nd}{4}(-\p{Nd}{2}(-\p{Nd}{2})?)?"


@dataclass(frozen=True)
class AmongWords:
    everywhere: str
    only: str
    title: str
    languages: str
    since: str
    until: str
    sources: str
    sources_hint: str
    date_hint: str
    clear: str
    not_date: str


AMONG_WORDS = read_strings(AmongWords, "among")


def read_filters(given: object) -> Filters:
    """From what was kept or sent, which may be anything. Raises InputError for what is no language or date."""
    if not isinstance(given, Mapping):
        return NO_FILTERS
    return Filters(
        _texts(given.get("languages")),
        _date(given.get("since")),
        _date(given.get("until")),
        _texts(given.get("sources")),
    )


def filters_dict(filters: Filters) -> dict[str, Any]:
    """Empty where nothing is filtered."""
    if not filters:
        return {}
    return {
        "languages": [*filters.languages], "since": filters.since, "until": filters.until, "sources": [*filters.sources]
    }  # fmt: skip


def among_html(labels: Strings, langs: Mapping[str, int]) -> str:
    """`langs` maps the languages that there are to the articles in them."""
    words = AMONG_WORDS[labels.lang]
    boxes = "".join(
        f'<label><input type="checkbox" name="languages" value="{escape_text(code)}">'
        f"<span>{labels.language_name(code)}</span> <bdi>({render_number(str(n), labels.lang)})</bdi></label>"
        for code, n in langs.items()
    )
    dates = "".join(
        f'<label class="date">{said}<input name="{name}" dir="ltr" size="10" maxlength="10" autocomplete="off" '
        f'placeholder="2023-09" pattern="{_DATE}" title="{isolate_dates(words.date_hint)}"></label>'
        for name, said in (("since", words.since), ("until", words.until))
    )
    given = f'data-all="{words.everywhere}" data-only="{words.only}"'
    return (
        f'<details lang="{labels.lang}" dir="{labels.direction}" {given}>'
        f'<summary>{words.everywhere}</summary><form aria-label="{words.title}">'
        f"<fieldset><legend>{words.languages}</legend>{boxes}</fieldset>{dates}"
        f'<label class="sources">{words.sources}<input name="sources" dir="ltr" maxlength="{LONGEST}" '
        f'autocomplete="off" placeholder="press/2023" title="{words.sources_hint}"></label>'
        f'<button type="button" data-action="clear">{words.clear}</button></form></details>'
    )


def told_html(filters: Filters, labels: Strings) -> str:
    """The line that says which articles were asked; empty where all were."""
    return f'<p class="among" dir="{labels.direction}">{describe(filters, labels)}</p>' if filters else ""


def describe(filters: Filters, labels: Strings) -> str:
    """As HTML, each part isolated from the direction of the others."""
    parts = [f"<bdi>{escape_text(labels.language_name(code))}</bdi>" for code in filters.languages]
    parts += [f'<bdi>{said} <bdi dir="ltr">{escape_text(date)}</bdi></bdi>' for said, date in _dates(filters, labels)]
    return _tell([*parts, *map(file_html, filters.sources)], labels)


def told_text(filters: Filters, labels: Strings) -> str:
    """The same line as plain text, nothing in it escaped; empty where all articles were asked."""
    dates = [f"{said} {date}" for said, date in _dates(filters, labels)]
    return _tell([*map(labels.language_name, filters.languages), *dates, *filters.sources], labels) if filters else ""


def _dates(filters: Filters, labels: Strings) -> list[tuple[str, str]]:
    words = AMONG_WORDS[labels.lang]
    return [(said, date) for said, date in ((words.since, filters.since), (words.until, filters.until)) if date]


def _tell(parts: Sequence[str], labels: Strings) -> str:
    return f"{AMONG_WORDS[labels.lang].only} {' · '.join(parts)}"


def _texts(given: object) -> tuple[str, ...]:
    listed: Sequence[object] = given if isinstance(given, list) else []
    return tuple(text for text in listed[:_MOST] if isinstance(text, str) and text.strip() and len(text) <= LONGEST)


def _date(given: object) -> str:
    return given.strip()[:20] if isinstance(given, str) else ""
